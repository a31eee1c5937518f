"""When, as one says it: `Fri 20 Nov 15:00–15:30 (New York), 20:00 for you`.

Words only; nothing here is ever read back as a time.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.timephrase import say_day
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, dates


def say_when(when: When, viewer: ZoneInfo, now: datetime, clock: str = TWENTY_FOUR) -> str:
    """The time of an event in its own zone, and the viewer's where that is another."""
    year = now.astimezone(viewer).year
    match when:
        case AllDay() | AllDaySpan():
            first, last = (_day(day, year) for day in dates(when))
            return f"{first}, all day" if first == last else f"{first} – {last}, all day"
        case Moment(at):
            return _timed(at, at, zones_of(when, viewer), viewer, year, clock)
        case Timespan(start, end):
            return _timed(start, end, zones_of(when, viewer), viewer, year, clock)


def _timed(
    start: datetime,
    end: datetime,
    zones: tuple[ZoneInfo, ZoneInfo],
    viewer: ZoneInfo,
    year: int,
    clock: str,
) -> str:
    first, last = zones
    begins, ends, here = start.astimezone(first), end.astimezone(last), start.astimezone(viewer)
    since, until, yours = (clock_words(moment, clock) for moment in (begins, ends, here))
    said = f"{_day(begins.date(), year)} {since}"
    if last.key != first.key:
        return f"{said} ({city_of(first)}) – {_day(ends.date(), year)} {until} ({city_of(last)})"
    if ends.date() != begins.date():
        said += f" – {_day(ends.date(), year)} {until}"
    elif end != start:
        said += f"–{until}"
    if begins.utcoffset() == here.utcoffset():
        return said
    if here.date() != begins.date():
        yours = f"{_day(here.date(), year)} {yours}"
    return f"{said} ({city_of(first)}), {yours} for you"


def _day(day: date, year: int) -> str:
    return say_day(day) if day.year == year else f"{say_day(day)} {day.year}"


def two_clocks(moment: datetime, own: ZoneInfo, viewer: ZoneInfo, clock: str = TWENTY_FOUR) -> str:
    """`09:30 New York · 14:30 for you`, or nothing where both clocks show the same."""
    there, here = moment.astimezone(own), moment.astimezone(viewer)
    if there.utcoffset() == here.utcoffset():
        return ""
    day = "" if there.date() == here.date() else f"{say_day(here.date())} "
    return f"{clock_words(there, clock)} {city_of(own)} · {day}{clock_words(here, clock)} for you"


def zones_of(when: When, viewer: ZoneInfo) -> tuple[ZoneInfo, ZoneInfo]:
    """The zones an event begins and ends in; the viewer's where it names none that is known."""
    match when:
        case Timespan(start_zone=start, end_zone=end):
            first = zone_named(start or "") or viewer
            return first, zone_named(end or "") or first
        case Moment(zone=name):
            zone = zone_named(name or "") or viewer
            return zone, zone
        case _:
            return viewer, viewer


def city_of(zone: ZoneInfo) -> str:
    """The city that names a zone: `New York` for `America/New_York`."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def zone_named(name: str) -> ZoneInfo | None:
    """The zone, or None when there is none of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None
