"""Times as typed in the editor, read back in words: which day, how long, and what it is for the viewer.

Reading never changes what was typed; lengths are measured in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.domain.checking import Context
from tui.domain.drafting import zone_named
from tui.domain.drafts import Draft, DraftField
from tui.domain.timephrase import (
    TimePhraseError,
    parse_day,
    parse_moment,
    say_moment,
    write_day,
    write_moment,
)

_MINUTE = timedelta(minutes=1)
_MORNING = 9


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end as understood; None for what could not be."""

    start: datetime | None
    end: datetime | None
    zone: ZoneInfo
    viewer: ZoneInfo
    all_day: bool = False


def times_of(draft: Draft, context: Context) -> Times:
    """The draft's times, read in its own zone; whole days begin at its midnight."""
    zone = zone_named(draft.zone) or context.zone
    start = _read(draft.starts, None, draft.all_day, zone, context)
    end = _read(draft.ends, start, draft.all_day, zone_named(draft.end_zone) or zone, context)
    return Times(start, end, zone, context.zone, draft.all_day)


def _read(
    typed: str, base: datetime | None, all_day: bool, zone: ZoneInfo, context: Context
) -> datetime | None:
    here = context.now.astimezone(zone)
    try:
        if all_day:
            today = base.date() if base else here.date()
            return datetime.combine(parse_day(typed, today=today), time.min, tzinfo=zone)
        return parse_moment(typed, base=base or here, zone=zone, now=context.now)
    except TimePhraseError:
        return None


def written(moment: datetime, draft: Draft, zone: ZoneInfo) -> str:
    """A time as the editor writes it back: exact, and read the same tomorrow."""
    local = moment.astimezone(zone)
    return write_day(local.date()) if draft.all_day else write_moment(local, zone)


def understood(typed: str, before: Draft, context: Context) -> str:
    """A start as it is meant: a bare `16:00` is on the day the event is on, not today.

    Text that means the same anywhere, or nothing yet, stays as typed.
    """
    times = times_of(before, context)
    if before.all_day or times.start is None:
        return typed
    try:
        near = parse_moment(typed, base=times.start, zone=times.zone, now=context.now)
        plain = parse_moment(typed, base=context.now, zone=times.zone, now=context.now)
    except TimePhraseError:
        return typed
    return typed if near == plain else write_moment(near, times.zone)


def settled(draft: Draft, field: DraftField, context: Context) -> Draft:
    """The draft with a phrase such as `fri 3pm` written out, or as it is when it was not understood."""
    times = times_of(draft, context)
    moment = times.start if field is DraftField.STARTS else times.end
    return draft if moment is None else with_time(draft, field, written(moment, draft, times.zone))


def stepped(draft: Draft, field: DraftField, by: timedelta, context: Context) -> str | None:
    """The text of a time moved by this much, or None when it is not understood; days keep the hour."""
    times = times_of(draft, context)
    moment = times.start if field is DraftField.STARTS else times.end
    if moment is None:
        return None
    step = timedelta(days=1 if by > timedelta() else -1) if draft.all_day else by
    if step % timedelta(days=1) == timedelta():
        return written(moment.astimezone(times.zone) + step, draft, times.zone)
    return written(moment.astimezone(UTC) + step, draft, times.zone)


def text_of(draft: Draft, field: DraftField) -> str:
    """One of the draft's times as text."""
    return draft.starts if field is DraftField.STARTS else draft.ends


def with_time(draft: Draft, field: DraftField, text: str) -> Draft:
    """The draft with one of its times replaced."""
    return replace(draft, starts=text) if field is DraftField.STARTS else replace(draft, ends=text)


def turned_all_day(draft: Draft, all_day: bool, context: Context) -> Draft:
    """The draft on whole days, or on a day's morning hour; its days stay."""
    times, turned = times_of(draft, context), replace(draft, all_day=all_day)
    if times.start is None or times.end is None:
        return turned
    start, end = times.start.astimezone(times.zone), times.end.astimezone(times.zone)
    if not all_day:
        start, end = start.replace(hour=_MORNING), end.replace(hour=_MORNING, minute=30)
    return replace(turned, starts=written(start, turned, times.zone), ends=written(end, turned, times.zone))


def echo_start(times: Times, typed: str, now: datetime) -> str:
    """The start in words unless it is written out already, how far off, and the viewer's own time."""
    if times.start is None:
        return ""
    local = times.start.astimezone(times.zone)
    off = [_distance(local.date(), now.astimezone(times.zone).date())]
    if times.all_day:
        said = [] if typed == write_day(local.date()) else [write_day(local.date())]
        return " · ".join([*said, *off])
    said = [] if typed == write_moment(local, times.zone) else [say_moment(local, times.zone)]
    return " · ".join([*said, *off, *_for_you(local, times)])


def _distance(day: date, today: date) -> str:
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def echo_end(times: Times) -> str:
    """The length, the day where it is another, and the viewer's own time where that differs."""
    if times.start is None or times.end is None:
        return ""
    start, end = times.start.astimezone(times.zone), times.end.astimezone(times.zone)
    if times.all_day:
        days = (end.date() - start.date()).days + 1
        return "" if days < 1 else "1 day" if days == 1 else f"{days} days"
    length = times.end.astimezone(UTC) - times.start.astimezone(UTC)
    day = [say_moment(end, times.zone)] if end.date() != start.date() or length < timedelta() else []
    if length < timedelta():
        return day[0]
    return " · ".join([*day, length_words(length), *_for_you(end, times)])


def _for_you(moment: datetime, times: Times) -> list[str]:
    theirs, yours = moment.astimezone(times.zone), moment.astimezone(times.viewer)
    if theirs.utcoffset() == yours.utcoffset():
        return []
    same_day = theirs.date() == yours.date()
    return [f"{yours:%H:%M} for you" if same_day else f"{say_moment(yours, times.viewer)} for you"]


def length_words(length: timedelta) -> str:
    """A length as people say it: `45 min`, `1 h 30 min`, `2 days`."""
    minutes = int(length / _MINUTE)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{days} day" + "s" * (days != 1)] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not parts else []
    return " ".join(parts)
