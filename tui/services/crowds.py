"""Many calls on one calendar, looked at through one listing instead of one by one.

A listing only tells what is worth a look: what there is news of is read by itself, as is what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tui.domain import jobs as life
from tui.domain.conferencing import Conferencing
from tui.domain.jobs import Job, JobState
from tui.domain.when import Window, bounds

CROWD = 5
"""Fewer calls on one calendar are asked for one by one: each answer then is the whole event."""
NEAR = timedelta(days=15)
"""How far apart events may be whose calls are listed together: every service lists at least a month."""
_AROUND = timedelta(minutes=1)


def crowd_of(first: Job, pending: Iterable[Job]) -> Sequence[Job]:
    """The jobs one listing answers for together with the first; none where they are few."""
    if first.when is None or not _is_listed(first):
        return ()
    calendar, middle = first.key.calendar_id, bounds(first.when, UTC)[0]
    beside = (job for job in pending if job.key.calendar_id == calendar and _is_listed(job))
    found = [job for job in beside if _is_near(job, middle)]
    return found if len(found) >= CROWD else ()


def _is_listed(job: Job) -> bool:
    return job.state is JobState.WAITING and not job.work_id


def _is_near(job: Job, middle: datetime) -> bool:
    if job.when is None:
        return False
    start, end = bounds(job.when, UTC)
    return middle - NEAR <= start and end <= middle + NEAR


def window_of(crowd: Iterable[Job]) -> Window:
    """The stretch in which the events of these jobs are."""
    times = [bounds(job.when, UTC) for job in crowd if job.when is not None]
    return Window(min(start for start, _ in times) - _AROUND, max(end for _, end in times) + _AROUND)


def after_listing(
    crowd: Iterable[Job], calls: Mapping[str, Conferencing], now: datetime, jitter: float
) -> tuple[Sequence[Job], Sequence[Job]]:
    """Those that are waited for still, as they are after this look, and those that are to be read.

    Of these the ones left out of the listing count only once they are due. All get the same `jitter`, so
    that they are due together.
    """
    waiting, others = list[Job](), list[Job]()
    for job in crowd:
        call = calls.get(job.key.event_id)
        after = life.looked(job, call, now, jitter) if call is not None else None
        if after is not None and after.pending:
            waiting.append(after)
        elif call is not None or job.next_check_at <= now:
            others.append(job)
    return waiting, others
