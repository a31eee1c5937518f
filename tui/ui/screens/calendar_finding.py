"""The calendar's keys that find things: what they lead to, and why they sometimes cannot.

What they open changes nothing by itself; leaving it leaves the calendar as it was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from tui.domain.events import EventKey
from tui.domain.filters import Filter, Viewer, blame, split
from tui.domain.nextcall import about_to_begin
from tui.domain.when import Window, bounds
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import GoToEvent, SwitchAccount
from tui.ui.screens.calendar_reading import NEW_ENOUGH, CalendarReading
from tui.ui.screens.calendar_window import Shown
from tui.ui.spoken import until_words

if TYPE_CHECKING:
    from tui.services.sync import View

_LONGEST = 40
"""Cells for a filter in words."""


class CalendarFinding(CalendarReading):
    """The calendar screen's ways to what is not in sight."""

    _counting = False
    _told: set[tuple[EventKey, datetime]]
    """Calls that were announced, by their start: one that is moved is announced anew."""
    filter = Filter()
    """What is shown of the days; nothing is kept of it for the next start."""

    def begin_finding(self) -> None:
        """Prepare, before anything is asked."""
        self._told = set()

    def do_search_show(self) -> None:
        """Search through everything stored."""
        from tui.ui.screens.search import SearchScreen

        self.errands.hold_keys()
        self.app.push_screen(SearchScreen(self.workspace), self._found)

    def do_attention_show(self) -> None:
        """Show what needs a hand."""
        from tui.ui.screens.attention import AttentionScreen

        self.app.push_screen(AttentionScreen(self.workspace), self._found)

    def look_if_due(self) -> None:
        """Also count what needs a hand, once what is shown was read."""
        super().look_if_due()
        self._announce()
        if self.settled and not self._counting and self.workspace.attention.due:
            self.errands.run_alone(self._counted, "attention")

    async def _read_neighbours(self, shown: Shown) -> None:
        """What needs a hand is looked for at once, in all the days it is counted of, in sight or not."""
        await super()._read_neighbours(shown)
        workspace = self.workspace
        if workspace.trouble is None and not workspace.agenda.errors():
            await workspace.attention.read(workspace.clock.now() - NEW_ENOUGH)
        if self.settled and not self._counting:
            await self._counted()

    def _announce(self) -> None:
        """Ring before a call, if the settings say so: once for each."""
        within = timedelta(minutes=self.workspace.settings.notify_before)
        if not within:
            return
        workspace, now = self.workspace, self.workspace.clock.now()
        events = workspace.agenda.view(Window(now, now + within + timedelta(seconds=1))).events
        for event in about_to_begin(events, now, within, workspace.account.email):
            start = bounds(event.when, workspace.zone)[0]
            if (event.key, start) not in self._told:
                self._told.add((event.key, start))
                self.errands.ring(f"{event.title or '(no title)'} begins {until_words(start - now)}")

    async def _counted(self) -> None:
        self._counting = True
        try:
            await self.workspace.look_for_needs()
        finally:
            self._counting = False

    # Accounts

    def do_accounts_show(self) -> None:
        """Choose among the accounts."""
        self.errands.run_alone(self._accounts_shown, "accounts")

    async def _accounts_shown(self) -> None:
        from tui.ui.screens.accounts import AccountsScreen

        workspace = self.workspace
        known = await self.errands.doors.accounts(workspace)
        kept = (len(workspace.drafts()), len(workspace.jobs.pending()))
        self.app.push_screen(AccountsScreen(known, workspace.profile.name, kept), self._account_chosen)

    def _account_chosen(self, name: str | None) -> None:
        from tui.ui.screens.accounts import TOGETHER

        if name == TOGETHER:
            self.errands.run_alone(self._all_shown, "accounts")
            return
        if name is not None and name != self.workspace.profile.name:
            self.post_message(SwitchAccount(name))

    async def _all_shown(self) -> None:
        """All accounts in one list, from what is stored of each."""
        from tui.domain.attention import AHEAD
        from tui.ui.screens.together import TogetherScreen

        workspace = self.workspace
        window = Window.of_days(self.today(), AHEAD.days, workspace.zone)
        await workspace.agenda.prefetch(window, workspace.clock.now() - NEW_ENOUGH)
        stored = await self.errands.doors.stored(workspace, window)
        self.app.push_screen(TogetherScreen(stored, workspace), self._together_chosen)

    def _together_chosen(self, answer: tuple[str, EventKey] | None) -> None:
        if answer is None:
            return
        name, key = answer
        here = name == self.workspace.profile.name
        self.post_message(GoToEvent(key) if here else SwitchAccount(name, key))

    # The filter

    @property
    def _viewer(self) -> Viewer:
        waiting = frozenset(job.key for job in self.workspace.jobs.pending())
        return Viewer(self.workspace.account.email, waiting)

    def filtered(self, view: View) -> View:
        """What the filter shows of a view."""
        return view._replace(events=split(view.events, self.filter, self._viewer)[0]) if self.filter else view

    def filter_words(self, view: View) -> Content:
        """What is hidden and how to see it again; empty without a filter."""
        if not self.filter:
            return Content("")
        names = {calendar.id: calendar.name for calendar in self.workspace.agenda.calendars()}
        shown, hidden = split(view.events, self.filter, self._viewer)
        dot = glyphs_of(self.app).dot
        words = f"  filter: {paint.fit(self.filter.words(names), _LONGEST)}"
        count = f" {dot} {len(shown)} of {len(view.events)} shown"
        if hidden and not shown:
            count = f" {dot} nothing shown: {', '.join(blame(hidden, self.filter, self._viewer, names))}"
        return paint.line((words, "$warn"), (f"{count} {dot} F changes, Backspace ends", "$quiet not bold"))

    def do_filter_show(self) -> None:
        """Choose what is shown."""
        from tui.ui.screens.filters import FilterScreen

        agenda = self.workspace.agenda
        events = agenda.view(self.shown.window(self.workspace.zone)).events
        self.app.push_screen(
            FilterScreen(self.filter, agenda.visible(), events, self._viewer), self._filter_by
        )

    def do_filter_clear(self) -> None:
        """Show everything again."""
        self._filter_by(Filter())

    def _filter_by(self, chosen: Filter | None) -> None:
        if chosen is not None and chosen != self.filter:
            self.filter = chosen
            self.repaint_if_standing()
            self.refresh_bindings()

    @on(GoToEvent)
    def _make_way(self, request: GoToEvent) -> None:
        """Whoever goes to an event wants to see it, filter or not."""
        event = self.workspace.agenda.event(request.key)
        if self.filter and event is not None and not self.filter.passes(event, self._viewer):
            paint.notice(self.app, "The filter is gone: it would have hidden this event.")
            self._filter_by(Filter())

    def reason(self, action_id: str) -> str | None:
        """Also: there is no filter to take away."""
        if action_id == "filter.clear" and not self.filter:
            return "There is no filter; F makes one."
        return super().reason(action_id)

    def _found(self, key: EventKey | None) -> None:
        if key is not None:
            self.post_message(GoToEvent(key))
