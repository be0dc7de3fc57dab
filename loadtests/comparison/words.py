"""Numbers and sentences as all three reports print them."""


def us(value):
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def spread_us(spread):
    return f"{us(spread.middle)} ({us(spread.least)}-{us(spread.most)})"


def ratio(spread):
    return f"{spread.middle:.2f} ({spread.least:.2f}-{spread.most:.2f})" if spread else "-"


def latency(value_us):
    return f"{value_us:,.0f} us" if value_us < 1000 else f"{value_us / 1000:,.1f} ms"


def mib(kib):
    return f"{kib / 1024:,.1f}"


def load(scenario):
    """How much is asked at once."""
    text = f"{scenario.connections} client connections"
    return text + (f" beside {scenario.idle:,} idle ones" if scenario.idle else "")


def effort(results):
    return f"{results.rounds} rounds of {results.seconds} s"


def remarks(scenario, subject):
    """What a reader has to know beside the figures of a scenario: who is missing and why, and whose log was counted."""
    if scenario.remark:
        yield scenario.remark
    for name, reason in scenario.excused.items():
        if name != subject and reason != "nothing to splice here":
            yield f"without {name}: {reason}"
    if scenario.logged:
        yield "log lines for answers: " + ", ".join(
            f"{name} {lines:,} for {answers:,}" for name, (lines, answers) in scenario.logged.items())
    if failed := {name: turns.errors() for name, turns in scenario.proxies.items() if turns.errors()}:
        yield "errors: " + ", ".join(f"{name} {count}" for name, count in failed.items())


def refusal(scenario, subject):
    """Why the subject was not measured."""
    return f"{subject}: {scenario.excused.get(subject, 'not among the proxies')}"
