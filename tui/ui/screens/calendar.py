"""The calendar: what is next on top, time in the middle, the chosen event beside it, what goes on below.

It paints what is stored and asks for what is missing; news only ever repaints, the cursor stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.services.sync import View
from tui.ui import paint
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import call_facts, status_facts
from tui.ui.messages import AgendaChanged, GoToDay, JobChanged, Ticked
from tui.ui.screens.calendar_hints import CalendarHints
from tui.ui.screens.calendar_scene import (
    detail_facts,
    link_facts,
    month_facts,
    rail_lines,
    scene_of,
    shown_at_start,
)
from tui.ui.screens.calendar_views import Shelf
from tui.ui.screens.calendar_window import Shown, ViewKind
from tui.ui.widgets.bare import Bare, BareColumn, BareRow
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.join_bar import JoinBar
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.link_list import LinkList
from tui.ui.widgets.mini_month import MiniMonth
from tui.ui.widgets.rail import Rail
from tui.ui.widgets.status_line import StatusLine
from tui.ui.widgets.view import CalendarView

if TYPE_CHECKING:
    from tui.domain.jobs import Job
    from tui.services.workspace import Workspace

_BESIDE_TITLE = 6
"""Cells beside the title of the days."""
_PANES = ("#window", "JoinBar", "MiniMonth", "Rail", "LinkList", "Views", "Detail", "StatusLine")


class CalendarScreen(Bare, CalendarHints):
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

    def __init__(
        self, workspace: Workspace, shown: Shown | None = None, *, classes: str | None = None
    ) -> None:
        super().__init__(classes=classes)
        self.workspace = workspace
        self.wished = self.shown = shown or shown_at_start(workspace)
        self.shelf = Shelf(self.shown.kind)
        self._past = True
        self._minute = -1
        self._following = False
        self._panes: tuple[Widget, ...] = ()
        self._told_of = {job.id: self._news_of(job) for job in workspace.jobs.all()}
        self.begin_reading()
        self.begin_finding()

    def compose(self) -> ComposeResult:
        """Join bar, title, three panes, status, keys."""
        yield JoinBar()
        yield Static(id="window")
        with BareRow(id="panes"):
            with BareColumn(id="rail", can_focus=False):
                yield MiniMonth()
                yield Rail()
                yield LinkList()
            yield self.shelf.views
            yield Detail()
        yield StatusLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Paint from the store, then ask; who quit at once may find no pane any more."""
        self.listen_for_reasons()
        if self._complete:
            self.repaint()
            self.view.focus()

    # Painting

    def repaint(self) -> None:
        """Draw everything anew from what is known, and ask for what was never read."""
        view = self._view()
        self._say(paint.line(self._title(), self.filter_words(view)))
        scene = scene_of(self.workspace, self.filtered(view), self.shown, past=self._past)
        scene = replace(scene, filtered=bool(self.filter))
        self.view.show(scene, settled=self.settled)
        self.query_one(Rail).calendars = rail_lines(self.workspace, view)
        self.query_one(MiniMonth).facts = month_facts(self.workspace, self.shown)
        self._paint_lines(view)
        self._paint_detail()
        self.call_after_refresh(self.ask_for_what_is_new)

    def _say(self, title: Content) -> None:
        window = self.query_one("#window", Static)
        if window.content != title:
            window.update(title)

    def _title(self) -> Content:
        """The days shown; where there was no room for what was asked, that too."""
        said = self.shown.title()
        if self.shown == self.wished:
            return paint.text(said)
        listed = self.shown.kind is ViewKind.AGENDA
        small = "no room for a month" if self.wished.kind is ViewKind.MONTH else "hours need more room"
        words = f"  {small}" if listed else f"  {self.shown.length} days fit"
        if paint.width(said + words) > self.size.width - _BESIDE_TITLE:
            said, _, _ = said.partition(" · week")
        return paint.line(said, (words, "$quiet not bold"))

    def _view(self) -> View:
        return self.workspace.agenda.view(self.shown.window(self.workspace.zone))

    def _paint_lines(self, view: View) -> None:
        self.query_one(JoinBar).call = call_facts(self.workspace)
        self.query_one(StatusLine).facts = status_facts(self.workspace, view)
        self.query_one(LinkList).links = link_facts(self.workspace)

    def _paint_detail(self) -> None:
        event = self.chosen()
        self.query_one(Detail).show(detail_facts(self.workspace, event))
        self.query_one(JoinBar).cursor = event.key if event else None

    @property
    def stands(self) -> bool:
        """Whether every pane is there: news may come before they stand, and while they are taken down."""
        return self.is_mounted and self._complete

    @property
    def _complete(self) -> bool:
        if not self._panes:
            found = tuple(self.query(", ".join(_PANES)))
            self._panes = found if len(found) == len(_PANES) else ()
        return bool(self._panes) and all(pane.is_attached for pane in (self.view, *self._panes))

    def repaint_if_standing(self) -> None:
        """Draw everything anew, unless there is nothing to draw on."""
        if self.stands:
            self.repaint()

    # News

    @on(AgendaChanged)
    def _agenda_changed(self, news: AgendaChanged) -> None:
        news.stop()
        self.repaint_if_standing()

    @on(JobChanged)
    def _job_changed(self, news: JobChanged) -> None:
        news.stop()
        before, now = self._told_of.get(news.job.id), self._news_of(news.job)
        self._told_of[news.job.id] = now
        if before != now:
            self.repaint_if_standing()
        elif self.stands and (event := self.chosen()) is not None and event.key == news.job.key:
            self._paint_detail()

    def _news_of(self, job: Job) -> object:
        """What of a job is a reason to draw everything: not that a look found nothing new."""
        known = any(one.id == job.id for one in self.workspace.jobs.all())
        drawn = job.key, job.title, job.provider, job.state, job.url, job.reason, job.ended_at, job.slow
        return known, drawn, self.workspace.jobs.refused

    @on(Ticked)
    def _ticked(self, news: Ticked) -> None:
        news.stop()
        self.look_if_due()
        minute = self.workspace.clock.now().minute
        if minute != self._minute:
            self._minute = minute
            self.repaint_if_standing()
        elif self.workspace.jobs.pending() and self.stands:
            self._paint_lines(self._view())

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
            self._paint_detail()
            self.refresh_bindings()

    @on(CalendarView.Chosen)
    def _opened(self, news: CalendarView.Chosen) -> None:
        news.stop()
        if self.has_class("-narrow") and not self.has_class("-detail"):
            self.set_class(True, "-detail")
            self.query_one(Detail).focus()
        elif self.has_class("-broad") and not self.has_class("-peek"):
            self.add_class("-peek")
        elif self.has_class("-no-detail") and not self.has_class("-broad"):
            self.remove_class("-no-detail")
        elif (why := self.reason("event.edit")) is not None:
            paint.notice(self.app, why)
        else:
            self.do_event_edit()

    @on(CalendarView.Peeked)
    def _peeked(self, news: CalendarView.Peeked) -> None:
        news.stop()
        beside = "-peek" if self.has_class("-broad") else "-no-detail"
        self.toggle_class("-detail" if self.has_class("-narrow") else beside)
        if self.has_class("-detail"):
            self.query_one(Detail).focus()

    @on(MiniMonth.Chosen)
    def _day_clicked(self, request: MiniMonth.Chosen) -> None:
        request.stop()
        self.post_message(GoToDay(request.day))

    @on(Rail.Toggled)
    def _toggled(self, request: Rail.Toggled) -> None:
        request.stop()
        self.workspace.agenda.set_hidden(request.calendar_id, not request.visible)

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
        (self.query_one(Rail) if shown else self.view).focus()

    def do_view_past(self) -> None:
        """Show or hide what is over."""
        self._past = not self._past
        self.repaint()

    def do_view_cancelled(self) -> None:
        """Ask for what was called off, too, or no longer."""
        agenda = self.workspace.agenda
        agenda.cancelled = not agenda.cancelled
        words = "Cancelled events are shown." if agenda.cancelled else "Cancelled events are not shown."
        paint.notice(self.app, words)
        self.do_view_refresh()

    def do_view_back(self) -> None:
        """Back to the view; there, from what is inside a day to the days."""
        if self.view.has_focus and self.view.step_out():
            return
        self.remove_class("-detail", "-rail")
        self.view.focus()
