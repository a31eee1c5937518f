"""A draft and a time that was found for it: what it takes now, and how it reads at another time.

Only the times change; guests, call and all that was typed stay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tui.domain.busy import Span
from tui.domain.drafts import Draft
from tui.domain.timephrase import TimePhraseError, end_phrase, parse_moment, write_moment
from tui.domain.whenwords import zone_named


def span_of(draft: Draft, viewer: ZoneInfo, now: datetime) -> Span | None:
    """When the draft takes place, in UTC; None for whole days, instants, and what cannot be read."""
    if draft.all_day or not draft.ends.strip():
        return None
    zone = zone_named(draft.zone) or viewer
    try:
        start = parse_moment(draft.starts, base=now, zone=zone, now=now)
        ends_in = zone_named(draft.end_zone) or zone
        end = parse_moment(end_phrase(draft.ends), base=start, zone=ends_in, now=now)
    except TimePhraseError:
        return None
    span = start.astimezone(UTC), end.astimezone(UTC)
    return span if span[0] < span[1] else None


def at_slot(draft: Draft, start: datetime, end: datetime, viewer: ZoneInfo) -> Draft:
    """The draft at this time, written in its own zones."""
    zone = zone_named(draft.zone) or viewer
    ends_in = zone_named(draft.end_zone) or zone
    return replace(draft, starts=write_moment(start, zone), ends=write_moment(end, ends_in), all_day=False)
