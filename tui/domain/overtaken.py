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


def may_be_another_s(event: Event, write: EventWrite) -> bool:
    """Whether the event, changed as it is, may have been changed by somebody else only."""
    if isinstance(write.conferencing, Autocreate) and isinstance(event.conferencing, NoConference):
        return True
    told = (name for name in _TELLING if getattr(write, name) is not UNSET)
    return any(getattr(event, name) != getattr(write, name) for name in told) or bool(
        differences(write, event)
    )
