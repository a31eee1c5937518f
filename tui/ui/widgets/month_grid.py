"""The month: whole weeks, a cursor that goes by day, and inside a day by event.

The cursor holds on to an event only where the user put it on one; moving to another day lets it go.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.domain.events import Event
from tui.domain.month_layout import WEEK, event_of
from tui.domain.when import bounds
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.compositor import paint_at_once
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtMoment, AtNow
from tui.ui.widgets.month_grid_canvas import MonthCanvas
from tui.ui.widgets.month_grid_place import Place
from tui.ui.widgets.scene import Scene

_MORE = 8
"""Cells at the end of a day's first line that say how many events found no room."""


class MonthGrid(Acting, MonthCanvas, can_focus=True):
    """Give it a `Scene` of whole weeks with `show`; say before with `aim` where the cursor is to go."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.MONTH)]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._aim: Aim = AtNow()
        self._homing = True

    # What is shown

    def aim(self, aim: Aim) -> None:
        """Bring the cursor there with the next scene shown, or as soon as what is meant arrives."""
        self._aim, self._homing = aim, True

    def show(self, scene: Scene, *, settled: bool = True) -> None:
        """Draw this scene. Until it is `settled`, a cursor the user has not moved follows its aim."""
        before = self.event
        self.draw(scene)
        place = self._aimed(scene) if self._homing else self.place
        self.place = self.days.settle(place, scene.moved, scene.now, scene.zone)
        if settled:
            self._homing = False
        self._follow_in_list(fresh=True)
        if self.event != before:
            self.post_message(self.Highlighted(self.event))

    def _aimed(self, scene: Scene) -> Place:
        match self._aim:
            case AtDay(day):
                return Place(day)
            case AtMoment(moment):
                return Place(moment.astimezone(scene.zone).date())
            case AtEvent(key, day):
                key = scene.moved.get(key, key)
                near = day or scene.day or scene.today
                return Place(self.days.find(key, near) or near, key)
            case _:
                return Place(scene.today)

    @property
    def at_home(self) -> bool:
        """Whether the cursor stands where a start puts it."""
        return self._homing or self.scene is None or self.place == Place(self.scene.today)

    @property
    def event(self) -> Event | None:
        """The event the cursor holds."""
        return self.days.held(self.place)

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        return self.place.day if self.scene is not None else None

    def on_resize(self) -> None:
        """Weeks fill the pane; the list below shows the event held."""
        self.measure()
        self._follow_in_list(fresh=True)

    def on_focus(self) -> None:
        """Show that the keys work here."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that they do not."""
        self.redraw()

    # Moving

    def _go(self, place: Place) -> None:
        """Bring the cursor there; beyond the days shown, ask for others."""
        self._homing = False
        if self.scene is None or place == self.place:
            return
        if self.days.at(place.day) is None:
            self.post_message(self.Left(place.day, AtDay(place.day)))
            return
        before, held = self.place.day, self.event
        self.place = place
        self._follow_in_list(fresh=before != place.day)
        self.redraw_day(before)
        self.redraw_day(place.day)
        paint_at_once(self)
        if self.event != held:
            self.post_message(self.Highlighted(self.event))

    def _go_by(self, days: int) -> None:
        """To another day; who was inside one stays inside where there is an event."""
        place = self.place.moved(days)
        if place.inside and self.scene is not None:
            place = self.days.entered(place, self.scene.now, self.scene.zone)
        self._go(place)

    def _follow_in_list(self, *, fresh: bool) -> None:
        """Have the list below show the event held; of a day just come to, what is not over yet."""
        found, room = self.days.events(self.place.day), max(self.shape.list_rows - 1, 0)
        keys = [event.key for event in found]
        at = keys.index(self.place.key) if self.place.key in keys else None
        if fresh:
            self.list_top = 0 if at is not None else self._first_left(found)
        if at is not None:
            self.list_top = max(min(self.list_top, at), at - room + 1)
        self.list_top = max(min(self.list_top, len(found) - room), 0)

    def _first_left(self, found: tuple[Event, ...]) -> int:
        scene = self.scene
        if scene is None or self.place.day != scene.today:
            return 0
        left = (at for at, event in enumerate(found) if bounds(event.when, scene.zone)[1] > scene.now)
        return next(left, 0)

    def do_month_right(self) -> None:
        """Next day."""
        self._go_by(1)

    def do_month_left(self) -> None:
        """Day before."""
        self._go_by(-1)

    def do_month_down(self) -> None:
        """Next event of the day, or the same day a week later."""
        self._go(self.days.step(self.place, 1)) if self.place.inside else self._go_by(WEEK)

    def do_month_up(self) -> None:
        """Event before, or the same day a week before."""
        self._go(self.days.step(self.place, -1)) if self.place.inside else self._go_by(-WEEK)

    def do_month_first(self) -> None:
        """First event of the day, or first day of the month."""
        if self.place.inside:
            self._go(self.days.step(self.place, -len(self.days.events(self.place.day))))
        elif self.scene is not None:
            self._go(Place((self.scene.day or self.place.day).replace(day=1)))

    def do_month_last(self) -> None:
        """Last event of the day, or last day of the month."""
        if self.place.inside:
            self._go(self.days.step(self.place, len(self.days.events(self.place.day))))
        elif self.scene is not None:
            after = (self.scene.day or self.place.day).replace(day=28) + timedelta(days=4)
            self._go(Place(after - timedelta(days=after.day)))

    def do_month_enter(self) -> None:
        """Into the day; there, open the event. A day without events opens as such."""
        if self.place.inside and self.event is not None:
            self.post_message(self.Chosen(self.event))
        elif not self.days.events(self.place.day):
            self.post_message(self.DayChosen(self.place.day))
        elif self.scene is not None:
            self._go(self.days.entered(self.place, self.scene.now, self.scene.zone))

    def do_month_peek(self) -> None:
        """Show or hide the details."""
        self.post_message(self.Peeked())

    def step_out(self) -> bool:
        """Back from the events of a day to the days; False where the cursor is on a day already."""
        if not self.place.inside:
            return False
        self._go(replace(self.place, inside=False))
        return True

    # The mouse

    async def on_click(self, event: events.Click) -> None:
        """A click brings the cursor there; a second one opens what is there, or makes an event of nothing."""
        row = self.shape.row_in_list(event.y)
        if row is not None:
            self._clicked_list(row, event.chain)
            return
        at, column = self.shape.week_at(event.y), self.shape.column_at(event.x)
        if at is None or column is None:
            return
        week, row = at
        day = self.weeks[week].days[column]
        rows, more = self.shown_in(column, week)
        item = rows[row - 1] if 0 < row <= len(rows) else None
        if item is not None:
            self._clicked(day, event_of(item), event.chain)
            return
        self._go(Place(day))
        on_more = row == 0 and bool(more) and event.x >= self.shape.lefts[column + 1] - _MORE
        if on_more or (row == 0 and event.chain > 1):
            self.post_message(self.DayChosen(day))
        elif event.chain > 1:
            await self.run_action("screen.do('event.new')")

    def _clicked(self, day: date, event: Event, chain: int) -> None:
        self._go(Place(day, event.key, inside=True))
        if chain > 1:
            self.post_message(self.Chosen(event))

    def _clicked_list(self, row: int, chain: int) -> None:
        listed = self.listed
        if row == 0:
            self.post_message(self.DayChosen(self.place.day))
        elif row <= len(listed):
            self._clicked(self.place.day, listed[row - 1], chain)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """A week further, or through the list below."""
        self._wheeled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """A week back, or through the list below."""
        self._wheeled(event, -1)

    def _wheeled(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        if self.shape.row_in_list(event.y) is None:
            self._go_by(by * WEEK)
            return
        room = max(self.shape.list_rows - 1, 0)
        last = max(len(self.days.events(self.place.day)) - room, 0)
        self.list_top = max(min(self.list_top + by, last), 0)
        self.redraw_day(self.place.day)
