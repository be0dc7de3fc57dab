"""The second half of loadtests/check-generator: reads its turns, prints the table and the ratios, exits 1 when a limit is missed.

usage: check_generator.py TURNS CONNECTIONS
"""
import statistics
import sys

THROUGHPUT_LEAST = 0.9
SAME_LATENCY = (0.9, 1.1)
CPU_MOST = 1.0
CPU_MOST_ALONE = 1.05 # with one connection most of it is the kernel's going to sleep and waking, the same for all

TITLES = {"rate": "throughput", "cpu": "CPU per request", "p50": "median latency", "mean": "mean latency"}


def read(path):
    rounds = {}
    for line in open(path):
        name, seconds, _, user, system, requests, p50, mean, errors = line.split()
        number = lambda text: None if text == "-" else float(text)
        turn = {
            "rate": float(requests) / float(seconds),
            "user": float(user) * 1e6 / float(requests),
            "cpu": (float(user) + float(system)) * 1e6 / float(requests),
            "p50": number(p50), "mean": number(mean), "errors": int(float(errors)),
        }
        # Little's law. By the median where there is one: wrk adds latencies to its own that it thinks it omitted.
        turn["busy"] = turn["rate"] * (turn["p50"] or turn["mean"]) / 1e6
        rounds.setdefault(name, []).append(turn)
    return rounds


def main(path, connections):
    rounds = read(path)

    def median(name, key):
        values = [turn[key] for turn in rounds[name] if turn[key] is not None]
        return statistics.median(values) if values else None

    def shown(name, key, digits=0):
        value = median(name, key)
        return "-" if value is None else f"{value:,.{digits}f}"

    print(f"\n{connections} connection{'' if connections == 1 else 's'}\n")
    print("| generator | requests/s | CPU us/request | of which user | p50 us | mean us | under way at once | errors |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, turns in rounds.items():
        print(f"| {name} | {shown(name, 'rate')} | {shown(name, 'cpu', 2)} | {shown(name, 'user', 2)} | {shown(name, 'p50')} "
              f"| {shown(name, 'mean')} | {shown(name, 'busy', 1)} | {sum(turn['errors'] for turn in turns)} |")
    print()

    cpu_most = CPU_MOST_ALONE if connections == 1 else CPU_MOST
    failed = []
    for other in list(rounds)[1:]:
        # Latencies are those of the same load only when as many requests were under way.
        same_load = 0.9 <= median("weir-load", "busy") / median(other, "busy") <= 1.1
        for key, title in TITLES.items():
            # A ratio is taken within a round, from turns that lie seconds apart: what disturbs the machine for longer is in both.
            pairs = [ours[key] / theirs[key] for ours, theirs in zip(rounds["weir-load"], rounds[other]) if ours[key] and theirs[key]]
            if not pairs:
                continue
            if key in ("p50", "mean") and not same_load:
                print(f"weir-load / {other}, {title}: not to be compared, {other} had {shown(other, 'busy', 1)} requests under way and not {shown('weir-load', 'busy', 1)}")
                continue
            ratio = statistics.median(pairs)
            print(f"weir-load / {other}, {title}: {ratio:.2f} ({min(pairs):.2f} to {max(pairs):.2f})")
            missed = {
                "rate": ratio < THROUGHPUT_LEAST,
                "cpu": ratio > cpu_most,
                "p50": not SAME_LATENCY[0] <= ratio <= SAME_LATENCY[1],
                "mean": False,
            }
            if other == "wrk" and missed[key]:
                failed.append(title)
    errors = sum(turn["errors"] for turn in rounds["weir-load"])
    if errors:
        failed.append(f"{errors} errors")
    if failed:
        print("not as good as wrk: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
