"""An event as it will be once what is on its way has arrived: shown meanwhile, and never written anywhere.

What only the service can say, such as an id or a link, is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.domain.conferencing import (
    Autocreate,
    ConferenceChange,
    Conferencing,
    Linked,
    NoConference,
    OwnDetails,
    Remove,
    Requested,
)
from tui.domain.drafts import Draft
from tui.domain.events import NOT_YET, Event, EventKey, Rsvp
from tui.domain.writes import UNSET, EventWrite


def key_of(draft: Draft) -> EventKey:
    """What the event is shown as while the draft is on its way: its own key, or one of ours."""
    if draft.original is not None:
        return draft.original.key
    return EventKey(draft.calendar_id, f"{NOT_YET}{draft.id}")


def foreseen(draft: Draft, write: EventWrite) -> Event | None:
    """The event as it will be; None for a series, which is shown as times that only the service knows."""
    event = draft.original
    if event is None:
        if write.when is UNSET:
            return None
        calendar_id, event_id = key_of(draft)
        event = Event(event_id, calendar_id, draft.title, write.when)
    elif event.recurrence:
        return None
    return replace(event, **_written(write))


def _written(write: EventWrite) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(write, name) for name in write.named() if name != "conferencing"}
    if write.conferencing is not UNSET:
        found["conferencing"] = _call(write.conferencing)
    return found


def _call(change: ConferenceChange) -> Conferencing:
    match change:
        case Autocreate(provider, host_grant, settings):
            return Requested(provider.value, host_grant, settings)
        case OwnDetails(provider, details):
            return Linked(provider, details)
        case Remove():
            return NoConference()


def answered(event: Event, email: str, answer: Rsvp) -> Event:
    """The event with this answer of its participant."""
    wanted = email.casefold()
    people = (
        replace(one, rsvp=answer) if one.email.casefold() == wanted else one for one in event.participants
    )
    return replace(event, participants=tuple(people))
