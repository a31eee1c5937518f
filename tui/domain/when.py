"""When an event happens: four kinds that cannot be mixed.

Instants are UTC; zones are kept beside them, never folded in. Sorting and subtracting happen in UTC only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TypeAlias


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Timespan:
    """A start and an end. `start_zone` and `end_zone` are IANA names, both or neither (API rule)."""

    start: datetime
    end: datetime
    start_zone: str | None = None
    end_zone: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", _utc(self.start))
        object.__setattr__(self, "end", _utc(self.end))
        if self.end < self.start:
            raise ValueError("a timespan cannot end before it starts")
        if (self.start_zone is None) != (self.end_zone is None):
            raise ValueError("a timespan has both zones or none")


@dataclass(frozen=True, slots=True)
class Moment:
    """A single instant without a length (`time` in the API)."""

    at: datetime
    zone: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _utc(self.at))


@dataclass(frozen=True, slots=True)
class AllDay:
    """One whole calendar day, the same date in every zone."""

    day: date


@dataclass(frozen=True, slots=True)
class AllDaySpan:
    """Several whole days; `last` is included (the API's `end_date` is inclusive)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a span of days cannot end before it starts")


When: TypeAlias = Timespan | Moment | AllDay | AllDaySpan


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open stretch of time `[start, end)` in UTC."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", _utc(self.start))
        object.__setattr__(self, "end", _utc(self.end))
        if self.end <= self.start:
            raise ValueError("a window must end after it starts")

    @classmethod
    def of_days(cls, first: date, count: int, zone: tzinfo) -> Window:
        """The `count` whole days from `first` as lived in `zone` (23, 24 or 25 hours each)."""
        return cls(midnight(first, zone), midnight(first + timedelta(days=count), zone))

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether any part of `[start, end]` lies inside; an empty stretch counts at its instant."""
        return start < self.end and (end > self.start or start >= self.start)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The first instant of `day` in `zone`, in UTC; where midnight is skipped, the first that exists."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def is_all_day(when: When) -> bool:
    """Whether the event has dates rather than times."""
    return isinstance(when, AllDay | AllDaySpan)


def dates(when: AllDay | AllDaySpan) -> tuple[date, date]:
    """First and last day, both included."""
    return (when.day, when.day) if isinstance(when, AllDay) else (when.first, when.last)


def bounds(when: When, zone: tzinfo) -> tuple[datetime, datetime]:
    """Start and end as UTC instants; whole days begin and end at midnight in the viewer's `zone`."""
    match when:
        case Timespan(start, end):
            return start, end
        case Moment(at):
            return at, at
        case AllDay() | AllDaySpan():
            first, last = dates(when)
            return midnight(first, zone), midnight(last + timedelta(days=1), zone)


def days(when: When, zone: tzinfo) -> tuple[date, date]:
    """First and last local date the event touches, as seen in `zone`."""
    if isinstance(when, AllDay | AllDaySpan):
        return dates(when)
    start, end = bounds(when, zone)
    last_instant = max(start, end - timedelta(microseconds=1))
    return start.astimezone(zone).date(), last_instant.astimezone(zone).date()


def own_zone(when: When) -> str | None:
    """The zone the event was written in, if it says."""
    match when:
        case Timespan(start_zone=zone) | Moment(zone=zone):
            return zone
        case _:
            return None
