"""A call that was asked for and is being watched until its link is there.

Pure: every transition takes the time it happens at; nothing here polls or sleeps. Times are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from tui.domain.conferencing import Conferencing, Linked, NoConference, Requested
from tui.domain.events import Event, EventKey
from tui.domain.when import When, bounds

if TYPE_CHECKING:
    from tui.domain.work import Work

FIRST_WAIT = timedelta(seconds=1)
EARLY, EARLY_WAIT = timedelta(minutes=1), timedelta(seconds=2.5)
"""How long links are looked for most often, and the longest pause then: half of it is the usual delay."""
LONGEST_WAIT = timedelta(seconds=60)
DEADLINE = timedelta(minutes=15)
"""Until when a link is looked for often; afterwards it is looked for now and then."""
RAREST_WAIT = timedelta(minutes=15)
GIVING_UP = timedelta(hours=24)
CONFIRMED_WITHIN = timedelta(minutes=3)
"""How long a request nobody has seen is looked for: longer than any answer to it can take."""
GONE_AFTER = timedelta(seconds=10)
"""How long an event must be missing to be gone: one that was just made, or just moved, may lag."""
_VANISHED = "The call was refused, or taken off the event, before its link came."
_UNSEEN = "callsheet was stopped before the service confirmed the request, and finds no trace of it."
_GONE = "The event is no longer there."


class JobState(StrEnum):
    """Where a requested call stands."""

    REQUESTED = "requested"
    """The request is on its way; nobody has seen it arrive."""
    WAITING = "waiting"
    LIVE = "live"
    FAILED = "failed"
    EVENT_GONE = "event gone"
    GAVE_UP = "gave up"
    DETACHED = "stopped watching"


class JobAction(StrEnum):
    """What the user can do about a job."""

    GO = "go to event"
    JOIN = "join"
    COPY = "copy"
    RETRY = "retry"
    BY_HAND = "enter link by hand"
    REMOVE = "remove the call"
    STOP = "stop watching"


_MENDING = (JobAction.GO, JobAction.RETRY, JobAction.BY_HAND, JobAction.REMOVE)
ALLOWED: dict[JobState, tuple[JobAction, ...]] = {
    JobState.REQUESTED: (JobAction.STOP,),
    JobState.WAITING: (JobAction.GO, JobAction.BY_HAND, JobAction.STOP),
    JobState.LIVE: (JobAction.GO, JobAction.JOIN, JobAction.COPY),
    JobState.FAILED: (*_MENDING, JobAction.COPY, JobAction.STOP),
    JobState.EVENT_GONE: (JobAction.COPY, JobAction.STOP),
    JobState.GAVE_UP: (*_MENDING, JobAction.COPY, JobAction.STOP),
    JobState.DETACHED: _MENDING,
}
"""The actions each state offers."""
_WITHOUT_EVENT = frozenset({JobAction.COPY, JobAction.STOP})


@dataclass(frozen=True, slots=True)
class Job:
    """One requested call and what is known of it."""

    id: str
    key: EventKey
    """The event; its id is empty as long as a new event's request was not confirmed."""
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
    draft_id: str = ""
    """The draft whose saving asked for the call."""
    when: When | None = None
    """When the event is, and `organizer` whose: by these it is found again should it get another id."""
    organizer: str = ""
    missing_since: datetime | None = None
    """Since when the event cannot be found."""
    url: str = ""
    reason: str = ""
    """Why it failed or ended, in the server's words where it gave any."""
    ended_at: datetime | None = None

    @property
    def pending(self) -> bool:
        """Whether it is still being polled."""
        return self.state in (JobState.REQUESTED, JobState.WAITING)

    @property
    def slow(self) -> bool:
        """Whether it is waited for so long that it is only looked for now and then."""
        return self.pending and self.next_check_at - self.requested_at > DEADLINE

    def elapsed(self, now: datetime) -> timedelta:
        """How long it has been, or took."""
        return max((self.ended_at or now) - self.requested_at, timedelta())

    def allows(self, action: JobAction) -> bool:
        """Whether the action makes sense in this state; without an event few do."""
        return action in ALLOWED[self.state] and (bool(self.key.event_id) or action in _WITHOUT_EVENT)


_SAID = attrgetter(*({one.name for one in fields(Job)} - {"checks", "next_check_at"}), "slow")


def only_looked(before: Job, after: Job) -> bool:
    """Whether nothing but looks lies between the two: what was waited for is waited for still."""
    return before.checks < after.checks and bool(_SAID(before) == _SAID(after))


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


