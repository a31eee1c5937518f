"""What is to be sent when there is a connection again, each once, each told of: drafts, deletions, answers.

Everything stays queued until it went through, or until the service declined it; then it is its owner's again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import uuid4

from tui.domain.drafts import Draft
from tui.domain.errors import (
    Ambiguous,
    BadAnswer,
    Blocked,
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
_NOTHING_GOES = (Blocked, RateLimited, StoreError, Unauthorized, Unreachable)
"""What keeps everything else from being sent, too."""
ANOTHER_TIME = (*_NOTHING_GOES, Ambiguous, BadAnswer, Elsewhere, Unavailable)
"""What does not decline the thing that was sent: it stays queued, and is looked for before the next time."""


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
        """What is being sent: it is shown as something on its way, and can be taken back no more."""

    def waiting(self) -> tuple[Draft, ...]:
        """The drafts that are queued."""
        return tuple(draft for draft in self._state.drafts() if draft.queued)

    def asked(self) -> tuple[Waiting, ...]:
        """The deletions and answers that are queued."""
        return self._state.waiting()

    def of(self, key: EventKey) -> Draft | None:
        """The draft of this event that is queued, as far as the store can be read.

        A change that is being sent is not: what is written then is built on what comes of it.
        """
        with suppress(StoreError):
            mine = (draft for draft in self.waiting() if key_of(draft) == key)
            return next((draft for draft in mine if draft.is_new or draft.id != self._at), None)
        return None

    @property
    def last(self) -> Waiting | None:
        """What was asked for last and is not being sent, as far as the store can be read."""
        with suppress(StoreError):
            return next((one for one in reversed(self.asked()) if one.id != self._at), None)
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
        """Queue a deletion or an answer, in the place of another of the same event.

        What else is queued of an event that is to be deleted is only forgotten once it is gone.
        """
        for one in self._others(waiting):
            if type(one) is type(waiting):
                await self._writes.do(self._state.drop_waiting, one.id)
        await self._writes.do(self._state.put_waiting, waiting)
        self.show()

    def _others(self, waiting: Waiting) -> tuple[Waiting, ...]:
        """What else was asked for of the same event, and is not being sent."""
        key = self._standing.key_of(waiting)
        others = (one for one in self.asked() if one.id not in (waiting.id, self._at))
        return tuple(one for one in others if self._standing.key_of(one) == key)

    async def now_or_later(self, deed: Awaitable[T], waiting: Waiting) -> T:
        """What comes of a deed; where there is no connection, it is queued. Raises Waits then.

        Once it is done, what was asked for before it is not sent any more.
        """
        try:
            done = await deed
        except Unreachable as error:
            await self.add(waiting)
            title = waiting.event.title or "(no title)"
            what = "not deleted" if isinstance(waiting, Removal) else "not answered"
            raise Waits(
                f"There is no connection: “{title}” is {what} yet.",
                means="It is as soon as there is one.",
                next_step="u takes that back.",
            ) from error
        await self._overtaken_by(waiting)
        return done

    async def _overtaken_by(self, done: Waiting) -> None:
        """Forget what was asked for of an event before; of one that was deleted also what was written."""
        others = self._others(done)
        for one in others:
            await self._writes.do(self._state.drop_waiting, one.id)
        draft = self.of(self._standing.key_of(done)) if isinstance(done, Removal) else None
        if draft is not None:
            await self._writes.do(self._state.drop_draft, draft.id)
        if others or draft is not None:
            self.show()

    async def drop(self, waiting_id: str) -> None:
        """Forget a deletion or an answer, unless it is being sent."""
        if waiting_id != self._at:
            await self._writes.do(self._state.drop_waiting, waiting_id)
            self.show()

    async def send(self, tell: Callable[[SentLater], None] = lambda sent: None) -> tuple[SentLater, ...]:
        """Send what is queued, as far as there is a connection; what became of each, told at once.

        Only one callsheet sends at a time.
        """
        if self._sending:
            return ()
        self._sending, sent = True, list[SentLater]()
        try:
            if (self.waiting() or self.asked()) and await self._leased():
                async for one in self._each():
                    sent.append(one)
                    tell(one)
        finally:
            self._sending, self._at = False, ""
            self._writes.later(self._state.release, _LEASE, self._holder)
            with suppress(StoreError):
                self.show()
        return tuple(sent)

    async def _leased(self) -> bool:
        now = self._clock.now()
        return await self._writes.do(self._state.hold, _LEASE, self._holder, now, _LENGTH)

    async def _each(self) -> AsyncIterator[SentLater]:
        for what_id in [one.id for one in (*self.waiting(), *self.asked())]:
            what = self._still(what_id)
            if what is None:
                continue
            self._at, error = what_id, None
            self.show()
            try:
                await self._sent(what)
            except _NOTHING_GOES:
                return
            except ANOTHER_TIME:
                continue
            except CallsheetError as declined:
                error = declined
            await self._over(what, declined=error is not None)
            yield SentLater(what, error)
            if not await self._leased():
                return

    def _still(self, what_id: str) -> Draft | Waiting | None:
        """Something queued as it is now: its owner may have written on, or thought better of it.

        Nothing else is sent of an event that is to be deleted.
        """
        asked = self.asked()
        gone = {self._standing.key_of(one) for one in asked if isinstance(one, Removal)}
        kept = (one for one in asked if isinstance(one, Removal) or self._standing.key_of(one) not in gone)
        written = (draft for draft in self.waiting() if key_of(draft) not in gone)
        return next((one for one in (*written, *kept) if one.id == what_id), None)

    async def _sent(self, what: Draft | Waiting) -> None:
        match what:
            case Draft():
                await self._sends.save(what)
            case Removal():
                await self._sends.remove(what)
            case Reply():
                await self._sends.reply(what)

    async def _over(self, what: Draft | Waiting, *, declined: bool) -> None:
        """It is queued no more; what was written and declined is kept, unless its owner did that already."""
        if not isinstance(what, Draft):
            await self._writes.do(self._state.drop_waiting, what.id)
            if isinstance(what, Removal) and not declined:
                await self._overtaken_by(what)
        elif declined:
            for kept in (draft for draft in self.waiting() if draft.id == what.id):
                await self._writes.do(self._state.put_draft, replace(kept, queued=False))
        self._at = ""
        self.show()
