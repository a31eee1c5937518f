"""The stretch of days on the screen, and in which view: a list, a grid of hours, or a month of weeks.

Pure: moving, naming and fitting windows needs neither a screen nor a clock.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from tui.domain.when import Window

WEEK, FORTNIGHT, MONTH_OF_WEEKS = 7, 14, 35
"""How many days a list shows."""
SPANS: Final = (WEEK, FORTNIGHT, MONTH_OF_WEEKS)
MOST_DAYS = 9
"""The most days a grid of a chosen number shows."""
GUTTER, COLUMN, BROAD_COLUMN = 7, 7, 9
"""Cells of the hours, and the fewest a day gets: beside other panes, and where there are none to close."""
EARLIEST, LATEST = date(1000, 1, 1), date(9998, 12, 1)
"""The days one can look at: beyond them, a window or its neighbours would leave the calendar."""
ROOMY = 144
"""Cells of a window from which a week has room beside the details of an event."""
MORNING = time(9)
"""When a new event begins on a day that is not today."""
NARROWEST = 64
"""With fewer cells and no other pane to close, days are listed."""


class ViewKind(StrEnum):
    """The ways to look at the calendar."""

    AGENDA = "agenda"
    DAY = "day"
    DAYS = "days"
    """So many days side by side, beginning with the one asked for."""
    WEEK = "week"
    MONTH = "month"


GRIDS = frozenset({ViewKind.DAY, ViewKind.DAYS, ViewKind.WEEK})
"""The views that have a column of hours for each day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The window around `day`."""

    day: date
    kind: ViewKind = ViewKind.AGENDA
    count: int = WEEK
    """How many days, for the agenda and for `DAYS`; the other views know themselves."""
    week_start: int = 0
    """The weekday a week begins with; Monday is 0."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", min(max(self.day, EARLIEST), LATEST))

    @property
    def first(self) -> date:
        """The first day shown."""
        match self.kind:
            case ViewKind.DAY | ViewKind.DAYS:
                return self.day
            case ViewKind.MONTH:
                return self._week_of(self.day.replace(day=1))
            case _:
                return self._week_of(self.day) if self.count >= WEEK else self.day

    @property
    def length(self) -> int:
        """How many days are shown."""
        match self.kind:
            case ViewKind.DAY:
                return 1
            case ViewKind.WEEK:
                return WEEK
            case ViewKind.MONTH:
                last = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
                return (self._week_of(last) - self.first).days + WEEK
            case _:
                return self.count

    @property
    def days(self) -> tuple[date, ...]:
        """Every day shown."""
        return tuple(self.first + timedelta(days=number) for number in range(self.length))

    def _week_of(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.week_start) % WEEK)

    # Moving

    def moved(self, windows: int) -> Shown:
        """So many windows forward, or back; a month keeps the number of the day as far as it has one."""
        if self.kind is not ViewKind.MONTH:
            return replace(self, day=_later(self.day, self.length * windows))
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + windows, 12)
        if not EARLIEST.year <= year <= LATEST.year:
            return self
        last = monthrange(year, month + 1)[1]
        return replace(self, day=date(year, month + 1, min(self.day.day, last)))

    def reaching(self, day: date) -> Shown:
        """The window with this day in it: this one, or as many windows away as it takes."""
        if self.kind is not ViewKind.DAYS:
            return replace(self, day=day)
        return self.moved((day - self.first).days // self.count)

    def fitting(self, cells: int, *, alone: bool) -> Shown:
        """What of it has room in so many cells: all of it, fewer days, or a list.

        `alone` says that no other pane could be closed to gain room.
        """
        if self.kind is ViewKind.AGENDA:
            return self
        if alone and cells < NARROWEST:
            count = MONTH_OF_WEEKS if self.kind is ViewKind.MONTH else self.length
            return replace(self, kind=ViewKind.AGENDA, count=count)
        columns = max((cells - GUTTER) // (BROAD_COLUMN if alone else COLUMN), 1)
        if self.kind is ViewKind.MONTH or self.length <= columns:
            return self
        return replace(self, kind=ViewKind.DAYS, count=columns)

    def is_broad(self, cells: int) -> bool:
        """Whether it needs the room of the details in a window so wide; they are a key away then."""
        return self.kind is ViewKind.MONTH or (self.kind is ViewKind.WEEK and cells < ROOMY)

    # Naming

    def window(self, zone: tzinfo) -> Window:
        """The instants the days cover in the zone."""
        return window_of(self.first, self.length, zone)

    def title(self) -> str:
        """`Week 47 · 16–22 Nov 2026`."""
        first, last = self.days[0], self.days[-1]
        if self.kind is ViewKind.MONTH:
            return f"{self.day:%B %Y}"
        if first == last:
            return f"{first:%A} {first.day} {first:%B %Y} · week {_week(first)}"
        left = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        stretch = f"{left}–{last.day} {last:%b %Y}"
        return f"{self._weeks()} · {stretch}"

    def _weeks(self) -> str:
        """ISO weeks; one that begins on another day goes by the number of its middle."""
        whole = self.length % WEEK == 0 and self.first.weekday() == self.week_start
        one, other = (self.days[3], self.days[-4]) if whole else (self.days[0], self.days[-1])
        weeks = _week(one), _week(other)
        return f"Week {weeks[0]}" if weeks[0] == weeks[1] else f"Weeks {weeks[0]}–{weeks[1]}"


def window_of(first: date, count: int, zone: tzinfo) -> Window:
    """The instants of so many days; of one more where a zone left the only one out, as Samoa did in 2011."""
    try:
        return Window.of_days(first, count, zone)
    except ValueError:
        return Window.of_days(first, count + 1, zone)


def _later(day: date, count: int) -> date:
    """So many days later, as far as there are days."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def _week(day: date) -> int:
    return day.isocalendar().week


def next_slot(day_now: datetime, day: datetime) -> datetime:
    """Where a new event begins: the next half hour today, nine in the morning on another day."""
    if day.date() != day_now.date():
        return day.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    passed = timedelta(minutes=day_now.minute % 30, seconds=day_now.second, microseconds=day_now.microsecond)
    return day_now - passed + timedelta(minutes=30)
