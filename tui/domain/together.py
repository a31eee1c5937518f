"""The days of several accounts as one list: each meeting once, with the accounts that know it.

Pure: what each account has stored is given; nothing here may be written to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from tui.domain.events import Event, Rsvp, Status
from tui.domain.grid import group_by_day


@dataclass(frozen=True, slots=True)
class Shared:
    """An event and the places of the accounts that know it, in the order the accounts were given."""

    event: Event
    accounts: tuple[int, ...]


def together(
    stored: Sequence[Sequence[Event]], emails: Sequence[str], days: Sequence[date], zone: tzinfo
) -> Iterator[tuple[date, tuple[Shared, ...]]]:
    """Each of the days that has something, in order; what was called off or declined is left out."""
    owners: dict[int, int] = {}
    for account, events in enumerate(stored):
        owners.update((id(event), account) for event in events if _counts(event, emails[account]))
    kept = [event for events in stored for event in events if id(event) in owners]
    for day in group_by_day(kept, days, zone):
        if not day.is_empty:
            yield day.day, _once((*day.all_day, *day.timed), owners)


def _counts(event: Event, email: str) -> bool:
    return event.status is not Status.CANCELLED and event.answer_of(email) is not Rsvp.NO


def _once(events: Sequence[Event], owners: dict[int, int]) -> tuple[Shared, ...]:
    """A meeting that several accounts know is one row, in the words of the first of them."""
    found: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        name = (event.ical_uid, event.when) if event.ical_uid else (id(event),)
        found.setdefault(name, []).append(event)
    rows = ([(owners[id(event)], event) for event in same] for same in found.values())
    return tuple(
        Shared(min(row, key=lambda one: one[0])[1], tuple(sorted({account for account, _ in row})))
        for row in rows
    )
