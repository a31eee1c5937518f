"""The API's `when` and the app's: four shapes in, four types out, and back again.

Reading never guesses: a shape that cannot be placed in time raises `Unplaceable` with the reason in words.
Writing sends exactly one shape, with both zones or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tui.domain.text import clean
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.nylas.wire_v3 import WireWhen
from tui.nylas.zones import zone_named

_EARLIEST: Final = datetime(2, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9998, 12, 31, tzinfo=UTC)
_FIRST, _LAST = int(_EARLIEST.timestamp()), int(_LATEST.timestamp())
_ONE_DAY: Final = timedelta(days=1)


class Unplaceable(Exception):
    """The event cannot be placed in time; the text says why."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A readable `when`, and what was wrong with it."""

    when: When
    oddities: tuple[str, ...] = ()


def when_of(wire: WireWhen | None, *, last_day_included: bool) -> Placed:
    """Where an event lies in time. `last_day_included` is how this API counts a span's `end_date`."""
    if wire is None:
        raise Unplaceable("It has no time.")
    match wire.object or _guessed(wire):
        case "timespan":
            return _timespan(wire)
        case "time":
            zone, oddities = _zone(wire.timezone)
            return Placed(Moment(_instant(wire.time, "time"), zone), oddities)
        case "date":
            return Placed(AllDay(_day(wire.date, "date")))
        case "datespan":
            return _datespan(wire, last_day_included)
        case "":
            raise Unplaceable("Its time is of no known kind.")
        case word:
            raise Unplaceable(f"Its time is of an unknown kind: {clean(word, limit=40)}.")


def _guessed(wire: WireWhen) -> str:
    kinds = (
        ("timespan", wire.start_time),
        ("time", wire.time),
        ("date", wire.date),
        ("datespan", wire.start_date),
    )
    return next((kind for kind, value in kinds if value is not None), "")


def _timespan(wire: WireWhen) -> Placed:
    start = _instant(wire.start_time, "start")
    oddities: tuple[str, ...] = ()
    try:
        end = _instant(wire.end_time, "end")
    except Unplaceable as fault:
        end, oddities = start, (str(fault),)
    if end < start:
        end, oddities = start, ("It ends before it starts.",)
    first, first_odd = _zone(wire.start_timezone)
    last, last_odd = _zone(wire.end_timezone)
    zones = (first or last, last or first)
    return Placed(Timespan(start, end, *zones), (*oddities, *dict.fromkeys(first_odd + last_odd)))


def _datespan(wire: WireWhen, last_day_included: bool) -> Placed:
    first = _day(wire.start_date, "start date")
    oddities: tuple[str, ...] = ()
    try:
        last = _day(wire.end_date, "end date")
    except Unplaceable as fault:
        last, oddities = first, (str(fault),)
    if not last_day_included and last > first:
        last -= _ONE_DAY
    if last < first:
        last, oddities = first, ("It ends before it starts.",)
    return Placed(AllDay(first) if first == last else AllDaySpan(first, last), oddities)


def instant(epoch: int | None) -> datetime | None:
    """Unix seconds as UTC, or None where absent or outside the years a calendar can show."""
    if epoch is None or not _FIRST <= epoch <= _LAST:
        return None
    try:
        return datetime.fromtimestamp(epoch, UTC)
    except (ValueError, OverflowError, OSError):  # some systems know no years as far away
        return None


def _instant(epoch: int | None, what: str) -> datetime:
    moment = instant(epoch)
    if moment is None:
        raise Unplaceable(f"Its {what} is {'missing' if epoch is None else 'outside the calendar'}.")
    return moment


def _day(text: str | None, what: str) -> date:
    try:
        day = date.fromisoformat((text or "")[:10])
    except ValueError:
        raise Unplaceable(f"Its {what} is {'not a date' if text else 'missing'}.") from None
    if not _EARLIEST.date() <= day <= _LATEST.date():
        raise Unplaceable(f"Its {what} is outside the calendar.")
    return day


def _zone(name: str | None) -> tuple[str | None, tuple[str, ...]]:
    if not name:
        return None, ()
    zone = zone_named(name)
    return zone, () if zone else (f"Its time zone “{clean(name, limit=60)}” is not known.",)


def body_of_when(when: When, *, last_day_included: bool) -> Mapping[str, object]:
    """The one shape the API takes for `when`."""
    match when:
        case Timespan(start, end, start_zone, end_zone):
            times = {"start_time": _epoch(start), "end_time": _epoch(end)}
            return times | _zones(start_timezone=start_zone, end_timezone=end_zone)
        case Moment(at, zone):
            return {"time": _epoch(at)} | _zones(timezone=zone)
        case AllDay(day):
            return {"date": day.isoformat()}
        case AllDaySpan(first, last):
            until = last if last_day_included else last + _ONE_DAY
            return {"start_date": first.isoformat(), "end_date": until.isoformat()}


def _zones(**named: str | None) -> dict[str, object]:
    return {name: zone for name, zone in named.items() if zone}


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp())
