"""Where the cursor of the agenda stands, and where it wants to stand while rows are still arriving.

Pure: a row is found again by what it shows, never by its number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from tui.domain.events import Event, EventKey
from tui.domain.when import bounds
from tui.ui.widgets.agenda_rows import Row, RowKind, is_over

NOWHERE = -1
"""The place of a cursor without rows."""


@dataclass(frozen=True, slots=True)
class AtNow:
    """What runs now, or comes next."""


@dataclass(frozen=True, slots=True)
class AtDay:
    """A day, whether anything happens on it or not."""

    day: date


@dataclass(frozen=True, slots=True)
class AtEvent:
    """An event on one of its days; any of them where none is named."""

    key: EventKey
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AtMoment:
    """An instant, in UTC; its day, for a view without times of day."""

    at: datetime


Aim = AtNow | AtDay | AtEvent | AtMoment
"""Where the cursor is meant to be."""


class Layout:
    """The rows of one scene, indexed once so that every move is a lookup."""

    def __init__(self, rows: tuple[Row, ...] = ()) -> None:
        self.all = rows
        self.stops = [index for index, row in enumerate(rows) if row.is_stop]
        self._places = {rows[index].place: index for index in reversed(self.stops)}
        self._days = [rows[index].day for index in self.stops]
        self._headings = [i for i, row in enumerate(rows) if row.kind in (RowKind.DAY, RowKind.NOTHING)]
        self._events: dict[EventKey, int] = {}
        for index in reversed(self.stops):
            event = rows[index].event
            if event is not None:
                self._events[event.key] = index

    def row(self, index: int) -> Row | None:
        """The row with this number."""
        return self.all[index] if 0 <= index < len(self.all) else None

    # Finding

    def find(self, aim: Aim, now: datetime, zone: tzinfo) -> int | None:
        """The row meant, or None for an event that is not here."""
        match aim:
            case AtNow():
                return self._now(now, zone)
            case AtDay(day):
                return self.at_day(day)
            case AtMoment(at):
                return self.at_day(at.astimezone(zone).date())
            case AtEvent(key, date() as day):
                return self._places.get((key, day))
            case AtEvent(key):
                return self._events.get(key)

    def at_day(self, day: date) -> int:
        """The first stop on the day; else the first after it, else the last."""
        if not self.stops:
            return NOWHERE
        at = bisect_left(self._days, day)
        if at and self.all[self.stops[at - 1]].covers(day):
            return self.stops[at - 1]
        return self.stops[min(at, len(self.stops) - 1)]

    def _now(self, now: datetime, zone: tzinfo) -> int:
        """The event that runs, or the next one, or the last."""
        today = now.astimezone(zone).date()
        for index in self.stops[bisect_left(self._days, today) :]:
            event = self.all[index].event
            if event is None or is_over(event, now, zone):
                continue
            if self.all[index].day > today or _is_timed(event):
                return index
        return self.stops[-1] if self.stops else NOWHERE

    def beside(self, gone: Layout, at: int) -> int:
        """Where a cursor goes whose event is gone: the next row of old that is left, else the one before."""
        for old in (*gone.all[max(at, 0) :], *reversed(gone.all[: max(at, 0)])):
            if old.is_stop and old.place in self._places:
                return self._places[old.place]
        row = gone.row(at)
        return self.at_day(row.day) if row else (self.stops[-1] if self.stops else NOWHERE)

    # Moving

    def step(self, at: int, by: int) -> int:
        """The stop so many stops away; the ends are ends."""
        if not self.stops:
            return NOWHERE
        here = bisect_left(self.stops, at)
        return self.stops[max(0, min(here + by, len(self.stops) - 1))]

    def next_day(self, at: int) -> int:
        """The first stop of the next day that has one."""
        row = self.row(at)
        after = bisect_right(self._days, row.day) if row else 0
        return self.stops[after] if after < len(self.stops) else at

    def previous_day(self, at: int) -> int:
        """The first stop of the day before that has one."""
        row = self.row(at)
        first = bisect_left(self._days, row.day) if row else 0
        return self.stops[bisect_left(self._days, self._days[first - 1])] if first else at

    def heading(self, at: int) -> int:
        """The row that names the day of a stop."""
        return self._headings[max(bisect_right(self._headings, at) - 1, 0)] if self._headings else at


def _is_timed(event: Event) -> bool:
    start, end = bounds(event.when, UTC)
    return end - start < timedelta(days=1)
