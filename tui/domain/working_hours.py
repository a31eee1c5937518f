"""The hours somebody works, as clocks of their own zone; the spans that come of them are UTC.

Hours are walls of a zone: nine o'clock stays nine o'clock over a change of clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.domain.busy import Span
from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.when import Window

MONDAY_TO_FRIDAY = frozenset(range(5))
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCKS = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*")
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Minutes after midnight, on weekdays counted from Monday as 0. The end may be 24:00."""

    zone: ZoneInfo
    start: int = 9 * 60
    end: int = 17 * 60 + 30
    days: frozenset[int] = field(default=MONDAY_TO_FRIDAY)

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= _DAY:
            raise ValueError("working hours end after they begin, on the same day")
        if not self.days <= frozenset(range(7)):
            raise ValueError("weekdays are numbered 0 to 6")

    def on(self, day: date) -> Span | None:
        """These hours on one day; None on a day off, and where a change of clocks leaves nothing of them."""
        if day.weekday() not in self.days:
            return None
        start, end = _instant(day, self.start, self.zone), _instant(day, self.end, self.zone)
        return (start, end) if start < end else None

    def spans(self, window: Window) -> Iterator[Span]:
        """The working hours inside the window, day by day."""
        day, last = (moment.astimezone(self.zone).date() for moment in (window.start, window.end))
        while day <= last:
            if (hours := self.on(day)) is not None:
                start, end = max(hours[0], window.start), min(hours[1], window.end)
                if start < end:
                    yield start, end
            day += timedelta(days=1)


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    wall = datetime.combine(day + timedelta(days=minutes // _DAY), time(minutes % _DAY // 60, minutes % 60))
    return wall.replace(tzinfo=zone).astimezone(UTC)


def parse_hours(text: str) -> tuple[int, int]:
    """`09:00-17:30` as minutes after midnight. Raises ValueError for anything else."""
    found = _CLOCKS.fullmatch(text[:40])
    if found is None:
        raise ValueError("write working hours as 09:00-17:30")
    first, last = (int(found[n]) * 60 + int(found[n + 1] or 0) for n in (1, 3))
    minutes_right = all(int(found[n] or 0) < 60 for n in (2, 4))
    if not minutes_right or not 0 <= first < last <= _DAY:
        raise ValueError("working hours end after they begin, between 0:00 and 24:00")
    return first, last


def parse_days(text: str) -> frozenset[int]:
    """`mon-fri` or `mon, wed, fri` as weekdays from Monday as 0. Raises ValueError for anything else."""
    found: set[int] = set()
    for piece in text[:80].casefold().replace("–", "-").split(","):
        ends = [_weekday(word) for word in piece.split("-")]
        if len(ends) > 2:
            raise ValueError("write days as mon-fri, or mon, wed, fri")
        first, last = ends[0], ends[-1]
        found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return frozenset(found)


def _weekday(word: str) -> int:
    short = word.strip()[:3]
    if short not in DAY_NAMES:
        raise ValueError("write days as mon-fri, or mon, wed, fri")
    return DAY_NAMES.index(short)


def say_hours(hours: WorkingHours, clock: str = TWENTY_FOUR) -> str:
    """`09:00–17:30`."""
    return "–".join(_clock(minute, clock) for minute in (hours.start, hours.end))


def _clock(minute: int, clock: str) -> str:
    """So many minutes into a day; its very end is the next midnight, or `24:00`."""
    if minute == _DAY and clock == TWENTY_FOUR:
        return "24:00"
    return clock_words(time(minute // 60 % 24, minute % 60), clock)
