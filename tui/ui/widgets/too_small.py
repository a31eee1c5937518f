"""One sentence for a window that is too small."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.layout import SMALLEST


class TooSmall(Widget):
    """Says how large the window has to be and how large it is."""

    def render(self) -> Content:
        """The sentence, for the size the window has now."""
        needed, has = self._spelled(SMALLEST), self._spelled(self.app.size)
        return paint.text(f"callsheet needs {needed}; this window is {has}")

    def _spelled(self, size: Size) -> str:
        return f"{size.width}{glyphs_of(self.app).times}{size.height}"