def wait_before(check: int, jitter: float, elapsed: timedelta | None = None) -> timedelta:
    """The pause after `check` looks: 1 s, doubling every fourth look up to 60 s.

    Where it is known how long the call was waited for, it is `EARLY_WAIT` at most in the first minute, when
    most links come, then a fifth of the time, after `DEADLINE` a tenth, up to `RAREST_WAIT`. `jitter` (0..1)
    adds up to a quarter, so that many jobs do not look in step.
    """
    pause = min(FIRST_WAIT * (1 << min(check // 4, 10)), LONGEST_WAIT)
    if elapsed is not None and elapsed >= DEADLINE:
        pause = min(max(elapsed / 10, LONGEST_WAIT), RAREST_WAIT)
    elif elapsed is not None:
        pause = min(pause, EARLY_WAIT) if elapsed < EARLY else min(elapsed / 5, LONGEST_WAIT)
    return pause * (1 + 0.25 * jitter)


def looked(job: Job, found: Conferencing, now: datetime, jitter: float) -> Job:
    """The job after reading its event: live with a link, failed when an acknowledged request vanished.

    The API may answer with no conference at all while one is being made, so absence alone is not
    failure; and the link that was there before a replacement is not the new one.
    """
    acknowledged = job.acknowledged or isinstance(found, Requested)
    seen = replace(
        job, checks=job.checks + 1, state=JobState.WAITING, acknowledged=acknowledged, missing_since=None
    )
    match found:
        case Linked(details=details) if details.url and details.url != job.replaces:
            return replace(seen, state=JobState.LIVE, url=details.url, ended_at=now)
        case NoConference() if job.acknowledged:
            return ended(seen, JobState.FAILED, _VANISHED, now)
        case _:
            return _again(seen, now, jitter)


def told(job: Job, work: Work, now: datetime, jitter: float) -> Job:
    """The job after the service spoke of its work: failed in its words, or waiting."""
    from tui.domain.work import WorkState

    if work.state is WorkState.FAILED:
        words = work.words or "The service could not make the call, and does not say why."
        return ended(_checked(job), JobState.FAILED, words, now)
    return looked(job, Requested(job.provider), now, jitter)


def unfound(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that found no event: gone, once it has been missing for a while."""
    since = job.missing_since or now
    if now - since >= GONE_AFTER:
        return ended(_checked(job), JobState.EVENT_GONE, _GONE, now)
    return replace(_again(_checked(job), now, jitter), missing_since=since)


def unseen(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that found no trace of its request: never sent, when that stays so."""
    if now - job.requested_at >= CONFIRMED_WITHIN:
        return ended(_checked(job), JobState.FAILED, _UNSEEN, now)
    return _again(_checked(job), now, jitter)


def missed(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that was declined: it waits on, as if nothing had been seen."""
    return _again(_checked(job), now, jitter)


def postponed(job: Job, now: datetime, jitter: float) -> Job:
    """The job after a look that nobody answered (offline, throttled): it proves nothing, however late it is.

    Nor does it become a rare look: when the connection is back, the link is soon found.
    """
    seen = _checked(job)
    return replace(seen, next_check_at=now + wait_before(seen.checks, jitter))


def _checked(job: Job) -> Job:
    return replace(job, checks=job.checks + 1)


def _again(job: Job, now: datetime, jitter: float) -> Job:
    if now - job.requested_at >= GIVING_UP:
        return ended(job, JobState.GAVE_UP, "No link after 24 hours.", now)
    return replace(job, next_check_at=now + wait_before(job.checks, jitter, job.elapsed(now)))


def ended(job: Job, state: JobState, reason: str, now: datetime) -> Job:
    """The job brought to an end other than a link."""
    return replace(job, state=state, reason=reason, ended_at=now)


def retried(job: Job, now: datetime) -> Job:
    """The job looked after from the start again."""
    return replace(
        job,
        state=JobState.WAITING,
        requested_at=now,
        next_check_at=now + FIRST_WAIT,
        checks=0,
        acknowledged=False,
        missing_since=None,
        url="",
        reason="",
        ended_at=None,
    )


def moved(job: Job, key: EventKey) -> Job:
    """The job, its event now under another id."""
    return replace(job, key=key)


def same_event(job: Job, events: Iterable[Event]) -> Event | None:
    """The job's event among those that may be it: same title, time and organizer, and the only such one.

    One with a link is preferred, for it is the finished one.
    """
    alike = [event for event in events if _alike(job, event)]
    linked = [event for event in alike if isinstance(event.conferencing, Linked)]
    for found in (linked, alike):
        if len(found) == 1:
            return found[0]
    return None


def _alike(job: Job, event: Event) -> bool:
    organizer = event.organizer.email.casefold() if event.organizer else ""
    return (
        event.title == job.title
        and (job.when is None or bounds(job.when, UTC) == bounds(event.when, UTC))
        and (not organizer or not job.organizer or organizer == job.organizer.casefold())
    )
