"""A real process saves and gets kill -9, at a point of the save or at any moment: what is left is whole.

`python -m tests.kills` plays two hundred rounds; these are a few of them.
"""

from __future__ import annotations

import random

from tests.kills.rounds import play

ROUNDS = 20


def test_saves_that_are_killed_leave_nothing_torn_and_are_made_good_at_the_next_start() -> None:
    seed = random.randrange(1 << 32)
    print(f"python -m tests.kills --seed {seed}")
    died = [one.died_at for one in play(ROUNDS, seed)]
    assert len(died) == ROUNDS
    assert any(died)
