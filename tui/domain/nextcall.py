"""The call to join now: running, or the next to begin.

What has no link never wins over what has one; what was declined, cancelled or lasts all day is no call.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tui.domain.events import Event, Rsvp, Status
from tui.domain.links import Link, link_of
from tui.domain.when import bounds, is_all_day

LOOK_AHEAD = timedelta(hours=24)
_EARLY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class NextCall:
    """What comes next. `starts_in` is negative once it runs; `others` are calls that overlap it."""

    event: Event
    link: Link | None
    starts_in: timedelta
    running: bool
    others: tuple[Event, ...] = ()


def current_or_next(events: Iterable[Event], now: datetime, own_email: str) -> NextCall | None:
    """The call to join: one about to begin before one long running; without links, the next meeting."""
    coming = [event for event in events if _counts(event, now, own_email)]
    calls = [event for event in coming if link_of(event) is not None]
    if not (calls or coming):
        return None
    ranked = sorted(calls or coming, key=lambda event: _rank(event, now))
    first = ranked[0]
    start, _ = bounds(first.when, UTC)
    others = tuple(event for event in ranked[1:] if calls and _both_now(first, event, now))
    return NextCall(first, link_of(first), start - now, start <= now, others)


def about_to_begin(
    events: Iterable[Event], now: datetime, within: timedelta, own_email: str
) -> tuple[Event, ...]:
    """The calls that have not begun and do so within a while; what has no link rings no bell."""
    coming = (event for event in events if _counts(event, now, own_email) and link_of(event) is not None)
    starts = [(bounds(event.when, UTC)[0], event.id, event) for event in coming]
    return tuple(
        event for start, _, event in sorted(starts, key=lambda one: one[:2]) if now < start <= now + within
    )


def _counts(event: Event, now: datetime, own_email: str) -> bool:
    if is_all_day(event.when) or event.status is Status.CANCELLED:
        return False
    if own_email and event.answer_of(own_email) is Rsvp.NO:
        return False
    start, end = bounds(event.when, UTC)
    return end > now and start < now + LOOK_AHEAD


def _rank(event: Event, now: datetime) -> tuple[int, timedelta, str]:
    """Soon beginning or just begun first, then long running, then later ones."""
    start, _ = bounds(event.when, UTC)
    if abs(start - now) <= _EARLY:
        return 0, abs(start - now), event.id
    return (1, now - start, event.id) if start <= now else (2, start - now, event.id)


def _both_now(first: Event, other: Event, now: datetime) -> bool:
    """Whether the other call runs, now or at the moment the first is joined, or is about to begin then."""
    start, _ = bounds(first.when, UTC)
    other_start, other_end = bounds(other.when, UTC)
    at = max(start, now)
    runs = other_start <= now < other_end
    return runs or (other_start <= at + _EARLY and at < other_end)
