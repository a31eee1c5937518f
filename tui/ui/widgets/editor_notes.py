"""The description, as text.

A description that was written with formatting is shown as text and left alone until it is edited.
"""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from tui.domain.text import clean_block


class Notes(TextArea):
    """A few lines that grow with what is written; Tab leaves them."""

    DEFAULT_CSS = """
    Notes {
        height: auto; min-height: 3; max-height: 9; width: 1fr;
        border: none; border-left: blank; padding: 0 1;
        scrollbar-background: $raised;
        &:focus { border: none; border-left: outer $now; background: $cursor; }
        & .text-area--cursor-line { background: $raised 0%; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="description", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.highlight_cursor_line = False

    async def _on_paste(self, event: events.Paste) -> None:
        """What is pasted passes the gate for untrusted text first."""
        event.prevent_default()
        event.stop()
        start, end = self.selection
        self.replace(clean_block(event.text), start, end)
