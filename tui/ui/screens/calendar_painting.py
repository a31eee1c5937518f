"""How the calendar is drawn: from what is known, and again only where that reads otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.ui import paint
from tui.ui.facts import call_facts, counted_on, status_facts
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.calendar_scene import (
    detail_facts,
    link_facts,
    month_facts,
    rail_lines,
    scene_of,
    title_of,
)
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.join_bar import JoinBar
from tui.ui.widgets.link_list import LinkList
from tui.ui.widgets.mini_month import MiniMonth
from tui.ui.widgets.rail import Rail
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.domain.jobs import Job
    from tui.services.sync import View
    from tui.services.workspace import Workspace
    from tui.ui.screens.calendar import CalendarScreen

_PANES = ("#window", "JoinBar", "MiniMonth", "Rail", "LinkList", "Views", "Detail", "StatusLine")


class Painting:
    """The panes of the calendar screen, and what is drawn on them."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self._panes: tuple[Widget, ...] = ()
        self._told_of = {job.id: self._news_of(job) for job in screen.workspace.jobs.all()}
        self.past = True
        """Whether what is over is shown."""

    @property
    def _workspace(self) -> Workspace:
        return self._screen.workspace

    @property
    def complete(self) -> bool:
        """Whether every pane is there."""
        if not self._panes:
            found = tuple(self._screen.query(", ".join(_PANES)))
            self._panes = found if len(found) == len(_PANES) else ()
        return bool(self._panes) and all(pane.is_attached for pane in (self._screen.view, *self._panes))

    def everything(self) -> None:
        """Draw everything anew from what is known."""
        screen, view, sieve = self._screen, self._view(), self._screen.sieve
        title = title_of(screen.shown, screen.days.wished, screen.size.width)
        self._say(paint.line(title, sieve.words(view, glyphs_of(screen.app).dot)))
        scene = scene_of(self._workspace, sieve.passed(view), screen.shown, past=self.past)
        screen.view.show(replace(scene, filtered=bool(sieve.filter)), settled=screen.settled)
        screen.query_one(Rail).calendars = rail_lines(self._workspace, view)
        screen.query_one(MiniMonth).facts = month_facts(self._workspace, screen.shown)
        self._lines(view)
        self.detail()

    def _say(self, title: Content) -> None:
        window = self._screen.query_one("#window", Static)
        if window.content != title:
            window.update(title)

    def _view(self) -> View:
        return self._workspace.agenda.view(self._screen.shown.window(self._workspace.zone))

    def _lines(self, view: View) -> None:
        self._screen.query_one(JoinBar).call = call_facts(self._workspace)
        self._screen.query_one(StatusLine).facts = status_facts(self._workspace, view)
        self._screen.query_one(LinkList).links = link_facts(self._workspace)

    def count_on(self) -> None:
        """Show how long links are waited for by now, and nothing else anew."""
        screen = self._screen
        status, waiting = screen.query_one(StatusLine), screen.query_one(LinkList)
        detail = screen.query_one(Detail)
        status.facts = counted_on(status.facts, self._workspace)
        if waiting.is_on_screen:  # what nobody sees would have the whole screen laid out
            waiting.links = link_facts(self._workspace)
        if detail.is_on_screen:
            detail.count_on(self._workspace.jobs.pending())
        screen.view.turn()

    def detail(self) -> None:
        """Draw what is told of the event under the cursor."""
        event = self._screen.chosen()
        self._screen.query_one(Detail).show(detail_facts(self._workspace, event))
        self._screen.query_one(JoinBar).cursor = event.key if event else None

    def is_news(self, job: Job) -> bool:
        """Whether something that is drawn of a job is new since this was asked last."""
        before, now = self._told_of.get(job.id), self._news_of(job)
        self._told_of[job.id] = now
        return before != now

    def _news_of(self, job: Job) -> object:
        """What of a job is a reason to draw everything: not that a look found nothing new."""
        known = any(one.id == job.id for one in self._workspace.jobs.all())
        drawn = job.key, job.title, job.provider, job.state, job.url, job.reason, job.ended_at, job.slow
        return known, drawn, self._workspace.jobs.refused
