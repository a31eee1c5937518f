"""Watching calls until their links are there: one scheduler, polite, and remembered across runs.

A refused key stops all polling; any other failure of a look only means that the next look comes later.
Several callsheets share the jobs through the store: one of them looks, the others read what it saw.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from tui.domain import jobs as life
from tui.domain.conferencing import Autocreate
from tui.domain.errors import Ambiguous, CallsheetError, RateLimited, StoreError, Unauthorized
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job, JobState
from tui.services.adopting import adopt
from tui.services.asked import announced, answered
from tui.services.crowds import after_listing, crowd_of
from tui.services.due import Timetable
from tui.services.job_list import JobList
from tui.services.shared_jobs import SharedJobs
from tui.services.sync import Agenda
from tui.services.writes import Writes
from tui.store.state import State

if TYPE_CHECKING:
    from tui.domain.conferencing import Conferencing
    from tui.domain.drafts import Draft
    from tui.domain.work import Work
    from tui.domain.writes import EventWrite
    from tui.services.looking import Looks
    from tui.services.ports import CalendarApi, Clock, Pause

GLANCE, IDLE_GLANCE = 1.0, 2.0
"""Seconds between two glances at what another callsheet kept: while links are waited for, and else."""
_ENDED_BY_ANOTHER = (JobState.LIVE, JobState.FAILED, JobState.GAVE_UP)
"""What a job is no longer told as once its event has another call."""
REMEMBERED = 50
"""Ended jobs that are kept for the list."""


class Jobs(JobList):
    """Every call asked for, and the loop that looks after them."""

    def __init__(
        self,
        api: CalendarApi,
        agenda: Agenda,
        state: State,
        writes: Writes,
        clock: Clock,
        pause: Pause,
        mark: str,
    ) -> None:
        super().__init__(state.jobs())
        self._api = api
        self._mark = mark
        self._agenda = agenda
        self._state = state
        self._writes = writes
        self._clock = clock
        self._pause = pause
        self._shared = SharedJobs(state, writes, clock)
        self._sending: set[str] = set()
        self._woken = asyncio.Event()
        self._watching = asyncio.Lock()
        self._lists_tell = True
        self._silent: set[str] = set()
        """Calendars whose listing tells nothing of the calls asked for."""
        self._times = Timetable(clock)
        self.refused: Unauthorized | None = None
        """Why nothing is looked at, while the key is not accepted."""

    @cached_property
    def _looks(self) -> Looks:
        from tui.services.looking import Looks

        token_of, leads = self._state.intent_of, self._shared.leads
        return Looks(self._api, self._clock, self._pause, token_of, leads, self._mark)

    # What the user does

    @asynccontextmanager
    async def asking(self, draft: Draft, write: EventWrite) -> AsyncIterator[None]:
        """Around a request and `watch`: what is asked for is kept before the request goes out.

        Whatever ends callsheet in between, the next start looks for what became of it.
        """
        if not isinstance(write.conferencing, Autocreate):
            yield
            return
        job = announced(draft, write.conferencing, self._id_for(draft.id), self._clock.now())
        self._sending.add(job.id)
        try:
            await self._keep(job)
            yield
        except (Ambiguous, StoreError):
            raise  # the request may have gone out: looking for it tells
        except CallsheetError:
            await self.forget(job.id)
            raise
        else:
            if self._announced(draft.id) is not None:
                await self.forget(job.id)
        finally:
            self._sending.discard(job.id)

    def _id_for(self, draft_id: str) -> str:
        earlier = self._announced(draft_id)
        return earlier.id if earlier else uuid4().hex

    def _announced(self, draft_id: str) -> Job | None:
        found = (job for job in self._jobs.values() if draft_id and job.draft_id == draft_id)
        return next((job for job in found if job.state is JobState.REQUESTED), None)

    async def watch(
        self, event: Event, provider: str, *, replaces: str = "", host_grant: str = "", draft_id: str = ""
    ) -> Job:
        """Begin to watch a call just asked for; an older watch on the event ends."""
        for job in self.pending():
            if job.key == event.key and job.state is not JobState.REQUESTED:
                await self._end(job, "Replaced by a newer request.")
        await self.superseded(event.key)
        job_id, now = self._id_for(draft_id), self._clock.now()
        asked = life.request(
            job_id, event.key, event.title, provider, now, replaces=replaces, host_grant=host_grant
        )
        job = answered(replace(asked, draft_id=draft_id), event)
        await self._shared.put(job)  # until it is on the disk, it stays one whose answer is looked for
        self._tell(job)
        await self._forget_oldest()
        return job

    async def superseded(self, key: EventKey) -> None:
        """Forget what came of earlier calls on an event: it has another one now, or none."""
        for job in self.all():
            if job.key == key and job.state in _ENDED_BY_ANOTHER:
                await self.forget(job.id)

    async def retry(self, job_id: str) -> None:
        """Look again, from the start."""
        job = self._jobs.get(job_id)
        if job is not None:
            await self._keep(life.retried(job, self._clock.now()))

    async def stop(self, job_id: str) -> None:
        """Stop watching; a job that has ended, or that no event is known of, leaves the list."""
        job = self._jobs.get(job_id)
        if job is not None and job.pending and job.key.event_id:
            await self._end(job, "You stopped watching.")
        else:
            await self.forget(job_id)

    async def _end(self, job: Job, reason: str) -> None:
        await self._keep(life.ended(job, JobState.DETACHED, reason, self._clock.now()))

    async def forget(self, job_id: str) -> None:
        """Take a job off the list."""
        job = self.take_off(job_id)
        if job is not None:
            await self._shared.drop(job_id)
            self.changed.publish(job)

    def resume(self) -> None:
        """Poll again after the key was accepted."""
        self.refused = None
        self._woken.set()

    # The loop

    async def run(self) -> None:
        """Look after the jobs until cancelled; a second call waits for the first to end."""
        async with self._watching:
            try:
                while True:
                    await self._catch_up()
                    due, wait = self._due()
                    if not due:
                        await self._rest(wait)
                    elif await self._shared.leads():
                        await self._look_at(due)
                    else:
                        await self._rest(GLANCE)
            finally:
                self._shared.give_way()

    async def _catch_up(self) -> None:
        """Take over what another callsheet saw or did."""
        gone, further = await self._shared.news(self._jobs)
        for job in gone:
            self.take_off(job.id)
            self.changed.publish(job)
        for job in further:
            mine = self._jobs.get(job.id)
            self._tell(job)
            if mine is not None and mine.key.event_id:
                await self._agenda.follow(mine.key, job.key)

    def _due(self) -> tuple[tuple[Job, ...], float | None]:
        """The jobs to look at now, and else the seconds until there is one."""
        if self.refused:
            return (), None
        return self._times.due(job for job in self.pending() if job.id not in self._sending)

    async def _rest(self, seconds: float | None) -> None:
        if self._state.shared:
            glance = GLANCE if self.pending() else IDLE_GLANCE
            seconds = glance if seconds is None else min(seconds, glance)
        self._woken.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _look_at(self, due: Sequence[Job]) -> None:
        """Look at the first that is due; where one request answers for others too, at all of them."""
        first, pending = due[0], self.pending()
        with contextlib.suppress(StoreError):  # a store in trouble is tried at the next look
            together = self._times.together(pending) if first.work_id and self._lists_tell else ()
            if len(together) > 1:
                await self._look_together(together)
            elif first.key.calendar_id not in self._silent and (crowd := crowd_of(first, pending)):
                await self._look_through(crowd)
            else:
                await self._look(first)

    async def _look_through(self, crowd: Sequence[Job]) -> None:
        """List the calls of these jobs; what there is news of, or due and left out, is read by itself."""
        calls: Mapping[str, Conferencing] = {}
        try:
            calls = await self._looks.calls(crowd)
        except CallsheetError as error:
            if error.can_retry or isinstance(error, Unauthorized):
                for job in crowd:
                    await self._failed(job, error)
                return
        if not any(job.key.event_id in calls for job in crowd):  # nor will the next listing tell of any
            self._silent.add(crowd[0].key.calendar_id)
        left = filter(self.stands, crowd)  # the user did something about the others meanwhile
        waiting, others = after_listing(left, calls, self._clock.now(), self._pause.jitter())
        for job in waiting:
            self._tell(job)
        await self._shared.advance(*waiting)
        for job in others:
            if self.stands(job) and self.refused is None:
                await self._look(job)

    async def _look_together(self, together: Sequence[Job]) -> None:
        try:
            works = await self._looks.works()
        except CallsheetError as error:
            for job in together:
                await self._failed(job, error)
            return
        self._lists_tell = any(job.work_id in works for job in together)
        for job in together:
            work = works.get(job.work_id)
            # What the list leaves out is asked for by itself.
            asked = work is not None or not self._times.wait(job)
            if asked and self.stands(job) and self.refused is None:
                await self._look(job, work)

    async def _look(self, job: Job, work: Work | None = None) -> None:
        try:
            seen = await self._looks.at(job, work)
        except CallsheetError as error:
            await self._failed(job, error)
            return
        if not self.stands(job):  # the user did something about it meanwhile
            return
        if seen.event is not None and (not seen.job.pending or seen.job.key != job.key):
            with contextlib.suppress(StoreError):  # the next listing brings the event
                await self._adopt(job, seen.event)
        self._tell(seen.job)
        await self._shared.advance(seen.job)

    async def _adopt(self, job: Job, event: Event) -> None:
        """Have the event everywhere as it is now, and under the id it has now."""
        if not job.key.event_id:
            await self._agenda.put(event)
            return
        await self._agenda.move(job.key, event)
        if event.key == job.key:
            return
        for other in self.all():
            if other.key == job.key and other.id != job.id:
                await self._keep(life.moved(other, event.key))
        await self._writes.do(adopt, self._state, job.key, event.key)

    async def _failed(self, job: Job, error: CallsheetError) -> None:
        """Keep that a look failed: a refused key stops them all, anything else means later."""
        if isinstance(error, Unauthorized):
            self.refused = error
            self.changed.publish(job)
            return
        now = self._clock.now()
        if isinstance(error, RateLimited) and error.retry_after:
            self._times.keep_silent(error.retry_after)
        later = life.postponed if error.can_retry else life.missed
        if self.stands(job):
            self._tell(after := later(job, now, self._pause.jitter()))
            await self._shared.advance(after)

    async def _keep(self, job: Job) -> None:
        self._tell(job)
        await self._shared.put(job)

    def _tell(self, job: Job) -> None:
        self._woken.set()
        self.put(job)

    async def _forget_oldest(self) -> None:
        ended = [job for job in self.all() if not job.pending]
        for job in ended[REMEMBERED:]:
            self.take_off(job.id)
            await self._shared.drop(job.id)
