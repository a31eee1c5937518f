"""The agenda: what is stored is shown at once, what is asked for arrives per calendar and window.

Nothing here raises for the network's sake: a failure becomes part of the calendar's freshness.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.calendars import Calendar
from tui.domain.errors import CallsheetError, StoreError
from tui.domain.events import Event, EventKey, UnreadableEvent
from tui.domain.grid import order_of
from tui.domain.when import Window, bounds
from tui.services.feed import Feed
from tui.services.freshness import Freshness, Readings, Vanished
from tui.services.listings import Listings
from tui.services.sending import Sending
from tui.services.sights import Sights
from tui.services.writes import Writes
from tui.store.cache import Cache
from tui.store.state import State

if TYPE_CHECKING:
    from tui.services.ports import CalendarApi, Clock

__all__ = ["AT_ONCE", "FOUND", "Agenda", "Freshness", "Vanished", "View"]

AT_ONCE = 4
"""Calendars asked for at the same time."""
_KNOWN_AROUND = timedelta(days=3 * 365)
"""How far from now the times of a series are looked for in the store."""
_NEVER = datetime.min.replace(tzinfo=UTC)

FOUND = 50
"""Events a search finds where nobody says how many."""


class View(NamedTuple):
    """One window of the visible calendars, by start."""

    events: tuple[Event, ...]
    unreadable: tuple[UnreadableEvent, ...]
    freshness: Mapping[str, Freshness]
    as_of: datetime | None
    """When the stalest part of what is shown was read; None if some of it never was."""


class Agenda:
    """Calendars and events of one account."""

    def __init__(self, api: CalendarApi, cache: Cache, state: State, clock: Clock, zone: ZoneInfo) -> None:
        self._api = api
        self._cache = cache
        self._state = state
        self._clock = clock
        self._zone = zone
        self._writes = Writes()
        self._listings = Listings(api, cache, self._writes, clock)
        self._asked: dict[str, int] = {}
        self.moved: dict[EventKey, EventKey] = {}
        """Events that came back under another id, this run: where each is now."""
        self._sights = Sights(cache)
        self._aside: frozenset[EventKey] = frozenset()
        self._imagined: Event | None = None
        self.shown_as: dict[EventKey, EventKey] = {}
        """Series that were written, this run: the first of the times each is shown as."""
        self._series: set[EventKey] = set()
        self.series_written = 0
        """How often a series was written: what it made of the days in sight has to be read."""
        self._hidden = state.hidden()
        self._calendars = cache.calendars()
        self._freshness = {c.id: Freshness() for c in self._calendars}
        self._readings = {c.id: Readings(cache.as_of(c.id)) for c in self._calendars}
        self.changed: Feed[None] = Feed()
        self.sending = Sending(lambda: self.changed.publish(None), cache.between, zone)
        """What is on its way, and shown as it will be."""
        self.vanished: Feed[Vanished] = Feed()
        """Told when most of what was known of a calendar is gone."""

    @property
    def cancelled(self) -> bool:
        """Whether what was called off is asked for, too."""
        return self._listings.cancelled

    @cancelled.setter
    def cancelled(self, wanted: bool) -> None:
        self._listings.cancelled = wanted

    def calendars(self) -> tuple[Calendar, ...]:
        """All calendars, as last read."""
        return self._calendars

    async def load_calendars(self) -> None:
        """Read the calendars. Raises ApiError."""
        found = await self._api.calendars()
        await self._writes.do(self._cache.put_calendars, found)
        self._calendars = found
        self._freshness = {c.id: self._freshness.get(c.id, Freshness()) for c in found}
        self._readings = {c.id: self._readings.get(c.id, Readings(None)) for c in found}
        self.changed.publish(None)

    def hidden(self) -> frozenset[str]:
        """Calendars that are not shown."""
        return self._hidden

    def set_hidden(self, calendar_id: str, hidden: bool) -> None:
        """Show or hide a calendar, now and at the next start."""
        self._hidden = self._hidden | {calendar_id} if hidden else self._hidden - {calendar_id}
        self._writes.later(self._state.set_hidden, calendar_id, hidden)
        self.changed.publish(None)

    def visible(self) -> tuple[Calendar, ...]:
        """The calendars that are shown."""
        return tuple(c for c in self._calendars if c.id not in self._hidden)

    def view(self, window: Window, calendar_ids: Sequence[str] | None = None) -> View:
        """What is known of the window, from the store alone; of these calendars, or the visible ones."""
        ids = [calendar.id for calendar in self._named(calendar_ids)]
        known = self._sights.of(window, ids)
        stored = self._with_imagined(self.sending.over(known.events, ids), ids)
        spread = {e.master_id for e in stored if e.master_id}
        shown = (e for e in stored if e.id not in spread and e.key not in self._aside)
        found = [e for e in shown if window.overlaps(*bounds(e.when, self._zone))]
        found.sort(key=lambda event: order_of(event, self._zone))
        freshness = {one: self._freshness_of(one, window, known.error) for one in ids}
        ages = [one.as_of for one in freshness.values()]
        as_of = min((age for age in ages if age is not None), default=None)
        return View(tuple(found), known.unreadable, freshness, None if None in ages else as_of)

    def _freshness_of(self, calendar_id: str, window: Window, error: StoreError | None) -> Freshness:
        known = self._freshness[calendar_id]
        return known._replace(as_of=self._readings[calendar_id].of(window), error=error or known.error)

    def was_read(self, window: Window) -> bool:
        """Whether every visible calendar was read over the window in this run."""
        known = (self._readings.get(calendar.id) for calendar in self.visible())
        return all(one is not None and one.covers(window) for one in known)

    def _with_imagined(self, stored: Sequence[Event], calendar_ids: Sequence[str]) -> Sequence[Event]:
        if self._imagined is None or self._imagined.calendar_id not in calendar_ids:
            return stored
        return (*(event for event in stored if event.key != self._imagined.key), self._imagined)

    def imagine(self, event: Event | None) -> None:
        """Show an event as if it were so, until told otherwise; nothing of it is stored."""
        self._imagined = event
        self.changed.publish(None)

    def errors(self) -> tuple[CallsheetError, ...]:
        """Why visible calendars could not be read the last time."""
        found = (self._freshness[calendar.id].error for calendar in self.visible())
        return tuple(error for error in found if error is not None)

    def search(
        self, text: str, limit: int = FOUND, calendar_ids: Sequence[str] | None = None
    ) -> tuple[Event, ...]:
        """At most `limit` events of these calendars, or the visible ones, that hold every word in `text`.

        From the store alone: what was never read is not found. The best places first, in each the nearest
        to now; a series shown as its times is not shown beside them. A word may be begun only.
        """
        ids = [calendar.id for calendar in self._named(calendar_ids)]
        found = self._cache.search(text, limit, self._clock.now(), ids)
        spread = {(e.calendar_id, e.master_id) for e in found if e.master_id}
        return tuple(event for event in found if event.key not in spread | self._aside)

    def reach(self) -> Window | None:
        """From the first to the last event stored of the visible calendars; None where none can be seen."""
        with contextlib.suppress(StoreError):
            return self._cache.reach([calendar.id for calendar in self.visible()])
        return None

    def _named(self, calendar_ids: Sequence[str] | None) -> tuple[Calendar, ...]:
        if calendar_ids is None:
            return self.visible()
        return tuple(calendar for calendar in self._calendars if calendar.id in calendar_ids)

    async def refresh(self, window: Window, calendar_ids: Sequence[str] | None = None) -> None:
        """Read the window of these calendars, or the visible ones; failures land in the freshness."""
        turn, gate = self._listings.next_turn(), asyncio.Semaphore(AT_ONCE)
        calendars = self._named(calendar_ids)
        for calendar in calendars:
            self._asked[calendar.id] = turn
            self._note(calendar.id, refreshing=True)
        self.changed.publish(None)
        await asyncio.gather(*(self._refresh_one(c.id, window, turn, gate) for c in calendars))

    async def prefetch(self, window: Window, since: datetime) -> None:
        """Read the window of the visible calendars quietly, one after the other.

        Those read after `since` are left out; the first failure ends it, and nothing is said of it.
        """
        turn = self._listings.next_turn()
        old = [c.id for c in self.visible() if (self._readings[c.id].of(window) or _NEVER) < since]
        with contextlib.suppress(CallsheetError):
            for calendar_id in old:
                await self._read(calendar_id, window, turn)
        if old:
            self.changed.publish(None)

    async def _refresh_one(
        self, calendar_id: str, window: Window, turn: int, gate: asyncio.Semaphore
    ) -> None:
        outcome: dict[str, CallsheetError | None] = {}
        try:
            async with gate:
                await self._read(calendar_id, window, turn)
            outcome["error"] = None
        except CallsheetError as error:
            outcome["error"] = error
        finally:  # also when nobody waits any more: nothing is being read then
            if self._asked.get(calendar_id) == turn:
                self._note(calendar_id, refreshing=False, **outcome)
            self.changed.publish(None)

    async def _read(self, calendar_id: str, window: Window, turn: int) -> None:
        listed = await self._listings.read(calendar_id, window, turn)
        if listed is None:
            return
        self._follow_series(listed.events)
        if calendar_id in self._readings:
            self._readings[calendar_id].add(window, listed.at)
        if listed.lost:
            self.vanished.publish(Vanished(calendar_id, listed.lost))

    def _follow_series(self, events: Sequence[Event]) -> None:
        """A series that was written is shown as its times: who looked at it looks at the first of them."""
        if not self._series:
            return
        for event in sorted(events, key=lambda event: order_of(event, self._zone), reverse=True):
            whole = EventKey(event.calendar_id, event.master_id or "")
            if whole in self._series:
                self.shown_as[whole] = event.key

    def _note(self, calendar_id: str, **changes: object) -> None:
        if calendar_id in self._freshness:
            self._freshness[calendar_id] = self._freshness[calendar_id]._replace(**changes)  # type: ignore[arg-type]

    def event(self, key: EventKey) -> Event | None:
        """One event from the store, or as it is imagined; None, too, while the store cannot be read."""
        if self._imagined is not None and self._imagined.key == key:
            return self._imagined
        with contextlib.suppress(StoreError):
            return self._cache.event(key)
        return None

    async def put(self, event: Event) -> None:
        """Keep an event that was just read or written; a listing already under way will not undo it."""
        self._listings.touch(event.key)
        await self._writes.do(self._cache.put, (event,))
        if event.recurrence:
            self.series_written += 1
            self._series.add(event.key)
        self.changed.publish(None)

    async def move(self, key: EventKey, event: Event) -> None:
        """Keep an event that was just read, and forget the id it had before."""
        if event.key != key:
            self.moved[key] = event.key
            self._listings.touch(key)
            await self._writes.do(self._cache.drop, key)
        await self.put(event)

    async def follow(self, old: EventKey, key: EventKey) -> None:
        """Show what another callsheet read of an event, under the id it found."""
        if old != key:
            self.moved[old] = key
            self._listings.touch(old)
            await self._writes.do(self._cache.drop, old)
        self.changed.publish(None)

    def put_aside(self, keys: frozenset[EventKey]) -> None:
        """Leave events out of sight, for now; the store keeps them."""
        self._aside |= keys
        if keys:
            self.changed.publish(None)

    def bring_back(self, keys: frozenset[EventKey]) -> None:
        """Show them again, as far as they are still there."""
        self._aside -= keys
        if keys:
            self.changed.publish(None)

    async def drop(self, key: EventKey) -> None:
        """Forget an event that is gone."""
        self._listings.touch(key)
        await self._writes.do(self._cache.drop, key)
        self.changed.publish(None)

    async def drop_all(self, keys: Iterable[EventKey]) -> None:
        """Forget times of a series that are no more; where they stood is read again."""
        self.series_written += 1
        for key in keys:
            await self.drop(key)

    def times_of(self, series: EventKey) -> tuple[Event, ...]:
        """The times of a series that are known around now, in their order."""
        now = self._clock.now()
        known = self.view(Window(now - _KNOWN_AROUND, now + _KNOWN_AROUND), [series.calendar_id]).events
        return tuple(one for one in known if one.master_id == series.event_id)

    async def aclose(self) -> None:
        """Wait for what is still being written."""
        await self._writes.aclose()
