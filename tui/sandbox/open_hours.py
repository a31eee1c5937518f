"""When people may be asked at all: weekly hours in their own zone, and single days that are otherwise.

Hours are walls of a zone, so they move with its clocks; the spans that come of them are in UTC seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tui.sandbox.problems import bad_request

JSON = dict[str, Any]
Spans = list[tuple[int, int]]
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


def spans_of(person: JSON, default: object, start: int, end: int) -> Spans | None:
    """The hours of one participant between two moments; None where nothing limits them.

    Hours of their own stand in for the default ones, and a day that is spoken of by its date for both.
    Raises Problem for hours that cannot be understood.
    """
    weekly = _listed(person.get("open_hours") or default, "open_hours")
    special = _listed(person.get("specific_time_availability"), "specific_time_availability")
    alone = person.get("only_specific_time_availability") is True
    if not weekly and not special and not alone:
        return None
    spoken_of = {str(one.get("date")) for one in special}
    found = [span for one in special for span in _on(one, _day(one.get("date")))]
    if not alone:
        found += [span for one in weekly for span in _weekly(one, spoken_of, start, end)]
    return sorted(
        (max(first, start), min(last, end)) for first, last in found if first < end and last > start
    )


def _listed(value: object, name: str) -> list[JSON]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise bad_request(f"{name} must be a list of objects")
    return value


def _weekly(hours: JSON, spoken_of: set[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A week begins with Sunday, which is day 0."""
    days = hours.get("days")
    if not isinstance(days, list) or not all(type(day) is int and 0 <= day <= 6 for day in days):
        raise bad_request("open_hours must have days from 0 (Sunday) to 6")
    exdates = hours.get("exdates") or []
    if not isinstance(exdates, list):
        raise bad_request("open_hours must have exdates as a list of dates")
    left_out = {str(one) for one in exdates} | spoken_of
    zone = _zone(hours)
    day, last = (datetime.fromtimestamp(at, zone).date() for at in (start, end))
    while day <= last:
        if day.isoweekday() % 7 in days and day.isoformat() not in left_out:
            yield from _on(hours, day)
        day += timedelta(days=1)


def _on(hours: JSON, day: date) -> Iterator[tuple[int, int]]:
    zone = _zone(hours)
    first, last = (_minutes(hours.get(name)) for name in ("start", "end"))
    if first >= last:
        raise bad_request("open_hours must end after they start")
    midnight = datetime.combine(day, datetime.min.time())
    begin, finish = (
        int((midnight + timedelta(minutes=at)).replace(tzinfo=zone).timestamp()) for at in (first, last)
    )
    yield begin, finish


def _zone(hours: JSON) -> ZoneInfo:
    try:
        return ZoneInfo(str(hours.get("timezone")))
    except (KeyError, ValueError, OSError) as error:
        raise bad_request("open_hours must have a known timezone") from error


def _minutes(clock: object) -> int:
    found = _CLOCK.fullmatch(str(clock))
    if found is None:
        raise bad_request("open_hours must have start and end as H:MM")
    return int(found[1]) * 60 + int(found[2])


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise bad_request("specific_time_availability must have a date as YYYY-MM-DD") from error
