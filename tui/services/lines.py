"""Changes of one event one after the other, each built on what came of the one before.

A change that was written on top of what was only foreseen is put on top of what is; where the one before did
not go through, it waits for its owner.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tui.domain.checking import Context
from tui.domain.drafts import Draft
from tui.domain.events import Event, EventKey
from tui.domain.merging import rebased

_MOST = 50


@dataclass(frozen=True, slots=True)
class _Came:
    """What an event was foreseen as, and what it is."""

    foreseen: Event
    now: Event
    went_through: bool


class Lines:
    """Whoever waits for an event, in the order they came."""

    def __init__(self, context: Callable[[], Context]) -> None:
        self._context = context
        self._waiting: dict[EventKey, tuple[asyncio.Lock, int]] = {}
        self._came: list[_Came] = []

    @asynccontextmanager
    async def of(self, key: EventKey) -> AsyncIterator[None]:
        """Do something to an event after everything that was begun before."""
        lock, before = self._waiting.get(key, (asyncio.Lock(), 0))
        self._waiting[key] = lock, before + 1
        try:
            async with lock:
                yield
        finally:
            self._left(key)

    def _left(self, key: EventKey) -> None:
        lock, waiting = self._waiting.pop(key)
        if waiting > 1:
            self._waiting[key] = lock, waiting - 1

    def note(self, foreseen: Event | None, now: Event | None, *, went_through: bool) -> None:
        """Remember what came of what was shown."""
        if foreseen is not None and now is not None:
            self._came = [_Came(foreseen, now, went_through), *self._came[: _MOST - 1]]

    def followed(self, draft: Draft) -> tuple[Draft, bool]:
        """The draft on top of what is, and whether what it was written upon went through."""
        went_through = True
        for _ in range(_MOST):
            # The very object that was shown: another like it may be what the service answered.
            came = next((one for one in self._came if one.foreseen is draft.original), None)
            if came is None:
                break
            draft = rebased(draft, came.now, self._context())
            went_through = went_through and came.went_through
        return draft, went_through
