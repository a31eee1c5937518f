"""A few seconds between what cannot be taken back and its request: it can be stopped until then.

Leaving the app sends what is still to be sent; a crash leaves the event as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tui.domain.events import Event, EventKey

if TYPE_CHECKING:
    from tui.services.ports import Pause
    from tui.services.sync import Agenda

SECONDS = 5.0
"""How long a deletion, or a first answer, can be stopped before anybody hears of it."""

Sent = TypeVar("Sent")


@dataclass(eq=False)
class _Held:
    """One thing on its way; `aside` is what is out of sight meanwhile."""

    event: Event
    aside: frozenset[EventKey]
    hurry: asyncio.Event = field(default_factory=asyncio.Event)


class Grace:
    """Deletions and first answers that are on their way."""

    def __init__(
        self, agenda: Agenda, pause: Pause, delete: Callable[[Event, bool], Awaitable[None]]
    ) -> None:
        self._agenda = agenda
        self._pause = pause
        self._delete = delete
        self._order: list[_Held] = []
        self._under_way: set[_Held] = set()

    @property
    def last(self) -> Event | None:
        """The event of what was asked for last and is not sent yet."""
        return self._order[-1].event if self._order else None

    @property
    def answers(self) -> bool:
        """Whether what was asked for last is an answer, and not a deletion."""
        return bool(self._order) and not self._order[-1].aside

    async def delete(self, event: Event, *, notify: bool = True) -> bool:
        """Put the event out of sight, wait, and delete it; whether it was. A failure brings it back.

        Raises what deleting raises.
        """

        async def send() -> bool:
            await self._delete(event, notify)
            return True

        return bool(await self._sent(_Held(event, frozenset({event.key})), send))

    async def end(self, event: Event, gone: Sequence[EventKey], send: Callable[[], Awaitable[None]]) -> bool:
        """The same for several times of a series, of which the event is the one that was chosen."""

        async def ended() -> bool:
            await send()
            return True

        return bool(await self._sent(_Held(event, frozenset(gone)), ended))

    async def answer(self, event: Event, send: Callable[[], Awaitable[Sent]]) -> Sent | None:
        """Wait, and send the answer to an invitation; None where it was stopped.

        Another answer to the same event meanwhile takes its place. Raises what sending raises.
        """
        for held in [one for one in self._order if one.event.key == event.key and not one.aside]:
            self._stop(held)
        return await self._sent(_Held(event, frozenset()), send)

    async def _sent(self, held: _Held, send: Callable[[], Awaitable[Sent]]) -> Sent | None:
        self._order.append(held)
        self._under_way.add(held)
        self._agenda.put_aside(held.aside)
        try:
            await self._passed(held.hurry)
            if held not in self._order:
                return None
            self._order.remove(held)
            return await send()
        finally:
            self._under_way.discard(held)
            if held in self._order:
                self._order.remove(held)
            self._agenda.bring_back(held.aside)

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
        """Stop what was asked for last; the event that stays as it is, if there was one."""
        if not self._order:
            return None
        held = self._order[-1]
        self._stop(held)
        self._agenda.bring_back(held.aside)
        return held.event

    def _stop(self, held: _Held) -> None:
        self._order.remove(held)
        held.hurry.set()

    async def hurry(self) -> None:
        """Let everything go out now, and wait until none is left."""
        while self._under_way:
            for held in self._under_way:
                held.hurry.set()
            await asyncio.sleep(0.02)
