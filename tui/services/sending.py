"""What is on its way, shown as it will be: on top of what is stored, and gone without a trace once answered.

The store is never touched by what was only foreseen, so a refusal leaves exactly what was there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tui.domain.events import Event, EventKey


@dataclass(eq=False)
class Layer:
    """One change on its way: the event as it will be, None where only the service knows that."""

    key: EventKey
    event: Event | None
    _gone: Callable[[Layer], None]
    became: EventKey | None = None
    """What it turned out to be, where that is about to be stored under another key."""

    def answered(self) -> None:
        """The answer is in the store: from now on that is shown."""
        self._gone(self)


class Sending:
    """Everything of one account that no answer has come to yet."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._layers: list[Layer] = []
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

    def foreseen(self, key: EventKey) -> Event | None:
        """An event as it will be, if that is known."""
        found = (layer.event for layer in reversed(self._layers) if layer.key == key)
        return next((event for event in found if event is not None), None)

    @contextmanager
    def shown(self, key: EventKey, event: Event | None) -> Iterator[Layer]:
        """Show an event as it will be until it is known how it is, or that it stays as it was."""
        layer = Layer(key, event, self._gone)
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
        coming = {layer.key: layer.event for layer in self._layers if layer.event is not None}
        if not coming:
            return list(stored)
        covered = coming.keys() | {layer.became for layer in self._layers}
        kept = [event for event in stored if event.key not in covered]
        return kept + [event for event in coming.values() if event.calendar_id in calendar_ids]
