"""The mouse on the grid: a click chooses, a second one opens, drawing marks free time, dragging moves.

Nothing is changed by the mouse: what was drawn or dropped is told, and asked about elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from textual import events

from tui.domain.daygrid import Bar
from tui.domain.events import Event
from tui.domain.when import bounds
from tui.ui.widgets.time_grid_canvas import TimeGridCanvas
from tui.ui.widgets.time_grid_columns import strip_at
from tui.ui.widgets.time_grid_place import Spot


@dataclass(frozen=True, slots=True)
class Press:
    """Where a button went down, and on what."""

    spot: Spot
    event: Event | None
    moved: bool = False


class TimeGridMouse(TimeGridCanvas):
    """The grid's answers to the mouse."""

    _press: Press | None = None

    def move_to(self, spot: Spot) -> None:
        """Put the cursor there."""
        raise NotImplementedError

    def do_grid_open(self) -> None:
        """Open the event under the cursor."""
        raise NotImplementedError

    def spot_at(self, x: int, y: int) -> Spot | None:
        """The place under a cell of the widget; None above the days and beside them."""
        painter = self.painter()
        if painter is None or (day := painter.columns.day_at(x)) is None or y <= 0:
            return None
        if y < self.head:
            return Spot(day, self._lane_top + y - 1 - self.grid.lanes)
        row = y - self.head + self.scroll_offset.y
        if row >= len(self.grid.rows) or self.grid.rows.moment(self.grid.days[day], row) is None:
            return None
        strips = painter.strips(day, row, self.marked)
        strip = strip_at(strips, x - painter.columns.edges[day] - 1)
        hidden = len(strips) - 1 if strip else 0
        column = strip.block.place.column if strip and strip.block else hidden
        return Spot(day, row, column)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what was taken hold of."""
        spot = self.spot_at(event.x, event.y)
        if spot is None or event.button != 1:
            return
        self._press = Press(spot, self.places.event(spot))
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the stretch that would come of it."""
        press = self._press
        spot = self._dragged_to(event.x, event.y) if press else None
        if press is None or spot is None or (spot == press.spot and not press.moved):
            return
        self._press = Press(press.spot, press.event, moved=True)
        drag = self._stretch(self._press, spot)
        if drag != self.drag:
            self.drag = drag
            self.forget()
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell what was drawn or dropped."""
        press, self._press = self._press, None
        if press is None:
            return
        self.release_mouse()
        spot = self._dragged_to(event.x, event.y)
        if press.moved and spot is not None:
            self._tell(press, spot)
        if self.drag is not None:
            self.drag = None
            self.forget()
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, a second one opens what is there; a day's name opens the day."""
        painter = self.painter()
        if event.y == 0 and painter is not None and (day := painter.columns.day_at(event.x)) is not None:
            self.post_message(self.DayChosen(self.grid.days[day]))
            return
        spot = self.spot_at(event.x, event.y)
        if spot is None:
            return
        self.move_to(spot)
        if event.chain > 1 and self.places.event(spot) is not None:
            self.do_grid_open()

    # What comes of it

    def _dragged_to(self, x: int, y: int) -> Spot | None:
        """The place dragged to: hours stay hours, and whole days whole days."""
        press = self._press
        low, high = self.head, self.scrollable_content_region.height - 1
        if press is not None and press.spot.row < 0:
            low, high = 1, max(self.head - 1, 1)
        return self.spot_at(x, min(max(y, low), high))

    def _stretch(self, press: Press, spot: Spot) -> tuple[int, int, int] | None:
        """Day, first and last row of what is marked."""
        if press.spot.row < 0:
            return None
        if press.event is None:
            rows = sorted((press.spot.row, spot.row))
            return press.spot.day, rows[0], rows[1]
        block = self.places.block(press.spot)
        if block is None:
            return None
        first = block.first + spot.row - press.spot.row
        last = first + block.last - block.first
        return spot.day, max(first, 0), min(last, len(self.grid.rows) - 1)

    def _tell(self, press: Press, spot: Spot) -> None:
        self.move_to(press.spot)
        if press.event is not None:
            self._drop(press, press.event, spot)
            return
        stretch = self._stretch(press, spot)
        if stretch is None:
            return
        day = self.grid.days[stretch[0]]
        start, end = self.grid.rows.moment(day, stretch[1]), self.grid.rows.end(day, stretch[2])
        if start is not None and end is not None:
            self.post_message(self.Drawn(start, end))

    def _drop(self, press: Press, event: Event, spot: Spot) -> None:
        """As much later by the clock on the wall as it was dragged; as long as it was."""
        days = spot.day - press.spot.day
        minutes = (spot.row - press.spot.row) * self.grid.rows.minutes if press.spot.row >= 0 else 0
        if not days and not minutes:
            return
        start, end = (self._later(at, days, minutes) for at in bounds(event.when, self.grid.zone))
        if not isinstance(self._bar(press.spot), Bar):
            began, ended = bounds(event.when, self.grid.zone)
            end = start + (ended - began)
        self.post_message(self.Dropped(event, start, end))

    def _bar(self, spot: Spot) -> Bar | None:
        return self.grid.bar_at(spot.day, spot.row + self.grid.lanes) if spot.row < 0 else None

    def _later(self, at: datetime, days: int, minutes: int) -> datetime:
        local = at.astimezone(self.grid.zone) + timedelta(days=days, minutes=minutes)
        return local.replace(fold=0).astimezone(UTC)
