"""A month as whole weeks: bars packed into lanes, times below them, and what finds no room counted.

Pure: the same events, days and room always give the same rows; an event is counted once a day, shown or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from tui.domain.events import Event
from tui.domain.grid import order_of
from tui.domain.when import days, is_all_day

WEEK = 7
_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """An event drawn across the days of one week; `first` and `last` are columns from 0, both included."""

    event: Event
    first: int
    last: int
    lane: int
    before: bool = False
    """Whether it began before this week."""
    after: bool = False
    """Whether it goes on after this week."""


Item = Bar | Event
"""What stands in one row of a day."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """The rows of one day as far as there is room, and how many of its events found none."""

    rows: tuple[Item | None, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """Seven days, the bars over them in lanes, and the timed events of each."""

    days: tuple[date, ...]
    bars: tuple[Bar, ...]
    timed: tuple[tuple[Event, ...], ...]

    def items(self, column: int) -> tuple[Item, ...]:
        """Everything on one day: bars by lane, then by time."""
        bars = sorted((bar for bar in self.bars if bar.first <= column <= bar.last), key=lambda bar: bar.lane)
        return (*bars, *self.timed[column])

    def events(self, column: int) -> tuple[Event, ...]:
        """Every event of one day, in the order of `items`."""
        return tuple(event_of(item) for item in self.items(column))

    def cell(self, column: int, room: int, keep: Event | None = None) -> DayCell:
        """The day in `room` rows. `keep` takes the last row where it would find none and no bar is there."""
        rows: list[Item | None] = [None] * room
        for bar in self.bars:
            if bar.first <= column <= bar.last and bar.lane < room:
                rows[bar.lane] = bar
        free = [row for row in range(room) if rows[row] is None]
        for row, event in zip(free, self.timed[column], strict=False):
            rows[row] = event
        more = len(self.items(column)) - sum(row is not None for row in rows)
        hidden = keep is not None and keep not in (event_of(row) for row in rows if row is not None)
        if hidden and keep in self.timed[column] and rows and not isinstance(rows[-1], Bar):
            rows[-1] = keep
        return DayCell(tuple(rows), more)


def event_of(item: Item) -> Event:
    """The event of a row."""
    return item.event if isinstance(item, Bar) else item


def weeks_of(month: date, week_start: int = 0) -> tuple[tuple[date, ...], ...]:
    """The whole weeks that hold the month of this day, four to six; `week_start` is 0 for Monday."""
    first = month.replace(day=1)
    begin = first - timedelta(days=(first.weekday() - week_start) % WEEK)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    count = (last - begin).days // WEEK + 1
    return tuple(
        tuple(begin + timedelta(days=week * WEEK + day) for day in range(WEEK)) for week in range(count)
    )


def week_number(first: date) -> int:
    """The ISO number of a week, whatever day it begins on: that of its Thursday."""
    return (first + timedelta(days=(_THURSDAY - first.weekday()) % WEEK)).isocalendar().week


def lay_out(events: Iterable[Event], weeks: Sequence[Sequence[date]], zone: tzinfo) -> tuple[MonthWeek, ...]:
    """The events in these weeks, as lived in `zone`.

    Whole days, and times that reach into another day, are bars; every other event stands on its one day.
    """
    ordered = sorted(events, key=lambda event: order_of(event, zone))
    spans = [(event, *days(event.when, zone)) for event in ordered]
    return tuple(_week(tuple(week), spans) for week in weeks)


def _week(week: tuple[date, ...], spans: Sequence[tuple[Event, date, date]]) -> MonthWeek:
    timed: tuple[list[Event], ...] = tuple([] for _ in week)
    long: list[tuple[Event, date, date]] = []
    for event, first, last in spans:
        if last < week[0] or first > week[-1]:
            continue
        if is_all_day(event.when) or first != last:
            long.append((event, first, last))
        else:
            timed[(first - week[0]).days].append(event)
    return MonthWeek(week, _packed(week, long), tuple(tuple(day) for day in timed))


def _packed(week: tuple[date, ...], long: Sequence[tuple[Event, date, date]]) -> tuple[Bar, ...]:
    """Each in the first lane that is free from its first day on, whole days before times, longer first."""
    taken: list[int] = []
    bars = []
    for event, first, last in sorted(long, key=lambda one: _rank(week, *one)):
        begin, end = max((first - week[0]).days, 0), min((last - week[0]).days, WEEK - 1)
        lane = next((lane for lane, until in enumerate(taken) if until < begin), len(taken))
        taken[lane : lane + 1] = [end]
        bars.append(Bar(event, begin, end, lane, first < week[0], last > week[-1]))
    return tuple(bars)


def _rank(week: tuple[date, ...], event: Event, first: date, last: date) -> tuple[int, int, bool]:
    begin, end = max((first - week[0]).days, 0), min((last - week[0]).days, WEEK - 1)
    return begin, begin - end, not is_all_day(event.when)
