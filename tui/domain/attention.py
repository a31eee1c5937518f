"""What of the coming days needs a hand: calls that are missing, double or failed, answers, conflicts.

Pure: events, jobs and now are given. Every concern says what is wrong in words, and has one fix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from tui.domain.answering import unanswered
from tui.domain.attention_calls import Fault, Fix, Kind, fault_of_call, fault_without_call
from tui.domain.conflicts import conflicts
from tui.domain.events import Event, EventKey, Rsvp, Status
from tui.domain.grid import order_of
from tui.domain.jobs import Job, JobState
from tui.domain.when import bounds

AHEAD = timedelta(days=14)
"""How far ahead is looked."""
_FAILED = frozenset({JobState.FAILED, JobState.GAVE_UP})


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs a hand. `event` is missing where only its job is known."""

    fault: Fault
    title: str
    event: Event | None = None
    job: Job | None = None
    dates: int = 1
    """How many times of one series have it; this is the first."""

    @property
    def key(self) -> EventKey:
        """Which event it is about."""
        return self.event.key if self.event else self.job.key if self.job else EventKey("", "")


def needs_attention(
    events: Iterable[Event],
    jobs: Iterable[Job],
    now: datetime,
    own_email: str,
    *,
    foreign: frozenset[str] = frozenset(),
    looked: Callable[[Event], Fault | None] = fault_of_call,
) -> tuple[Concern, ...]:
    """What needs a hand from `now`, which is in the viewer's zone, to `AHEAD`; by kind, then by start.

    `foreign` calendars can only be read: nobody attends what stands in them. `looked` may remember what
    `fault_of_call` said of an event.
    """
    known, jobs = {event.key: event for event in events}, tuple(jobs)
    coming = _coming(known.values(), now, own_email, foreign)
    watched = {job.key for job in jobs if job.pending or job.state in _FAILED}
    found = [*_failed(jobs, known), *_slow(jobs, known)]
    for event in coming:
        faults = [looked(event), None if event.key in watched else fault_without_call(event, own_email)]
        found += [Concern(fault, event.title, event) for fault in faults if fault is not None]
    for event in unanswered(coming, own_email, now):
        found.append(Concern(Fault(Kind.UNANSWERED, _invited(event), Fix.ANSWER), event.title, event))
    found += _conflicts(coming, own_email, now)
    return tuple(sorted(_folded(found), key=lambda one: list(Kind).index(one.fault.kind)))


def _zone_of(now: datetime) -> tzinfo:
    if now.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return now.tzinfo


def _coming(
    events: Iterable[Event], now: datetime, own_email: str, foreign: frozenset[str]
) -> tuple[Event, ...]:
    """What is still to end, begins soon and may be gone to; an event that two calendars show counts once."""
    kept: dict[tuple[str, object], Event] = {}
    zone = _zone_of(now)
    for event in sorted(events, key=lambda one: order_of(one, zone)):
        start, end = bounds(event.when, zone)
        goes = event.status is not Status.CANCELLED and event.answer_of(own_email) is not Rsvp.NO
        if goes and end > now and start < now + AHEAD and event.calendar_id not in foreign:
            kept.setdefault((event.ical_uid or event.id, event.when), event)
    return tuple(kept.values())


def _failed(jobs: Iterable[Job], known: Mapping[EventKey, Event]) -> Iterator[Concern]:
    for job in jobs:
        if job.state in _FAILED:
            words = f"{job.provider}: {job.reason or job.state.value}"
            yield Concern(Fault(Kind.FAILED, words, Fix.RETRY), job.title, known.get(job.key), job)


def _slow(jobs: Iterable[Job], known: Mapping[EventKey, Event]) -> Iterator[Concern]:
    """Links that should be there by now; another call can be put in their place."""
    for job in jobs:
        if job.slow:
            words = f"No {job.provider} link after 15 minutes; it is looked for now and then."
            yield Concern(Fault(Kind.FAILED, words, Fix.ADD_CALL), job.title, known.get(job.key), job)


def _invited(event: Event) -> str:
    return (
        f"{event.organizer.label} waits for your answer." if event.organizer else "Nobody knows if you come."
    )


def _conflicts(events: Sequence[Event], own_email: str, now: datetime) -> Iterator[Concern]:
    """Each pair once, under the one that begins first, or else the one that can be moved."""
    found, told = conflicts(events, own_email, _zone_of(now)), set[EventKey]()
    for event in events:
        conflict = found.get(event.key)
        if conflict is None or event.key in told:
            continue
        told |= {event.key, *(other.key for other in conflict.others)}
        more = f" and {conflict.count - 1} more" if conflict.count > 1 else ""
        other = conflict.others[0]
        if event.read_only and not other.read_only:
            event, other = other, event
        words = f"It overlaps “{other.title or '(no title)'}”{more}."
        fix = Fix.ANSWER if event.read_only else Fix.MOVE
        yield Concern(Fault(Kind.CONFLICT, words, fix), event.title, event)


def _folded(found: Iterable[Concern]) -> Iterable[Concern]:
    """The times of one series that have the same fault as one row: its first, and how many there are."""
    kept: dict[tuple[object, ...], Concern] = {}
    for one in found:
        series = one.event.master_id if one.event and not one.job else None
        name = (one.fault, one.key.calendar_id, series) if series else (one.fault.kind, one.key, one.job)
        before = kept.get(name)
        kept[name] = replace(before, dates=before.dates + 1) if before else one
    return kept.values()
