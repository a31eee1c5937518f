"""The drawing half of the agenda: lines painted when they come into sight, and kept until they change.

What is drawn costs what is visible, not what exists; only the rows of links being waited for are drawn again.
"""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.color import Color, ColorParseError
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer

from tui.ui.glyphs import FRAMES_PER_SECOND, glyphs_of
from tui.ui.widgets.agenda_line import Columns, Painter
from tui.ui.widgets.agenda_place import NOWHERE, Layout
from tui.ui.widgets.scene import Scene
from tui.ui.widgets.view import CalendarView

_MUTED = 0.45
"""How much of a calendar's colour is left once its event is over."""


class AgendaCanvas(CalendarView):
    """Draws one scene, a row to a line, with a cursor on one of them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "agenda--text",
        "agenda--running",
        "agenda--quiet",
        "agenda--past",
        "agenda--past-day",
        "agenda--off",
        "agenda--day",
        "agenda--today",
        "agenda--now",
        "agenda--alarm",
        "agenda--cursor",
        "agenda--cursor-blurred",
    }
    DEFAULT_CSS = """
    AgendaCanvas {
        background: $ground;
        color: $ink;
        width: 1fr;
        height: 1fr;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & > .agenda--text { color: $ink; background: $ground; }
        & > .agenda--running { color: $ink; background: $ground; text-style: bold; }
        & > .agenda--quiet { color: $quiet; background: $ground; }
        & > .agenda--past { color: $quiet; background: $ground; }
        & > .agenda--past-day { color: $quiet; background: $ground; text-style: bold; }
        & > .agenda--off { color: $quiet; background: $ground; text-style: strike; }
        & > .agenda--day { color: $ink; background: $ground; text-style: bold; }
        & > .agenda--today { color: $now; background: $ground; text-style: bold; }
        & > .agenda--now { color: $now; background: $ground; }
        & > .agenda--alarm { color: $alarm; background: $ground; }
        & > .agenda--cursor { background: $cursor; }
        & > .agenda--cursor-blurred { background: $cursor-blurred; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.rows = Layout()
        self.cursor = NOWHERE
        self._painter: Painter | None = None
        self._strips: dict[int, Strip] = {}
        self._styles: dict[str, RichStyle] = {}
        self._turns = 0
        self._turning: Timer | None = None

    def on_mount(self) -> None:
        """Prepare the spinner; it stands still until a link is waited for."""
        self._turning = self.set_interval(1 / FRAMES_PER_SECOND, self._turn, pause=True)

    def draw(self, scene: Scene) -> None:
        """Draw this scene from now on."""
        self.scene = scene
        self.rows = Layout(scene.rows)
        self.measure()
        if self._turning is not None:
            (self._turning.resume if self._moves and self._waiting() else self._turning.pause)()

    def measure(self) -> None:
        """Rows are as wide as the widget; what was drawn for another width is forgotten."""
        self._strips.clear()
        self._painter = None
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows.all))
        # A scroll bar that comes or grows with the rows is not told of them before the next resize.
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
        self.refresh()

    def redraw(self, *indexes: int) -> None:
        """Draw these rows anew, wherever they are scrolled to."""
        for index in indexes:
            self._strips.pop(index, None)
            self.refresh_line(index)

    def relight(self, *indexes: int) -> None:
        """Show the cursor on these rows, or no longer; what stands in them is as it was."""
        for index in indexes:
            self.refresh_line(index)

    def scroll_rows(self, top: int) -> None:
        """Bring this row to the top, as far as there are rows below to fill the screen."""
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
        self.vertical_scrollbar.position = self.scroll_y

    # Waiting

    @property
    def _moves(self) -> bool:
        return self.app.animation_level != "none"

    def _waiting(self) -> list[int]:
        if self.scene is None or not self.scene.waiting:
            return []
        rows, keys = self.rows.all, self.scene.waiting
        return [index for index in self.rows.stops if (e := rows[index].event) is not None and e.key in keys]

    def _turn(self) -> None:
        self._turns += 1
        self.redraw(*self._waiting())

    # Lines

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        strip = self._strips.get(index)
        if strip is None:
            strip = self._strips[index] = self._drawn(index)
        return self._lit(strip) if index == self.cursor and self.rows.row(index) is not None else strip

    def _drawn(self, index: int) -> Strip:
        width, base, row = self.scrollable_content_region.width, self._style("text"), self.rows.row(index)
        if row is None or self.scene is None:
            return Strip.blank(width, base)
        self._painter = painter = self._painter or self._new_painter(self.scene, width)
        first = Segment(" ", self._style("now"))
        spinner = painter.signs.turning(self._turns / FRAMES_PER_SECOND, still=not self._moves)
        return Strip([first, *painter.segments(row, spinner)]).adjust_cell_length(width, base)

    def _new_painter(self, scene: Scene, width: int) -> Painter:
        columns = Columns.fitting(width, scene.clock)
        return Painter(scene, width, glyphs_of(self.app), self._style, self._tint, columns)

    def _lit(self, strip: Strip) -> Strip:
        """A row with the cursor on it."""
        name = "cursor" if self.has_focus else "cursor-blurred"
        ground = RichStyle(bgcolor=self._style(name).bgcolor)
        _, *rest = strip
        segments = [Segment(glyphs_of(self.app).where(self.has_focus).cursor, self._style("now")), *rest]
        return Strip([Segment(s.text, (s.style or RichStyle()) + ground) for s in segments])

    # Styles

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._styles.clear()
        self._strips.clear()
        super().notify_style_update()

    def _style(self, name: str) -> RichStyle:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"agenda--{name}")
        return self._styles[name]

    def _tint(self, colour: str, muted: bool) -> RichStyle:
        """A calendar's colour on the ground, faded once the event is over."""
        name = f"{colour} {muted}"
        if name not in self._styles:
            self._styles[name] = self._tinted(colour, muted)
        return self._styles[name]

    def _tinted(self, colour: str, muted: bool) -> RichStyle:
        base = self._style("past" if muted else "text")
        try:
            shade = Color.parse(colour)
        except ColorParseError:
            return base
        ground = self.background_colors[1]
        faded = ground.blend(shade, _MUTED) if muted and ground.ansi is None else shade
        return base + RichStyle(color=faded.rich_color)
