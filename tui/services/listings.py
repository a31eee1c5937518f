"""What the service lists of its calendars, put into the store window by window, each whole or not at all.

A listing that comes late never undoes a newer one, nor what was changed here meanwhile; one that leaves out
oddly much is asked for twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tui.domain.errors import Unauthorized
from tui.domain.events import Event, EventKey, Status, UnreadableEvent
from tui.domain.when import Window
from tui.services.freshness import is_odd
from tui.services.writes import Writes
from tui.store.cache import Cache

if TYPE_CHECKING:
    from tui.services.ports import CalendarApi, Clock


class Listed(NamedTuple):
    """A listing that is in the store now."""

    events: Sequence[Event]
    at: datetime
    lost: int
    """How many events that were known it leaves out, where they are oddly many."""


class Listings:
    """The listings of one account, in turns: whoever asks for several calendars asks in one."""

    def __init__(self, api: CalendarApi, cache: Cache, writes: Writes, clock: Clock) -> None:
        self._api = api
        self._cache = cache
        self._writes = writes
        self._clock = clock
        self._turn = 0
        self._refusal: tuple[int, Unauthorized] | None = None
        self._applied: dict[str, int] = {}
        self._touched: dict[EventKey, int] = {}
        self.cancelled = False
        """Whether what was called off is asked for, too."""

    def next_turn(self) -> int:
        """A turn after all before it."""
        self._turn += 1
        return self._turn

    def touch(self, key: EventKey) -> None:
        """Note that an event was changed here: a listing already under way does not undo it."""
        self._touched[key] = self._turn

    async def read(self, calendar_id: str, window: Window, turn: int) -> Listed | None:
        """Read a calendar's window into the store; None where a later turn was there first.

        A key that was refused is not tried again in the same turn. Raises ApiError and StoreError.
        """
        if self._refusal is not None and self._refusal[0] == turn:
            raise self._refusal[1]
        try:
            events, unreadable, lost = await self._asked_twice_if_odd(calendar_id, window, turn)
        except Unauthorized as error:
            self._refusal = turn, error
            raise
        if turn < self._applied.get(calendar_id, 0):
            return None
        self._applied[calendar_id] = turn
        spared, now = self._spared(calendar_id, turn), self._clock.now()
        await self._writes.do(self._cache.replace, calendar_id, window, events, unreadable, spared, now)
        return Listed(events, now, lost)

    async def _asked_twice_if_odd(
        self, calendar_id: str, window: Window, turn: int
    ) -> tuple[list[Event], list[UnreadableEvent], int]:
        events, unreadable = await self._listed(calendar_id, window)
        lost = await self._lost(calendar_id, window, events, turn)
        if lost:
            events, unreadable = await self._listed(calendar_id, window)
            lost = await self._lost(calendar_id, window, events, turn)
        return events, unreadable, lost

    async def _listed(self, calendar_id: str, window: Window) -> tuple[list[Event], list[UnreadableEvent]]:
        events: list[Event] = []
        unreadable: list[UnreadableEvent] = []
        async for page in self._api.events(calendar_id, window, cancelled=self.cancelled):
            events += page.events
            unreadable += page.unreadable
        return events, unreadable

    def _spared(self, calendar_id: str, turn: int) -> frozenset[EventKey]:
        """What was changed here since the listing was asked for."""
        return frozenset(k for k, at in self._touched.items() if k.calendar_id == calendar_id and at >= turn)

    async def _lost(self, calendar_id: str, window: Window, listed: Sequence[Event], turn: int) -> int:
        """How many events a listing makes vanish, if they are oddly many; else 0.

        What was called off may well be left out, and what was changed here was meant to change.
        """
        if turn < self._applied.get(calendar_id, 0):
            return 0
        missing = await self._writes.do(
            self._cache.missing, calendar_id, window, {event.id for event in listed}
        )
        gone = sum(one.status is not Status.CANCELLED and not self._is_ours(one) for one in missing)
        return gone if is_odd(gone, len(listed)) else 0

    def _is_ours(self, event: Event) -> bool:
        """Whether the event, or the series it is of, was changed or deleted here."""
        return bool(self._touched.keys() & {event.key, EventKey(event.calendar_id, event.master_id or "")})
