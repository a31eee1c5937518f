"""What the services need from outside, as protocols.

Both API generations, every keyring and every test double stand behind these; nothing above asks which.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from tui.domain.busy import Busy
    from tui.domain.calendars import Calendar, Grant
    from tui.domain.conferencing import Conferencing
    from tui.domain.events import Event, EventKey, EventPage, Rsvp
    from tui.domain.free_time import Attendee, Wish
    from tui.domain.secret import SecretStr
    from tui.domain.when import Window
    from tui.domain.work import Work
    from tui.domain.writes import EventWrite
    from tui.services.settings import Profile


class Described(NamedTuple):
    """A request as it would be sent; the key is never part of it."""

    method: str
    url: str
    body: Mapping[str, object]
    key_variable: str = "NYLAS_API_KEY"
    """The environment variable that stands for the key."""

    def curl(self) -> str:
        """The same request for a shell, the key taken from the environment."""
        lines = (
            f"curl --request {self.method}",
            f"--url {shlex.quote(self.url)}",
            f'--header "Authorization: Bearer ${self.key_variable}"',
            "--header 'Content-Type: application/json'",
            f"--data {shlex.quote(json.dumps(self.body, ensure_ascii=False))}",
        )
        return " \\\n  ".join(lines)


class CalendarApi(Protocol):
    """The calendar service. Every method raises only `tui.domain.errors.ApiError` kinds."""

    async def grant(self) -> Grant:
        """The account in use; a wrong key, region or grant shows here first."""
        ...

    async def grants(self) -> tuple[Grant, ...]:
        """Every account of the application, for choosing who hosts a call. May raise Forbidden."""
        ...

    async def calendars(self) -> tuple[Calendar, ...]:
        """All calendars of the account."""
        ...

    def events(
        self, calendar_id: str, window: Window, *, cancelled: bool = False
    ) -> AsyncIterator[EventPage]:
        """The events of one calendar that overlap `window`, series expanded, page by page, by start.

        With `cancelled` also those that were called off, as far as the account keeps them.
        """
        ...

    def objects(
        self, calendar_id: str, window: Window, select: tuple[str, ...] = ()
    ) -> AsyncIterator[Mapping[str, object]]:
        """The API's own objects of one calendar, for taking away in bulk: series as such, in no order.

        With `select` only these members of each. Objects met twice are given once.
        """
        ...

    async def event(self, key: EventKey) -> Event:
        """One event, read fresh."""
        ...

    async def work(self, work_id: str) -> Work | None:
        """How the work named on an event stands; None where the service knows nothing of it (any more)."""
        ...

    async def works(self) -> Mapping[str, Work]:
        """The account's work by its id, in one request: the newest, as far as that shows it."""
        ...

    async def calls(self, calendar_id: str, window: Window) -> Mapping[str, Conferencing]:
        """The calls on the events of one calendar that overlap `window`, by the events' ids, in one request.

        As far as one page shows them: an event that is left out may be there and have a call.
        """
        ...

    async def namesakes(self, calendar_id: str, title: str, window: Window | None) -> tuple[Event, ...]:
        """Events that may be one that came back under another id; none where events keep theirs."""
        ...

    async def create(self, calendar_id: str, write: EventWrite, *, notify: bool) -> Event:
        """Create an event, once. Raises Ambiguous when its fate is unknown; the caller reconciles."""
        ...

    def described(self, calendar_id: str, event_id: str, write: EventWrite, *, notify: bool) -> Described:
        """The request a create, or with an `event_id` an update, would send. Raises Refused."""
        ...

    async def update(self, key: EventKey, write: EventWrite, *, notify: bool) -> Event:
        """Change the named fields of an event. Raises Ambiguous when its fate is unknown."""
        ...

    async def delete(self, key: EventKey, *, notify: bool) -> None:
        """Delete an event; one that is already gone counts as deleted."""
        ...

    async def rsvp(self, key: EventKey, answer: Rsvp, comment: str = "") -> str:
        """Answer an invitation. Returns why the organizer was not mailed of it; empty when they were.

        Only the older generation has a place for a comment; the other raises Refused for one.
        """
        ...

    async def free_busy(
        self, emails: Sequence[str], window: Window, *, tentative: bool = True
    ) -> tuple[Busy, ...]:
        """When these people are busy, one answer for each address in their order.

        An address that cannot be read is an answer with `trouble`. Raises Refused where the account has no
        way to ask. With `tentative` False what they only half accepted is left out.
        """
        ...

    async def availability(self, attendees: Sequence[Attendee], wish: Wish) -> tuple[datetime, ...]:
        """When slots begin that suit everybody, as the service works them out, in order.

        Raises Refused where it does not know somebody.
        """
        ...

    async def marked(self, calendar_id: str, token: str, name: str) -> Event | None:
        """The event created with this client token in its metadata, under this name.

        Raises Refused where the account cannot be searched so: nothing is known then.
        """
        ...

    async def aclose(self) -> None:
        """Give connections back."""
        ...


ApiFactory = Callable[["Profile", "SecretStr"], CalendarApi]
"""Opens the service for a profile; the command line decides which client that is."""


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """The current instant, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go backwards, for measuring waits."""
        ...


class Pause(Protocol):
    """Waiting and chance, so that tests own both."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...

    def jitter(self) -> float:
        """A number in 0..1."""
        ...


class Opener(Protocol):
    """Opens a link outside the terminal."""

    def available(self) -> bool:
        """Whether there is a browser to open anything with."""
        ...

    def open(self, url: str) -> None:
        """Open an already approved https link without blocking or writing to the terminal."""
        ...
