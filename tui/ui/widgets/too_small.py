"""One sentence for a window that is too small."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.ui import paint

SMALLEST = Size(60, 16)
"""Columns and rows the app needs."""


class TooSmall(Widget):
    """Says how large the window has to be and how large it is."""

    def render(self) -> Content:
        """The sentence, for the size the window has now."""
        needed, window = SMALLEST, self.app.size
        sizes = f"needs {needed.width}×{needed.height}; this window is {window.width}×{window.height}"
        return paint.text(f"callsheet {sizes}")
