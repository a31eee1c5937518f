"""The calendar's keys that move through time: which days are shown, and where in them the cursor begins."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from textual import on

from tui.domain.events import Event
from tui.domain.when import days
from tui.ui.messages import GoToDay, GoToEvent
from tui.ui.screens.calendar_deeds import CalendarDeeds
from tui.ui.screens.calendar_window import Shown, Span
from tui.ui.screens.go_to_date import GoToDateScreen
from tui.ui.widgets.agenda import Agenda
from tui.ui.widgets.agenda_place import Aim, AtDay, AtEvent, AtNow

_MORNING = time(9)


class CalendarTime(CalendarDeeds):
    """The moves through time of the calendar screen."""

    shown: Shown
    """The days on the screen."""

    def repaint(self) -> None:
        """Draw everything anew from what is known."""
        raise NotImplementedError

    def today(self) -> date:
        """The day it is for the user."""
        return self.workspace.clock.now().astimezone(self.workspace.zone).date()

    def chosen(self) -> Event | None:
        """The event under the cursor."""
        return self.query_one(Agenda).event

    def cursor_moment(self) -> datetime:
        """Where a new event would begin."""
        now = self.workspace.clock.now().astimezone(self.workspace.zone)
        day = self.query_one(Agenda).day or self.shown.day
        return next_slot(now, datetime.combine(day, time(), tzinfo=self.workspace.zone))

    def _turn_to(self, shown: Shown, aim: Aim | None = None) -> None:
        """Show these days, the cursor at `aim`: by default now where now is shown, else the first day."""
        self.shown = shown
        here = AtNow() if self.today() in shown.days else AtDay(shown.first)
        self.query_one(Agenda).aim(aim or here)
        self.repaint()

    def do_window_today(self) -> None:
        """Today and now."""
        self._turn_to(Shown(self.today(), self.shown.span))

    def do_window_next(self) -> None:
        """One window forward."""
        self._turn_to(self.shown.moved(1))

    def do_window_previous(self) -> None:
        """One window back."""
        self._turn_to(self.shown.moved(-1))

    def do_window_goto(self) -> None:
        """Ask for a date."""

        def chosen(day: date | None) -> None:
            if day is not None:
                self.post_message(GoToDay(day))

        self.app.push_screen(GoToDateScreen(self.today()), chosen)

    def do_window_day(self) -> None:
        """Show one day."""
        self._span(Span.DAY)

    def do_window_week(self) -> None:
        """Show a week."""
        self._span(Span.WEEK)

    def do_window_fortnight(self) -> None:
        """Show two weeks."""
        self._span(Span.FORTNIGHT)

    def do_window_month(self) -> None:
        """Show a month."""
        self._span(Span.MONTH)

    def _span(self, span: Span) -> None:
        """Show more or fewer days; the cursor stays where it is."""
        agenda = self.query_one(Agenda)
        day, event = agenda.day or self.shown.day, agenda.event
        self._turn_to(Shown(day, span), AtEvent(event.key, day) if event else AtDay(day))

    @on(GoToDay)
    def _go_to_day(self, request: GoToDay) -> None:
        request.stop()
        self._turn_to(Shown(request.day, self.shown.span), AtDay(request.day))

    @on(GoToEvent)
    def _go_to_event(self, request: GoToEvent) -> None:
        request.stop()
        event = self.workspace.agenda.event(request.key)
        if event is None:
            self._turn_to(self.shown, AtEvent(request.key))
            return
        first, last = days(event.when, self.workspace.zone)
        day = min(max(first, self.shown.first), last) if last in self.shown.days else first
        self._turn_to(Shown(day, self.shown.span), AtEvent(request.key, day))


def next_slot(day_now: datetime, day: datetime) -> datetime:
    """Where a new event begins: the next half hour today, nine in the morning on another day."""
    if day.date() != day_now.date():
        return day.replace(hour=_MORNING.hour, minute=0, second=0, microsecond=0)
    passed = timedelta(minutes=day_now.minute % 30, seconds=day_now.second, microseconds=day_now.microsecond)
    return day_now - passed + timedelta(minutes=30)
