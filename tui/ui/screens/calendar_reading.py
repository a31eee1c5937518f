"""What the calendar asks of the service, and when: the days shown first, then quietly their neighbours.

One reading at a time: who moves on gives up the one before, and who asks again while it runs is answered by
one more after it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from tui.services.rhythm import Rhythm
from tui.services.sync import Vanished
from tui.ui import paint
from tui.ui.messages import AskWhich
from tui.ui.screens.calendar_window import Shown

if TYPE_CHECKING:
    from tui.services.outbox import SentLater
    from tui.services.workspace import Workspace
    from tui.ui.screens.calendar import CalendarScreen

Wanted = tuple[Shown, frozenset[str]]
"""What the screen shows: the days, and the calendars on them."""
MOVING = 0.15
"""Seconds that who moves on while something is read has to stay, before the new place is asked for."""
NEW_ENOUGH = timedelta(minutes=5)
"""A neighbour read less long ago is not read again."""


class Reading:
    """The calendar screen's questions to the service."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self._asked: Wanted | None = None
        self._arrived: Wanted | None = None
        self._reading: Wanted | None = None
        self._again = False
        self._series_seen = 0
        self._deaf: Callable[[], None] = lambda: None
        self._rhythm = self._usual_rhythm()

    @property
    def _workspace(self) -> Workspace:
        return self._screen.workspace

    def keep_time(self) -> None:
        """Look as often as the settings say from now on."""
        self._rhythm = self._usual_rhythm()

    def _usual_rhythm(self) -> Rhythm:
        return Rhythm(timedelta(minutes=self._workspace.settings.refresh_minutes))

    def listen(self) -> None:
        """Look also when the user comes back; say it when much is gone."""
        self._screen.watch(self._screen.app, "app_focus", self._focus_changed, init=False)
        self._deaf = self._workspace.agenda.vanished.subscribe(self._vanished)

    def stop_listening(self) -> None:
        """Nobody is here to be told."""
        self._deaf()

    def _wanted(self) -> Wanted:
        return self._screen.shown, frozenset(calendar.id for calendar in self._workspace.agenda.visible())

    @property
    def settled(self) -> bool:
        """Whether what is shown was read."""
        return self._arrived == self._wanted()

    def ask_for_what_is_new(self) -> None:
        """Read days or calendars the first time they are shown."""
        wanted, written = self._wanted(), self._workspace.agenda.series_written
        if wanted[1] and (self._asked != wanted or self._series_seen != written):
            self._asked, self._series_seen = wanted, written
            self.look(again=True)

    def look_if_due(self) -> None:
        """Ask for news where it is time; to be called every second."""
        if self._rhythm.ticked(self._workspace.clock.now(), failing=self._failing):
            self.look()

    def _focus_changed(self, focused: bool) -> None:
        if focused and self._rhythm.came_back(self._workspace.clock.now()):
            self.look()

    def look(self, *, again: bool = False) -> None:
        """Read what is shown; while that is being read already, at most once more, and only if `again`."""
        wanted, before = self._wanted(), self._reading
        if before == wanted:
            self._again = self._again or again
            return
        self._reading, self._again = wanted, False
        self._screen.errands.run_alone(partial(self._read, wanted, MOVING if before else 0), "refresh")

    async def _read(self, wanted: Wanted, pause: float) -> None:
        try:
            await asyncio.sleep(pause)
            await self._read_through(wanted)
        finally:
            if self._reading is wanted:
                self._reading = None
        await self._read_neighbours(wanted[0])
        await self._screen.needs.look_at_once(self._workspace.clock.now() - NEW_ENOUGH)

    async def _read_through(self, wanted: Wanted) -> None:
        """Read what is wanted; once more for who asked meanwhile."""
        agenda, window = self._workspace.agenda, wanted[0].window(self._workspace.zone)
        while True:
            self._again = False
            if await self._is_open():
                await agenda.refresh(window)
                await self._look_after()
                self._send_queued()
                if self._workspace.jobs.refused is not None:  # the key may be accepted again: one look tells
                    self._workspace.jobs.resume()
                self._arrived = wanted
            self._rhythm.looked(self._workspace.clock.now(), failing=self._failing)
            self._screen.repaint_if_standing()
            if not self._again:
                return

    async def _look_after(self) -> None:
        """Look for drafts nobody knows the fate of, and tell of each; ask where only that helps."""
        if not any(draft.under_way for draft in self._workspace.drafts()):
            return
        for settled in await self._workspace.edits.afterwards.settle():
            title = settled.draft.title or "(no title)"
            if settled.doubt is not None:
                self._screen.post_message(AskWhich(settled.draft, settled.doubt))
            elif settled.event is not None:
                paint.notice(self._screen.app, "It was on its way, and did arrive.", title=title)
            else:
                words = "It was on its way, and did not arrive: it is kept as a draft, not sent."
                paint.notice(self._screen.app, words, title=title, severity="warning", seconds=10)

    def _send_queued(self) -> None:
        """There is a connection again, perhaps: send what waits for one, and tell of each.

        Whoever goes on to other days meanwhile does not break it off.
        """
        self._workspace.show_what_waits()
        if self._workspace.to_send:
            self._screen.errands.run_errand(self._workspace.edits.outbox.send(self._tell_sent), "outbox")

    def _tell_sent(self, sent: SentLater) -> None:
        if sent.error is None:
            words = f"{sent.done}, now that there is a connection."
            paint.notice(self._screen.app, words, title=sent.title)
        else:
            words = f"{sent.error.sentences()} {sent.left}".strip()
            paint.notice(self._screen.app, words, title=sent.title, severity="error", seconds=10)

    async def _is_open(self) -> bool:
        """Whether the account is known; one that could not be reached is tried anew."""
        if self._workspace.trouble is None and self._workspace.agenda.calendars():
            return True
        await self._workspace.start()
        if self._workspace.trouble is None:
            self._workspace.jobs.resume()
        return self._workspace.trouble is None

    async def _read_neighbours(self, shown: Shown) -> None:
        """Have the days after and before at hand; not while the service is in trouble."""
        agenda, zone = self._workspace.agenda, self._workspace.zone
        since = self._workspace.clock.now() - NEW_ENOUGH
        for windows in (1, -1):
            if self._workspace.trouble is None and not agenda.errors():
                await agenda.prefetch(shown.moved(windows).window(zone), since)

    @property
    def _failing(self) -> bool:
        """Whether trouble of the kind that passes keeps something from being read."""
        trouble = self._workspace.trouble
        return any(error.can_retry for error in (*self._workspace.agenda.errors(), *filter(None, [trouble])))

    def _vanished(self, news: Vanished) -> None:
        names = {calendar.id: calendar.name for calendar in self._workspace.agenda.calendars()}
        name = names.get(news.calendar_id, "")
        said = f"{news.events} events of “{name}” are gone. The service was asked twice."
        paint.notice(self._screen.app, said, severity="warning", seconds=10)
