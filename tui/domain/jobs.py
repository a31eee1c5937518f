"""A call that was asked for and is being watched until its link is there.

Pure: every transition takes the time it happens at; nothing here polls or sleeps. Times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tui.domain.conferencing import Conferencing, Linked, NoConference, Requested
from tui.domain.events import EventKey

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(seconds=60)
DEADLINE = timedelta(minutes=15)
_VANISHED = "The call was refused, or taken off the event, before its link came."


class JobState(StrEnum):
    """Where a requested call stands."""

    WAITING = "waiting"
    LIVE = "live"
    FAILED = "failed"
    EVENT_GONE = "event gone"
    GAVE_UP = "gave up"
    DETACHED = "stopped watching"


class JobAction(StrEnum):
    """What the user can do about a job."""

    GO = "go to event"
    RETRY = "retry"
    BY_HAND = "enter link by hand"
    STOP = "stop watching"


ALLOWED: dict[JobState, tuple[JobAction, ...]] = {
    JobState.WAITING: (JobAction.GO, JobAction.BY_HAND, JobAction.STOP),
    JobState.LIVE: (JobAction.GO,),
    JobState.FAILED: (JobAction.GO, JobAction.RETRY, JobAction.BY_HAND, JobAction.STOP),
    JobState.EVENT_GONE: (JobAction.STOP,),
    JobState.GAVE_UP: (JobAction.GO, JobAction.RETRY, JobAction.BY_HAND, JobAction.STOP),
    JobState.DETACHED: (JobAction.GO, JobAction.RETRY, JobAction.BY_HAND),
}
"""The actions each state offers."""


@dataclass(frozen=True, slots=True)
class Job:
    """One requested call and what is known of it."""

    id: str
    key: EventKey
    title: str
    provider: str
    requested_at: datetime
    next_check_at: datetime
    state: JobState = JobState.WAITING
    checks: int = 0
    acknowledged: bool = False
    """Whether the event has been seen with the request on it."""
    replaces: str = ""
    """The link the event had before, when the call replaces another."""
    host_grant: str = ""
    """The account that was asked to host the call, where one was named."""
    work_id: str = ""
    """What the service calls the making of the call, where it names it: asked for instead of the event."""
    url: str = ""
    reason: str = ""
    """Why it failed or ended, in the server's words where it gave any."""
    ended_at: datetime | None = None

    @property
    def pending(self) -> bool:
        """Whether it is still being polled."""
        return self.state is JobState.WAITING

    def elapsed(self, now: datetime) -> timedelta:
        """How long it has been, or took."""
        return max((self.ended_at or now) - self.requested_at, timedelta())

    def allows(self, action: JobAction) -> bool:
        """Whether the action makes sense in this state."""
        return action in ALLOWED[self.state]


def request(
    job_id: str,
    key: EventKey,
    title: str,
    provider: str,
    now: datetime,
    *,
    replaces: str = "",
    host_grant: str = "",
    work_id: str = "",
) -> Job:
    """A call just asked for: the first look comes after `FIRST_WAIT`."""
    first = now + FIRST_WAIT
    return Job(
        job_id,
        key,
        title,
        provider,
        now,
        first,
        replaces=replaces,
        host_grant=host_grant,
        work_id=work_id,
    )


def still_wanted(job: Job, found: Conferencing) -> bool:
    """Whether the event is without the call, so that asking again makes sense."""
    match found:
        case NoConference():
            return True
        case Linked(details=details):
            return bool(job.replaces) and details.url == job.replaces
        case _:
            return False


def wait_before(check: int, jitter: float) -> timedelta:
    """The pause after `check` looks: 1 s, doubling every fourth look up to 60 s.

    `jitter` (0..1) adds up to a quarter, so that many jobs do not look in step.
    """
    doublings = min(check // 4, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT) * (1 + 0.25 * jitter)


def looked(job: Job, found: Conferencing, now: datetime, jitter: float) -> Job:
    """The job after reading its event: live with a link, failed when an acknowledged request vanished.

    The API may answer with no conference at all while one is being made, so absence alone is not
    failure; and the link that was there before a replacement is not the new one.
    """
    acknowledged = job.acknowledged or isinstance(found, Requested)
    seen = replace(job, checks=job.checks + 1, acknowledged=acknowledged)
    match found:
        case Linked(details=details) if details.url and details.url != job.replaces:
            return replace(seen, state=JobState.LIVE, url=details.url, ended_at=now)
        case NoConference() if job.acknowledged:
            return ended(seen, JobState.FAILED, _VANISHED, now)
        case _:
            return _again(seen, now, jitter)


def missed(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that could not be made (offline, throttled): it waits on."""
    return _again(replace(job, checks=job.checks + 1), now, jitter)


def postponed(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that nobody answered: it proves nothing, however late it is."""
    return replace(job, checks=job.checks + 1, next_check_at=now + wait_before(job.checks + 1, jitter))


def _again(job: Job, now: datetime, jitter: float) -> Job:
    if now - job.requested_at >= DEADLINE:
        return ended(job, JobState.GAVE_UP, "No link after 15 minutes.", now)
    return replace(job, next_check_at=now + wait_before(job.checks, jitter))


def ended(job: Job, state: JobState, reason: str, now: datetime) -> Job:
    """The job brought to an end other than a link."""
    return replace(job, state=state, reason=reason, ended_at=now)


def retried(job: Job, now: datetime) -> Job:
    """The job looked after from the start again."""
    return replace(
        request(job.id, job.key, job.title, job.provider, now),
        replaces=job.replaces,
        host_grant=job.host_grant,
        work_id=job.work_id,
    )


def moved(job: Job, key: EventKey) -> Job:
    """The job, its event now under another id."""
    return replace(job, key=key)
