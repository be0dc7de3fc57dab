"""The tables for a terminal."""

import words
from results import CPU, P50, P99, RATE, RESIDENT, SYSTEM, USER


def heading(results):
    facts = results.facts
    yield f"{facts['date']}, {facts['machine']}"
    yield facts["tools"]
    for name, version in results.versions.items():
        yield f"{name}: {version}"


def scenario(results, name):
    chosen = results.scenario(name)
    yield ""
    yield f"{chosen.name}: {chosen.about}; {words.load(chosen)}; {words.effort(results)}"
    if results.subject in chosen.proxies:
        yield ""
        yield from _table(chosen)
        yield ""
        yield from _ratios(results, chosen)
        for remark in words.remarks(chosen, results.subject):
            yield f"({remark})"
    else:
        yield f"not measured. {words.refusal(chosen, results.subject)}"
    yield from _unmeasured(results, chosen)


def _table(chosen):
    columns = "{:<10} {:>26} {:>8} {:>8} {:>10} {:>8} {:>8} {:>8} {:>7}"
    yield columns.format("proxy", "CPU us/request (min-max)", "user", "system", "requests/s", "p50 us", "p99 us", "MiB", "errors")
    for name, turns in chosen.proxies.items():
        middle = [turns.spread(column).middle for column in range(RESIDENT + 1)]
        yield columns.format(
            name, words.spread_us(turns.spread(CPU)), words.us(middle[USER]), words.us(middle[SYSTEM]), f"{middle[RATE]:,.0f}",
            f"{middle[P50]:,.0f}", f"{middle[P99]:,.0f}", words.mib(middle[RESIDENT]), turns.errors())


def _ratios(results, chosen):
    subject = results.subject
    columns = "{:<20} {:>18}  {:>18}{}"
    yield columns.format("ratio", "CPU per request", "requests/s", "   median (min-max) of the ratios within each round")
    for name in chosen.others(subject):
        cost = chosen.ratio(subject, name, CPU)
        limit = results.limits.get((chosen.name, name))
        verdict = "" if limit is None else f"   limit {limit:.2f} {'met' if cost and cost.middle <= limit else 'MISSED'}"
        yield columns.format(f"{subject}/{name}", words.ratio(cost), words.ratio(chosen.ratio(subject, name, RATE)), verdict)


def _unmeasured(results, chosen):
    for (name, other) in results.limits:
        if name == chosen.name and not {other, results.subject} <= chosen.proxies.keys():
            yield f"NOT MEASURED: {results.subject}/{other}"
