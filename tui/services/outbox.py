"""What is to be sent when there is a connection again, each once, each told of: drafts, deletions, answers.

Everything stays queued until it went through, or until the service declined it; then it is its owner's again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import uuid4

from tui.domain.drafts import Draft
from tui.domain.errors import (
    Ambiguous,
    CallsheetError,
    RateLimited,
    StoreError,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from tui.domain.events import EventKey
from tui.domain.foreseen import key_of
from tui.domain.waiting import Removal, Reply, Waiting
from tui.services.ports import Clock
from tui.services.standing import Standing
from tui.services.turns import Elsewhere
from tui.services.writes import Writes
from tui.store.state import State

T = TypeVar("T")
_LEASE = "outbox"
_LENGTH = timedelta(seconds=60)
"""How long one callsheet alone sends; others leave it to that one."""
ANOTHER_TIME = (Elsewhere, RateLimited, StoreError, Unauthorized, Unavailable, Unreachable)
"""What says nothing about the thing that was sent: it stays queued, and everything behind it."""


class Waits(CallsheetError):
    """There was no connection, so that it was queued."""

    exit_code = 75


@dataclass(frozen=True, slots=True)
class SentLater:
    """What became of something queued: it went through, or this is why not."""

    what: Draft | Waiting
    error: CallsheetError | None = None

    @property
    def title(self) -> str:
        """The event it is about."""
        named = self.what.title if isinstance(self.what, Draft) else self.what.event.title
        return named or "(no title)"

    @property
    def done(self) -> str:
        """What was done, in a word."""
        match self.what:
            case Draft():
                return "Sent"
            case Removal():
                return "Deleted"
            case Reply():
                return "Answered"

    @property
    def left(self) -> str:
        """Where it is now that it did not go through."""
        return "It is kept as a draft." if isinstance(self.what, Draft) else ""


class Sends(Protocol):
    """What the queue needs of the edits."""

    async def save(self, draft: Draft) -> object:
        """Send a draft."""
        ...

    async def remove(self, removal: Removal) -> None:
        """Delete an event that is still what it was when that was asked for."""
        ...

    async def reply(self, reply: Reply) -> None:
        """Answer an invitation."""
        ...


def _is_for_later(what: Draft | Waiting, error: CallsheetError) -> bool:
    """Whether to try again: what may have been deleted or answered is looked at before that."""
    return isinstance(error, ANOTHER_TIME) or (isinstance(error, Ambiguous) and not isinstance(what, Draft))


class Outbox:
    """The queue of one account: what was written first, then what was asked for, the oldest first."""

    def __init__(self, state: State, writes: Writes, clock: Clock, sends: Sends, standing: Standing) -> None:
        self._state = state
        self._writes = writes
        self._clock = clock
        self._sends = sends
        self._standing = standing
        self._holder = uuid4().hex
        self._sending = False
        self._at = ""
        """What is being sent: it is shown as something on its way."""

    def waiting(self) -> tuple[Draft, ...]:
        """The drafts that are queued."""
        return tuple(draft for draft in self._state.drafts() if draft.queued)

    def asked(self) -> tuple[Waiting, ...]:
        """The deletions and answers that are queued."""
        return self._state.waiting()

    def of(self, key: EventKey) -> Draft | None:
        """The draft of this event that is queued, as far as the store can be read."""
        with suppress(StoreError):
            return next((draft for draft in self.waiting() if key_of(draft) == key), None)
        return None

    def show(self) -> None:
        """Show what is queued on its days, also what another callsheet queued."""
        drafts = [draft for draft in self.waiting() if draft.id != self._at]
        self._standing.show(drafts, [one for one in self.asked() if one.id != self._at])

    async def put(self, draft: Draft) -> None:
        """Queue a draft."""
        await self._writes.do(self._state.put_draft, replace(draft, queued=True))
        self.show()

    async def add(self, waiting: Waiting) -> None:
        """Queue a deletion or an answer; it takes the place of an answer to the same event.

        A change of an event that is to be deleted need not be sent.
        """
        for one in self.asked():
            if one.event.key == waiting.event.key:
                await self._writes.do(self._state.drop_waiting, one.id)
        if isinstance(waiting, Removal) and (draft := self.of(waiting.event.key)) is not None:
            await self._writes.do(self._state.drop_draft, draft.id)
        await self._writes.do(self._state.put_waiting, waiting)
        self.show()

    async def now_or_later(self, deed: Awaitable[T], waiting: Waiting) -> T:
        """What comes of a deed; where there is no connection, it is queued. Raises Waits then."""
        try:
            return await deed
        except Unreachable as error:
            await self.add(waiting)
            title = waiting.event.title or "(no title)"
            what = "not deleted" if isinstance(waiting, Removal) else "not answered"
            raise Waits(
                f"There is no connection: “{title}” is {what} yet.",
                means="It is as soon as there is one.",
                next_step="u takes that back.",
            ) from error

    async def drop(self, waiting_id: str) -> None:
        """Forget a deletion or an answer."""
        await self._writes.do(self._state.drop_waiting, waiting_id)
        self.show()

    async def send(self) -> tuple[SentLater, ...]:
        """Send what is queued, until there is no connection again; what became of each that was tried.

        Only one callsheet sends at a time.
        """
        if self._sending or not (self.waiting() or self.asked()) or not await self._leased():
            return ()
        self._sending = True
        try:
            return tuple([sent async for sent in self._each()])
        finally:
            self._sending, self._at = False, ""
            self._writes.later(self._state.release, _LEASE, self._holder)
            self.show()

    async def _leased(self) -> bool:
        now = self._clock.now()
        return await self._writes.do(self._state.hold, _LEASE, self._holder, now, _LENGTH)

    async def _each(self) -> AsyncIterator[SentLater]:
        for what in (*self.waiting(), *self.asked()):
            self._at, error = what.id, None
            self.show()
            try:
                await self._sent(what)
            except CallsheetError as failure:
                if _is_for_later(what, failure):
                    return
                error = failure
            await self._over(what, declined=error is not None)
            yield SentLater(what, error)
            await self._leased()

    async def _sent(self, what: Draft | Waiting) -> None:
        match what:
            case Draft():
                await self._sends.save(what)
            case Removal():
                await self._sends.remove(what)
            case Reply():
                await self._sends.reply(what)

    async def _over(self, what: Draft | Waiting, *, declined: bool) -> None:
        """It is queued no more; what was written and declined is kept."""
        if not isinstance(what, Draft):
            await self._writes.do(self._state.drop_waiting, what.id)
        elif declined:
            kept = next((draft for draft in self.waiting() if draft.id == what.id), what)
            await self._writes.do(self._state.put_draft, replace(kept, queued=False))
        self.show()
