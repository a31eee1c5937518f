"""One look at a call that is being made: at the service's work where it names it, else at the event.

Every request waits for its turn, so that all looks together stay below two requests a second.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tui.domain import jobs as life
from tui.domain.conferencing import Conferencing, NoConference, Requested
from tui.domain.errors import NotFound, Refused
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job, JobState
from tui.domain.pairs import OFF
from tui.domain.when import Window, bounds, is_all_day
from tui.domain.work import Work, WorkState
from tui.services.crowds import window_of

if TYPE_CHECKING:
    from tui.services.ports import CalendarApi, Clock, Pause

SPACING = 0.6
"""Seconds between two requests, whatever they are for."""
LISTS_APART = 3.0
"""Seconds between two listings of calls: each answers for many."""
_AROUND = timedelta(minutes=1)
_DAYS_AROUND = timedelta(days=1)
"""How far around its time an event is searched for; whole days begin elsewhere in every zone."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look found: the job after it, and the event where it was read."""

    job: Job
    event: Event | None = None


class Looks:
    """Looks at jobs, one request after the other. Raises ApiError kinds, StoreError for its token."""

    def __init__(
        self,
        api: CalendarApi,
        clock: Clock,
        pause: Pause,
        token_of: Callable[[str], str | None],
        before: Callable[[], Awaitable[object]],
        mark: str,
    ) -> None:
        self._mark = mark
        self._api = api
        self._clock = clock
        self._pause = pause
        self._token_of = token_of
        self._before = before
        self._free_at = self._lists_at = float("-inf")

    async def _turn(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Make a request when it is its turn."""
        await self._wait(self._free_at, SPACING)
        await self._before()
        self._free_at = self._clock.monotonic() + SPACING
        return await ask()

    async def _wait(self, until: float, most: float) -> None:
        wait = until - self._clock.monotonic()
        if wait > 0:
            await self._pause.sleep(min(wait, most))

    async def works(self) -> Mapping[str, Work]:
        """The works of many jobs, in one request."""
        return await self._turn(self._api.works)

    async def calls(self, jobs: Sequence[Job]) -> Mapping[str, Conferencing]:
        """The calls on the events of these jobs, all of one calendar, in one request; by the events' ids."""
        window = window_of(jobs)
        await self._wait(self._lists_at, LISTS_APART)
        self._lists_at = self._clock.monotonic() + LISTS_APART
        return await self._turn(lambda: self._api.calls(jobs[0].key.calendar_id, window))

    async def at(self, job: Job, work: Work | None = None) -> Seen:
        """Look at a job, of whose `work` the service may have told already."""
        if job.state is JobState.REQUESTED:
            return await self._confirmed(job)
        if job.work_id and work is None:
            work = await self._turn(lambda: self._api.work(job.work_id))
        if work is not None and work.state is not WorkState.DONE:
            return Seen(life.told(job, work, *self._now()))
        event = await self._event(job, work.event_id if work else "")
        if event is None:
            return Seen(life.unfound(job, *self._now()))
        found = event.conferencing
        if work is not None and isinstance(found, NoConference):  # done, but the event does not show it yet
            found = Requested(job.provider)
        return Seen(life.moved(life.looked(job, found, *self._now()), event.key), event)

    async def _confirmed(self, job: Job) -> Seen:
        """Look for a trace of a request that nobody has seen arrive."""
        event = await (self._event(job, "") if job.key.event_id else self._created(job))
        asked_anew = job.key.event_id and event is not None and life.still_wanted(job, event.conferencing)
        if event is None or asked_anew:
            return Seen(life.unseen(job, *self._now()))
        known = replace(life.moved(job, event.key), title=event.title, when=event.when, work_id=event.work_id)
        return Seen(life.looked(known, event.conferencing, *self._now()), event)

    async def _created(self, job: Job) -> Event | None:
        """The event of a create that was on its way, by the token it carried."""
        token = self._token_of(job.draft_id)
        if token is None or self._mark == OFF:  # it is noted before the create is sent
            return None
        try:
            return await self._turn(lambda: self._api.marked(job.key.calendar_id, token, self._mark))
        except Refused:  # the account keeps no tokens: its draft is kept, and saving that looks further
            return None

    async def _event(self, job: Job, event_id: str) -> Event | None:
        """The event, under the id the work names, its own, or that of the only one like it."""
        for candidate in dict.fromkeys((event_id or job.key.event_id, job.key.event_id)):
            key = EventKey(job.key.calendar_id, candidate)
            try:
                return await self._turn(partial(self._api.event, key))
            except NotFound:
                continue
        window = _window(job)
        alike = await self._turn(lambda: self._api.namesakes(job.key.calendar_id, job.title, window))
        return life.same_event(job, alike)

    def _now(self) -> tuple[datetime, float]:
        return self._clock.now(), self._pause.jitter()


def _window(job: Job) -> Window | None:
    if job.when is None:
        return None
    start, end = bounds(job.when, UTC)
    around = _DAYS_AROUND if is_all_day(job.when) else _AROUND
    return Window(start - around, end + around)
