"""Changing an event that is there: read fresh, the smallest change, sent once.

What somebody else changed meanwhile is never run over, and a change that arrived is not sent again.
"""

from __future__ import annotations

from dataclasses import replace

from tui.domain.conferencing import OwnDetails, Remove
from tui.domain.drafts import Draft
from tui.domain.errors import Ambiguous, ApiError, ChangedBehind
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job
from tui.domain.overtaken import changed_behind, may_be_another_s, up_to_date
from tui.domain.readback import differences
from tui.domain.writes import UNSET, EventWrite
from tui.services.asked import arrived
from tui.services.ports import CalendarApi
from tui.services.sync import Agenda


class Updates:
    """Drafts of events becoming changes."""

    def __init__(self, api: CalendarApi, agenda: Agenda) -> None:
        self._api = api
        self._agenda = agenda

    async def update(self, draft: Draft, original: Event, write: EventWrite, earlier: Job | None) -> Event:
        """The event as changed, now or by an earlier save. Raises ChangedBehind or an ApiError."""
        now = await self._api.event(original.key)
        if earlier is not None and arrived(earlier, write, now):
            write = replace(write, conferencing=UNSET)
        if is_as_written(now, write):
            return now  # an earlier save got through: sending it again would mail the guests again
        write = up_to_date(write, now)
        changed = changed_behind(original, now, write)
        if changed:
            await self._agenda.put(now)
            raise ChangedBehind(changed, now)
        try:
            return await self._api.update(original.key, write, notify=draft.notify)
        except Ambiguous:
            after = await self.seen(original.key)
            if (
                after is not None
                and after.updated_at != now.updated_at
                and not may_be_another_s(after, write)
            ):
                return after
            raise

    async def seen(self, key: EventKey) -> Event | None:
        """An event read fresh, if it can be: what is not known stays not known."""
        try:
            return await self._api.event(key)
        except ApiError:
            return None

    async def read_back(self, event: Event, write: EventWrite) -> tuple[Event, tuple[str, ...]]:
        """After a change of the call, the event as it is now, and what the service made of it.

        A call that is still being made is looked at until it is there, so it is not read here.
        """
        if not isinstance(write.conferencing, OwnDetails | Remove):
            return event, ()
        there = await self.seen(event.key)
        return (event, ()) if there is None else (there, differences(write, there))


def is_as_written(now: Event, write: EventWrite) -> bool:
    """Whether the event is what a write would make of it."""
    return all(getattr(now, name) == getattr(write, name) for name in write.named())
