"""Local days and clock times of the seeded world, turned into the API's four shapes of *when*.

Everything is computed from the moment and the zone given: no clock is read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

JSON = dict[str, Any]

QUARTER = 15 * 60
STAND_UP = "09:30"
LEAD_SECONDS = 5 * 60
"""The next meeting never starts sooner than this, so a newcomer sees it coming."""


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar wall around one moment: `now` (aware) as lived in `zone` (an IANA name)."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The local date of `now`."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def monday(self) -> date:
        """The Monday of the local week that holds `now`."""
        return self.today - timedelta(days=self.today.weekday())

    @property
    def epoch(self) -> int:
        """`now` in whole unix seconds."""
        return int(self.now.timestamp())

    @property
    def next_start(self) -> int:
        """Unix seconds of the first quarter of an hour at least five minutes away, never the stand-up's."""
        start = -(-(self.epoch + LEAD_SECONDS) // QUARTER) * QUARTER
        return start + QUARTER if start == self.at(self.day_of(start), STAND_UP) else start

    def at(self, day: date, clock: str, zone: str | None = None) -> int:
        """Unix seconds of `clock` ("HH:MM") on `day`, read on the wall of `zone` (own zone if None)."""
        wall = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone or self.zone))
        return int(wall.timestamp())

    def day_of(self, seconds: int) -> date:
        """The local date on which the instant falls."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone)).date()

    def hour_of(self, seconds: int) -> int:
        """The local hour (0 to 23) in which the instant falls."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.zone)).hour

    def meeting(self, day: date, clock: str, minutes: int, zone: str | None = None) -> JSON:
        """A timespan that starts at `clock` on `day` and lasts `minutes`."""
        return timespan(self.at(day, clock, zone), minutes, zone or self.zone)


def timespan(start: int, minutes: int, zone: str | None, end_zone: str | None = None) -> JSON:
    """The read shape of a timed event. Both zones are given or, when `zone` is None, neither."""
    when: JSON = {"object": "timespan", "start_time": start, "end_time": start + minutes * 60}
    if zone is not None:
        when |= {"start_timezone": zone, "end_timezone": end_zone or zone}
    return when


def all_day(first: date, last: date | None = None) -> JSON:
    """One whole day, or a span of days whose `last` day is included."""
    if last is None or last == first:
        return {"object": "date", "date": first.isoformat()}
    return {"object": "datespan", "start_date": first.isoformat(), "end_date": last.isoformat()}


def utc_stamp(seconds: int) -> str:
    """The basic ISO form that ids of series instances and EXDATE lines carry."""
    return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).strftime("%Y%m%dT%H%M%SZ")  # noqa: DTZ001
