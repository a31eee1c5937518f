"""Deletions: an event goes under every id it may have by now, and the watch for its call ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.domain.checking import Context
from tui.domain.errors import ApiError, ChangedBehind, NotFound
from tui.domain.events import Event, EventKey
from tui.domain.putting_back import overtaken
from tui.domain.work import WorkState
from tui.domain.writes import EventWrite
from tui.services.adopting import under
from tui.services.jobs import Jobs
from tui.services.lines import Lines
from tui.services.ports import CalendarApi
from tui.services.sync import Agenda


class Deletions:
    """What is taken out of calendars."""

    def __init__(
        self, api: CalendarApi, agenda: Agenda, jobs: Jobs, lines: Lines, context: Callable[[], Context]
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._jobs = jobs
        self._lines = lines
        self._context = context

    async def delete(self, event: Event, *, notify: bool) -> Event:
        """Delete it; as it was last known. One already gone counts as deleted. Raises ApiError."""
        with self._agenda.sending.shown(event.key, None):
            async with self._lines.of(event.key):
                event = under(event, self._agenda.moved)
                await self._delete(event, notify=notify)
        return event

    async def unchanged(self, event: Event) -> Event | None:
        """An event that was to be deleted, as it is now; None where it is gone.

        Raises ChangedBehind where somebody changed it since, and ApiError.
        """
        event = under(event, self._agenda.moved)
        try:
            now = await self._api.event(event.key)
        except NotFound:
            await self._agenda.drop(event.key)
            return None
        if changed := overtaken(event, event, now, self._context()):
            await self._agenda.put(now)
            then = "x deletes it all the same."
            raise ChangedBehind(changed, now, means="It was not deleted.", next_step=then)
        return now

    async def end(
        self, series: Event, rules: tuple[str, ...], gone: Iterable[EventKey], *, notify: bool
    ) -> Event:
        """Let a series end by these rules; as it is now. `gone` are its times that are no more.

        Raises ApiError.
        """
        async with self._lines.of(series.key):
            rest = EventWrite(recurrence=rules)
            if self._context().generation == "v2":  # rules are read in the zone of the times sent along
                rest = EventWrite(recurrence=rules, when=series.when)
            ended = await self._api.update(series.key, rest, notify=notify)
            await self._agenda.put(ended)
            await self._agenda.drop_all(gone)
        return ended

    async def _delete(self, event: Event, *, notify: bool) -> None:
        job = self._jobs.of(event)
        waiting = job is not None and job.pending
        made = await self._made_as(job.work_id) if job is not None and waiting and job.work_id else ""
        for event_id in dict.fromkeys((event.id, made or event.id)):
            key = EventKey(event.calendar_id, event_id)
            await self._api.delete(key, notify=notify)
            await self._agenda.drop(key)
        if job is not None:
            await self._jobs.stop(job.id)

    async def _made_as(self, work_id: str) -> str:
        """The id the service has finished an event under; empty while it has not, or cannot say."""
        try:
            work = await self._api.work(work_id)
        except ApiError:
            return ""
        return work.event_id if work is not None and work.state is WorkState.DONE else ""
