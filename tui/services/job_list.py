"""The jobs as this callsheet knows them, and the news of them.

Nothing here is kept or asked for: that is the affair of whoever looks after the jobs.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.events import Event
from tui.domain.jobs import Job, only_looked
from tui.services.feed import Feed


class JobList:
    """Jobs by their ids."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = {job.id: job for job in jobs}
        self._listed: tuple[Job, ...] | None = None
        self._pending: tuple[Job, ...] | None = None
        self.changed: Feed[Job] = Feed()
        """A job is another than it was, is new, or is gone."""
        self.looked: Feed[Job] = Feed()
        """A look found nothing new."""

    def all(self) -> tuple[Job, ...]:
        """Every job, newest first."""
        if self._listed is None:
            newest = reversed(self._jobs.values())
            self._listed = tuple(sorted(newest, key=lambda job: job.requested_at, reverse=True))
        return self._listed

    def pending(self) -> tuple[Job, ...]:
        """The jobs still being polled, newest first."""
        if self._pending is None:
            self._pending = tuple(job for job in self.all() if job.pending)
        return self._pending

    def of(self, event: Event) -> Job | None:
        """The newest job of an event."""
        return next((job for job in self.all() if job.key == event.key), None)

    def stands(self, job: Job) -> bool:
        """Whether the job is still as it is given here: nobody did anything about it."""
        return self._jobs.get(job.id) == job

    def put(self, job: Job) -> None:
        """Have a job as it is now, and tell of it."""
        before = self._jobs.get(job.id)
        self._jobs[job.id] = job
        self._listed = self._pending = None
        quiet = before is not None and only_looked(before, job)
        (self.looked if quiet else self.changed).publish(job)

    def take_off(self, job_id: str) -> Job | None:
        """Have a job no longer; returns it, if there was one."""
        self._listed = self._pending = None
        return self._jobs.pop(job_id, None)
