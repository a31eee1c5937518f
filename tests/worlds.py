"""Sandboxes for stories: the world is made once for all that begin at one moment, each has a copy of its own.

What a story changes in its copy no other story sees.
"""

from __future__ import annotations

from typing import Any

from tui.sandbox.server import Sandbox
from tui.sandbox.settings import SandboxSettings

_MADE: dict[tuple[Any, ...], bytes] = {}
"""Stores as they are after the first morning, by all a world is made from."""


class StorySandbox(Sandbox):
    """A sandbox in memory; nothing but the making of its world is spared."""

    def _fill(self, settings: SandboxSettings) -> None:
        plan = settings.zone, settings.seed, settings.events, settings.traps, settings.also
        asked, store = (self._clock(), *plan), self._store._connection
        if asked in _MADE:
            store.deserialize(_MADE[asked])
        else:
            super()._fill(settings)
            _MADE[asked] = store.serialize()
