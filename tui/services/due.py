"""When calls are looked for: each at its own time, several at once where that saves requests.

Nothing is asked for earlier than the service wants to be asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tui.domain import jobs as life
from tui.domain.jobs import Job, JobState
from tui.services.ports import Clock

TOGETHER = 3.0
"""Seconds within which works that are due are asked for in one request."""
_LONGEST = life.RAREST_WAIT * 1.25


class Timetable:
    """The times of the next looks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._silent_until: datetime | None = None

    def keep_silent(self, seconds: float) -> None:
        """The service wants to be asked again only after this long."""
        self._silent_until = self._clock.now() + timedelta(seconds=seconds)

    def due(self, pending: Iterable[Job]) -> tuple[tuple[Job, ...], float | None]:
        """The jobs whose look is due, the longest due first, and else the seconds until one is."""
        now = self._clock.now()
        waits = [(self._wait(job, now), job) for job in pending]
        due = sorted((job for wait, job in waits if not wait), key=lambda job: job.next_check_at)
        return tuple(due), min((wait for wait, _ in waits), default=None)

    def wait(self, job: Job) -> float:
        """Seconds until a job is due, or until the service wants to be asked again."""
        return self._wait(job, self._clock.now())

    def _wait(self, job: Job, now: datetime) -> float:
        wait = job.next_check_at - now
        if wait > _LONGEST:  # the clock was set back: no job waits that long
            wait = timedelta()
        if self._silent_until is not None:
            wait = max(wait, self._silent_until - now)
        return max(wait.total_seconds(), 0.0)

    def together(self, pending: Iterable[Job]) -> Sequence[Job]:
        """The jobs with work of the service that are due at nearly the same time."""
        waiting = (job for job in pending if job.work_id and job.state is JobState.WAITING)
        return tuple(job for job in waiting if self.wait(job) <= TOGETHER)
