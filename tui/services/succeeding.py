"""An event that takes over from another: the old one is shortened or deleted once the new one is there.

What somebody else did to the old one meanwhile is never undone or lost without being told.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from tui.domain.checking import Context
from tui.domain.drafts import Succession
from tui.domain.errors import ApiError, ChangedBehind, HalfDone, NotFound
from tui.domain.events import Event, EventKey
from tui.domain.work import Work, WorkState
from tui.domain.writes import EventWrite
from tui.services.adopting import current
from tui.services.ports import CalendarApi, Pause
from tui.services.sync import Agenda

PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each look at what the service does about the new event."""
_TAKEN_OVER = ("title", "when", "location", "description", "conferencing", "recurrence")
"""What a new event has of the old one, and nobody but its owner changes."""


class Deletes(Protocol):
    """How an event is deleted; one already gone counts as deleted."""

    def __call__(self, event: Event, *, notify: bool) -> Awaitable[None]:
        """Delete it. Raises ApiError."""
        ...


class Successions:
    """The second half of saving a draft that succeeds another event."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        pause: Pause,
        delete: Deletes,
        context: Callable[[], Context],
    ) -> None:
        self._api = api
        self._pause = pause
        self._agenda = agenda
        self._delete = delete
        self._context = context

    async def look(self, succession: Succession) -> None:
        """See that the old event is still what it was taken for. Raises ChangedBehind or an ApiError.

        One that is gone, or that an earlier save has ended, stands in nobody's way.
        """
        old = succession.old
        try:
            now = await self._api.event(old.key)
        except NotFound:
            return
        if succession.rules and now.recurrence == succession.rules:
            return
        changed = tuple(name for name in _TAKEN_OVER if getattr(now, name) != getattr(old, name))
        if _invited(now) != _invited(old):
            changed += ("participants",)
        if changed:
            raise ChangedBehind(changed, now)

    async def finished(self, event: Event, work_id: str) -> Event:
        """The new event once the service is done with it: an answer alone is no promise that it will be.

        Under the id it has by then. Raises HalfDone while it is not there; the old event stays as it is.
        """
        if not work_id:
            return event
        work = await self._done(work_id)
        known = current(event.key, self._agenda.moved).event_id
        for event_id in dict.fromkeys((work.event_id if work else known, known)):
            try:
                return await self._api.event(EventKey(event.calendar_id, event_id))
            except ApiError:
                continue
        return event

    async def _done(self, work_id: str) -> Work | None:
        for wait in PATIENCE:
            await self._pause.sleep(wait)
            try:
                work = await self._api.work(work_id)
            except ApiError as error:
                raise _unfinished(f"Nobody can say whether the new event is there. {error.what}") from error
            if work is None or work.state is WorkState.DONE:
                return work
            if work.state is WorkState.FAILED:
                raise _unfinished(f"The service could not make the new event's call. {work.words}".strip())
        raise _unfinished("The service is still at work on the new event.")

    async def end(self, succession: Succession, *, notify: bool) -> None:
        """Shorten or delete the old event. Raises HalfDone."""
        old = succession.old
        try:
            if not succession.rules:
                await self._delete(old, notify=notify)
                return
            rest = EventWrite(recurrence=succession.rules)
            if self._context().generation == "v2":  # rules are read in the zone of the times sent along
                rest = EventWrite(recurrence=succession.rules, when=old.when)
            await self._agenda.put(await self._api.update(old.key, rest, notify=notify))
        except NotFound:
            await self._agenda.drop(old.key)
        except ApiError as error:
            raise HalfDone(
                f"The new event is there, but the old one still is too. {error.what}",
                means="Both are in the calendar until it goes.",
                next_step="Save again: only the rest is done.",
            ) from error


def _unfinished(says: str) -> HalfDone:
    return HalfDone(
        says,
        means="The old event stays as it is until the new one is there.",
        next_step="Save again: the rest is done then.",
    )


def _invited(event: Event) -> frozenset[str]:
    return frozenset(person.email.casefold() for person in event.participants)
