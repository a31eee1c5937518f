"""A series moved in time, its rhythm left as it is written: only what was taken out of it moves along.

Where it stops is kept; whether the rhythm still meets the new start is for others to say. A rhythm that is
moved with all its days is `shifting`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import takewhile
from typing import TypeAlias
from zoneinfo import ZoneInfo

from tui.domain.series import (
    excluded,
    first_of,
    following,
    parts_of,
    rhythm,
    rule_of,
    stamp_of,
    wall_of,
)
from tui.domain.when import When, is_all_day

_MOST_RULES = 20
Written: TypeAlias = tuple[When, ZoneInfo]
"""A first time, and the zone its series is written in."""


@dataclass(frozen=True, slots=True)
class Move:
    """From where to where the first time of a series goes, each in the zone it is written in."""

    was: When
    was_zone: ZoneInfo
    now: When
    zone: ZoneInfo

    @property
    def before(self) -> datetime:
        """The first time of before, by the clock of its zone."""
        return first_of(self.was, self.was_zone)

    @property
    def after(self) -> datetime:
        """The first time by the clock of the zone it is in now."""
        return first_of(self.now, self.zone)

    @property
    def far(self) -> timedelta:
        """How far every time moves, by the clock."""
        return self.after - self.before

    @property
    def stands_still(self) -> bool:
        """Whether nothing moves at all."""
        return _begins(self.was, self.was_zone) == _begins(self.now, self.zone)

    def stamp(self, wall: datetime) -> str:
        """A time of the moved series as its rules write it."""
        return stamp_of(wall, self.now, self.zone)


def moved_along(rules: tuple[str, ...], was: Written, now: Written) -> tuple[str, ...]:
    """The rules of a series whose first time was at `was` and is at `now`.

    Raises RepeatError where the rules cannot be followed.
    """
    move = Move(*was, *now)
    return rules if move.stands_still else following(lambda: _moved(rules, move))


def _begins(when: When, zone: ZoneInfo) -> tuple[datetime, str, bool]:
    return first_of(when, zone), "" if is_all_day(when) else zone.key, is_all_day(when)


def _moved(rules: tuple[str, ...], move: Move) -> tuple[str, ...]:
    if len(rules) > _MOST_RULES or not all(rule.startswith(("RRULE:", "EXDATE")) for rule in rules):
        raise ValueError("there is more to that series")
    if sum(rule.startswith("RRULE:") for rule in rules) != 1:
        raise ValueError("a series has one rule")
    bare = tuple(_ending_moved(rule, move) for rule in rules if rule.startswith("RRULE:"))
    left_out = tuple(_exclusions_moved(rules, bare, move))
    if not left_out:
        return bare
    stamps = dict.fromkeys(move.stamp(wall) for wall in left_out)
    return (*bare, f"EXDATE:{','.join(stamps)}")


def _ending_moved(rule: str, move: Move) -> str:
    """The rule with its last day as it was, late enough in the day for the new clock."""
    parts = parts_of(rule)
    if "UNTIL" not in parts:
        return rule
    until = wall_of(parts["UNTIL"], time(23, 59, 59), move.was, move.was_zone)
    before, after = move.before.time(), move.after.time()
    if before <= until.time() < after:
        until = datetime.combine(until, after)
    return rule_of(parts | {"UNTIL": move.stamp(until)})


def _exclusions_moved(rules: tuple[str, ...], bare: tuple[str, ...], move: Move) -> Iterator[datetime]:
    """Each time taken out, on its own day if the series still comes by there, else as far off as it moved."""
    gone = tuple(excluded(rules, move.was, move.was_zone))
    if not gone:
        return
    last = max(gone) + max(move.far, timedelta()) + timedelta(days=1)
    endless = tuple(_without_end(rule) for rule in bare)
    comes_by = frozenset(takewhile(lambda wall: wall <= last, rhythm(endless, move.now, move.zone)))
    for wall in gone:
        same_day = datetime.combine(wall, move.after.time())
        yield same_day if same_day in comes_by else wall + move.far


def _without_end(rule: str) -> str:
    return rule_of({name: value for name, value in parts_of(rule).items() if name not in ("UNTIL", "COUNT")})
