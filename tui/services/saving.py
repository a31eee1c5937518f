"""One draft becoming one event: what is asked for is kept before it is sent, and the draft goes last.

Whatever ends the app in between, the next save finds the event and its call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui.domain.checking import Context
from tui.domain.conferencing import Autocreate, Linked, OwnDetails, Remove
from tui.domain.drafts import Draft, Succession
from tui.domain.events import Event
from tui.domain.jobs import Job
from tui.domain.writes import EventWrite
from tui.services.asked import asked_by, waited_for
from tui.services.creating import Creates
from tui.services.jobs import Jobs
from tui.services.ports import CalendarApi, Pause
from tui.services.succeeding import Deletes, Successions
from tui.services.sync import Agenda
from tui.services.updating import Updates


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that went through, and the call being waited for, if any."""

    event: Event
    job: Job | None
    differences: tuple[str, ...] = ()
    """Where the service did something else than it was asked to, in sentences."""
    guessed: bool = False
    """Whether nobody confirmed the event, and it was known by its title and time alone."""


class Saves:
    """The requests that make a draft come true."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        jobs: Jobs,
        pause: Pause,
        creates: Creates,
        delete: Deletes,
        context: Callable[[], Context],
    ) -> None:
        self._jobs = jobs
        self._creates = creates
        self._updates = Updates(api, agenda)
        self._successions = Successions(api, agenda, pause, delete, context)

    async def send(self, draft: Draft, write: EventWrite) -> Saved:
        """What came of the draft. Raises ChangedBehind or an ApiError; the draft is its owner's to keep."""
        if draft.succeeds is not None:
            await self._successions.look(draft.succeeds)
        earlier = asked_by(self._jobs.all(), draft)
        async with self._jobs.asking(draft, write):
            event = await self._sent(draft, write, earlier)
            job = await self._watched(event, draft, write)
        if draft.succeeds is not None:
            event, job = await self._succeeded(draft.succeeds, event, job, notify=draft.notify)
        if isinstance(write.conferencing, OwnDetails | Remove):
            await self._jobs.superseded(event.key)
        event, differs = await self._updates.read_back(event, write)
        return Saved(event, job, differs, guessed=self._creates.was_guessed(draft.id))

    async def _sent(self, draft: Draft, write: EventWrite, earlier: Job | None) -> Event:
        if draft.original is None:
            return await self._creates.create(draft, write)
        if write.is_empty:
            return draft.original
        return await self._updates.update(draft, draft.original, write, earlier)

    async def _watched(self, event: Event, draft: Draft, write: EventWrite) -> Job | None:
        asked = write.conferencing
        if not isinstance(asked, Autocreate):
            return None
        before = draft.original.conferencing if draft.original else None
        old = before.details.url if isinstance(before, Linked) else ""
        here = event.conferencing
        if isinstance(here, Linked) and here.details.url and here.details.url != old:
            return None
        if (known := waited_for(self._jobs.all(), draft, event, asked.provider.value)) is not None:
            return known
        return await self._jobs.watch(
            event, asked.provider.value, replaces=old, host_grant=asked.host_grant, draft_id=draft.id
        )

    async def _succeeded(
        self, succession: Succession, event: Event, job: Job | None, *, notify: bool
    ) -> tuple[Event, Job | None]:
        """End the old event once the new one is finished; that one and its call as they are by then."""
        known = self._jobs.of(event)
        going_on = known.work_id if known is not None and known.pending else ""
        event = await self._successions.finished(event, event.work_id or going_on)
        await self._successions.end(succession, notify=notify)
        still = (one for one in self._jobs.pending() if job is not None and one.id == job.id)
        return event, next(still, None)
