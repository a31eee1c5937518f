"""When a series takes place, read back from what was typed."""

from __future__ import annotations

from tui.domain.checking import Context
from tui.domain.checking_time import check_time
from tui.domain.drafts import Draft
from tui.domain.repeating import parse_repeats
from tui.domain.series import RepeatError, occurrences, zone_of

SHOWN = 3
"""How many of its times are named."""


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
    named = ", ".join(f"{wall:%a} {wall.day} {wall:%b}" for wall in walls[:SHOWN])
    return f"{named}, …" if len(walls) > SHOWN else named
