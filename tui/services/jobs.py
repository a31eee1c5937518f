"""Watching calls until their links are there: one scheduler, polite, and remembered across runs.

A refused key stops all polling; any other failure of a look only means that the next look comes later.
Several callsheets share the jobs through the store: whoever looked last is believed.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from tui.domain import jobs as life
from tui.domain.conferencing import Requested
from tui.domain.errors import CallFailed, CallsheetError, NotFound, RateLimited, StoreError, Unauthorized
from tui.domain.events import Event
from tui.domain.jobs import Job, JobState
from tui.services.feed import Feed
from tui.services.ports import CalendarApi, Clock, Pause
from tui.services.sync import Agenda
from tui.services.writes import Writes
from tui.store.state import State

SPACING = 0.5
"""Seconds between two looks, whatever is due: two requests a second at most."""
REMEMBERED = 50
"""Ended jobs that are kept for the list."""
_LONGEST = life.LONGEST_WAIT * 1.25


class Jobs:
    """Every call asked for, and the loop that looks after them."""

    def __init__(
        self, api: CalendarApi, agenda: Agenda, state: State, writes: Writes, clock: Clock, pause: Pause
    ) -> None:
        self._api = api
        self._agenda = agenda
        self._state = state
        self._writes = writes
        self._clock = clock
        self._pause = pause
        self._jobs = {job.id: job for job in state.jobs()}
        self._woken = asyncio.Event()
        self._watching = asyncio.Lock()
        self._refused = False
        self._silent_until: datetime | None = None
        self.changed: Feed[Job] = Feed()

    def all(self) -> tuple[Job, ...]:
        """Every job, newest first."""
        newest = reversed(self._jobs.values())
        return tuple(sorted(newest, key=lambda job: job.requested_at, reverse=True))

    def pending(self) -> tuple[Job, ...]:
        """The jobs still being polled."""
        return tuple(job for job in self.all() if job.pending)

    def of(self, event: Event) -> Job | None:
        """The newest job of an event."""
        return next((job for job in self.all() if job.key == event.key), None)

    async def watch(self, event: Event, provider: str, *, replaces: str = "", host_grant: str = "") -> Job:
        """Begin to watch a call just asked for; an older watch on the event ends."""
        for job in self.pending():
            if job.key == event.key:
                await self._keep(
                    life.ended(job, JobState.DETACHED, "Replaced by a newer request.", self._now())
                )
        asked = life.request(
            uuid4().hex,
            event.key,
            event.title,
            provider,
            self._now(),
            replaces=replaces,
            host_grant=host_grant,
            work_id=event.work_id,
        )
        # The answer to the write already showed the request: a read without it means that it was refused.
        job = replace(asked, acknowledged=isinstance(event.conferencing, Requested))
        await self._keep(job)
        await self._forget_oldest()
        return job

    async def retry(self, job_id: str) -> None:
        """Look again, from the start."""
        job = self._jobs.get(job_id)
        if job is not None:
            await self._keep(life.retried(job, self._now()))

    async def stop(self, job_id: str) -> None:
        """Stop watching; a job that has ended leaves the list."""
        job = self._jobs.get(job_id)
        if job is None:
            return
        if job.pending:
            await self._keep(life.ended(job, JobState.DETACHED, "You stopped watching.", self._now()))
        else:
            await self.forget(job_id)

    async def forget(self, job_id: str) -> None:
        """Take a job off the list."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            await self._writes.do(self._state.drop_job, job_id)
            self.changed.publish(job)

    def resume(self) -> None:
        """Poll again after the key was accepted."""
        self._refused = False
        self._woken.set()

    async def run(self) -> None:
        """Look after the jobs until cancelled; a second call waits for the first to end."""
        async with self._watching:
            while True:
                due = None if self._refused else min(self.pending(), key=self._wait, default=None)
                wait = self._wait(due) if due else None
                if due is not None and wait == 0:
                    await self._look_once(due)
                    await self._pause.sleep(SPACING)
                else:
                    await self._rest(wait)

    def _wait(self, job: Job) -> float:
        """Seconds until a job is due, or until the service wants to be asked again."""
        now = self._now()
        wait = job.next_check_at - now
        if wait > _LONGEST:  # the clock was set back: no job waits that long
            wait = timedelta()
        if self._silent_until is not None:
            wait = max(wait, self._silent_until - now)
        return max(wait.total_seconds(), 0.0)

    async def _rest(self, seconds: float | None) -> None:
        self._woken.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _look_once(self, job: Job) -> None:
        """Look at a job, unless another callsheet has; a store in trouble is tried at the next look."""
        if (elsewhere := await self._seen_elsewhere(job)) is not None:
            self._tell(elsewhere)
            return
        with contextlib.suppress(StoreError):
            await self._look(job)

    async def _seen_elsewhere(self, job: Job) -> Job | None:
        """The job as another callsheet left it, where that is further than what is known here."""
        try:
            stored = await self._writes.do(self._state.jobs)
        except StoreError:
            return None
        found = next((one for one in stored if one.id == job.id), job)
        if self._jobs.get(job.id) != job:
            return None
        return found if not found.pending or _progress(found) > _progress(job) else None

    async def _look(self, job: Job) -> None:
        try:
            event = await self._api.event_awaited(job.key, job.title, job.work_id)
        except CallFailed as error:
            await self._seen(job, life.ended(job, JobState.FAILED, error.what, self._now()))
        except NotFound:
            reason = "The event is no longer there."
            await self._seen(job, life.ended(job, JobState.EVENT_GONE, reason, self._now()))
        except Unauthorized:
            self._refused = True
        except CallsheetError as error:
            await self._missed(job, error)
        else:
            found = event.conferencing if event else Requested(job.provider)
            looked = life.looked(job, found, self._now(), self._pause.jitter())
            if event is not None and not looked.pending:
                with contextlib.suppress(StoreError):  # the next listing brings the event
                    await self._agenda.move(job.key, event)
                looked = life.moved(looked, event.key)
            await self._seen(job, looked)

    async def _missed(self, job: Job, error: CallsheetError) -> None:
        now, jitter = self._now(), self._pause.jitter()
        if isinstance(error, RateLimited) and error.retry_after:
            self._silent_until = now + timedelta(seconds=error.retry_after)
        missed = life.missed(job, now, jitter)
        if error.can_retry and not missed.pending:
            missed = life.postponed(job, now, jitter)
        await self._seen(job, missed)

    async def _seen(self, before: Job, after: Job) -> None:
        """Keep a look's outcome unless the user did something about the job meanwhile."""
        if self._jobs.get(before.id) == before:
            await self._keep(after)

    async def _keep(self, job: Job) -> None:
        self._tell(job)
        await self._writes.do(self._state.put_job, job)

    def _tell(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._woken.set()
        self.changed.publish(job)

    async def _forget_oldest(self) -> None:
        ended = [job for job in self.all() if not job.pending]
        for job in ended[REMEMBERED:]:
            del self._jobs[job.id]
            await self._writes.do(self._state.drop_job, job.id)

    def _now(self) -> datetime:
        return self._clock.now()


def _progress(job: Job) -> tuple[datetime, int]:
    """How far the watching is: asked for anew counts more than looked at again."""
    return job.requested_at, job.checks
