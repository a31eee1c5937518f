"""The calendar: what is next on top, time in the middle, the chosen event beside it, what goes on below.

It paints what is stored and asks for what is missing; news only ever repaints, the cursor stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tui.domain.calendars import Calendar
from tui.domain.events import Event, EventKey
from tui.domain.grid import group_by_day
from tui.domain.when import days
from tui.services.sync import View
from tui.ui import paint
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import call_facts, clock_pattern, status_facts, trouble_words
from tui.ui.messages import AgendaChanged, GoToDay, GoToEvent, JobChanged, Ticked
from tui.ui.screens.calendar_deeds import CalendarDeeds, first_letter, next_slot
from tui.ui.screens.calendar_window import Shown, Span
from tui.ui.screens.go_to_date import GoToDateScreen
from tui.ui.widgets.agenda import Agenda, Scene, Stripe
from tui.ui.widgets.agenda_rows import rows_of
from tui.ui.widgets.detail import Detail, DetailFacts
from tui.ui.widgets.join_bar import JoinBar
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.rail import Rail, RailLine
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

REFRESH_EVERY = 60.0
"""Seconds between two looks at the service."""


class CalendarScreen(CalendarDeeds):
    """The main screen of an open account."""

    AUTO_FOCUS = "Agenda"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.CALENDAR)]
    DEFAULT_CSS = """
    CalendarScreen {
        & #window { height: 1; padding: 0 3; color: $ink; text-style: bold; }
        &.-tall #window { height: 2; }
        & #panes { height: 1fr; width: 1fr; }
        & Rail { display: none; }
        & Detail { display: none; }
        &.-wide Rail { display: block; }
        &.-wide.-no-rail Rail { display: none; }
        &.-wide Detail { display: block; }
        &.-medium Detail { display: block; width: 36; }
        &.-medium.-no-detail Detail, &.-wide.-no-detail Detail { display: none; }
        &.-medium.-rail Rail { display: block; }
        &.-medium.-rail Detail { display: none; }
        &.-narrow.-rail Rail { display: block; width: 1fr; }
        &.-narrow.-detail Detail { display: block; width: 1fr; }
        &.-narrow.-rail Agenda, &.-narrow.-detail Agenda { display: none; }
    }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._shown = Shown(self._today())
        self._past = True
        self._asked: tuple[Shown, frozenset[str]] | None = None
        self._wanted: EventKey | None = None
        self._wanted_day: date | None = None
        self._minute = -1
        self._fresh = True

    def compose(self) -> ComposeResult:
        """Join bar, title, three panes, status, keys."""
        yield JoinBar()
        yield Static(id="window")
        with Horizontal(id="panes"):
            yield Rail()
            yield Agenda()
            yield Detail()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint from the store, then ask."""
        self._repaint()
        self.set_interval(REFRESH_EVERY, self.do_view_refresh)

    # Painting

    def _repaint(self, *, home: bool = False) -> None:
        view = self._view()
        self.query_one("#window", Static).update(paint.text(self._shown.title()))
        arriving = self._fresh and not self.query_one(Agenda).steered
        self._paint_agenda(view, home=home or arriving)
        self._fresh = self._fresh and (view.as_of is None or _is_refreshing(view))
        self._paint_rail(view)
        self._paint_lines(view)
        self._paint_detail()
        self._ask_for_what_is_new()

    def _view(self) -> View:
        return self.workspace.agenda.view(self._shown.window(self.workspace.zone))

    def _paint_agenda(self, view: View, *, home: bool) -> None:
        workspace, now = self.workspace, self.workspace.clock.now()
        grouped = group_by_day(view.events, self._shown.days, workspace.zone)
        rows = rows_of(grouped, now, workspace.zone, unreadable=len(view.unreadable), past=self._past)
        stripes = {one.id: Stripe(one.colour, one.letter) for one in self._lines()}
        scene = Scene(rows, stripes, now, workspace.zone, workspace.account.email, clock_pattern(workspace))
        agenda = self.query_one(Agenda)
        agenda.show(scene, home=home)
        if self._wanted is not None and agenda.go_to(self._wanted):
            self._wanted = None
        if self._wanted_day is not None:
            agenda.go_to_day(self._wanted_day)
            settled = self._asked is not None and self._asked[0] == self._shown and not _is_refreshing(view)
            self._wanted_day = None if settled else self._wanted_day

    def _lines(self) -> list[RailLine]:
        taken: set[str] = set()
        lines = []
        hidden = self.workspace.agenda.hidden()
        for calendar in self.workspace.agenda.calendars():
            letter = first_letter(calendar.name, taken)
            taken.add(letter)
            lines.append(_rail_line(calendar, letter, calendar.id not in hidden))
        return lines

    def _paint_rail(self, view: View) -> None:
        troubles = {
            calendar_id: trouble_words(fresh.error)
            for calendar_id, fresh in view.freshness.items()
            if fresh.error is not None
        }
        self.query_one(Rail).calendars = tuple(
            replace(one, trouble=troubles.get(one.id, "")) for one in self._lines()
        )

    def _paint_lines(self, view: View) -> None:
        self.query_one(JoinBar).call = call_facts(self.workspace)
        self.query_one(StatusLine).facts = status_facts(self.workspace, view)

    def _paint_detail(self) -> None:
        event = self.chosen()
        calendars = {calendar.id: calendar.name for calendar in self.workspace.agenda.calendars()}
        name = calendars.get(event.calendar_id, "") if event else ""
        job = self.workspace.jobs.of(event) if event else None
        facts = DetailFacts(event, name, self.workspace.zone, clock_pattern(self.workspace), job)
        self.query_one(Detail).show(facts)

    # Asking

    def _ask_for_what_is_new(self) -> None:
        """Read a window or a calendar the first time it is shown."""
        shown = frozenset(calendar.id for calendar in self.workspace.agenda.visible())
        if shown and self._asked != (self._shown, shown):
            self._asked = (self._shown, shown)
            self._refresh_window()

    def _refresh_window(self) -> None:
        window = self._shown.window(self.workspace.zone)
        self.errands.run_errand(self.workspace.agenda.refresh(window), "refresh")

    def do_view_refresh(self) -> None:
        """Ask for news now; an account that could not be reached is tried anew."""
        if self.workspace.trouble is not None or not self.workspace.agenda.calendars():
            self.errands.run_errand(self._restarted(), "account again")
        else:
            self._refresh_window()

    async def _restarted(self) -> None:
        await self.workspace.start()
        if self.workspace.trouble is None:
            self.workspace.jobs.resume()

    # News

    @on(AgendaChanged)
    def _agenda_changed(self, news: AgendaChanged) -> None:
        news.stop()
        if self.is_mounted:
            self._repaint()

    @on(JobChanged)
    def _job_changed(self, news: JobChanged) -> None:
        news.stop()
        self._paint_lines(self._view())
        self._paint_detail()

    @on(Ticked)
    def _ticked(self, news: Ticked) -> None:
        news.stop()
        minute = self.workspace.clock.now().minute
        if minute != self._minute:
            self._minute = minute
            self._repaint()
        elif self.workspace.jobs.pending():
            self._paint_lines(self._view())

    @on(GoToDay)
    def _go_to_day(self, request: GoToDay) -> None:
        request.stop()
        self._shown = Shown(request.day, self._shown.span)
        self._wanted_day = request.day
        self._repaint()

    @on(GoToEvent)
    def _go_to_event(self, request: GoToEvent) -> None:
        request.stop()
        event = self.workspace.agenda.event(request.key)
        self._wanted = request.key
        if event is not None:
            first, _ = days(event.when, self.workspace.zone)
            self._shown = Shown(first, self._shown.span)
        self._repaint()

    @on(Agenda.Highlighted)
    def _highlighted(self, news: Agenda.Highlighted) -> None:
        news.stop()
        self._paint_detail()
        self.refresh_bindings()

    @on(Agenda.Chosen)
    def _opened(self, news: Agenda.Chosen) -> None:
        news.stop()
        if self.has_class("-narrow") and not self.has_class("-detail"):
            self.set_class(True, "-detail")
            self.query_one(Detail).focus()
        elif self.has_class("-no-detail"):
            self.remove_class("-no-detail")
        elif (why := self.reason("event.edit")) is not None:
            paint.notice(self.app, why)
        else:
            self.do_event_edit()

    @on(Agenda.Peeked)
    def _peeked(self, news: Agenda.Peeked) -> None:
        news.stop()
        self.toggle_class("-detail" if self.has_class("-narrow") else "-no-detail")
        if self.has_class("-detail"):
            self.query_one(Detail).focus()

    @on(Rail.Toggled)
    def _toggled(self, request: Rail.Toggled) -> None:
        request.stop()
        self.workspace.agenda.set_hidden(request.calendar_id, not request.visible)

    # Where the keys act

    def chosen(self) -> Event | None:
        """The event under the cursor."""
        return self.query_one(Agenda).event

    def cursor_moment(self) -> datetime:
        """Where a new event would begin."""
        now = self.workspace.clock.now().astimezone(self.workspace.zone)
        day = self.query_one(Agenda).day or self._shown.day
        return next_slot(now, datetime.combine(day, time(), tzinfo=self.workspace.zone))

    def _today(self) -> date:
        return self.workspace.clock.now().astimezone(self.workspace.zone).date()

    # Windows

    def _turn_to(self, shown: Shown) -> None:
        self._shown = shown
        self._repaint(home=self._today() in shown.days)
        if self._today() not in shown.days:
            self.query_one(Agenda).go_to_day(shown.first)

    def do_window_today(self) -> None:
        """Today and now."""
        self._turn_to(Shown(self._today(), self._shown.span))

    def do_window_next(self) -> None:
        """One window forward."""
        self._turn_to(self._shown.moved(1))

    def do_window_previous(self) -> None:
        """One window back."""
        self._turn_to(self._shown.moved(-1))

    def do_window_goto(self) -> None:
        """Ask for a date."""

        def chosen(day: date | None) -> None:
            if day is not None:
                self.post_message(GoToDay(day))

        self.app.push_screen(GoToDateScreen(self._today()), chosen)

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
        day = self.query_one(Agenda).day or self._shown.day
        self._shown = Shown(day, span)
        self._repaint()

    # Panes

    def do_pane_next(self) -> None:
        """Next pane."""
        self.focus_next()

    def do_pane_previous(self) -> None:
        """Pane before."""
        self.focus_previous()

    def do_view_rail(self) -> None:
        """Show or hide the list of calendars."""
        wide = self.has_class("-wide")
        self.toggle_class("-no-rail" if wide else "-rail")
        shown = not self.has_class("-no-rail") if wide else self.has_class("-rail")
        (self.query_one(Rail) if shown else self.query_one(Agenda)).focus()

    def do_view_past(self) -> None:
        """Show or hide what is over."""
        self._past = not self._past
        self._repaint()

    def do_view_back(self) -> None:
        """Back to the agenda."""
        self.remove_class("-detail", "-rail")
        self.query_one(Agenda).focus()


def _is_refreshing(view: View) -> bool:
    return any(fresh.refreshing for fresh in view.freshness.values())


def _rail_line(calendar: Calendar, letter: str, shown: bool) -> RailLine:
    return RailLine(calendar.id, calendar.name, letter, calendar.colour, shown, calendar.read_only)
