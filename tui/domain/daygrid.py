"""Days as columns of hours: what happens as blocks as long as it lasts, whole days as bars above.

Pure, and in the viewer's zone; the same events, days and scale always give the same grid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from tui.domain.dayrows import DayRows
from tui.domain.events import Event, EventKey
from tui.domain.grid import order_of
from tui.domain.sidebyside import Place, in_lanes, side_by_side
from tui.domain.when import bounds, days, is_all_day

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """An event on one of its days, from row `first` to row `last`."""

    event: Event
    day: int
    """Which of the days, from 0."""
    first: int
    last: int
    place: Place
    begins: bool
    """Whether it starts on this day."""
    ends: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """An event of whole days, or longer than one, from day `first` to day `last`."""

    event: Event
    first: int
    last: int
    lane: int
    begins: bool
    ends: bool


class DayGrid:
    """Some days, one after another, laid out once so that drawing and moving are lookups."""

    def __init__(self, events: Iterable[Event], days: Sequence[date], zone: tzinfo, per_hour: int) -> None:
        self.days = tuple(days)
        self.zone = zone
        self.rows = DayRows(self.days, zone, per_hour)
        found = list(events)
        self.bars = _bars([event for event in found if is_bar(event, zone)], self.days, zone)
        self.lanes = max((bar.lane for bar in self.bars), default=-1) + 1
        self.blocks = self._blocks([event for event in found if not is_bar(event, zone)])
        self._at: dict[tuple[int, int], list[Block]] = defaultdict(list)
        for block in (block for column in self.blocks for block in column):
            for row in range(block.first, block.last + 1):
                self._at[block.day, row].append(block)
        self._bar_at = {(day, bar.lane): bar for bar in self.bars for day in range(bar.first, bar.last + 1)}

    def _blocks(self, events: Sequence[Event]) -> tuple[tuple[Block, ...], ...]:
        found: list[list[tuple[int, int, Event]]] = [[] for _ in self.days]
        for event in events:
            start, end = bounds(event.when, self.zone)
            for at in self._touched(event):
                span = self.rows.span(self.days[at], start, end)
                if span is not None:
                    found[at].append((*span, event))
        return tuple(self._column(at, column) for at, column in enumerate(found))

    def _touched(self, event: Event) -> range:
        if not self.days:
            return range(0)
        first, last = ((day - self.days[0]).days for day in days(event.when, self.zone))
        return range(max(first, 0), min(last, len(self.days) - 1) + 1)

    def _column(self, at: int, found: list[tuple[int, int, Event]]) -> tuple[Block, ...]:
        found.sort(key=lambda one: (one[0], -one[1], *order_of(one[2], self.zone)))
        places = side_by_side([(first, last) for first, last, _ in found])
        return tuple(
            Block(event, at, first, last, place, *self._edges(event, at))
            for (first, last, event), place in zip(found, places, strict=True)
        )

    def _edges(self, event: Event, at: int) -> tuple[bool, bool]:
        first, last = days(event.when, self.zone)
        return first == self.days[at], last == self.days[at]

    # Looking up

    def at(self, day: int, row: int) -> Sequence[Block]:
        """The blocks in a row of a day, from left to right."""
        return sorted(self._at.get((day, row), ()), key=lambda block: block.place.column)

    def bar_at(self, day: int, lane: int) -> Bar | None:
        """The bar in a lane above a day."""
        return self._bar_at.get((day, lane))

    def bars_over(self, day: int) -> Sequence[Bar]:
        """The bars above a day, from the top."""
        return [bar for lane in range(self.lanes) if (bar := self.bar_at(day, lane)) is not None]

    def block_of(self, key: EventKey, day: int | None = None) -> Block | None:
        """The block of an event, on this day or on its first one here."""
        columns = self.blocks if day is None else self.blocks[day : day + 1]
        return next((block for column in columns for block in column if block.event.key == key), None)

    def bar_of(self, key: EventKey) -> Bar | None:
        """The bar of an event."""
        return next((bar for bar in self.bars if bar.event.key == key), None)


def is_bar(event: Event, zone: tzinfo) -> bool:
    """Whether an event lasts too long for a column of hours."""
    if is_all_day(event.when):
        return True
    start, end = bounds(event.when, zone)
    return end - start >= _A_DAY


def _bars(events: Sequence[Event], shown: Sequence[date], zone: tzinfo) -> tuple[Bar, ...]:
    found = []
    for event in events:
        first, last = ((day - shown[0]).days for day in days(event.when, zone)) if shown else (0, -1)
        if last >= 0 and first < len(shown):
            found.append((max(first, 0), min(last, len(shown) - 1), first >= 0, last < len(shown), event))
    found.sort(key=lambda one: (one[0], one[0] - one[1], one[4].title, one[4].id))
    lanes = in_lanes([(first, last) for first, last, *_ in found])
    return tuple(
        Bar(event, first, last, lane, begins, ends)
        for (first, last, begins, ends, event), lane in zip(found, lanes, strict=True)
    )
