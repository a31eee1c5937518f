"""What the editor holds: text as typed, so that half a word is never lost and never reinterpreted.

A draft becomes an `EventWrite` only through `checking.check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tui.domain.conferencing import Provider
from tui.domain.events import Event
from tui.domain.refusals import Refusal


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
    END_ZONE = "end_zone"
    LOCATION = "location"
    GUESTS = "guests"
    PROVIDER = "provider"
    MODE = "mode"
    HOST = "host"
    SETTINGS = "settings"
    URL = "url"
    CODE = "code"
    PASSWORD = "password"
    PIN = "pin"
    PHONES = "phones"
    DESCRIPTION = "description"
    NOTIFY = "notify"
    REPEATS = "repeats"
    REMINDERS = "reminders"
    BUSY = "busy"
    VISIBILITY = "visibility"
    HIDE_GUESTS = "hide_guests"
    CAPACITY = "capacity"
    ROOMS = "rooms"
    METADATA = "metadata"
    NOTETAKER = "notetaker"


MORE_FIELDS = (
    DraftField.REPEATS,
    DraftField.REMINDERS,
    DraftField.BUSY,
    DraftField.VISIBILITY,
    DraftField.HIDE_GUESTS,
    DraftField.CAPACITY,
    DraftField.ROOMS,
    DraftField.METADATA,
    DraftField.NOTETAKER,
)
"""The fields of `MoreDraft`, each under its own name."""


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
    wishes: Mapping[str, object] = field(default_factory=dict)
    """Zoom's own options for a meeting to be created, by its names; what is not named is left to Zoom."""
    extra: str = ""
    """Other settings for a meeting to be created: one JSON object, as typed."""

    @property
    def takes_settings(self) -> bool:
        """Whether there is anything to set: only Zoom takes settings, and only for a call it makes."""
        return self.provider is Provider.ZOOM and self.mode is CallMode.CREATE


@dataclass(frozen=True, slots=True)
class MoreDraft:
    """What most events leave alone, as typed."""

    repeats: str = ""
    """In words or as rules: see `repeating`."""
    reminders: str = ""
    """Empty for the provider's own: see `reminders`."""
    busy: bool = True
    visibility: str = ""
    """`public`, `private`, or empty for the calendar's default."""
    hide_guests: bool = False
    capacity: str = ""
    rooms: str = ""
    """Addresses of rooms and things to book, separated by commas."""
    metadata: str = ""
    """Pairs such as `project=Kiln`: see `pairs`."""
    notetaker: str = ""
    """One JSON object, passed on as it is."""


@dataclass(frozen=True, slots=True)
class Succession:
    """The event a new one takes over from, once the new one is there: it is shortened, or deleted."""

    old: Event
    rules: tuple[str, ...] = ()
    """What is left of an old series; empty when the old event goes altogether."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event being written. `original` is the event as read when editing began, None for a new one."""

    id: str
    calendar_id: str
    title: str = ""
    starts: str = ""
    ends: str = ""
    """Empty for a moment, which has no length."""
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
    more: MoreDraft = field(default_factory=MoreDraft)
    original: Event | None = field(default=None, compare=False)
    succeeds: Succession | None = None
    queued: bool = False
    """Whether it is to be sent by itself, as soon as there is a connection."""
    line: str = ""
    """The quick line it is still being written as; empty once it is written in the editor."""
    under_way: bool = field(default=False, compare=False)
    """Whether it was sent, and nobody knows yet what became of it."""
    refusal: Refusal | None = field(default=None, compare=False)
    """Why it was declined when it was sent last."""

    @property
    def is_new(self) -> bool:
        """Whether saving creates an event rather than changing one."""
        return self.original is None
