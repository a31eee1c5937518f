"""The calendar's keys that move through time: which days are shown, and where in them the cursor begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from textual import on

from tui.domain.events import Event
from tui.domain.when import days
from tui.services.adopting import current
from tui.ui.messages import GoToDay, GoToEvent
from tui.ui.screens.calendar_moving import CalendarMoving
from tui.ui.screens.calendar_views import Shelf
from tui.ui.screens.calendar_window import GRIDS, MOST_DAYS, SPANS, WEEK, Shown, ViewKind
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtMoment, AtNow
from tui.ui.widgets.view import CalendarView, Views

_MORNING = time(9)


class CalendarTime(CalendarMoving):
    """The moves through time of the calendar screen."""

    shelf: Shelf
    """What shows each view."""
    wished: Shown
    """The days and the view asked for."""
    shown: Shown
    """What of them is on the screen, which may have room for less."""

    def repaint(self) -> None:
        """Draw everything anew from what is known."""
        raise NotImplementedError

    def today(self) -> date:
        """The day it is for the user."""
        return self.workspace.clock.now().astimezone(self.workspace.zone).date()

    @property
    def view(self) -> CalendarView:
        """The view in sight."""
        return self.shelf.of(self.shown.kind)

    def chosen(self) -> Event | None:
        """The event under the cursor."""
        return self.view.event

    def cursor_moment(self) -> datetime:
        """Where a new event would begin."""
        if (moment := self.view.moment) is not None:
            return moment
        now = self.workspace.clock.now().astimezone(self.workspace.zone)
        day = self.view.day or self.shown.day
        return next_slot(now, datetime.combine(day, time(), tzinfo=self.workspace.zone))

    def _turn_to(self, wished: Shown, aim: Aim | None = None) -> None:
        """Show these days, the cursor at `aim`: by default now where now is shown, else the first day."""
        focused = self.view.has_focus
        self.wished, self.shown = wished, self.fitting(wished)
        self.shelf.views.current = self.view.id
        self.set_class(self.shown.kind in GRIDS, "-hours")
        self._make_room()
        if focused:
            self.view.focus()
        self.view.aim(aim or self._usual_aim())
        self.repaint()

    def _usual_aim(self) -> Aim:
        if self.today() in self.shown.days:
            return AtNow()
        return AtDay(self.shown.day if self.shown.kind is ViewKind.MONTH else self.shown.first)

    def fitting(self, wished: Shown) -> Shown:
        """What of these days there is room for; all of it before anything has a place on the screen."""
        cells = self.shelf.views.size.width
        return wished.fitting(cells, alone=self.has_class("-narrow")) if cells else wished

    def _make_room(self) -> None:
        """Let the details make way where the days need their room."""
        self.set_class(self.wished.is_broad(self.app.size.width), "-broad")

    @on(Views.Resized)
    def _room_changed(self, news: Views.Resized) -> None:
        news.stop()
        self._make_room()
        if self.fitting(self.wished) != self.shown:
            self._look_through(self.wished)

    # Moving

    def do_window_today(self) -> None:
        """Today and now."""
        self._turn_to(replace(self.wished, day=self.today()))

    def do_window_next(self) -> None:
        """One window forward."""
        self._turn_to(replace(self.wished, day=self.shown.moved(1).day))

    def do_window_previous(self) -> None:
        """One window back."""
        self._turn_to(replace(self.wished, day=self.shown.moved(-1).day))

    @on(CalendarView.Left)
    def _left(self, request: CalendarView.Left) -> None:
        request.stop()
        self._turn_to(replace(self.wished, day=self.shown.reaching(request.day).day), request.aim)

    def do_window_goto(self) -> None:
        """Ask for a date."""
        from tui.ui.screens.go_to_date import GoToDateScreen

        def chosen(day: date | None) -> None:
            if day is not None:
                self.post_message(GoToDay(day))

        self.app.push_screen(GoToDateScreen(self.today()), chosen)

    # Views

    def do_window_day(self) -> None:
        """Show the hours of one day."""
        self._look_through(replace(self.wished, kind=ViewKind.DAY))

    def do_window_days(self) -> None:
        """Show the hours of some days side by side; once more, of one day more."""
        count = self.wished.count if self.wished.kind is ViewKind.DAYS else self.days_at_first - 1
        self._look_through(replace(self.wished, kind=ViewKind.DAYS, count=count % MOST_DAYS + 1))

    def do_window_week(self) -> None:
        """Show the hours of a week."""
        self._look_through(replace(self.wished, kind=ViewKind.WEEK))

    def do_window_month(self) -> None:
        """Show a month."""
        self._look_through(replace(self.wished, kind=ViewKind.MONTH))

    def do_window_agenda(self) -> None:
        """List what happens; once more, in more weeks."""
        longer = dict(zip(SPANS, (*SPANS[1:], SPANS[0]), strict=True))
        again = self.wished.kind is ViewKind.AGENDA
        count = longer.get(self.wished.count, WEEK) if again else WEEK
        self._look_through(replace(self.wished, kind=ViewKind.AGENDA, count=count))

    @property
    def days_at_first(self) -> int:
        """How many days stand side by side when that is first asked for."""
        return self.workspace.settings.days

    def _look_through(self, wished: Shown) -> None:
        """Show other days or another view; the cursor stays on its event, or at its time."""
        view = self.view
        day, event, moment = view.day or self.shown.day, view.event, view.moment
        aim: Aim = AtMoment(moment) if moment and self.fitting(wished).kind in GRIDS else AtDay(day)
        self._turn_to(replace(wished, day=day), AtEvent(event.key, day) if event else aim)

    @on(CalendarView.DayChosen)
    def _day_chosen(self, request: CalendarView.DayChosen) -> None:
        request.stop()
        self._turn_to(replace(self.wished, kind=ViewKind.DAY, day=request.day), AtDay(request.day))

    @on(GoToDay)
    def _go_to_day(self, request: GoToDay) -> None:
        request.stop()
        self._turn_to(replace(self.wished, day=request.day), AtDay(request.day))

    @on(GoToEvent)
    def _go_to_event(self, request: GoToEvent) -> None:
        request.stop()
        agenda = self.workspace.agenda
        key = current(request.key, agenda.moved)  # its answer may have come before this did
        event = agenda.sending.foreseen(key) or agenda.event(key)
        if event is None:
            self._turn_to(self.wished, AtEvent(key))
            return
        first, last = days(event.when, self.workspace.zone)
        day = min(max(first, self.shown.first), last) if last in self.shown.days else first
        self._turn_to(replace(self.wished, day=self.shown.reaching(day).day), AtEvent(key, day))


def next_slot(day_now: datetime, day: datetime) -> datetime:
    """Where a new event begins: the next half hour today, nine in the morning on another day."""
    if day.date() != day_now.date():
        return day.replace(hour=_MORNING.hour, minute=0, second=0, microsecond=0)
    passed = timedelta(minutes=day_now.minute % 30, seconds=day_now.second, microseconds=day_now.microsecond)
    return day_now - passed + timedelta(minutes=30)
