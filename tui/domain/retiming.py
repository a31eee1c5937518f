"""Moving an event in time by steps, and making it longer or shorter.

A step of a day keeps the clock of the event's own zone; a step of minutes is real time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tui.domain.drafting import draft_of
from tui.domain.drafts import Draft
from tui.domain.events import Event, EventKey, Rsvp, Status
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, bounds, dates, is_all_day
from tui.domain.whenwords import zones_of

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def moved(when: When, viewer: ZoneInfo, *, days: int = 0, minutes: int = 0) -> When:
    """The same so much later; where the calendar ends, the same. Whole days move by days only."""
    try:
        match when:
            case AllDay() | AllDaySpan():
                first, last = dates(when)
                return _days(first + days * DAY, last + days * DAY)
            case Moment(at, name):
                return Moment(_later(at, zones_of(when, viewer)[0], days, minutes), name)
            case Timespan(start, end, first_zone, last_zone):
                begins = _later(start, zones_of(when, viewer)[0], days, minutes)
                return Timespan(begins, begins + (end - start), first_zone, last_zone)
    except OverflowError:
        return when


def _later(at: datetime, zone: ZoneInfo, days: int, minutes: int) -> datetime:
    local = at.astimezone(zone)
    wall = datetime.combine(local.date() + days * DAY, local.timetz())
    return wall.astimezone(UTC) + timedelta(minutes=minutes)


def _days(first: date, last: date) -> When:
    return AllDay(first) if first == last else AllDaySpan(first, last)


def lengthened(when: When, steps: int) -> When:
    """Longer by so many quarters of an hour, or whole days; shorter below zero, never without a length."""
    try:
        match when:
            case AllDay() | AllDaySpan():
                first, last = dates(when)
                return _days(first, max(last + steps * DAY, first))
            case Moment(at, name):
                return Timespan(at, at + steps * QUARTER, name, name) if steps > 0 else when
            case Timespan(start, end, first_zone, last_zone):
                least = min(end - start, QUARTER)
                return Timespan(
                    start, start + max(end - start + steps * QUARTER, least), first_zone, last_zone
                )
    except OverflowError:
        return when


def placed(when: When, start: datetime, length: timedelta | None = None) -> When:
    """The event at this start, as long as it was or so long; its zones stay, and so do whole days."""
    match when:
        case Timespan(begins, ends, first_zone, last_zone):
            return Timespan(
                start, start + (ends - begins if length is None else length), first_zone, last_zone
            )
        case Moment(zone=name) if length:
            return Timespan(start, start + length, name, name)
        case Moment(zone=name):
            return Moment(start, name)
        case _:
            return when


def retimed(draft: Draft, when: When, viewer: ZoneInfo) -> Draft:
    """The draft of an event, its times those of `when`."""
    assert draft.original is not None
    typed = draft_of(draft.id, replace(draft.original, when=when), viewer)
    return replace(
        draft,
        starts=typed.starts,
        ends=typed.ends,
        all_day=typed.all_day,
        zone=typed.zone,
        end_zone=typed.end_zone,
    )


def say_change(was: When, now: When, viewer: ZoneInfo) -> str:
    """How far it moved, and how much longer it is: `+1 d 15 min`, `15 min shorter`."""
    (begins, ends), (start, end) = bounds(was, viewer), bounds(now, viewer)
    longer = (end - start) - (ends - begins)
    said = [f"{'+' if start > begins else '-'}{_length(abs(start - begins))}"] if start != begins else []
    if longer:
        said.append(f"{_length(abs(longer))} {'longer' if longer > timedelta() else 'shorter'}")
    return ", ".join(said)


def _length(length: timedelta) -> str:
    hours, minutes = divmod(length.seconds // 60, 60)
    parts = ((length.days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 min"


def clashes(
    when: When, key: EventKey, events: Iterable[Event], own_email: str, viewer: ZoneInfo
) -> tuple[Event, ...]:
    """The other events that keep the user busy at that time. Whole days are in nobody's way."""
    if is_all_day(when):
        return ()
    start, end = bounds(when, viewer)
    return tuple(
        event
        for event in events
        if event.key != key and _in_the_way(event, own_email) and _overlap(start, end, event.when, viewer)
    )


def _in_the_way(event: Event, own_email: str) -> bool:
    coming = event.status is not Status.CANCELLED and event.answer_of(own_email) is not Rsvp.NO
    return coming and event.busy and not is_all_day(event.when)


def _overlap(start: datetime, end: datetime, when: When, viewer: ZoneInfo) -> bool:
    begins, ends = bounds(when, viewer)
    return start < ends and begins < end
