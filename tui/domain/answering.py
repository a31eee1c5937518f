"""Invitations and the user's own answer: which wait for one, and when none can be given.

An invitation is an event somebody else organises with the user among its guests.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tui.domain.calendars import AccountKind
from tui.domain.events import Event, Rsvp, Status
from tui.domain.grid import order_of, organised_by
from tui.domain.when import bounds


def unanswered(events: Iterable[Event], own_email: str, now: datetime) -> tuple[Event, ...]:
    """Invitations nobody answered that are still to end, those that begin first on top.

    `now` is in the viewer's zone: whole days end at the viewer's midnight. A series gives each of its
    occurrences; what the account shows in two calendars is given once.
    """
    if now.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    zone = now.tzinfo
    waiting = [
        event for event in events if awaits_answer(event, own_email) and bounds(event.when, zone)[1] > now
    ]
    kept: dict[tuple[str, object], Event] = {}
    for event in sorted(waiting, key=lambda one: order_of(one, zone)):
        kept.setdefault((event.ical_uid or event.id, event.when), event)
    return tuple(kept.values())


def by_series(waiting: Iterable[Event]) -> tuple[tuple[Event, int], ...]:
    """The first of each series with how many of its times are waiting, and each event that is none of one."""
    kept: dict[tuple[str, str], tuple[Event, int]] = {}
    for event in waiting:
        name = event.calendar_id, event.master_id or event.id
        first, count = kept.get(name, (event, 0))
        kept[name] = first, count + 1
    return tuple(kept.values())


def awaits_answer(event: Event, own_email: str) -> bool:
    """Whether somebody else asked the user to come, the event takes place, and no answer was given."""
    if not own_email or event.status is Status.CANCELLED or organised_by(event, own_email):
        return False
    return event.answer_of(own_email) is Rsvp.NONE


def why_no_answer(event: Event, own_email: str, account: AccountKind) -> str | None:
    """Why this event cannot be answered, in words; None where it can.

    By the API's rules iCloud takes no answers, only guests can give one, and organisers only on Google.
    """
    if account is AccountKind.ICLOUD:
        return "iCloud takes no answers by this way; answer in Apple's Calendar or in the mail."
    if event.status is Status.CANCELLED:
        return "This event was called off; there is nothing to answer."
    if organised_by(event, own_email) and account is not AccountKind.GOOGLE:
        return "You organise this event; only on Google can organisers answer their own."
    if event.answer_of(own_email) is None:
        mine = organised_by(event, own_email)
        return (
            "You organise this event; there is nobody to answer to."
            if mine
            else "You are not among the guests of this event."
        )
    return None
