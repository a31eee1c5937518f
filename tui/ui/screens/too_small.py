"""What is shown in a window too small for anything else; whatever was being written waits behind it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.ui.layout import is_too_small
from tui.ui.screens.opening import Opening
from tui.ui.widgets.too_small import TooSmall


class TooSmallScreen(Opening, ModalScreen[None]):
    """Covers everything until the window has grown."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._leaving = False

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield TooSmall()

    def on_resize(self, event: events.Resize) -> None:
        """Make way, once, when there is room."""
        if not self._leaving and not is_too_small(event.size):
            self._leaving = True
            self.dismiss(None)
