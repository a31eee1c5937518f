"""`python -m tests.bench`: how fast callsheet is, as ratios measured side by side in one run.

Nothing is asserted; the table says where and how often it was measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict

from tests.bench import peers, screens, stores, waiting
from tests.bench.pairs import Ratio, machine

COMPARISONS: dict[str, tuple[Callable[[int], list[Ratio]], int]] = {
    "start": (screens.start, 7),
    "glance": (screens.glance, 7),
    "keys": (screens.keys, 3),
    "hours": (screens.hours, 3),
    "rest": (screens.rest, 3),
    "listing": (stores.listing, 3),
    "week": (stores.week, 7),
    "links": (waiting.links, 12),
    "many": (waiting.many, 2),
    "commands": (screens.commands, 9),
    "khal": (peers.khal, 5),
    "ikhal": (peers.ikhal, 3),
}
"""Name → comparison and how many pairs it runs; without the peer that one names, it gives no row."""


def main() -> None:
    """Run the comparisons asked for and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=COMPARISONS, action="append", help="run only this comparison")
    parser.add_argument("--pairs", type=int, help="how many pairs to run")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    names = asked.only or list(COMPARISONS)
    ratios = [row for name in names for row in COMPARISONS[name][0](asked.pairs or COMPARISONS[name][1])]
    if asked.json:
        print(json.dumps({"machine": machine(), "ratios": [asdict(ratio) for ratio in ratios]}, indent=2))
        return
    print(machine(), "", "| what | ratio of | median | min … max | medians | pairs |", sep="\n")
    print("|---|---|---|---|---|---|")
    for ratio in ratios:
        print(ratio.line())


if __name__ == "__main__":
    main()
