"""Events that take the same time: which of the user's own appointments stand in each other's way.

Pass the events of the user's own calendars only; nobody attends a holiday list. Instants are compared in UTC.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tui.domain.events import Event, EventKey, Rsvp, Status
from tui.domain.grid import order_of, organised_by
from tui.domain.when import bounds

MOST_NAMED = 5
"""Events named in one conflict; `count` tells of all."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in an event's way: `others` are accepted and busy, at most `MOST_NAMED` of `count`."""

    others: tuple[Event, ...]
    count: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """One appointment, however many calendars show it."""

    start: datetime
    end: datetime
    firm: bool
    shown: tuple[Event, ...]


def conflicts(events: Iterable[Event], own_email: str, zone: tzinfo) -> Mapping[EventKey, Conflict]:
    """The events that overlap another one which is accepted and busy, each with what it overlaps.

    Both sides take time: declined, cancelled and free events are in nobody's way, nor is an instant. Of a
    pair only the accepted one is in the other's way: an open invitation does not mark what it falls on.
    Whole days run from midnight to midnight in `zone`. Takes n·log n, however much overlaps.
    """
    taken = _appointments(events, own_email, zone)
    firm = [one for one in taken if one.firm]
    starts, ends = [one.start for one in firm], sorted(one.end for one in firm)
    found: dict[EventKey, Conflict] = {}
    for one, near in _neighbours(taken, firm):
        count = bisect_left(starts, one.end) - bisect_right(ends, one.start) - one.firm
        if count:
            conflict = Conflict(tuple(other.shown[0] for other in near), count)
            found.update((event.key, conflict) for event in one.shown)
    return found


def takes_time(event: Event, own_email: str) -> bool:
    """Whether the event can be in the way of another at all."""
    return event.busy and event.status is not Status.CANCELLED and _answer(event, own_email) is not Rsvp.NO


def is_firm(event: Event, own_email: str) -> bool:
    """Whether the user said yes, or needs not say so: it is their own."""
    if event.status is Status.TENTATIVE:
        return False
    return _answer(event, own_email) in (Rsvp.YES, None) or organised_by(event, own_email)


def _answer(event: Event, own_email: str) -> Rsvp | None:
    return event.answer_of(own_email) if own_email else None


def _appointments(events: Iterable[Event], own_email: str, zone: tzinfo) -> list[_Taken]:
    """What takes time, by start; an event that two calendars show is one."""
    same: dict[tuple[str, datetime, datetime], list[Event]] = {}
    for event in sorted(events, key=lambda one: (order_of(one, zone), one.calendar_id)):
        start, end = bounds(event.when, zone)
        if end > start and takes_time(event, own_email):
            same.setdefault((event.ical_uid or event.id, start, end), []).append(event)
    return [
        _Taken(start, end, any(is_firm(event, own_email) for event in shown), tuple(shown))
        for (_, start, end), shown in same.items()
    ]


def _neighbours(taken: Sequence[_Taken], firm: Sequence[_Taken]) -> Iterator[tuple[_Taken, Sequence[_Taken]]]:
    """Each appointment with a few firm ones that overlap it: those running when it begins come first."""
    running: list[tuple[datetime, int]] = []
    begun = 0
    for one in taken:
        while running and running[0][0] <= one.start:
            heapq.heappop(running)
        before = [firm[at] for _, at in running[:MOST_NAMED]]
        if one.firm:
            heapq.heappush(running, (one.end, begun))
            begun += 1
        after = [other for other in firm[begun : begun + MOST_NAMED] if other.start < one.end]
        yield one, (before + after)[:MOST_NAMED]
