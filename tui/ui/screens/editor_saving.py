"""What the editor needs from the outside, and what it answers with.

A save belongs to the app, not to the screen: leaving the editor never cancels one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tui.domain.checking import Checked, Context
from tui.domain.drafts import Draft, DraftField
from tui.domain.errors import ApiError, CallsheetError
from tui.domain.events import Event, EventKey
from tui.domain.jobs import Job
from tui.services.ports import Described


class Saved(Protocol):
    """A save that went through."""

    @property
    def event(self) -> Event:
        """The event as the service now has it."""
        ...

    @property
    def job(self) -> Job | None:
        """The call being waited for, if its link is not there yet."""
        ...

    @property
    def differences(self) -> tuple[str, ...]:
        """Where the service did something else than it was asked to, in sentences."""
        ...

    @property
    def guessed(self) -> bool:
        """Whether nobody confirmed the event, and it was known by its title and time alone."""
        ...


class Edits(Protocol):
    """Checking, keeping and sending drafts."""

    def context(self) -> Context:
        """What a draft is checked against."""
        ...

    def check(self, draft: Draft) -> Checked:
        """What is wrong, what would be sent, and what that means."""
        ...

    def described(self, draft: Draft) -> Described | None:
        """The request that saving would send, if there is one."""
        ...

    def drafts(self) -> tuple[Draft, ...]:
        """The drafts that are kept."""
        ...

    def why_not(self, draft_id: str) -> CallsheetError | None:
        """What the service said the last time this draft was sent, in this run."""
        ...

    def is_sending(self, draft_id: str) -> bool:
        """Whether this draft is on its way right now."""
        ...

    async def keep(self, draft: Draft) -> None:
        """Keep a draft as it is. Raises StoreError."""
        ...

    async def queue(self, draft: Draft) -> None:
        """Send a draft as soon as there is a connection. Raises StoreError."""
        ...

    async def discard(self, draft_id: str) -> None:
        """Forget a draft. Raises StoreError."""
        ...

    async def series(self, one: Event) -> Event:
        """The series one belongs to, read fresh. Raises ApiError."""
        ...

    async def is_it(self, draft: Draft, event: Event) -> Saved:
        """Save a draft whose owner says which event it became already. Raises as `save`."""
        ...

    async def again(self, draft: Draft) -> Saved:
        """Send a draft whose owner says that nothing there is its event. Raises as `save`."""
        ...

    async def save(self, draft: Draft) -> Saved:
        """Send it. Raises DraftRefused, ChangedBehind or an ApiError; it stays kept then."""
        ...


@dataclass(frozen=True, slots=True)
class SentOn:
    """The editor was left while its draft is on its way; the event is shown under this key meanwhile."""

    key: EventKey


@dataclass(frozen=True, slots=True)
class EditorOutcome:
    """What came of it: the event as saved, and the call being waited for."""

    event: Event
    job: Job | None
    created: bool
    """Whether the event is new."""
    differences: tuple[str, ...] = ()
    """Where the service did something else than it was asked to, in sentences."""
    guessed: bool = False
    """Whether nobody confirmed the event, and it was known by its title and time alone."""
    another: bool = False
    """Whether another event is to be begun."""


_HINTS: tuple[tuple[DraftField, tuple[str, ...]], ...] = (
    (DraftField.HOST, ("conf_grant_id", "conf grant", "host")),
    (DraftField.URL, ("details.url", "meeting url", "url")),
    (DraftField.PHONES, ("phone",)),
    (DraftField.PIN, ("pin ", "'pin'", '"pin"')),
    (DraftField.PASSWORD, ("password", "passcode")),
    (DraftField.CODE, ("meeting_code", "meeting code")),
    (DraftField.PROVIDER, ("conferencing", "autocreate", "provider", "conference", "zoom", "teams", "meet ")),
    (DraftField.GUESTS, ("participant", "attendee", "email")),
    (DraftField.ZONE, ("timezone", "time zone")),
    (DraftField.ENDS, ("end_time", "end_date", "end time")),
    (DraftField.STARTS, ("start_time", "start_date", "start time", "when")),
    (DraftField.LOCATION, ("location",)),
    (DraftField.DESCRIPTION, ("description",)),
    (DraftField.TITLE, ("title",)),
    (DraftField.CALENDAR, ("calendar", "read-only", "read only")),
)


def field_blamed(error: CallsheetError) -> DraftField | None:
    """The field a refusal is about, as far as its words tell; None when they do not."""
    if not isinstance(error, ApiError):
        return None
    words = f"{error.server_words} {error.what}".casefold()
    return next((field for field, hints in _HINTS if any(hint in words for hint in hints)), None)
