"""Keys typed while a screen is still opening: kept in order, and given to it once it can take them.

A burst such as `n` and a title reaches the app before the editor stands; without this its letters would be
taken for the calendar's keys.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual import events
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer

LONGEST_WAIT = 3.0
"""Seconds after which keys are given out whatever happened to the screen they waited for."""


class TypeAhead(App[None]):
    """The gate in front of the app's keys."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._held: list[events.Key] | None = None
        self._longest: Timer | None = None
        self._meant_for: WeakKeyDictionary[events.Key, Screen[Any]] = WeakKeyDictionary()
        """The screen that stood when a key was typed."""

    def hold_keys(self) -> None:
        """Keep every key from now on, until `give_keys` or a short while later."""
        if self._held is None:
            self._held = []
            self._longest = self.set_timer(LONGEST_WAIT, self.give_keys)

    def give_keys(self) -> None:
        """Give the keys that were kept to whatever has the focus now."""
        held = self._held or []
        self.drop_keys()
        for key in sorted(held, key=lambda key: key.time):
            self.post_message(events.Key(key.key, key.character))

    def drop_keys(self) -> None:
        """Forget them: what opened is a question nobody could have meant to answer."""
        self._held = None
        if self._longest is not None:  # else it would end the next wait too early
            self._longest.stop()
            self._longest = None

    async def on_event(self, event: events.Event) -> None:
        """Keep keys while the gate is closed, those included that came back unused."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif self._held is not None:
            event.stop()
            self._held.append(event)
        elif self._came_too_late(event):
            event.stop()
        else:
            await super().on_event(event)

    def _came_too_late(self, key: events.Key) -> bool:
        """Whether a key came back unused from a screen that was answered meanwhile: it is nobody's."""
        if not key.is_forwarded:
            self._meant_for[key] = self.screen
        return self._meant_for.get(key, self.screen) not in self.screen_stack
