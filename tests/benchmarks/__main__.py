"""Measure, and print one table: `uv run python -m tests.benchmarks [--only page list act visitor] [--quick]`."""

import argparse
import sys

from tests.benchmarks import lists, pages, supports, visitors
from tests.benchmarks.measure import Ratio

PARTS = {"page": pages.measure, "list": lists.measure, "act": supports.measure, "visitor": visitors.measure}


def main() -> int:
    """Returns 1 when an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="fewer turns: faster and less sure")
    wish = parser.parse_args()
    print(f"{'part':8}{'what':64}{'ours':>12}{'against':>12}{'ratio':>8}  {'aim':8}")
    missed = 0
    for part in wish.only:
        for ratio in PARTS[part](4 if wish.quick else 16):
            print(line(ratio), flush=True)
            missed += ratio.verdict == "MISS"
    print(f"{missed} missed" if missed else "All aims are met.")
    return 1 if missed else 0


def line(ratio: Ratio) -> str:
    def told(value: float) -> str:
        return f"{value:,.{0 if value >= 100 else 2}f} {ratio.unit}".rstrip()
    return (f"{ratio.part:8}{ratio.what:64}{told(ratio.ours):>12}{told(ratio.theirs):>12}{ratio.value:>8.2f}  "
            f"{ratio.aim:8}{ratio.verdict}")


if __name__ == "__main__":
    sys.exit(main())
