"""What is on its way, or waits to be: shown as it will be, on top of what is stored, and gone once answered.

The store is never touched by what was only foreseen, so a refusal leaves exactly what was there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from tui.domain.events import Event, EventKey
from tui.domain.when import Window, bounds

_ASIDE = timedelta(minutes=1)


@dataclass(eq=False)
class Layer:
    """One change on its way: the event as it will be, None where only the service knows that."""

    key: EventKey
    event: Event | None
    _gone: Callable[[Layer], None]
    known: frozenset[EventKey] = frozenset()
    """What stood at its time before it was sent, where it is a new event."""
    became: EventKey | None = None
    """What it turned out to be, where that is about to be stored under another key."""

    def answered(self) -> None:
        """The answer is in the store: from now on that is shown."""
        self._gone(self)


class Sending:
    """Everything of one account that no answer has come to yet."""

    def __init__(
        self,
        changed: Callable[[], None],
        stored: Callable[[Window, Sequence[str]], Sequence[Event]],
        zone: ZoneInfo,
    ) -> None:
        self._changed = changed
        self._stored = stored
        self._zone = zone
        self._layers: list[Layer] = []
        self._standing: dict[EventKey, Event | None] = {}
        self.removals: frozenset[EventKey] = frozenset()
        """Events to be deleted as soon as there is a connection; they are still there."""
        self._quiet = asyncio.Event()
        self._quiet.set()

    @property
    def count(self) -> int:
        """How many changes are on their way."""
        return len(self._layers)

    @property
    def keys(self) -> frozenset[EventKey]:
        """The events they are of."""
        return frozenset(layer.key for layer in self._layers)

    @property
    def standing(self) -> frozenset[EventKey]:
        """The events of which something waits for a connection."""
        return self.removals.union(self._standing)

    def stand(self, written: Mapping[EventKey, Event | None], removals: frozenset[EventKey]) -> None:
        """Show what waits for a connection: exactly these, each as it will be where that is known."""
        if (self._standing, self.removals) != (written, removals):
            self._standing, self.removals = dict(written), removals
            self._changed()

    def _beside(self, event: Event) -> frozenset[EventKey]:
        """What is stored at the time of an event, on its calendar."""
        start, end = bounds(event.when, self._zone)
        around = Window(start - _ASIDE, end + _ASIDE)
        return frozenset(one.key for one in self._stored(around, [event.calendar_id]))

    def foreseen(self, key: EventKey) -> Event | None:
        """An event as it will be, if that is known."""
        found = (layer.event for layer in reversed(self._layers) if layer.key == key)
        return next((event for event in found if event is not None), self._standing.get(key))

    @contextmanager
    def shown(self, key: EventKey, event: Event | None) -> Iterator[Layer]:
        """Show an event as it will be until it is known how it is, or that it stays as it was."""
        known = self._beside(event) if event is not None and not event.is_there else frozenset()
        layer = Layer(key, event, self._gone, known)
        self._layers.append(layer)
        self._quiet.clear()
        self._changed()
        try:
            yield layer
        finally:
            layer.answered()

    def _gone(self, layer: Layer) -> None:
        if layer in self._layers:
            self._layers.remove(layer)
            if not self._layers:
                self._quiet.set()
            self._changed()

    async def over_with(self) -> None:
        """Wait until nothing is on its way any more."""
        await self._quiet.wait()

    def over(self, stored: Iterable[Event], calendar_ids: Sequence[str]) -> list[Event]:
        """The stored events of these calendars, with what is on its way in their place; the last counts."""
        coming = {key: event for key, event in self._standing.items() if event is not None}
        coming |= {layer.key: layer.event for layer in self._layers if layer.event is not None}
        if not coming:
            return list(stored)
        covered = coming.keys() | {layer.became for layer in self._layers}
        kept = [event for event in stored if event.key not in covered and not self._came_early(event)]
        return kept + [event for event in coming.values() if event.calendar_id in calendar_ids]

    def _came_early(self, event: Event) -> bool:
        """Whether it is one that is on its way, listed before its answer came: it is shown already."""
        made = [layer for layer in self._layers if layer.event is not None and not layer.event.is_there]
        if not made:
            return False
        from tui.domain.likeness import is_alike

        return any(
            event.calendar_id == layer.key.calendar_id
            and event.key not in layer.known
            and layer.event is not None
            and is_alike(layer.event, event)
            for layer in made
        )
