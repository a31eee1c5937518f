"""The guests' field above slots: what is typed is always a guest, and what begins none moves the slots.

It never takes a slot itself; it says that Enter was pressed, and the screen decides.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.domain.people import piece_at
from tui.ui.widgets.editor_guests import GuestInput

_NOT_IN_A_NAME = frozenset("+-[]?")
"""What no name or address begins with; the keys of the screen where none is begun."""


class CompanyInput(GuestInput):
    """Opens with its guests and a comma behind them, so that the next letter begins another one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "choose(1)", "to the slots", show=False)]

    class Entered(Message):
        """Enter or ↓ was pressed with nobody to take."""

        def __init__(self, *, down: bool) -> None:
            super().__init__()
            self.down = down

    def begin(self, guests: str) -> None:
        """Hold these guests, ready for one more."""
        self.value = f"{guests.rstrip(', ')}, " if guests.strip(", ") else ""
        self.cursor_position = len(self.value)

    def on_resize(self) -> None:
        """Bring the place where one more is typed into sight; only a cursor that moves does so."""
        at, self.cursor_position = self.cursor_position, 0
        self.cursor_position = at

    @property
    def guests(self) -> str:
        """What is typed, without a comma for somebody who never came."""
        return self.value.rstrip(", ")

    def action_neighbour(self, by: int) -> None:
        """There are only the slots to go to; ↑ has nowhere to go."""
        if by > 0:
            self.post_message(self.Entered(down=True))

    def action_take(self, entered: bool) -> None:
        """Take the one chosen; else Enter is said, and Tab goes on."""
        if entered and not self.is_offering:
            self.post_message(self.Entered(down=False))
        else:
            super().action_take(entered)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Signs that begin no name are not typed where one would begin."""
        return not self._is_command(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if not self._is_command(event.character):
            await super()._on_key(event)
        else:
            event.prevent_default()

    def _is_command(self, character: str | None) -> bool:
        start, end = piece_at(self.value, self.cursor_position)
        return character in _NOT_IN_A_NAME and not self.value[start:end].strip()
