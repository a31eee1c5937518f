"""A few seconds between a deletion and its request: the event is out of sight, and nothing is lost yet.

Leaving the app sends what is still to be sent; a crash leaves the event where it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.domain.events import Event, EventKey

if TYPE_CHECKING:
    from tui.services.ports import Pause
    from tui.services.sync import Agenda

SECONDS = 5.0
"""How long a deletion can be stopped before anybody hears of it."""


class Grace:
    """Deletions that are on their way."""

    def __init__(
        self, agenda: Agenda, pause: Pause, delete: Callable[[Event, bool], Awaitable[None]]
    ) -> None:
        self._agenda = agenda
        self._pause = pause
        self._delete = delete
        self._waiting: dict[EventKey, asyncio.Event] = {}
        self._order: list[Event] = []

    @property
    def last(self) -> Event | None:
        """The deletion that was asked for last and is not sent yet."""
        return self._order[-1] if self._order else None

    async def delete(self, event: Event, *, notify: bool = True) -> bool:
        """Put the event out of sight, wait, and delete it; whether it was. A failure brings it back.

        Raises what deleting raises.
        """
        hurry = self._waiting[event.key] = asyncio.Event()
        self._order.append(event)
        self._agenda.put_aside(event.key)
        try:
            await self._passed(hurry)
            if event not in self._order:
                return False
            self._order.remove(event)
            await self._delete(event, notify)
            return True
        finally:
            self._waiting.pop(event.key, None)
            if event in self._order:
                self._order.remove(event)
            self._agenda.bring_back(event.key)

    async def _passed(self, hurry: asyncio.Event) -> None:
        """Wait for the time to pass, or to be told not to."""
        waiting = asyncio.ensure_future(self._pause.sleep(SECONDS))
        told = asyncio.ensure_future(hurry.wait())
        try:
            await asyncio.wait((waiting, told), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (waiting, told):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def keep(self) -> Event | None:
        """Stop the newest deletion; the event that stays, if there was one."""
        if not self._order:
            return None
        event = self._order.pop()
        self._waiting[event.key].set()
        self._agenda.bring_back(event.key)
        return event

    async def hurry(self) -> None:
        """Let every deletion go out now, and wait until none is left."""
        while self._waiting:
            for waits in self._waiting.values():
                waits.set()
            await asyncio.sleep(0.02)
