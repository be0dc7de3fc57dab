"""The tables and charts as one HTML page that needs nothing else: no script, no font, no picture from anywhere."""

from html import escape
from pathlib import Path

import charts
import words
from results import CPU, P50, P99, RATE, RESIDENT, SYSTEM, USER


def document(results):
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
    yield f"<title>What a request costs: {escape(results.subject)} beside other proxies, {escape(results.facts['date'])}</title>"
    yield f"<style>\n{Path(__file__).with_name('page.css').read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>"
    yield from _head(results)
    if results.measured():
        yield from _overview(results)
    for scenario in results.measured():
        yield from _scenario(results, scenario)
    yield from _unmeasured(results)
    yield from _circumstances(results)
    yield "</main>\n</body>\n</html>"


def _head(results):
    yield f"<header>\n<h1>What a request costs</h1>\n<p>CPU time of {escape(results.subject)} and other proxies, side by side with equal work."
    yield "Each proxy has its turn in every round, in an order that turns round; figures are medians of the rounds, with the least and the most"
    yield "beside them. Ratios are taken within a round, so that a slow minute weighs on both.</p>"
    yield "<nav>" + " ".join(f'<a href="#{escape(s.name)}">{escape(s.name)}</a>' for s in results.scenarios) + "</nav>\n</header>"


def _overview(results):
    subject = escape(results.subject)
    yield f"<section>\n<h2>CPU per request: {subject} as a share of the others</h2>"
    yield f'<p class="faint">Left of the dashed line {subject} spends less than the other, right of it more. The dot is the median, the line the range.</p>'
    yield '<div class="wide">'
    yield from charts.overview(results)
    yield "</div>\n</section>"


def _scenario(results, scenario):
    subject = results.subject
    yield f'<section id="{escape(scenario.name)}">\n<h2>{escape(scenario.name)}</h2>'
    yield f"<p>{_sentence(scenario.about)} {_sentence(words.load(scenario))}</p>"
    for remark in words.remarks(scenario, subject):
        yield f'<p class="faint">{_sentence(remark)}</p>'
    yield f"<h3>CPU per request{_keys()}</h3>\n" + '<div class="wide">'
    yield from charts.cost(scenario, subject)
    yield '</div>\n<div class="trio">'
    for column, title, show in (
            (RATE, "requests per second", lambda value: f"{value:,.0f}"),
            (P99, "latency, 99th percentile", words.latency),
            (RESIDENT, "resident memory", lambda value: words.mib(value) + " MiB")):
        yield f"<div><h3>{title}</h3>"
        yield from charts.bars(scenario, subject, column, title, show)
        yield "</div>"
    yield "</div>"
    yield from _table(results, scenario)
    yield "</section>"


def _keys():
    return ('<span class="key mine user"></span><span class="key other user" style="margin-left:0"></span>user'
            '<span class="key mine system"></span><span class="key other system" style="margin-left:0"></span>system')


def _table(results, scenario):
    subject = results.subject
    heads = ["proxy", "CPU us/request", "user", "system", f"CPU, {subject} / its", "requests/s", f"requests/s, {subject} / its", "p50", "p99", "MiB"]
    yield '<details>\n<summary>All figures</summary>\n<div class="wide"><table>'
    yield "<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>"
    for name, turns in scenario.proxies.items():
        middle = [turns.spread(column).middle for column in range(RESIDENT + 1)]
        cost, rate = ["", ""] if name == subject else [words.ratio(scenario.ratio(subject, name, column)) for column in (CPU, RATE)]
        cells = [name, words.spread_us(turns.spread(CPU)), words.us(middle[USER]), words.us(middle[SYSTEM]), cost, f"{middle[RATE]:,.0f}", rate,
                 words.latency(middle[P50]), words.latency(middle[P99]), words.mib(middle[RESIDENT])]
        yield f'<tr class="{"mine" if name == subject else ""}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table></div>\n</details>"


def _unmeasured(results):
    for scenario in results.unmeasured():
        yield f'<section id="{escape(scenario.name)}">\n<h2>{escape(scenario.name)}</h2>\n<p>{_sentence(scenario.about)}</p>'
        yield f'<p class="faint">Not measured. {_sentence(words.refusal(scenario, results.subject))}</p>\n</section>'


def _circumstances(results):
    facts = results.facts
    yield "<section>\n<h2>Circumstances</h2>\n<dl>"
    rows = [("date", facts["date"]), ("machine", facts["machine"]), ("tools", facts["tools"]), ("effort", words.effort(results))]
    rows += results.versions.items()
    rows += [(name, f"left out: {reason}") for name, reason in results.absent.items()]
    for name, value in rows:
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield f"<dt>command</dt><dd><code>{escape(facts['command'])}</code></dd>\n</dl>"
    yield '<p class="faint">Read the ratios, not the microseconds: those vary with the machine. Where load and proxy share few cores, requests per'
    yield "second and latency show the slower of the two, which need not be the proxy. Memory is VmRSS at the end of a turn, children included.</p>\n</section>"


def _sentence(text):
    return escape(text[:1].upper() + text[1:].rstrip(".") + ".")
