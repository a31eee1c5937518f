"""The floor: a Textual app that paints one line and nothing else, or one that counts keys on it."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Blank(App[None]):
    """One line, then silence."""

    def compose(self) -> ComposeResult:
        """The line the benchmark waits for."""
        yield Static("READY")


class Moving(Blank):
    """One line that says how often a key was pressed: the least a key can paint."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "move(1)"), ("k", "move(-1)")]
    place = 0

    def action_move(self, by: int) -> None:
        """Paint the number anew."""
        self.place += by
        self.query_one(Static).update(f"READY {self.place}")


if __name__ == "__main__":
    (Moving if "moving" in sys.argv else Blank)().run()
