"""Many rounds of kill -9 at every point of a save, counted by where it was killed.

python -m tests.kills [--rounds 200] [--seed N]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from tests.kills.rounds import play


def main() -> None:
    """Play the rounds; the first that leaves something torn, lost or doubled ends them."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}")
    died = Counter(one.died_at for one in play(wanted.rounds, wanted.seed))
    for point, times in sorted(died.items()):
        print(f"{times:4} × {point or 'not killed: done before'}")
    print(f"{wanted.rounds} rounds: nothing torn, nothing doubled, nothing lost")


if __name__ == "__main__":
    main()
