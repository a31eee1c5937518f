"""What the rules of a series mean: when it takes place, where it stops, and how it goes on.

Followed in wall time of the zone it is written in, as the standard wants, never further than anybody looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.whenwords import zone_named

MOST_TIMES = 100_000
STAMP = re.compile(r"\d{8}(?:T\d{6}Z?)?")
"""A day or an instant as rules write it."""
_YEARS_LOOKED_AT = MappingProxyType({"DAILY": 8, "WEEKLY": 12, "MONTHLY": 30, "YEARLY": 40})
"""The rhythms calendars know, and how far ahead each is followed to find out what it means."""


class RepeatError(ValueError):
    """A text that says no repetition; the message says what to write instead."""


def first_of(when: When, zone: ZoneInfo) -> datetime:
    """The wall time a series begins at, where it is written."""
    match when:
        case Timespan(start=start) | Moment(at=start):
            return start.astimezone(zone).replace(tzinfo=None)
        case AllDay(day) | AllDaySpan(first=day):
            return datetime.combine(day, time.min)


def zone_of(when: When, fallback: ZoneInfo) -> ZoneInfo:
    """The zone a series repeats in: its own, where it has one."""
    match when:
        case Timespan(start_zone=name) | Moment(zone=name):
            return zone_named(name or "") or fallback
        case _:
            return fallback


@lru_cache(maxsize=64)
def occurrences(rules: tuple[str, ...], when: When, zone: ZoneInfo, count: int) -> tuple[datetime, ...]:
    """The first `count` wall times of a series, where it is written. Raises RepeatError."""
    try:
        return tuple(islice(_walls(rules, when, zone), count))
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError, StopIteration):
        raise RepeatError("That rule cannot be followed. See RFC 5545, or say it in words.") from None


def _walls(rules: tuple[str, ...], when: When, zone: ZoneInfo) -> Iterator[datetime]:
    first = first_of(when, zone)
    parts = parts_of(next(rule for rule in rules if rule.startswith("RRULE:")))
    years = _YEARS_LOOKED_AT[parts["FREQ"]]
    times = int(parts.pop("COUNT", MOST_TIMES))
    horizon = first.replace(year=min(first.year + years, 9999), day=min(first.day, 28))
    until = (
        _wall(parts.pop("UNTIL"), datetime.combine(first, time.max), zone) if "UNTIL" in parts else horizon
    )
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    rule = rrulestr(text, dtstart=first)
    assert isinstance(rule, rrule)
    left_out = {_wall(stamp, first, zone) for stamp in exclusions(rules)}
    some = islice(rule.replace(until=min(until, horizon)), times)
    return (wall for wall in some if wall not in left_out)


def parts_of(rule: str) -> dict[str, str]:
    """The members of a rule, in their order."""
    return dict(part.partition("=")[::2] for part in rule.removeprefix("RRULE:").split(";") if part)


def exclusions(rules: tuple[str, ...]) -> Iterator[str]:
    """Every date taken out of a series, as written."""
    for rule in rules:
        if rule.startswith("EXDATE"):
            for stamp in rule.partition(":")[2].split(","):
                if not STAMP.fullmatch(stamp):
                    raise ValueError(f"{stamp} is no date")
                yield stamp


def _wall(stamp: str, first: datetime, zone: ZoneInfo) -> datetime:
    if stamp.endswith("Z"):
        moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return moment.astimezone(zone).replace(tzinfo=None)
    if "T" in stamp:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    return datetime.combine(date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:])), first.time())


def ended_before(rules: tuple[str, ...], start: datetime | date) -> tuple[str, ...]:
    """The rules of a series that stops just before an occurrence (an instant in UTC, or a day)."""
    if isinstance(start, datetime):
        until = f"{start.astimezone(UTC) - timedelta(seconds=1):%Y%m%dT%H%M%SZ}"
    else:
        until = f"{start - timedelta(days=1):%Y%m%d}"
    return tuple(_until(rule, until) if rule.startswith("RRULE:") else rule for rule in rules)


def _until(rule: str, until: str) -> str:
    parts = [p for p in rule.split(";") if not p.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*parts, f"UNTIL={until}"])


def going_on(rules: tuple[str, ...], gone: int) -> tuple[str, ...]:
    """The rules of the rest of a series after `gone` of its times have taken place."""

    def less(found: re.Match[str]) -> str:
        return f"COUNT={max(int(found[1]) - gone, 1)}"

    return tuple(re.sub(r"COUNT=(\d+)", less, rule) if rule.startswith("RRULE:") else rule for rule in rules)


_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def turned(rules: tuple[str, ...], days: int) -> tuple[str, ...]:
    """The rules of a series moved by whole days: the days of a weekly one, and those taken out, go along."""

    def week(found: re.Match[str]) -> str:
        moved = sorted((_WEEK.index(code) + days) % 7 for code in found[1].split(","))
        return f"BYDAY={','.join(_WEEK[at] for at in moved)}"

    def later(found: re.Match[str]) -> str:
        stamp = found[0]
        day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])) + timedelta(days=days)
        return f"{day:%Y%m%d}{stamp[8:]}"

    def one(rule: str) -> str:
        if rule.startswith("EXDATE"):
            name, _, stamps = rule.partition(":")
            return f"{name}:{STAMP.sub(later, stamps)}"
        weekly = re.search(r"FREQ=WEEKLY(?![A-Z])", rule)
        return re.sub(r"BYDAY=((?:[A-Z]{2},?)+)", week, rule) if weekly else rule

    return tuple(one(rule) for rule in rules) if days else rules


def later_by(when: When, days: int, zone: ZoneInfo) -> When:
    """The same time so many days later, by the clock of the zone it is written in."""
    more = timedelta(days=days)
    match when:
        case Timespan(start, end, start_zone, end_zone):
            moved = (start.astimezone(zone) + more).astimezone(UTC)
            return Timespan(moved, moved + (end - start), start_zone, end_zone)
        case Moment(at, own):
            return Moment((at.astimezone(zone) + more).astimezone(UTC), own)
        case AllDay(day):
            return AllDay(day + more)
        case AllDaySpan(first, last):
            return AllDaySpan(first + more, last + more)
