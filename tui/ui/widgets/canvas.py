"""What views are drawn on: their inks by name, and the colours of calendars, each looked up once for a theme.

Every view takes the same inks, so that a thing of one kind looks alike wherever it stands.
"""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.geometry import Region
from textual.strip import Strip

from tui.ui.widgets.view import CalendarView

MUTED = 0.45
"""How much of a calendar's colour is left once its event is over."""


class Canvas(CalendarView):
    """A view that draws its lines itself."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "ink--text",
        "ink--running",
        "ink--quiet",
        "ink--past",
        "ink--past-day",
        "ink--off",
        "ink--day",
        "ink--today",
        "ink--now",
        "ink--alarm",
        "ink--rule",
        "ink--cursor",
        "ink--cursor-blurred",
    }
    DEFAULT_CSS = """
    Canvas {
        background: $ground;
        color: $ink;
        width: 1fr;
        height: 1fr;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .ink--text { color: $ink; background: $ground; }
        & > .ink--running { color: $ink; background: $ground; text-style: bold; }
        & > .ink--quiet { color: $quiet; background: $ground; }
        & > .ink--past { color: $quiet; background: $ground; }
        & > .ink--past-day { color: $quiet; background: $ground; text-style: bold; }
        & > .ink--off { color: $quiet; background: $ground; text-style: strike; }
        & > .ink--day { color: $ink; background: $ground; text-style: bold; }
        & > .ink--today { color: $now; background: $ground; text-style: bold; }
        & > .ink--now { color: $now; background: $ground; }
        & > .ink--alarm { color: $alarm; background: $ground; }
        & > .ink--rule { color: $rule; background: $ground; }
        & > .ink--cursor { background: $cursor; }
        & > .ink--cursor-blurred { background: $cursor-blurred; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._inks: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._inks.clear()
        self.forget()
        super().notify_style_update()

    def forget(self) -> None:
        """Draw every line anew."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as they are drawn: there is no frame around them, and each view keeps its own."""
        width, ground = self.size.width, Style(bgcolor=self.ink("text").bgcolor)
        lines = [self.render_line(y).adjust_cell_length(width, ground) for y in crop.line_range]
        around = self.background_colors[1]
        for one in self.get_line_filters():
            lines = [line.apply_filter(one, around) for line in lines]
        return lines if crop.column_span == (0, width) else [line.crop(*crop.column_span) for line in lines]

    def ink(self, name: str) -> Style:
        """The style of this name."""
        if name not in self._inks:
            self._inks[name] = self.get_component_rich_style(f"ink--{name}")
        return self._inks[name]

    def tint(self, colour: str, muted: bool) -> Style:
        """A calendar's colour on the ground, faded once the event is over."""
        name = f"{colour} {muted}"
        if name not in self._inks:
            self._inks[name] = self._tinted(colour, muted)
        return self._inks[name]

    def _tinted(self, colour: str, muted: bool) -> Style:
        base = self.ink("past" if muted else "text")
        try:
            shade = Color.parse(colour)
        except ColorParseError:
            return base
        ground = self.background_colors[1]
        faded = ground.blend(shade, MUTED) if muted and ground.ansi is None else shade
        return base + Style(color=faded.rich_color)

    @property
    def cursor_ground(self) -> Style:
        """What the cursor stands on: another ground where the focus is."""
        return Style(bgcolor=self.ink("cursor" if self.has_focus else "cursor-blurred").bgcolor)
