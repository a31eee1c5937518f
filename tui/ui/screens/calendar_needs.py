"""What the calendar notices by itself: a call about to begin, and what needs a hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.domain.events import EventKey
from tui.domain.nextcall import about_to_begin
from tui.domain.when import Window, bounds
from tui.ui.spoken import until_words

if TYPE_CHECKING:
    from tui.ui.screens.calendar import CalendarScreen


class Needs:
    """Rings once for each call, and has what needs a hand counted once what is shown was read."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self._counting = False
        self._told: set[tuple[EventKey, datetime]] = set()
        """Calls that were announced, by their start: one that is moved is announced anew."""

    def look_if_due(self) -> None:
        """Notice what there is to notice; to be called every second."""
        self._announce()
        if self._screen.settled and not self._counting and self._screen.workspace.attention.due:
            self._screen.errands.run_alone(self._counted, "attention")

    async def look_at_once(self, since: datetime) -> None:
        """Read all the days it is counted of, in sight or not, unless that was done `since`; then count."""
        workspace = self._screen.workspace
        if workspace.trouble is None and not workspace.agenda.errors():
            await workspace.attention.read(since)
        if self._screen.settled and not self._counting:
            await self._counted()

    def _announce(self) -> None:
        """Ring before a call, if the settings say so."""
        workspace = self._screen.workspace
        within, now = timedelta(minutes=workspace.settings.notify_before), workspace.clock.now()
        if not within:
            return
        events = workspace.agenda.view(Window(now, now + within + timedelta(seconds=1))).events
        for event in about_to_begin(events, now, within, workspace.account.email):
            start = bounds(event.when, workspace.zone)[0]
            if (event.key, start) not in self._told:
                self._told.add((event.key, start))
                words = f"{event.title or '(no title)'} begins {until_words(start - now)}"
                self._screen.errands.ring(words)

    async def _counted(self) -> None:
        self._counting = True
        try:
            await self._screen.workspace.look_for_needs()
        finally:
            self._counting = False
