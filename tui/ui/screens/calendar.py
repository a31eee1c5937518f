"""The calendar: what is next on top, time in the middle, the chosen event beside it, what goes on below.

It paints what is stored and asks for what is missing; news only ever repaints, the cursor stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.domain.events import Event
from tui.domain.filters import Filter
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.compositor import HouseCompositor
from tui.ui.messages import AgendaChanged, GoToDay, GoToEvent, JobChanged, SettingsApplied, Ticked, Used
from tui.ui.screens.calendar_days import Days
from tui.ui.screens.calendar_hints import Hints
from tui.ui.screens.calendar_needs import Needs
from tui.ui.screens.calendar_painting import Painting
from tui.ui.screens.calendar_reading import Reading
from tui.ui.screens.calendar_reasons import Reasons
from tui.ui.screens.calendar_scene import (
    shown_at_start,
)
from tui.ui.screens.calendar_sieve import Sieve
from tui.ui.screens.calendar_window import Shown, ViewKind
from tui.ui.screens.opening import Opening
from tui.ui.widgets.agenda_place import AtDay
from tui.ui.widgets.bare import Bare, BareColumn, BareRow
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.hint_line import HintLine
from tui.ui.widgets.join_bar import JoinBar
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.link_list import LinkList
from tui.ui.widgets.mini_month import MiniMonth
from tui.ui.widgets.rail import Rail
from tui.ui.widgets.status_line import StatusLine
from tui.ui.widgets.view import CalendarView, Views

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner
    from tui.ui.screens.calendar_deeds import CalendarDeeds

_FRAME = 1 / 60
"""Seconds in which news that come together are drawn together."""


class CalendarScreen(Bare, Acting, Opening, Screen[None]):
    """The main screen of an open account; begins with the days `shown`, else as the settings say."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.CALENDAR)]
    DEFAULT_CSS = """
    CalendarScreen {
        & #window { height: 1; padding: 0 3; color: $ink; text-style: bold; }
        &.-tall #window { height: 2; }
        & #panes { height: 1fr; width: 1fr; }
        & #rail { display: none; width: 24; height: 1fr; }
        & Detail { display: none; }
        &.-wide #rail { display: block; }
        &.-wide.-no-rail #rail { display: none; }
        &.-wide Detail, &.-medium Detail { display: block; }
        &.-medium.-no-detail Detail, &.-wide.-no-detail Detail { display: none; }
        &.-hours Detail { width: 27%; min-width: 32; }
        &.-broad.-wide Detail, &.-broad.-medium Detail { display: none; }
        &.-broad.-peek.-wide Detail, &.-broad.-peek.-medium Detail { display: block; }
        &.-medium.-rail #rail { display: block; }
        &.-medium.-rail Detail { display: none; }
        &.-narrow.-rail #rail { display: block; width: 1fr; }
        &.-narrow.-detail Detail { display: block; width: 1fr; max-width: 100%; }
        &.-narrow.-rail Views, &.-narrow.-detail Views { display: none; }
    }
    """

    def __init__(self, workspace: Workspace, shown: Shown | None = None) -> None:
        super().__init__()
        self._compositor = HouseCompositor()
        self.workspace = workspace
        self.days = Days(self, shown or shown_at_start(workspace))
        self.sieve = Sieve(workspace)
        self.painting = Painting(self)
        self.reasons = Reasons(self)
        self.reading = Reading(self)
        self.needs = Needs(self)
        self.hints = Hints(self)
        self._minute = -1
        self._following = False
        self._just_drawn = self._behind = False

    def compose(self) -> ComposeResult:
        """Join bar, title, three panes, status, keys."""
        yield JoinBar()
        yield Static(id="window")
        with BareRow(id="panes"):
            with BareColumn(id="rail", can_focus=False):
                yield MiniMonth()
                yield Rail()
                yield LinkList()
            yield self.days.shelf.views
            yield Detail()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint from the store, then ask; who quit at once may find no pane any more."""
        self.reading.listen()
        if self.painting.complete:
            self.repaint()
            self.view.focus()
        self.call_after_refresh(self.hints.begin)
        self.call_after_refresh(lambda: self.deeds)  # the first key that needs them does not wait for them

    def on_unmount(self) -> None:
        """Nobody is here to be told."""
        self.reading.stop_listening()

    # Keys

    @cached_property
    def deeds(self) -> CalendarDeeds:
        """What its keys do."""
        from tui.ui.screens.calendar_deeds import CalendarDeeds

        return CalendarDeeds(self)

    @property
    def errands(self) -> ErrandRunner:
        """The app, as the owner of everything that leaves the screen."""
        return cast("ErrandRunner", self.app)

    def hands(self) -> Iterable[object]:
        """What its keys do is done by others."""
        return self.deeds

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now, in words."""
        return self.reasons.of(action_id)

    async def action_do(self, action_id: str) -> None:
        """Do one row of the table, and know that it was done once."""
        await super().action_do(action_id)
        self.hints.learnt(action_id)

    # What it shows

    @property
    def shown(self) -> Shown:
        """The days on the screen."""
        return self.days.shown

    @property
    def view(self) -> CalendarView:
        """The view in sight."""
        return self.days.view

    def chosen(self) -> Event | None:
        """The event under the cursor."""
        return self.view.event

    @property
    def settled(self) -> bool:
        """Whether what is shown was read."""
        return self.reading.settled

    @property
    def stands(self) -> bool:
        """Whether every pane is there: news may come before they stand, and while they are taken down."""
        return self.is_mounted and self.painting.complete

    def repaint(self) -> None:
        """Draw everything anew from what is known, and ask for what was never read."""
        self.painting.everything()
        self.call_after_refresh(self.reading.ask_for_what_is_new)

    def repaint_if_standing(self) -> None:
        """Draw everything anew, unless there is nothing to draw on."""
        if self.stands:
            self.repaint()

    def filter_by(self, chosen: Filter | None) -> None:
        """Let through only what passes this; None changes nothing."""
        if chosen is not None and chosen != self.sieve.filter:
            self.sieve.filter = chosen
            self.repaint_if_standing()
            self.refresh_bindings()

    # News

    @on(AgendaChanged)
    def _agenda_changed(self, news: AgendaChanged) -> None:
        news.stop()
        if self._just_drawn:
            self._behind = True
        else:
            self._draw_news()

    def _draw_news(self) -> None:
        """Draw everything, and what comes within the frame together after it: readings land in swarms."""
        self._just_drawn, self._behind = True, False
        self.set_timer(_FRAME, self._frame_over)
        self.repaint_if_standing()

    def _frame_over(self) -> None:
        self._just_drawn = False
        if self._behind:
            self._draw_news()

    @on(JobChanged)
    def _job_changed(self, news: JobChanged) -> None:
        news.stop()
        if self.painting.is_news(news.job):
            self.repaint_if_standing()

    @on(Ticked)
    def _ticked(self, news: Ticked) -> None:
        news.stop()
        self.reading.look_if_due()
        self.needs.look_if_due()
        minute = self.workspace.clock.now().minute
        if minute != self._minute:
            self._minute = minute
            self.repaint_if_standing()
        elif self.workspace.jobs.pending() and self.stands:
            self.painting.count_on()

    @on(CalendarView.Highlighted)
    def _highlighted(self, news: CalendarView.Highlighted) -> None:
        news.stop()
        if not self.is_current:
            self._follow()
        elif not self._following:  # the cursor itself is painted first; who holds a key down sees it move
            self._following = True
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Tell of the event the cursor has come to."""
        self._following = False
        if self.stands:
            self.painting.detail()
            self.refresh_bindings()

    @on(CalendarView.Chosen)
    def _opened(self, news: CalendarView.Chosen) -> None:
        news.stop()
        self.deeds.panes.open()

    @on(CalendarView.Peeked)
    def _peeked(self, news: CalendarView.Peeked) -> None:
        news.stop()
        self.deeds.panes.peek()

    @on(MiniMonth.Chosen)
    def _day_clicked(self, request: MiniMonth.Chosen) -> None:
        request.stop()
        self.post_message(GoToDay(request.day))

    @on(Rail.Toggled)
    def _toggled(self, request: Rail.Toggled) -> None:
        request.stop()
        self.workspace.agenda.set_hidden(request.calendar_id, not request.visible)

    # Requests

    @on(GoToDay)
    def _go_to_day(self, request: GoToDay) -> None:
        request.stop()
        self.days.turn_to(replace(self.days.wished, day=request.day), AtDay(request.day))

    @on(GoToEvent)
    def _go_to_event(self, request: GoToEvent) -> None:
        """Whoever goes to an event wants to see it, filter or not."""
        request.stop()
        event = self.workspace.agenda.event(request.key)
        if event is not None and self.sieve.hides(event):
            paint.notice(self.app, "The filter is gone: it would have hidden this event.")
            self.filter_by(Filter())
        self.days.reach_event(request.key)

    @on(Views.Resized)
    def _room_changed(self, news: Views.Resized) -> None:
        news.stop()
        self.days.fit()

    @on(CalendarView.Left)
    def _left(self, request: CalendarView.Left) -> None:
        request.stop()
        self.days.reach(request.day, request.aim)

    @on(CalendarView.DayChosen)
    def _day_chosen(self, request: CalendarView.DayChosen) -> None:
        request.stop()
        wished = replace(self.days.wished, kind=ViewKind.DAY, day=request.day)
        self.days.turn_to(wished, AtDay(request.day))

    @on(CalendarView.Drawn)
    def _drawn(self, news: CalendarView.Drawn) -> None:
        news.stop()
        self.deeds.hours.draw(news)

    @on(CalendarView.Dropped)
    def _dropped(self, news: CalendarView.Dropped) -> None:
        news.stop()
        self.deeds.hours.drop(news)

    @on(Used)
    def _used(self, news: Used) -> None:
        news.stop()
        self.hints.learnt(news.action_id)

    @on(HintLine.Dismissed)
    def _hint_dismissed(self, news: HintLine.Dismissed) -> None:
        news.stop()
        self.hints.dismiss()

    @on(SettingsApplied)
    def _settings_applied(self, news: SettingsApplied) -> None:
        news.stop()
        if news.before.refresh_minutes != news.after.refresh_minutes:
            self.reading.keep_time()
        if self.hints.shown is not None:  # it names keys, and those may be others now
            self.hints.show()
        self.days.follow(news.before, news.after)
