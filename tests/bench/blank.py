"""The floor: a Textual app that paints one line and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Blank(App[None]):
    """One line, then silence."""

    def compose(self) -> ComposeResult:
        """The line the benchmark waits for."""
        yield Static("READY")


if __name__ == "__main__":
    Blank().run()
