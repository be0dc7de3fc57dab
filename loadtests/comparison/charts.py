"""The charts of the page, as inline SVG. Colours are classes of page.css, so that light and dark are its business."""

from html import escape

import words
from results import CPU, SYSTEM, USER

LABELS = 112  # width of the names on the left
LANE = 17  # height of one proxy in the overview
BAR, GAP = 20, 8


def _svg(width, height, title, shapes):
    yield f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{escape(title)}">'
    yield from shapes
    yield "</svg>"


def _text(x, y, content, classes=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{classes}">{escape(content)}</text>'


def _line(x1, y1, x2, y2, classes):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{classes}"/>'


def _bar(x, y, width, classes):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" height="{BAR}" class="{classes}"/>'


def _whisker(x1, x2, y, classes):
    yield _line(x1, y, x2, y, classes)
    for x in (x1, x2):
        yield _line(x, y - 3.5, x, y + 3.5, classes)


def overview(results):
    """The subject's CPU per request over each of the others': a dot for the median, a line for the range."""
    width, left, right = 900, LABELS + 90, 140
    rows = [(scenario, [(name, scenario.ratio(results.subject, name, CPU)) for name in scenario.others(results.subject)])
            for scenario in results.measured()]
    top = max([1.2] + [spread.most for _, row in rows for _, spread in row if spread])
    top = min(top, 2.0)  # a range that leaves the chart is cut; its figures stand beside it
    scale = lambda value: left + (width - left - right) * min(value, top) / top
    height = 28 + sum(len(row) * LANE + 14 for _, row in rows)

    def shapes():
        for tick in range(int(top * 4) + 1):
            x, value = scale(tick / 4), tick / 4
            yield _line(x, 22, x, height, "par" if value == 1 else "grid")
            yield _text(x, 14, f"{value:g}", "axis middle" + (" strong" if value == 1 else ""))
        y = 30
        for scenario, row in rows:
            yield _text(0, y + 12, scenario.name, "strong")
            for name, spread in row:
                yield _text(left - 8, y + 12, name, "end")
                if spread:
                    middle = scale(spread.middle)
                    yield from _whisker(scale(spread.least), scale(spread.most), y + 8, f"range p-{name}")
                    yield f'<circle cx="{middle:.1f}" cy="{y + 8}" r="4.5" class="p-{name}"><title>{escape(words.ratio(spread))}</title></circle>'
                    yield _text(width - right + 12, y + 12, words.ratio(spread), "number")
                y += LANE
            y += 7
            yield _line(0, y, width, y, "grid")
            y += 7

    return _svg(width, height, f"CPU per request of {results.subject} as a share of each other proxy's, by scenario", shapes())


def cost(scenario, subject):
    """CPU per request: user and system in one bar, the range of their sum across it."""
    width, right = 900, 170
    names = list(scenario.proxies)
    spreads = {name: [scenario.proxies[name].spread(column) for column in (CPU, USER, SYSTEM)] for name in names}
    most = max(total.most for total, _, _ in spreads.values())
    scale = lambda value: (width - LABELS - right) * value / most

    def shapes():
        for i, name in enumerate(names):
            total, user, system = spreads[name]
            y, kind = i * (BAR + GAP), "mine" if name == subject else "other"
            # The medians of the parts need not add up to the median of the sum.
            share = user.middle / (user.middle + system.middle) if user.middle + system.middle else 0
            yield _text(LABELS - 8, y + 15, name, "end" + (" strong" if kind == "mine" else ""))
            yield _bar(LABELS, y, scale(total.middle * share), f"{kind} user")
            yield _bar(LABELS + scale(total.middle * share), y, scale(total.middle * (1 - share)), f"{kind} system")
            yield from _whisker(LABELS + scale(total.least), LABELS + scale(total.most), y + BAR / 2, "range")
            yield _text(width - right + 10, y + 15, words.spread_us(total) + " us", "number")

    return _svg(width, len(names) * (BAR + GAP), f"CPU per request, {scenario.name}", shapes())


def bars(scenario, subject, column, title, show):
    """One figure of each proxy."""
    width, right, labels = 290, 74, 74
    values = {name: turns.spread(column).middle for name, turns in scenario.proxies.items()}
    most = max(values.values()) or 1

    def shapes():
        for i, (name, value) in enumerate(values.items()):
            y, kind = i * (BAR + GAP), "mine" if name == subject else "other"
            yield _text(labels - 6, y + 15, name, "end" + (" strong" if kind == "mine" else ""))
            yield _bar(labels, y, (width - labels - right) * value / most, f"{kind} user")
            yield _text(labels + (width - labels - right) * value / most + 5, y + 15, show(value), "number")

    return _svg(width, len(values) * (BAR + GAP), f"{title}, {scenario.name}", shapes())
