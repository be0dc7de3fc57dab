"""The tables as Markdown: first what the subject costs beside each of the others, then everything by scenario."""

import words
from results import CPU, P99, RATE, RESIDENT, SYSTEM, USER


def document(results):
    facts = results.facts
    yield from _overview(results)
    yield ""
    yield f"{facts['date']}; {facts['machine']}. {facts['tools']}. {words.effort(results)}, in turns; medians, with the least and the most in brackets."
    yield "Proxies: " + "; ".join(f"{name} ({version})" for name, version in results.versions.items()) + "."
    for name, reason in results.absent.items():
        yield f"Left out: {name} ({reason})."
    yield ""
    yield "```"
    yield facts["command"]
    yield "```"
    for scenario in results.measured():
        yield from _scenario(results, scenario)


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def _overview(results):
    subject, others = results.subject, [name for name in results.proxies() if name != results.subject]
    yield f"CPU time that {subject} spends on a request, as a share of what the other spends:"
    yield ""
    yield _row([""] + others)
    yield "|---|" + "--:|" * len(others)
    for scenario in results.measured():
        cells = [words.ratio(scenario.ratio(subject, name, CPU)) if name in scenario.proxies else "" for name in others]
        yield _row([f"{scenario.name}: {scenario.about}"] + cells)
    for scenario in results.unmeasured():
        yield ""
        yield f"{scenario.name}, {scenario.about}: not measured. {words.refusal(scenario, subject)}."


def _scenario(results, scenario):
    subject = results.subject
    yield ""
    yield f"**{scenario.name}**: {scenario.about}; {words.load(scenario)}."
    for remark in words.remarks(scenario, subject):
        yield f"({remark[0].upper()}{remark[1:]}.)"
    yield ""
    yield _row(["proxy", "CPU us/request", "user", "system", f"CPU of {subject} / its", "requests/s", f"requests/s of {subject} / its", "p99", "MiB"])
    yield "|---|" + "--:|" * 8
    for name, turns in scenario.proxies.items():
        middle = [turns.spread(column).middle for column in range(RESIDENT + 1)]
        cost, rate = ["", ""] if name == subject else [words.ratio(scenario.ratio(subject, name, column)) for column in (CPU, RATE)]
        yield _row([
            name, words.spread_us(turns.spread(CPU)), words.us(middle[USER]), words.us(middle[SYSTEM]), cost,
            f"{middle[RATE]:,.0f}", rate, words.latency(middle[P99]), words.mib(middle[RESIDENT])])
