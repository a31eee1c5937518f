"""What the store holds of a window; while it cannot be read, what was seen of it last, and why.

Whoever paints from here keeps their picture through a store that another program holds for a while, and waits
for no listing that is just being written: who writes it tells of it, and then it is looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.errors import StoreError
from tui.domain.events import Event, UnreadableEvent
from tui.domain.when import Window
from tui.store.cache import Cache

_MOST = 4
"""Windows that are remembered, those looked at last."""


class Sight(NamedTuple):
    """What the store held of some calendars when it was looked at."""

    window: Window
    ids: list[str]
    events: Sequence[Event] = ()
    unreadable: tuple[UnreadableEvent, ...] = ()
    error: StoreError | None = None
    """Why it could not be looked at now."""


class Sights:
    """Looks into one store."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._known: list[Sight] = []

    def of(self, window: Window, ids: list[str]) -> Sight:
        """What is known of these calendars."""
        last = self._last(window, ids)
        if last is not None and self._cache.being_written:
            return last
        try:
            seen = Sight(window, ids, self._cache.between(window, ids), self._cache.unreadable(ids))
        except StoreError as error:
            return (last or Sight(window, ids))._replace(error=error)
        self._known = [seen, *(one for one in self._known if one.window != window)][:_MOST]
        return seen

    def _last(self, window: Window, ids: list[str]) -> Sight | None:
        return next((one for one in self._known if (one.window, one.ids) == (window, ids)), None)
