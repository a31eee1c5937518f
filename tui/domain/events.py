"""Events as the app speaks of them.

`raw` keeps the API's own object, so that what we do not know survives a round trip; it is never shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tui.domain.conferencing import Conferencing, NoConference
from tui.domain.reminders import Reminders
from tui.domain.when import When

NOT_YET = "sending-"
"""How the id of an event begins that is only being created."""


class Rsvp(StrEnum):
    """A participant's answer."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    NONE = "noreply"


class Status(StrEnum):
    """Whether the event takes place."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class EventKey(NamedTuple):
    """What names an event: the API wants the calendar beside the event id on every call."""

    calendar_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Person:
    """An address with the name that goes with it."""

    email: str
    name: str = ""

    @property
    def label(self) -> str:
        """The name if there is one, else the address."""
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone invited, and their answer."""

    email: str
    name: str = ""
    rsvp: Rsvp = Rsvp.NONE
    comment: str = ""
    phone: str = ""
    raw: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def label(self) -> str:
        """The name if there is one, else the address."""
        return self.name or self.email or "(no address)"


@dataclass(frozen=True, slots=True)
class Event:
    """One event, or one occurrence of a series, as last read."""

    id: str
    calendar_id: str
    title: str
    when: When
    grant_id: str = ""
    description: str = ""
    """Plain text for reading; where `html` is true the source stays in `raw` and is never overwritten."""
    html: bool = False
    location: str = ""
    busy: bool = True
    participants: tuple[Participant, ...] = ()
    organizer: Person | None = None
    conferencing: Conferencing = field(default_factory=NoConference)
    recurrence: tuple[str, ...] = ()
    master_id: str | None = None
    original_start: datetime | None = None
    status: Status = Status.CONFIRMED
    visibility: str = ""
    read_only: bool = False
    hide_participants: bool = False
    capacity: int | None = None
    """How many people may come, where there is a limit."""
    resources: tuple[Person, ...] = ()
    """Rooms and things booked."""
    reminders: Reminders = field(default_factory=Reminders)
    notetaker: Mapping[str, object] = field(default_factory=dict)
    """Plain data, as the API sent it."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    html_link: str = ""
    ical_uid: str = ""
    updated_at: datetime | None = None
    oddities: tuple[str, ...] = ()
    """What was wrong with the event as read, in words, such as an end before its start."""
    work_id: str = ""
    """What the service calls the work it still does on the event; only the older generation names it."""
    raw: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> EventKey:
        """The pair of ids every API call needs."""
        return EventKey(self.calendar_id, self.id)

    @property
    def is_there(self) -> bool:
        """Whether the service has the event: one that is being created cannot be changed yet."""
        return not self.id.startswith(NOT_YET)

    @property
    def in_series(self) -> bool:
        """Whether the event is a series or one occurrence of it."""
        return bool(self.recurrence or self.master_id)

    def answer_of(self, email: str) -> Rsvp | None:
        """The RSVP of the participant with this address, or None when they are not invited."""
        wanted = email.casefold()
        return next((p.rsvp for p in self.participants if p.email.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class UnreadableEvent:
    """An event that cannot be placed in time as the API sent it; shown as such, never dropped silently."""

    calendar_id: str
    event_id: str
    reason: str
    raw: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of a listing."""

    events: tuple[Event, ...]
    unreadable: tuple[UnreadableEvent, ...] = ()
