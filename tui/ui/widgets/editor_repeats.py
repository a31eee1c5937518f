"""When a series takes place, read back from what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from tui.domain.checking import Context
from tui.domain.checking_time import check_time
from tui.domain.drafts import Draft
from tui.domain.repeating import parse_repeats
from tui.domain.rhythms import common
from tui.domain.series import RepeatError, occurrences, zone_of

SHOWN = 5
"""How many of its times are named."""


def rhythms_for(draft: Draft, context: Context) -> tuple[str, ...]:
    """The usual rhythms for the event; none while nobody knows when it is."""
    when = check_time(draft, context).when
    return common(when, zone_of(when, context.zone)) if when is not None else ()


def repeats_line(draft: Draft, context: Context) -> str:
    """The first times of the series, or nothing where the text or the start is not understood."""
    typed = draft.more.repeats.strip()
    when = check_time(draft, context).when if typed else None
    if when is None:
        return ""
    zone = zone_of(when, context.zone)
    try:
        rules = parse_repeats(typed, when, zone)
        walls = occurrences(rules, when, zone, SHOWN + 1) if rules else ()
    except RepeatError:
        return ""
    named = ", ".join(_named(walls[:SHOWN]))
    return f"{named}, …" if len(walls) > SHOWN else named


def _named(walls: Sequence[datetime]) -> Iterator[str]:
    """Days, with their month after the last of each."""
    for wall, later in zip_longest(walls, walls[1:]):
        same = later is not None and (later.year, later.month) == (wall.year, wall.month)
        yield f"{wall:%a} {wall.day}" + ("" if same else f" {wall:%b}")
