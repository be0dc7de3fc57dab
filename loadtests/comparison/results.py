"""What compare measured: the rows and facts it wrote, as objects, with medians, ranges and ratios."""

from dataclasses import dataclass, field
from statistics import median

CPU, USER, SYSTEM, RATE, P50, P99, ERRORS, RESIDENT = range(8)  # columns of a row behind scenario, round and proxy


@dataclass
class Spread:
    """The median of the rounds, with the least and the most of them."""

    middle: float
    least: float
    most: float

    @staticmethod
    def of(values):
        return Spread(median(values), min(values), max(values))


@dataclass
class Turns:
    """All counted turns of a proxy in a scenario, by round."""

    by_round: dict = field(default_factory=dict)

    def spread(self, column):
        return Spread.of([row[column] for row in self.by_round.values()])

    def errors(self):
        return int(sum(row[ERRORS] for row in self.by_round.values()))


@dataclass
class Scenario:
    name: str
    about: str
    connections: int
    idle: int
    remark: str
    proxies: dict = field(default_factory=dict)  # name -> Turns, in the order of the turns
    excused: dict = field(default_factory=dict)  # name -> why it has no part in it
    logged: dict = field(default_factory=dict)  # name -> (lines, answers)

    def ratio(self, subject, other, column):
        """The subject's figure over the other's, within each round, so that a slow minute weighs on both."""
        mine, theirs = self.proxies[subject].by_round, self.proxies[other].by_round
        ratios = [mine[r][column] / theirs[r][column] for r in mine if r in theirs and theirs[r][column] > 0]
        return Spread.of(ratios) if ratios else None

    def others(self, subject):
        return [name for name in self.proxies if name != subject]


@dataclass
class Results:
    facts: dict = field(default_factory=dict)  # date, machine, tools, command, subject: one text each
    rounds: int = 0
    seconds: int = 0
    versions: dict = field(default_factory=dict)
    absent: dict = field(default_factory=dict)
    limits: dict = field(default_factory=dict)  # (scenario, proxy) -> ratio at most
    scenarios: list = field(default_factory=list)

    @property
    def subject(self):
        return self.facts["subject"]

    def scenario(self, name):
        return next(scenario for scenario in self.scenarios if scenario.name == name)

    def proxies(self):
        """Every proxy that was measured anywhere, in the order in which they were asked for."""
        seen = {name for scenario in self.scenarios for name in scenario.proxies}
        return [name for name in self.versions if name in seen]

    def measured(self):
        return [scenario for scenario in self.scenarios if self.subject in scenario.proxies]

    def unmeasured(self):
        return [scenario for scenario in self.scenarios if self.subject not in scenario.proxies]


def read(rows_path, facts_path):
    results = Results()
    with open(facts_path, encoding="utf-8") as lines:
        for line in lines:
            _take_fact(results, *line.rstrip("\n").split("\t"))
    with open(rows_path, encoding="utf-8") as lines:
        for line in lines:
            name, turn, proxy, *numbers = line.split()
            if int(turn) > 0:  # round 0 warms up
                turns = results.scenario(name).proxies.setdefault(proxy, Turns())
                turns.by_round[int(turn)] = [float(number) for number in numbers]
    return results


def _take_fact(results, kind, *values):
    if kind == "effort":
        results.rounds, results.seconds = int(values[0]), int(values[1])
    elif kind == "version":
        results.versions[values[0]] = values[1]
    elif kind == "absent":
        results.absent[values[0]] = values[1]
    elif kind == "limit":
        results.limits[values[0], values[1]] = float(values[2])
    elif kind == "scenario":
        results.scenarios.append(Scenario(values[0], values[1], int(values[2]), int(values[3]), values[4]))
    elif kind == "excused":
        results.scenario(values[0]).excused[values[1]] = values[2]
    elif kind == "logged":
        results.scenario(values[0]).logged[values[1]] = (int(values[2]), int(values[3]))
    else:
        results.facts[kind] = values[0]
