"""Whether somebody else was at an event since it was read."""

from __future__ import annotations

from dataclasses import replace

from tui.domain.conferencing import Autocreate, NoConference
from tui.domain.events import Event
from tui.domain.readback import differences
from tui.domain.writes import UNSET, EventWrite

_TELLING = ("title", "when", "location", "description", "recurrence", "busy")
"""Fields that are read as they were written, wherever the service took the change."""


def changed_behind(original: Event, now: Event, write: EventWrite) -> tuple[str, ...]:
    """The fields this write touches that are neither what the user saw nor what they want."""
    return tuple(
        name
        for name in write.named()
        if getattr(now, name) not in (getattr(original, name), getattr(write, name))
    )


def up_to_date(write: EventWrite, now: Event) -> EventWrite:
    """The write with whatever the service has learned of its guests since, which nobody here understands."""
    if write.participants is UNSET:
        return write
    raws = {guest.email.casefold(): guest.raw for guest in now.participants}
    guests = (replace(one, raw=raws.get(one.email.casefold(), one.raw)) for one in write.participants)
    return replace(write, participants=tuple(guests))


def without_sending_away(write: EventWrite, now: Event, invited: frozenset[str]) -> EventWrite:
    """The write with the guests it leaves out although nobody here invited them: others did meanwhile.

    `invited` are the addresses earlier saves of the same draft named, in small letters.
    """
    if write.participants is UNSET:
        return write
    ours = addresses(write) | invited
    others = tuple(guest for guest in now.participants if guest.email.casefold() not in ours)
    guests = (*write.participants, *others)
    return replace(write, participants=UNSET if set(guests) == set(now.participants) else guests)


def addresses(write: EventWrite) -> frozenset[str]:
    """Whom the write invites, in small letters."""
    guests = () if write.participants is UNSET else write.participants
    return frozenset(guest.email.casefold() for guest in guests)


def may_be_another_s(event: Event, write: EventWrite) -> bool:
    """Whether the event, changed as it is, may have been changed by somebody else only."""
    if isinstance(write.conferencing, Autocreate) and isinstance(event.conferencing, NoConference):
        return True
    told = (name for name in _TELLING if getattr(write, name) is not UNSET)
    return any(getattr(event, name) != getattr(write, name) for name in told) or bool(
        differences(write, event)
    )
