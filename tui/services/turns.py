"""Whose turn it is: one deed of a name at a time, in this callsheet and among all that share its store.

A turn lasts until its deed is over; that of a callsheet that died is over with it.
"""

from __future__ import annotations

import asyncio
import os
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from uuid import uuid4

from tui.domain.errors import CallsheetError, StoreError
from tui.services.ports import Clock, Pause
from tui.services.writes import Writes
from tui.store.state import State

LENGTH = timedelta(minutes=10)
"""Longer than any deed takes: how long one that nobody can ask about keeps the others waiting."""
GLANCES = 20
PAUSE = 0.5
"""Seconds between two glances at whether another callsheet is done."""


class Elsewhere(CallsheetError):
    """Another callsheet is at the same thing right now."""

    exit_code = 75
    can_retry = True


def own_name() -> str:
    """What this callsheet holds turns as, so that others on the machine can tell whether it still runs."""
    return f"{platform.node()}/{os.getpid()}/{uuid4().hex}"


def has_ended(holder: str) -> bool:
    """Whether the callsheet of this name certainly runs no more."""
    node, _, rest = holder.rpartition("/")[0].rpartition("/")
    if os.name != "posix" or node != platform.node() or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


class Turns:
    """The turns of one callsheet."""

    def __init__(self, state: State, writes: Writes, clock: Clock, pause: Pause) -> None:
        self._state = state
        self._writes = writes
        self._clock = clock
        self._pause = pause
        self._here: dict[str, asyncio.Lock] = {}
        self.holder = own_name()

    @asynccontextmanager
    async def of(self, name: str, says: str, *, glances: int = GLANCES) -> AsyncIterator[None]:
        """Do something when it is its turn. Raises Elsewhere, saying `says`, and StoreError."""
        async with self._here.setdefault(name, asyncio.Lock()):
            if not self._state.shared:
                yield
                return
            await self._begun(name, says, glances)
            try:
                yield
            finally:
                with suppress(StoreError):  # it expires by itself
                    await self._writes.do(self._state.release, name, self.holder)

    async def _begun(self, name: str, says: str, glances: int) -> None:
        for _ in range(glances):
            if await self._writes.do(self._taken, name):
                return
            await self._pause.sleep(PAUSE)
        raise Elsewhere(says, means="Your text is kept.", next_step="Try again in a moment.")

    def _taken(self, name: str) -> bool:
        now = self._clock.now()
        if self._state.hold(name, self.holder, now, LENGTH):
            return True
        other = self._state.holder_of(name)
        if other is None or not has_ended(other):
            return False
        self._state.release(name, other)
        return self._state.hold(name, self.holder, now, LENGTH)
