"""Times as typed in the editor, read back in words: which day, how long, and what it is for the viewer.

Reading never changes what was typed; lengths are measured in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.domain.checking import Context
from tui.domain.clockface import as_shown, clock_words
from tui.domain.drafting import zone_named
from tui.domain.drafts import Draft, DraftField
from tui.domain.timephrase import (
    TimePhraseError,
    end_phrase,
    left_open,
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
    """Start and end as understood, each in the zone it is written in; None for what could not be."""

    start: datetime | None
    end: datetime | None
    viewer: ZoneInfo
    clock: str
    all_day: bool = False

    def of(self, field: DraftField) -> datetime | None:
        """One of the two."""
        return self.start if field is DraftField.STARTS else self.end


def times_of(draft: Draft, context: Context) -> Times:
    """The draft's times; whole days begin at midnight."""
    start = read(draft.starts, DraftField.STARTS, draft, None, context)
    end = read(draft.ends, DraftField.ENDS, draft, start, context)
    return Times(start, end, context.zone, context.clock, draft.all_day)


def read(
    typed: str, field: DraftField, draft: Draft, base: datetime | None, context: Context
) -> datetime | None:
    """What a phrase means in one of the draft's fields, beginning from `base` or now."""
    zone = _zone_of(field, draft, context)
    base = base or context.now
    if field is DraftField.ENDS and not draft.all_day:
        typed = end_phrase(typed)
    try:
        if not draft.all_day:
            return parse_moment(typed, base=base, zone=zone, now=context.now)
        day = parse_day(typed, today=base.astimezone(zone).date())
    except TimePhraseError:
        return None
    return datetime.combine(day, time.min, tzinfo=zone)


def _zone_of(field: DraftField, draft: Draft, context: Context) -> ZoneInfo:
    own = draft.end_zone if field is DraftField.ENDS else ""
    return zone_named(own) or zone_named(draft.zone) or context.zone


def is_moment(draft: Draft) -> bool:
    """Whether the draft has a time and no end."""
    return not draft.all_day and not draft.ends.strip()


def written(moment: datetime, all_day: bool) -> str:
    """A time as the editor writes it back: exact, and read the same tomorrow."""
    if all_day or not isinstance(moment.tzinfo, ZoneInfo):
        return write_day(moment.date())
    return write_moment(moment, moment.tzinfo)


def understood(typed: str, field: DraftField, before: Draft, context: Context) -> str:
    """A phrase written out: a bare `16:00` is on the day the event is on, `tomorrow` is a date.

    What is not understood stays as typed; an hour the clocks skip or repeat stays as open as it was.
    """
    base = times_of(before, context).start
    moment = read(typed, field, before, base, context)
    if moment is None:
        return typed
    return _open(typed, field, before, base, context) or written(moment, before.all_day)


def _open(typed: str, field: DraftField, draft: Draft, base: datetime | None, context: Context) -> str | None:
    """The phrase with its day, where a clock change leaves open what it means."""
    if draft.all_day:
        return None
    zone = _zone_of(field, draft, context)
    if field is DraftField.ENDS:
        typed = end_phrase(typed)
    return left_open(typed, base=base or context.now, zone=zone, now=context.now)


def settled(draft: Draft, field: DraftField, context: Context) -> Draft:
    """The draft with a phrase written out, or as it is when it was not understood, or is still open."""
    moment = times_of(draft, context).of(field)
    if moment is None or _open(text_of(draft, field), field, draft, None, context):
        return draft
    return with_time(draft, field, written(moment, draft.all_day))


def stepped(draft: Draft, field: DraftField, by: timedelta, context: Context) -> str | None:
    """The text of a time moved by this much, or None when it is not understood; days keep the hour."""
    moment = times_of(draft, context).of(field)
    if moment is None:
        return None
    step = timedelta(days=1 if by > timedelta() else -1) if draft.all_day else by
    if step % timedelta(days=1) == timedelta():
        return written(moment + step, draft.all_day)
    return written((moment.astimezone(UTC) + step).astimezone(moment.tzinfo), draft.all_day)


def text_of(draft: Draft, field: DraftField) -> str:
    """One of the draft's times as text."""
    return draft.starts if field is DraftField.STARTS else draft.ends


def with_time(draft: Draft, field: DraftField, text: str) -> Draft:
    """The draft with one of its times replaced."""
    return replace(draft, starts=text) if field is DraftField.STARTS else replace(draft, ends=text)


def turned_all_day(draft: Draft, all_day: bool, context: Context) -> Draft:
    """The draft on whole days, or on a day's morning hour; its days stay."""
    times, turned = times_of(draft, context), replace(draft, all_day=all_day)
    start, end = times.start, times.start if is_moment(draft) else times.end
    if start is None or end is None:
        return turned
    if not all_day:
        start, end = start.replace(hour=_MORNING), end.replace(hour=_MORNING, minute=30)
    return replace(turned, starts=written(start, all_day), ends=written(end, all_day))


def echo_start(times: Times, typed: str, now: datetime) -> str:
    """The start in words unless it is written out already, how far off, and the viewer's own time."""
    start = times.start
    if start is None or (not times.all_day and _asked(typed, start, now)):
        return ""
    exact = typed == as_shown(written(start, times.all_day), times.clock)
    off = _distance(start.date(), now.astimezone(start.tzinfo).date())
    if times.all_day:
        return off if exact else f"{write_day(start.date())} · {off}"
    return " · ".join([*([] if exact else [_say(start, times)]), off, *_for_you(start, times)])


def _asked(typed: str, moment: datetime, now: datetime) -> bool:
    """Whether it is asked what a time means, so that nothing is made of it yet."""
    zone = moment.tzinfo
    return isinstance(zone, ZoneInfo) and left_open(typed, base=moment, zone=zone, now=now) is not None


def echo_end(times: Times, typed: str, now: datetime) -> str:
    """The end in words unless it is written out already, the length, and the viewer's own time."""
    start, end = times.start, times.end
    if start is not None and not typed.strip() and not times.all_day:
        return "a moment"
    if start is None or end is None or (not times.all_day and _asked(end_phrase(typed), end, now)):
        return ""
    exact = typed == as_shown(written(end, times.all_day), times.clock)
    if times.all_day:
        days = (end.date() - start.date()).days + 1
        length = "" if days < 1 else "1 day" if days == 1 else f"{days} days"
        return length if exact else f"{write_day(end.date())} · {length}"
    length = length_words(end.astimezone(UTC) - start.astimezone(UTC))
    return " · ".join(
        [*([] if exact else [_say(end, times)]), *filter(None, [length]), *_for_you(end, times)]
    )


def _say(moment: datetime, times: Times) -> str:
    return say_moment(moment, moment.tzinfo, times.clock) if isinstance(moment.tzinfo, ZoneInfo) else ""


def _distance(day: date, today: date) -> str:
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def _for_you(moment: datetime, times: Times) -> list[str]:
    yours = moment.astimezone(times.viewer)
    if moment.utcoffset() == yours.utcoffset():
        return []
    same_day = moment.date() == yours.date()
    return [f"{clock_words(yours, times.clock) if same_day else _say(yours, times)} for you"]


def length_words(length: timedelta) -> str:
    """A length as people say it: `45 min`, `1 h 30 min`, `2 days`; empty when it runs backwards."""
    minutes = int(length / _MINUTE)
    if minutes < 0:
        return ""
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{days} day" + "s" * (days != 1)] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not parts else []
    return " ".join(parts)
