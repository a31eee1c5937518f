"""What the editor holds: text as typed, so that half a word is never lost and never reinterpreted.

A draft becomes an `EventWrite` only through `checking.check`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tui.domain.conferencing import Provider
from tui.domain.events import Event


class CallMode(StrEnum):
    """How the call comes to be."""

    CREATE = "create"
    """The API creates the meeting ("create for me")."""
    OWN = "own"
    """The user enters a link they have ("I have a link")."""


class DraftField(StrEnum):
    """The editor's fields, in reading order."""

    TITLE = "title"
    CALENDAR = "calendar"
    STARTS = "starts"
    ENDS = "ends"
    ZONE = "zone"
    LOCATION = "location"
    GUESTS = "guests"
    PROVIDER = "provider"
    MODE = "mode"
    HOST = "host"
    URL = "url"
    CODE = "code"
    PASSWORD = "password"
    PIN = "pin"
    PHONES = "phones"
    DESCRIPTION = "description"
    NOTIFY = "notify"


@dataclass(frozen=True, slots=True)
class CallDraft:
    """The conferencing block as typed. `provider` None means no call."""

    provider: Provider | None = None
    mode: CallMode = CallMode.CREATE
    host_grant: str = ""
    url: str = ""
    code: str = ""
    password: str = ""
    pin: str = ""
    phones: str = ""
    """Phone numbers separated by commas."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event being written. `original` is the event as read when editing began, None for a new one."""

    id: str
    calendar_id: str
    title: str = ""
    starts: str = ""
    ends: str = ""
    all_day: bool = False
    zone: str = ""
    """IANA zone the times are typed in: the event's own, the viewer's for a new event."""
    end_zone: str = ""
    """IANA zone of the end; empty means the same as `zone`."""
    location: str = ""
    guests: str = ""
    """Addresses separated by commas; `Name <address>` is understood."""
    description: str = ""
    notify: bool = True
    call: CallDraft = field(default_factory=CallDraft)
    original: Event | None = field(default=None, compare=False)

    @property
    def is_new(self) -> bool:
        """Whether saving creates an event rather than changing one."""
        return self.original is None
