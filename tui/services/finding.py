"""Looking for events: through everything stored at once, and further back and ahead when asked to.

Nothing here holds up the screen: the store is looked through in a thread, one search at a time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from tui.domain.errors import CallsheetError
from tui.domain.finding import Hit, hits_of
from tui.domain.when import Window
from tui.domain.wording import Begun, begun
from tui.services.ports import Clock
from tui.services.sync import Agenda

MOST = 500
"""Events a search looks at, the best places and the nearest to now first."""
STEP = timedelta(days=182)
"""How much further back and ahead the service is asked each time."""
FARTHEST = timedelta(days=3650)
"""How far from now the service is asked, at most; an event in a wrong century is no reason to go there."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one search."""

    text: str
    search: Begun
    hits: tuple[Hit, ...]
    full: bool
    """Whether there may be more than was looked at."""
    hidden: tuple[str, ...] = ()
    """Names of the hidden calendars, which are not looked through."""
    hidden_hits: int = 0
    """How many rows more they would give."""


class Finding:
    """Searches of one account."""

    def __init__(self, agenda: Agenda, clock: Clock, zone: ZoneInfo) -> None:
        self._agenda = agenda
        self._clock = clock
        self._zone = zone
        self._asked: Window | None = None
        self._one = asyncio.Lock()

    async def find(self, text: str) -> Found:
        """What holds every word begun in `text`. Raises StoreError."""
        async with self._one:
            return await asyncio.to_thread(self._found, text)

    def _found(self, text: str) -> Found:
        agenda, now, search = self._agenda, self._clock.now(), begun(text)
        hidden = tuple(c for c in agenda.calendars() if c.id in agenda.hidden())
        events = agenda.search(text, MOST) if search else ()
        aside = agenda.search(text, MOST, [c.id for c in hidden]) if search and hidden else ()
        return Found(
            text,
            search,
            hits_of(events, now, self._zone),
            len(events) >= MOST,
            tuple(calendar.name for calendar in hidden),
            len(hits_of(aside, now, self._zone)),
        )

    def reach(self) -> Window | None:
        """From when to when there is something stored, or was asked for; None where nothing is."""
        stored = self._agenda.reach()
        if stored is None or self._asked is None:
            return stored or self._asked
        return Window(min(stored.start, self._asked.start), max(stored.end, self._asked.end))

    async def more(self) -> CallsheetError | None:
        """Ask the service for half a year more to either side; what kept it from answering, if anything."""
        now = self._clock.now()
        known = self.reach() or Window(now, now + timedelta(days=1))
        first, last = max(known.start, now - FARTHEST), min(known.end, now + FARTHEST)
        before, after = Window(first - STEP, first), Window(last, last + STEP)
        for window in (before, after):
            await self._agenda.refresh(window)
            if errors := self._agenda.errors():
                return errors[0]
        self._asked = Window(before.start, after.end)
        return None
