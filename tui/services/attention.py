"""What needs a hand, looked for behind the screen and only when something may have changed.

What was said of an event's links is remembered with the event: reading them is what takes time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tui.domain.attention import AHEAD, Concern, needs_attention
from tui.domain.attention_calls import Fault, fault_of_call
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job
from tui.domain.when import Window
from tui.services.jobs import Jobs
from tui.services.ports import Clock
from tui.services.sync import Agenda

EVERY = timedelta(minutes=1)
"""How often is looked although nothing changed: time itself passes."""


class Attention:
    """The concerns of one account."""

    def __init__(
        self, agenda: Agenda, jobs: Jobs, clock: Clock, zone: ZoneInfo, own_email: Callable[[], str]
    ) -> None:
        self._agenda = agenda
        self._jobs = jobs
        self._clock = clock
        self._zone = zone
        self._own_email = own_email
        self._known: dict[EventKey, tuple[Event, Fault | None]] = {}
        self._looked_at: datetime | None = None
        self.concerns: tuple[Concern, ...] = ()
        """What was found the last time."""
        agenda.changed.subscribe(lambda _: self._forget())
        jobs.changed.subscribe(lambda _: self._forget())

    def _forget(self) -> None:
        self._looked_at = None

    @property
    def due(self) -> bool:
        """Whether what is known may be out of date."""
        return self._looked_at is None or self._clock.now() - self._looked_at >= EVERY

    @property
    def window(self) -> Window:
        """The days that are looked at, whole ones: what was read of them stays read while time goes on."""
        today = self._clock.now().astimezone(self._zone).date()
        return Window.of_days(today, AHEAD.days + 1, self._zone)

    async def look(self) -> tuple[Concern, ...]:
        """Look now. Raises StoreError."""
        self._looked_at = self._clock.now()
        jobs = self._jobs.all()
        self.concerns = await asyncio.to_thread(self._found, jobs)
        return self.concerns

    def _found(self, jobs: tuple[Job, ...]) -> tuple[Concern, ...]:
        events = self._agenda.view(self.window).events
        foreign = frozenset(one.id for one in self._agenda.calendars() if one.read_only)
        now = self._clock.now().astimezone(self._zone)
        found = needs_attention(events, jobs, now, self._own_email(), foreign=foreign, looked=self._fault_of)
        self._known = {event.key: self._known[event.key] for event in events if event.key in self._known}
        return found

    def _fault_of(self, event: Event) -> Fault | None:
        known = self._known.get(event.key)
        if known is None or known[0] is not event:
            known = self._known[event.key] = event, fault_of_call(event)
        return known[1]

    async def read(self, since: datetime) -> bool:
        """Have the days ahead at hand, unless they were read after `since`; whether all of them are now."""
        await self._agenda.prefetch(self.window, since)
        return self._agenda.view(self.window).as_of is not None
