"""One line for somebody new: a hint, and how to be rid of it.

It is there only while there is something to say; a click puts it away.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.ui import paint


class HintLine(Widget, can_focus=False):
    """Give it the pieces of a hint, and the key that puts it away."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "HintLine { height: 1; width: 1fr; padding: 0 1; }"

    class Dismissed(Message):
        """The line was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Sequence[tuple[str, bool]] = ()
        self._away = ""

    def say(self, pieces: Sequence[tuple[str, bool]], away: str) -> None:
        """Show this hint."""
        self._pieces, self._away = pieces, away
        self.refresh()

    def render(self) -> Content:
        """The hint; the way to be rid of it is never what is left out."""
        room = self.content_size.width
        away = paint.line("   ", (self._away, "bold $ink"), (" puts this away", "$quiet"))
        parts = [paint.text(words, "bold $ink" if key else "$quiet") for words, key in self._pieces]
        said = paint.line(("Tip  ", "bold $now"), *parts)
        left = room - away.cell_length
        return paint.line(
            said if said.cell_length <= left else said.truncate(max(left, 0), ellipsis=True), away
        )

    def on_click(self, event: events.Click) -> None:
        """Put it away."""
        event.stop()
        self.post_message(self.Dismissed())
