"""Reads two runs of callgrind (--dump-instr=yes) and prints what one request more costs. Used by perf/profile, which says how."""

import re
import subprocess
import sys
from collections import defaultdict


class Run:
    """One output file: instructions by function and by address, calls by pair of functions."""

    def __init__(self, path):
        self.own = defaultdict(int)
        self.at = defaultdict(int)
        self.calls = defaultdict(lambda: [0, 0])
        self.first = {}
        self.names = {}
        function = callee = None
        calls = address = 0
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if line.startswith("fn="):
                    function = self.name(line)
                elif line.startswith("cfn="):
                    callee = self.name(line)
                elif line.startswith("calls="):
                    calls = int(line[6:].split()[0])
                elif line[0] in "0123456789+-*":
                    words = line.split()
                    address = self.address(address, words[0])
                    if callee is not None:
                        pair = self.calls[function, callee]
                        pair[0] += calls
                        pair[1] += int(words[-1])
                        callee = None
                    else:
                        self.own[function] += int(words[-1])
                        self.at[address] += int(words[-1])
                        self.first[function] = min(address, self.first.get(function, address))

    def name(self, line):
        number, text = re.match(r"c?fn=\((\d+)\)(?: (.*))?", line).groups()
        if text:
            self.names[number] = text
        return self.names[number]

    @staticmethod
    def address(before, word):
        if word == "*":
            return before
        value = int(word.lstrip("+-"), 0)
        return before + value if word[0] == "+" else before - value if word[0] == "-" else value


def print_functions(few, many, requests, rows):
    called = defaultdict(int)
    for run, sign in ((few, -1), (many, 1)):
        for (_, callee), (count, _) in run.calls.items():
            called[callee] += sign * count
    costs = {name: (own - few.own.get(name, 0)) / requests for name, own in many.own.items()}
    print(f"{sum(costs.values()):10.0f} instructions per request")
    for name, cost in sorted(costs.items(), key=lambda row: -row[1])[:rows]:
        print(f"{cost:10.1f} {called[name] / requests:8.2f}  {name}")


def print_function(binary, few, many, requests, function):
    print("callers: calls, and instructions with all that is called")
    for (caller, callee), (count, cost) in sorted(many.calls.items(), key=lambda row: -row[1][0]):
        before = few.calls.get((caller, callee), [0, 0])
        if callee == function and count > before[0]:
            print(f"{(count - before[0]) / requests:10.2f} {(cost - before[1]) / requests:8.1f}  {caller}")

    symbols = subprocess.run(["nm", "-S", binary], capture_output=True, text=True, check=True).stdout.splitlines()
    start, size = next((int(words[0], 16), int(words[1], 16)) for words in map(str.split, symbols) if len(words) == 4 and words[3] == function)
    moved = many.first[function] - start  # where the program was loaded
    code = subprocess.run(
        ["objdump", "-d", "--no-show-raw-insn", "-M", "intel", f"--start-address={start}", f"--stop-address={start + size}", binary],
        capture_output=True, text=True, check=True).stdout
    print("\nhow often each instruction runs per request")
    for address, text in re.findall(r"^ *([0-9a-f]+):\t(.*)$", code, re.M):
        place = int(address, 16) + moved
        times = (many.at.get(place, 0) - few.at.get(place, 0)) / requests
        if times > 0:
            print(f"{times:10.2f}  {address}  {text}")


def main():
    binary, few, many, requests, rows = sys.argv[1:6]
    runs = Run(few), Run(many)
    if len(sys.argv) > 6:
        print_function(binary, *runs, int(requests), sys.argv[6])
    else:
        print_functions(*runs, int(requests), int(rows))


if __name__ == "__main__":
    main()
