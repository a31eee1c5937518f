"""The jobs as several callsheets have them: in one store, looked after by one of them at a time.

Whoever looks holds a lease, renewed with every request; that of a callsheet that died expires by itself. News
is kept at once; of looks that found none the others hear now and then, and a death has them made anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from tui.domain.errors import StoreError
from tui.domain.jobs import Job, JobState, only_looked
from tui.services.writes import Writes
from tui.store.state import State

if TYPE_CHECKING:
    from tui.services.ports import Clock

LEASE = "looking after jobs"
LEASE_LENGTH = timedelta(seconds=10)
"""How long a callsheet that died keeps the others from looking."""
EVERY_LOOK, EACH_LOOK = timedelta(seconds=5), timedelta(seconds=0.6)
"""How long looks without news may wait to be kept: the first, and so much more for each further job."""
_UNCHANGED = 4
"""Glances in a row that a file which looks untouched is left unread: two changes can bear the same time."""
_RANKS = {JobState.REQUESTED: 0, JobState.WAITING: 1}


class SharedJobs:
    """What is kept of the jobs, and who looks after them."""

    def __init__(self, state: State, writes: Writes, clock: Clock) -> None:
        self._state = state
        self._writes = writes
        self._clock = clock
        self._holder = uuid4().hex
        self._renew_at: datetime | None = None
        self._news: int | None = None
        self._seen: tuple[int, ...] | None = None
        self._unread = 0
        self._kept: dict[str, Job] = {}
        self._ahead: dict[str, Job] = {}
        """Jobs as they are after looks that are not kept yet."""
        self._keep_at: datetime | None = None
        self._dropped: set[str] = set()

    async def put(self, job: Job) -> None:
        """Keep a job. Raises StoreError."""
        self._ahead.pop(job.id, None)
        await self._writes.do(self._state.put_job, job)
        self._kept[job.id] = job

    async def advance(self, *jobs: Job) -> None:
        """Keep jobs after a look, unless somebody did something about them meanwhile. Raises StoreError.

        What they did is read with the next news.
        """
        for job in (job for job in jobs if job.id not in self._kept):
            await self.put(job)
        self._ahead |= {job.id: job for job in jobs if self._kept[job.id] != job}
        if self._is_time() or not all(only_looked(self._kept[one], job) for one, job in self._ahead.items()):
            changes, self._keep_at = self._changes(), None
            try:
                kept = await self._writes.do(self._state.replace_jobs, changes)
            except StoreError:
                self._ahead = {job.id: job for _, job in changes} | self._ahead
                raise
            self._kept |= {job.id: job for job in kept}

    def _is_time(self) -> bool:
        """Whether looks without news have waited long enough to be kept, or will have at the next look."""
        now, most = self._clock.now(), EVERY_LOOK + EACH_LOOK * len(self._ahead)
        if self._keep_at is None or self._keep_at - now > most:  # the latter where the clock was set back
            self._keep_at = now + most
        next_look = min((job.next_check_at for job in self._ahead.values()), default=now)
        return self._keep_at <= max(now, next_look)

    def _changes(self) -> list[tuple[Job, Job]]:
        """What there is to be kept, each after what is kept of it; from then on it counts as kept."""
        ahead, self._ahead = self._ahead, {}
        return [(self._kept[one], job) for one, job in ahead.items()]

    async def drop(self, job_id: str) -> None:
        """Forget a job. Raises StoreError."""
        self._dropped.add(job_id)
        self._kept.pop(job_id, None)
        self._ahead.pop(job_id, None)
        await self._writes.do(self._state.drop_job, job_id)

    async def news(self, known: Mapping[str, Job]) -> tuple[Sequence[Job], Sequence[Job]]:
        """What others did: the known jobs they took off the list, and those they brought further."""
        before = self._kept
        if not await self._read():
            return (), ()
        now = self._kept
        self._ahead = {one: job for one, job in self._ahead.items() if before.get(one) == now.get(one)}
        gone = [job for key, job in known.items() if key in before and key not in now]
        further = [job for key, job in now.items() if key not in known or _rank(job) > _rank(known[key])]
        return gone, further

    async def _read(self) -> bool:
        """Whether there was something new to read; a store in trouble is read another time."""
        seen = self._state.footprint
        if seen is not None and seen == self._seen and self._unread < _UNCHANGED:
            self._unread += 1
            return False
        with contextlib.suppress(StoreError):
            news = await self._writes.do(self._state.news)
            self._seen, self._unread = seen, 0
            if news != self._news:
                stored = await self._writes.do(self._state.jobs)
                self._kept = {job.id: job for job in stored if job.id not in self._dropped}
                self._news = news
                return True
        return False

    async def leads(self) -> bool:
        """Whether this callsheet is the one that looks; where the store cannot say, it does."""
        now = self._clock.now()
        if self._renew_at is not None and timedelta() <= self._renew_at - now <= LEASE_LENGTH:
            return True
        self._renew_at = None
        try:
            leading = await self._writes.do(self._state.hold, LEASE, self._holder, now, LEASE_LENGTH)
        except StoreError:
            return True
        if leading:
            self._renew_at = now + LEASE_LENGTH / 2
        return leading

    def give_way(self) -> None:
        """Let another callsheet look, and know when the last looks were."""
        self._renew_at = None
        if self._ahead:
            self._writes.later(self._state.replace_jobs, self._changes())
        self._writes.later(self._state.release, LEASE, self._holder)


def _rank(job: Job) -> tuple[datetime, int, int]:
    """How far the watching is: asked for anew counts most, then the state, then the looks."""
    return job.requested_at, _RANKS.get(job.state, 2), job.checks
