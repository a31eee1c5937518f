"""Some days as columns of hours: one widget for a day, several of them, and a week.

The cursor stays with its event when others come and go, else at its time; only the user moves it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.binding import BindingType

from tui.domain.events import Event
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.compositor import paint_at_once
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtMoment, AtNow
from tui.ui.widgets.scene import Scene
from tui.ui.widgets.time_grid_canvas import TimeGridCanvas
from tui.ui.widgets.time_grid_mouse import TimeGridMouse
from tui.ui.widgets.time_grid_place import Hold, Spot
from tui.ui.widgets.view import CalendarView


class TimeGrid(Acting, TimeGridMouse, TimeGridCanvas, can_focus=True):
    """Give it a scene with `show`; say before with `aim` where the cursor is to go."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.GRID)]

    class Highlighted(CalendarView.Highlighted):
        """The cursor came to another event, or to none."""

    class Chosen(CalendarView.Chosen):
        """An event was opened."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._aim: Aim = AtNow()
        self._homing = True
        self._scrolled = False
        self._height = 0

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done here, in words."""
        if action_id == "grid.open" and self.event is None:
            return "There is nothing here; n makes an event at this time."
        return None

    # What is shown

    def aim(self, aim: Aim) -> None:
        """Bring the cursor there with the next scene shown, or as soon as what is meant arrives."""
        self._aim, self._homing = aim, True

    def show(self, scene: Scene, *, settled: bool = True) -> None:
        """Draw these days. Until they are `settled`, a cursor the user has not moved follows its aim."""
        before, hold, head = self.event, self._hold(), self.head
        self.lay_out(scene)
        if isinstance(self._aim, AtEvent) and self._aim.key in scene.moved:
            self._aim = AtEvent(scene.moved[self._aim.key], self._aim.day)
        self._place(hold)
        if self._scrolled and not self._homing:
            self.scroll_rows(self.scroll_offset.y + self.head - head)
        self._bring_in_sight()
        if settled:
            self._homing = False
        if self.event != before:
            self.post_message(self.Highlighted(self.event))

    def _hold(self) -> Hold | None:
        return self.places.hold(self.spot) if self.grid.days else None

    def _place(self, hold: Hold | None) -> None:
        """The cursor where it is meant to be, else on what it stood on."""
        if self.scene is None or not self.grid.days:
            return
        row = hold.row if hold and hold.row >= 0 else self._first_row
        if self._homing:
            spot = self.places.find(self._aim, self.scene.now, self.scene.zone, row)
            if spot is not None:
                self.spot = spot
                return
        if hold is None:
            self.spot = Spot(0, row)
            return
        key = self.scene.moved.get(hold.key, hold.key) if hold.key else None
        self.spot = self.places.again(hold, key)

    @property
    def _first_row(self) -> int:
        return (self.scene.first_hour if self.scene else 0) * self.grid.rows.per_hour

    def _bring_in_sight(self) -> None:
        """The first hour on top at first; later no more than it takes to see the cursor."""
        if not self.rows_in_sight:
            return
        if not self._scrolled:
            self._scrolled = True
            self.scroll_rows(self._first_row)
        if self._homing:
            self.reveal()

    @property
    def at_home(self) -> bool:
        """Whether the cursor stands where a start puts it."""
        if self.scene is None or not self.grid.days:
            return False
        row = self._first_row
        return self._homing or self.spot == self.places.find(AtNow(), self.scene.now, self.scene.zone, row)

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        return self.places.event(self.spot) if self.grid.days else None

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self.grid.days[self.spot.day] if self.grid.days else None

    @property
    def moment(self) -> datetime | None:
        """The instant the row under the cursor begins; none in the lanes of whole days."""
        return self.places.moment(self.spot) if self.grid.days else None

    # Moving

    def do_grid_down(self) -> None:
        """Row below."""
        self.move_to(self.places.down(self.spot, 1))

    def do_grid_up(self) -> None:
        """Row above."""
        self.move_to(self.places.down(self.spot, -1))

    def do_grid_right(self) -> None:
        """What stands to the right, or the next day."""
        self._move_or_leave(self.places.right(self.spot), 1)

    def do_grid_left(self) -> None:
        """What stands to the left, or the day before."""
        self._move_or_leave(self.places.left(self.spot), -1)

    def do_grid_first(self) -> None:
        """The top of the day."""
        self.move_to(self.places.first(self.spot))

    def do_grid_last(self) -> None:
        """The end of the day."""
        self.move_to(self.places.last(self.spot))

    def do_grid_next_event(self) -> None:
        """The event that begins next."""
        self.move_to(self.places.next_event(self.spot, 1) or self.spot)

    def do_grid_previous_event(self) -> None:
        """The event that begins before."""
        self.move_to(self.places.next_event(self.spot, -1) or self.spot)

    def do_grid_open(self) -> None:
        """Open the event under the cursor."""
        if self.event is not None:
            self.post_message(self.Chosen(self.event))

    def do_grid_peek(self) -> None:
        """Show or hide the details."""
        self.post_message(self.Peeked())

    def _move_or_leave(self, spot: Spot | None, by: int) -> None:
        """To another place, or out of the days shown at the same time of day."""
        if spot is not None:
            self.move_to(spot)
            return
        day = self.day
        if day is None or self.scene is None:
            return
        beyond = day + timedelta(days=by)
        local = self.moment.astimezone(self.scene.zone) if self.moment else None
        there = datetime.combine(beyond, local.time(), tzinfo=self.scene.zone) if local else None
        self.post_message(self.Left(beyond, AtMoment(there) if there else AtDay(beyond)))

    def move_to(self, spot: Spot) -> None:
        """Put the cursor there, because the user wants it there."""
        self._homing = False
        if spot == self.spot:
            return
        was, before = self.event, self.spot
        self.spot = spot
        self.redraw(before, spot)
        if before.row != spot.row:
            self.redraw_gutter(before, spot)
        self.reveal()
        paint_at_once(self)
        if self.event != was:
            self.post_message(self.Highlighted(self.event))

    # In sight

    def on_resize(self) -> None:
        """Another height may have another scale; the cursor stays at its time, and in sight."""
        if self.scene is None:
            return
        hold = self._hold()
        self.lay_out(self.scene)
        if self.size.height != self._height:
            self._height, self._scrolled = self.size.height, False
        self._place(hold)
        if not self._scrolled:
            self._bring_in_sight()
        self.reveal()

    def on_focus(self) -> None:
        """Show that the keys work here."""
        self._relight()

    def on_blur(self) -> None:
        """Show that they do not."""
        self._relight()

    def _relight(self) -> None:
        self.forget()
        self.refresh()
