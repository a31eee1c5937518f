"""A series moved in time: what was taken out of it moves along, and where it stops is kept.

The rhythm itself is left as it is written; whether it still meets the new start is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterator
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


def moved_along(rules: tuple[str, ...], was: Written, now: Written) -> tuple[str, ...]:
    """The rules of a series whose first time was at `was` and is at `now`.

    Raises RepeatError where the rules cannot be followed.
    """
    if _begins(*was) == _begins(*now):
        return rules
    return following(lambda: _moved(rules, was, now))


def _begins(when: When, zone: ZoneInfo) -> tuple[datetime, str, bool]:
    return first_of(when, zone), "" if is_all_day(when) else zone.key, is_all_day(when)


def _moved(rules: tuple[str, ...], was: Written, now: Written) -> tuple[str, ...]:
    if len(rules) > _MOST_RULES or not all(rule.startswith(("RRULE:", "EXDATE")) for rule in rules):
        raise ValueError("there is more to that series")
    if sum(rule.startswith("RRULE:") for rule in rules) != 1:
        raise ValueError("a series has one rule")
    bare = tuple(_ending_moved(rule, was, now) for rule in rules if rule.startswith("RRULE:"))
    left_out = tuple(_exclusions_moved(rules, bare, was, now))
    if not left_out:
        return bare
    stamps = dict.fromkeys(stamp_of(wall, *now) for wall in left_out)
    return (*bare, f"EXDATE:{','.join(stamps)}")


def _ending_moved(rule: str, was: Written, now: Written) -> str:
    """The rule with its last day as it was, late enough in the day for the new clock."""
    parts = parts_of(rule)
    if "UNTIL" not in parts:
        return rule
    until = wall_of(parts["UNTIL"], time(23, 59, 59), *was)
    before, after = first_of(*was).time(), first_of(*now).time()
    if before <= until.time() < after:
        until = datetime.combine(until, after)
    return rule_of(parts | {"UNTIL": stamp_of(until, *now)})


def _exclusions_moved(
    rules: tuple[str, ...], bare: tuple[str, ...], was: Written, now: Written
) -> Iterator[datetime]:
    """Each time taken out, on its own day if the series still comes by there, else as far off as it moved."""
    gone = tuple(excluded(rules, *was))
    if not gone:
        return
    first = first_of(*now)
    far = first - first_of(*was)
    last = max(gone) + max(far, timedelta()) + timedelta(days=1)
    endless = tuple(_without_end(rule) for rule in bare)
    comes_by = frozenset(takewhile(lambda wall: wall <= last, rhythm(endless, *now)))
    for wall in gone:
        same_day = datetime.combine(wall, first.time())
        yield same_day if same_day in comes_by else wall + far


def _without_end(rule: str) -> str:
    return rule_of({name: value for name, value in parts_of(rule).items() if name not in ("UNTIL", "COUNT")})
