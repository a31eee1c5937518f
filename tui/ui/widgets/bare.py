"""What only holds other widgets: its ground is painted in one stroke, and not line by line.

Nothing here has a border, a padding or a text of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as Node
else:
    # A real widget here would hide the other base from the stylesheet, which follows the first one only.
    Node = object


class Bare(Node):
    """Mixed into what holds panes."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """So many lines of nothing but the ground."""
        strip = Strip.blank(crop.width, self.visual_style.rich_style)
        for one in self.get_line_filters():
            strip = strip.apply_filter(one, self.background_colors[1])
        return [strip] * crop.height


class BareRow(Bare, Horizontal):
    """Panes side by side."""


class BareColumn(Bare, VerticalScroll):
    """Panes one under another."""
