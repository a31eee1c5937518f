"""Drafts to be sent when there is a connection again: kept in their order, sent once, each told of.

A draft stays queued until it went through, or until the service declined it; then it waits for its owner.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from tui.domain.drafts import Draft
from tui.domain.errors import CallsheetError, Unreachable
from tui.services.ports import Clock
from tui.services.writes import Writes
from tui.store.state import State

_LEASE = "outbox"
_LENGTH = timedelta(seconds=60)
"""How long one callsheet alone sends; others leave it to that one."""


@dataclass(frozen=True, slots=True)
class SentLater:
    """What became of a queued draft: it was saved, or this is why not."""

    draft: Draft
    error: CallsheetError | None = None


class Outbox:
    """The queue of one account."""

    def __init__(
        self, state: State, writes: Writes, clock: Clock, save: Callable[[Draft], Awaitable[object]]
    ) -> None:
        self._state = state
        self._writes = writes
        self._clock = clock
        self._save = save
        self._holder = uuid4().hex
        self._sending = False

    def waiting(self) -> tuple[Draft, ...]:
        """The drafts that are queued, the oldest first."""
        return tuple(draft for draft in self._state.drafts() if draft.queued)

    async def put(self, draft: Draft) -> None:
        """Queue a draft."""
        await self._writes.do(self._state.put_draft, replace(draft, queued=True))

    async def send(self) -> tuple[SentLater, ...]:
        """Send what is queued, until there is no connection again; what became of each that was tried.

        Only one callsheet sends at a time.
        """
        if self._sending or not self.waiting() or not await self._leased():
            return ()
        self._sending = True
        try:
            return tuple([sent async for sent in self._each()])
        finally:
            self._sending = False
            self._writes.later(self._state.release, _LEASE, self._holder)

    async def _leased(self) -> bool:
        now = self._clock.now()
        return await self._writes.do(self._state.hold, _LEASE, self._holder, now, _LENGTH)

    async def _each(self) -> AsyncIterator[SentLater]:
        for draft in self.waiting():
            try:
                await self._save(draft)
            except Unreachable:
                return
            except CallsheetError as error:
                await self._writes.do(self._state.put_draft, replace(draft, queued=False))
                yield SentLater(draft, error)
            else:
                yield SentLater(draft)
            await self._leased()
