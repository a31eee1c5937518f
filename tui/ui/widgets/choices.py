"""A list to choose from: its cursor is a sign as well as a ground, and j and k move it like the arrows.

Every list of options in the house is marked, so that its cursor can be found without colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from tui.ui.glyphs import glyphs_of

if TYPE_CHECKING:
    from textual.widgets import OptionList as List
else:
    # A real widget here would hide the other base from the stylesheet, which follows the first one only.
    List = object

SIGN = "marked--sign"
"""The component class of the sign; to be among those of every list that is marked."""


class Marked(List):
    """Mixed into an option list: the first cell of the option at the cursor is a sign.

    Rows that draw the sign themselves keep it there.
    """

    SIGN_AT: ClassVar[int] = 0
    """The cell of the sign on blank beginnings of lines that draw none; where first lines have it."""

    def render_line(self, y: int) -> Strip:
        """The line; where it belongs to the option at the cursor, with the sign."""
        strip = super().render_line(y)
        first, head = next(iter(strip), None), strip.text[:2]
        if first is None or _option(first) != self.highlighted:
            return strip
        at = head.find(glyphs_of(self.app).cursor)
        if at < 0 and not head.startswith(" "):
            return strip
        if at < 0:
            at = self.SIGN_AT if head.isspace() else 0
        return Strip.join([strip.crop(0, at), Strip([self._sign(first)]), strip.crop(at + 1)])

    def _sign(self, under: Segment) -> Segment:
        held = self.has_focus or not self.can_focus
        style = (under.style or Style()) + self.get_component_rich_style(SIGN, partial=True)
        return Segment(glyphs_of(self.app).where(held).cursor, style)


def _option(segment: Segment) -> int:
    """Which option a piece of a line belongs to; -1 for none."""
    found = segment.style.meta.get("option") if segment.style is not None else None
    return found if isinstance(found, int) else -1


class MarkedList(Marked, OptionList):
    """An option list whose cursor can be found without colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {SIGN}


class Choices(MarkedList):
    """A marked list with the keys every list here has."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "down", show=False),
        Binding("k", "cursor_up", "up", show=False),
    ]
