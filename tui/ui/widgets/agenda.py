"""The agenda: one widget painting lines, whatever the number of events.

The cursor stays with its event when rows come and go, and on its line of the screen; only the user moves it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.domain.events import Event
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.compositor import paint_at_once
from tui.ui.widgets.agenda_canvas import AgendaCanvas
from tui.ui.widgets.agenda_place import NOWHERE, Aim, AtDay, AtEvent, AtNow
from tui.ui.widgets.agenda_rows import Row
from tui.ui.widgets.scene import Scene
from tui.ui.widgets.view import CalendarView


class Agenda(Acting, AgendaCanvas, can_focus=True):
    """Give it a `Scene` with `show`; say before with `aim` where the cursor is to go."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.AGENDA)]

    class Highlighted(CalendarView.Highlighted):
        """The cursor came to another event, or to none."""

    class Chosen(CalendarView.Chosen):
        """An event was opened."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._aim: Aim = AtNow()
        self._homing = True

    # What is shown

    def aim(self, aim: Aim) -> None:
        """Bring the cursor there with the next rows shown, or as soon as what is meant arrives."""
        self._aim, self._homing = aim, True

    def show(self, scene: Scene, *, settled: bool = True) -> None:
        """Draw these rows. Until they are `settled`, a cursor the user has not moved follows its aim."""
        before, held, gone = self.event, self.cursor, self.rows
        self.draw(scene)
        if isinstance(self._aim, AtEvent) and self._aim.key in scene.moved:
            self._aim = AtEvent(scene.moved[self._aim.key], self._aim.day)
        found = self.rows.find(self._aim, scene.now, scene.zone)
        self.cursor = self.rows.beside(gone, held) if found is None else found
        if self._homing:
            self._go_home()
        elif NOWHERE not in (held, self.cursor):
            self.scroll_rows(self.scroll_offset.y + self.cursor - held)
        if settled:
            self._settle()
        if self.event != before:
            self.post_message(self.Highlighted(self.event))

    def _settle(self) -> None:
        """Nothing more is coming: from now on the cursor belongs to what it stands on."""
        row = self.rows.row(self.cursor)
        if row is None:
            return
        if not isinstance(self._aim, AtDay) or row.covers(self._aim.day):
            self._aim = _aim_at(row, self.day)
        self._homing = False

    @property
    def at_home(self) -> bool:
        """Whether the cursor stands where a start puts it."""
        if self.scene is None:
            return False
        if self._homing:
            return True
        return self.cursor == self.rows.find(AtNow(), self.scene.now, self.scene.zone)

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        row = self.rows.row(self.cursor)
        return row.event if row else None

    @property
    def day(self) -> date | None:
        """The day under the cursor; where the day that was asked for has no row of its own, that day."""
        if isinstance(self._aim, AtDay):
            return self._aim.day
        row = self.rows.row(self.cursor)
        return row.day if row else None

    # Moving

    def do_agenda_down(self) -> None:
        """Next row."""
        self._move_to(self.rows.step(self.cursor, 1))

    def do_agenda_up(self) -> None:
        """Row before."""
        self._move_to(self.rows.step(self.cursor, -1))

    def do_agenda_first(self) -> None:
        """First row."""
        self._move_to(self.rows.step(0, 0))

    def do_agenda_last(self) -> None:
        """Last row."""
        self._move_to(self.rows.step(len(self.rows.all), 0))

    def do_agenda_next_day(self) -> None:
        """The next day."""
        self._move_to(self.rows.next_day(self.cursor))

    def do_agenda_previous_day(self) -> None:
        """The day before."""
        self._move_to(self.rows.previous_day(self.cursor))

    def do_event_open(self) -> None:
        """Open the event under the cursor."""
        if self.event is not None:
            self.post_message(self.Chosen(self.event))

    def do_event_peek(self) -> None:
        """Show or hide the details."""
        self.post_message(self.Peeked())

    def _move_to(self, index: int) -> None:
        row = self.rows.row(index)
        if row is None:
            return
        self._aim, self._homing = _aim_at(row, row.day), False
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self.relight(before, index)
        self._reveal()
        paint_at_once(self)
        self.post_message(self.Highlighted(self.event))

    def on_click(self, event: events.Click) -> None:
        """A click selects a row; a second one in quick succession opens it."""
        index = event.y + self.scroll_offset.y
        row = self.rows.row(index)
        if row is None or not row.is_stop:
            return
        self._move_to(index)
        if event.chain > 1:
            self.do_event_open()

    # In sight

    def _go_home(self) -> None:
        """The day of the cursor on top; further down only as far as it takes to see the cursor."""
        height = self.scrollable_content_region.height
        if self.cursor == NOWHERE or not height:
            return
        heading = self.rows.heading(self.cursor)
        near = self.cursor - heading <= height * 2 // 3
        self.scroll_rows(heading if near else self.cursor - height // 3)

    def _reveal(self) -> None:
        """Scroll no more than it takes to see the cursor, and the day above it."""
        height, top = self.scrollable_content_region.height, self.scroll_offset.y
        above = self.cursor - 1 if self.cursor == self.rows.heading(self.cursor) + 1 else self.cursor
        if above < top:
            self.scroll_rows(above)
        elif self.cursor >= top + height:
            self.scroll_rows(self.cursor - height + 1)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self.measure()
        if self._homing:
            self._go_home()
        elif self.cursor != NOWHERE:
            self._reveal()

    def on_focus(self) -> None:
        """Show that the keys work here."""
        self.relight(self.cursor)

    def on_blur(self) -> None:
        """Show that they do not."""
        self.relight(self.cursor)


def _aim_at(row: Row, day: date | None) -> Aim:
    """What the cursor holds on to while it stands on this row."""
    if row.event is not None:
        return AtEvent(row.event.key, row.day)
    return AtDay(day if day is not None and row.covers(day) else row.day)
