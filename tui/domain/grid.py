"""Events laid out by day, as a list reads them; pure, and in the viewer's zone.

Order is by UTC instants; whole days come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from tui.domain.conferencing import Linked, Requested
from tui.domain.events import Event, Rsvp, Status
from tui.domain.links import link_of
from tui.domain.when import bounds, days, is_all_day


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """One day and what happens on it; an event that spans days stands on each of them."""

    day: date
    all_day: tuple[Event, ...] = ()
    timed: tuple[Event, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens."""
        return not self.all_day and not self.timed


@dataclass(frozen=True, slots=True)
class Flags:
    """What an event is, for the letters at the edge of its row."""

    video: bool = False
    pending: bool = False
    tentative: bool = False
    unanswered: bool = False
    series: bool = False
    declined: bool = False
    cancelled: bool = False
    odd: bool = False


def group_by_day(events: Iterable[Event], window_days: Sequence[date], zone: tzinfo) -> tuple[AgendaDay, ...]:
    """Each of `window_days` with its events, empty days included."""
    whole: dict[date, list[Event]] = {day: [] for day in window_days}
    timed: dict[date, list[Event]] = {day: [] for day in window_days}
    for event in sorted(events, key=lambda e: order_of(e, zone)):
        shelf = whole if is_all_day(event.when) else timed
        for day in _touched(event, window_days, zone):
            shelf[day].append(event)
    return tuple(AgendaDay(day, tuple(whole[day]), tuple(timed[day])) for day in window_days)


def order_of(event: Event, zone: tzinfo) -> tuple[datetime, datetime, str, str]:
    """The sort key of an event: by start, longer first, then by title and id so that order never wavers."""
    start, end = bounds(event.when, zone)
    return start, start - (end - start) if end > start else start, event.title, event.id


def _touched(event: Event, window_days: Sequence[date], zone: tzinfo) -> Iterable[date]:
    if not window_days:
        return
    first, last = days(event.when, zone)
    day, end = max(first, window_days[0]), min(last, window_days[-1])
    known = (
        frozenset(window_days) if len(window_days) != (window_days[-1] - window_days[0]).days + 1 else None
    )
    while day <= end:
        if known is None or day in known:
            yield day
        day += timedelta(days=1)


def flags_of(event: Event, own_email: str) -> Flags:
    """What the event is, for the person with `own_email`."""
    answer = event.answer_of(own_email) if own_email else None
    return Flags(
        video=isinstance(event.conferencing, Linked) or link_of(event) is not None,
        pending=isinstance(event.conferencing, Requested),
        tentative=event.status is Status.TENTATIVE or answer is Rsvp.MAYBE,
        unanswered=answer is Rsvp.NONE and not organised_by(event, own_email),
        series=event.in_series,
        declined=answer is Rsvp.NO,
        cancelled=event.status is Status.CANCELLED,
        odd=bool(event.oddities),
    )


def organised_by(event: Event, email: str) -> bool:
    """Whether the person with this address organises the event."""
    return event.organizer is not None and event.organizer.email.casefold() == email.casefold()
