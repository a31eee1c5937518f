"""Which days the calendar shows, in which view, and where in them the cursor begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from tui.domain.events import EventKey
from tui.domain.when import days
from tui.services.adopting import current
from tui.ui.screens.calendar_scene import wished_by
from tui.ui.screens.calendar_views import Shelf
from tui.ui.screens.calendar_window import GRIDS, Shown, ViewKind, next_slot
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtMoment, AtNow

if TYPE_CHECKING:
    from tui.services.settings import Settings
    from tui.services.workspace import Workspace
    from tui.ui.screens.calendar import CalendarScreen
    from tui.ui.widgets.view import CalendarView


class Days:
    """The calendar screen's place in time."""

    def __init__(self, screen: CalendarScreen, shown: Shown) -> None:
        self._screen = screen
        self.wished = shown
        """The days and the view asked for."""
        self.shown = shown
        """What of them is on the screen, which may have room for less."""
        self.shelf = Shelf(shown.kind)

    @property
    def _workspace(self) -> Workspace:
        return self._screen.workspace

    @property
    def view(self) -> CalendarView:
        """The view in sight."""
        return self.shelf.of(self.shown.kind)

    def today(self) -> date:
        """The day it is for the user."""
        return self._workspace.clock.now().astimezone(self._workspace.zone).date()

    def cursor_moment(self) -> datetime:
        """Where a new event would begin."""
        if (moment := self.view.moment) is not None:
            return moment
        zone, day = self._workspace.zone, self.view.day or self.shown.day
        now = self._workspace.clock.now().astimezone(zone)
        return next_slot(now, datetime.combine(day, time(), tzinfo=zone))

    def turn_to(self, wished: Shown, aim: Aim | None = None) -> None:
        """Show these days, the cursor at `aim`: by default now where now is shown, else the first day."""
        screen, focused = self._screen, self.view.has_focus
        self.wished, self.shown = wished, self._fitting(wished)
        self.shelf.views.current = self.view.id
        screen.set_class(self.shown.kind in GRIDS, "-hours")
        self._make_room()
        if focused:
            self.view.focus()
        self.view.aim(aim or self._usual_aim())
        screen.repaint()

    def _usual_aim(self) -> Aim:
        if self.today() in self.shown.days:
            return AtNow()
        return AtDay(self.shown.day if self.shown.kind is ViewKind.MONTH else self.shown.first)

    def look_through(self, wished: Shown) -> None:
        """Show other days or another view; the cursor stays on its event, or at its time."""
        view = self.view
        day, event, moment = view.day or self.shown.day, view.event, view.moment
        aim: Aim = AtMoment(moment) if moment and self._fitting(wished).kind in GRIDS else AtDay(day)
        self.turn_to(replace(wished, day=day), AtEvent(event.key, day) if event else aim)

    def reach(self, day: date, aim: Aim) -> None:
        """Show a day, moving no further than that takes."""
        self.turn_to(replace(self.wished, day=self.shown.reaching(day).day), aim)

    def reach_event(self, key: EventKey) -> None:
        """Show an event, under whatever id it has now."""
        agenda = self._workspace.agenda
        key = current(key, agenda.moved)  # its answer may have come before this did
        event = agenda.sending.foreseen(key) or agenda.event(key)
        if event is None:
            self.turn_to(self.wished, AtEvent(key))
            return
        first, last = days(event.when, self._workspace.zone)
        day = min(max(first, self.shown.first), last) if last in self.shown.days else first
        self.reach(day, AtEvent(key, day))

    def fit(self) -> None:
        """Show as much as there is room for now."""
        self._make_room()
        if self._fitting(self.wished) != self.shown:
            self.look_through(self.wished)

    def follow(self, before: Settings, after: Settings) -> None:
        """Show them as changed settings ask for; whoever reads the view goes on reading it."""
        screen, wished = self._screen, wished_by(self._workspace, self.wished, before, after)
        if not screen.stands or wished == self.wished:
            screen.repaint_if_standing()
            return
        held = screen.focused is self.view
        self.look_through(wished)
        if held:
            screen.set_focus(self.view)

    def _fitting(self, wished: Shown) -> Shown:
        """What of these days there is room for; all of it before anything has a place on the screen."""
        cells = self.shelf.views.size.width
        return wished.fitting(cells, alone=self._screen.has_class("-narrow")) if cells else wished

    def _make_room(self) -> None:
        """Let the details make way where the days need their room."""
        self._screen.set_class(self.wished.is_broad(self._screen.app.size.width), "-broad")
