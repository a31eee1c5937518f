"""Where the cursor of the grid stands: in a row of hours or in a lane of bars, and from there on an event.

Pure: a place is found again by its event or its instant, never by its number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from tui.domain.daygrid import Block, DayGrid
from tui.domain.events import Event, EventKey
from tui.domain.when import bounds
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtMoment, AtNow

_FAR_RIGHT = 999


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the grid. Rows below 0 are the lanes: -1 is the lowest of them."""

    day: int = 0
    row: int = 0
    column: int = 0
    """Which of those side by side is meant; the nearest one where there is no such column."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What makes a place the same place after news: its event, else its instant."""

    day: date
    row: int
    column: int
    moment: datetime | None
    key: EventKey | None


class Places:
    """The moves on one grid."""

    def __init__(self, grid: DayGrid) -> None:
        self.grid = grid

    # What is there

    def block(self, spot: Spot) -> Block | None:
        """The block under the cursor."""
        if spot.row < 0:
            return None
        there = self.grid.at(spot.day, spot.row)
        return min(there, key=lambda block: _distance(block, spot.column), default=None)

    def event(self, spot: Spot) -> Event | None:
        """The event under the cursor."""
        if spot.row >= 0:
            block = self.block(spot)
            return block.event if block else None
        bar = self.grid.bar_at(spot.day, spot.row + self.grid.lanes)
        return bar.event if bar else None

    def moment(self, spot: Spot) -> datetime | None:
        """The instant a row begins; None in the lanes."""
        return self.grid.rows.moment(self.grid.days[spot.day], spot.row) if spot.row >= 0 else None

    def hold(self, spot: Spot) -> Hold:
        """What to find the place again by."""
        event = self.event(spot)
        key = event.key if event else None
        return Hold(self.grid.days[spot.day], spot.row, spot.column, self.moment(spot), key)

    # Moving

    def down(self, spot: Spot, by: int) -> Spot:
        """So many rows down or up; a day's clock may leave rows out."""
        row = spot.row
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            other = row + step
            while 0 <= other < len(self.grid.rows) and not self._is_there(spot.day, other):
                other += step
            if not -self.grid.lanes <= other < len(self.grid.rows):
                break
            row = other
        return replace(spot, row=row)

    def _is_there(self, day: int, row: int) -> bool:
        return self.grid.rows.moment(self.grid.days[day], row) is not None

    def right(self, spot: Spot) -> Spot | None:
        """What stands to the right in the row, else the next day; None beyond the last one."""
        here = self.block(spot)
        there = self.grid.at(spot.day, spot.row) if here else ()
        after = [one.place.column for one in there if here and one.place.column > here.place.column]
        if after:
            return replace(spot, column=after[0])
        return self.on_day(spot, spot.day + 1, 0)

    def left(self, spot: Spot) -> Spot | None:
        """What stands to the left in the row, else the day before; None beyond the first one."""
        here = self.block(spot)
        there = self.grid.at(spot.day, spot.row) if here else ()
        before = [one.place.column for one in there if here and one.place.column < here.place.column]
        if before:
            return replace(spot, column=before[-1])
        return self.on_day(spot, spot.day - 1, _FAR_RIGHT)

    def on_day(self, spot: Spot, day: int, column: int) -> Spot | None:
        """The same row on another day; the next one below where its clock leaves that row out."""
        if not 0 <= day < len(self.grid.days):
            return None
        moved = Spot(day, spot.row, column)
        return moved if spot.row < 0 or self._is_there(day, spot.row) else self.down(moved, 1)

    def first(self, spot: Spot) -> Spot:
        """The top of the day: its bars where it has some, else its first hour."""
        bars = self.grid.bars_over(spot.day)
        if bars and spot.row > bars[0].lane - self.grid.lanes:
            return Spot(spot.day, bars[0].lane - self.grid.lanes)
        return self.down(Spot(spot.day, -1), 1)

    def last(self, spot: Spot) -> Spot:
        """The last row of the day."""
        return self.down(Spot(spot.day, len(self.grid.rows)), -1)

    def next_event(self, spot: Spot, by: int) -> Spot | None:
        """The event that begins after this place, or before it; None where there is no other."""
        here = self.block(spot)
        at = (spot.day, here.first if here else spot.row, here.place.column if here else spot.column)
        stops = self._stops()
        if by > 0:
            return next((Spot(*stop) for stop in stops if stop > at), None)
        return next((Spot(*stop) for stop in reversed(stops) if stop < at), None)

    def _stops(self) -> list[tuple[int, int, int]]:
        bars = [(bar.first, bar.lane - self.grid.lanes, 0) for bar in self.grid.bars]
        blocks = [
            (block.day, block.first, block.place.column)
            for column in self.grid.blocks
            for block in column
            if block.begins or not block.day
        ]
        return sorted(bars + blocks)

    # Finding

    def find(self, aim: Aim, now: datetime, zone: tzinfo, row: int) -> Spot | None:
        """The place meant; on a day as such, `row`. None for what is not here."""
        match aim:
            case AtNow():
                return self._now(now, zone)
            case AtMoment(at):
                return self.at_moment(at)
            case AtDay(day):
                index = self._index(day)
                return None if index is None else self.down(Spot(index, row - 1), 1)
            case AtEvent(key, day):
                return self.of_event(key, day)

    def _index(self, day: date) -> int | None:
        return self.grid.days.index(day) if day in self.grid.days else None

    def at_moment(self, at: datetime) -> Spot | None:
        """The row an instant is in."""
        index = self._index(at.astimezone(self.grid.zone).date())
        return None if index is None else Spot(index, self.grid.rows.row(at))

    def of_event(self, key: EventKey, day: date | None = None) -> Spot | None:
        """Where an event begins, on this day if it is there."""
        wanted = self._index(day) if day else None
        bar = self.grid.bar_of(key)
        if bar is not None:
            inside = wanted is not None and bar.first <= wanted <= bar.last
            return Spot(wanted if inside and wanted is not None else bar.first, bar.lane - self.grid.lanes)
        block = self.grid.block_of(key, wanted) or self.grid.block_of(key)
        return Spot(block.day, block.first, block.place.column) if block else None

    def _now(self, now: datetime, zone: tzinfo) -> Spot | None:
        """What runs, or comes next today; else the row of now."""
        spot = self.at_moment(now)
        if spot is None:
            return None
        coming = (b for b in self.grid.blocks[spot.day] if bounds(b.event.when, zone)[1] > now)
        block = min(coming, key=lambda b: bounds(b.event.when, zone)[0], default=None)
        return Spot(block.day, block.first, block.place.column) if block else spot

    def again(self, hold: Hold, key: EventKey | None) -> Spot:
        """The place held: on its event, under the name it has now, wherever that is; else where it was."""
        day = self._index(hold.day)
        same = self._same(hold, day)
        if key is None:
            return same
        spot = self.of_event(key, hold.day)
        if spot is None:
            return same
        block = self.block(spot)
        if block and day == block.day and block.first <= same.row <= block.last:
            return replace(spot, row=same.row)
        return spot

    def _same(self, hold: Hold, day: int | None) -> Spot:
        there = self.at_moment(hold.moment) if hold.moment else None
        if there is not None:
            return replace(there, column=hold.column)
        lowest = max(hold.row, -self.grid.lanes)
        return Spot(day or 0, min(lowest, len(self.grid.rows) - 1), hold.column)


def _distance(block: Block, column: int) -> int:
    first, last = block.place.column, block.place.column + block.place.width - 1
    return 0 if first <= column <= last else min(abs(first - column), abs(last - column))
