"""Events that were made from rows before, kept ready to show.

A row is known by its number alone: what changes gets a new one, and no number is given twice in one file.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator, Sequence

from tui.domain.events import Event
from tui.store.codec import NotStored
from tui.store.rows import Row, event_in

MOST = 4_096
"""Events that are kept ready."""


class Ready:
    """The events of one file, told from others by its turn."""

    def __init__(self, turn: int) -> None:
        self.turn = turn
        self._lock = threading.Lock()
        self._events: dict[int, Event] = {}

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._events)

    def all_of(self, numbers: Sequence[int]) -> tuple[Event, ...] | None:
        """The events of these rows; None where any is not ready."""
        try:
            return tuple([self._events[number] for number in numbers])
        except KeyError:
            return None

    def made(self, rows: Iterable[Row]) -> Iterator[Event]:
        """The events of rows that begin with their number; what cannot be read any more is passed over."""
        for number, *row in rows:
            with contextlib.suppress(NotStored):
                yield self._events.get(number) or self._kept(number, event_in(row))

    def _kept(self, number: int, event: Event) -> Event:
        with self._lock:
            self._events[number] = event
            while len(self._events) > MOST:
                del self._events[next(iter(self._events))]
        return event
