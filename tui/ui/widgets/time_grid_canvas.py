"""The drawing half of the grid: days stay on top while the hours scroll beneath them.

What is drawn costs what is visible, not what exists; a moved cursor redraws the rows it was and is on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.style import Style as RichStyle
from textual.color import Color, ColorParseError
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.domain.daygrid import DayGrid
from tui.ui.contrast import paper
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.canvas import MUTED, Canvas
from tui.ui.widgets.scene import Scene
from tui.ui.widgets.time_grid_block import BlockPainter
from tui.ui.widgets.time_grid_columns import Columns
from tui.ui.widgets.time_grid_place import Places, Spot
from tui.ui.widgets.time_grid_rows import Marked, RowPainter

SCALES = ((4, 12), (2, 9), (1, 0))
"""Rows to an hour, and how many hours have to be in sight with them: the first that fits is taken."""
_GUTTER, _TWELVE = 7, 8
_INKS = ("text", "quiet", "alarm", "now")
_LANES_SHARE = 5
"""Bars take at most one line of so many."""
_UTC = ZoneInfo("UTC")
_GROUND, _MUTED_GROUND = 0.25, 0.1
"""How much of a calendar's colour is in the ground of its blocks, and of those that are over."""
_LIGHTER = 0.6
"""How much of that, in every other block of a day: what follows at once is seen to be another."""


class TimeGridCanvas(Canvas):
    """Draws one scene as columns of hours, with a cursor in one of their rows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"ink--cursor-time"}
    DEFAULT_CSS = """
    TimeGridCanvas > .ink--cursor-time { color: $ink; background: $ground; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.places = Places(DayGrid((), (), _UTC, 1))
        self.spot = Spot()
        self.second = True
        self.drag: tuple[int, int, int] | None = None
        self._look: tuple[Scene, bool, Size] | None = None
        self._lane_top = 0
        self._painter: RowPainter | None = None
        self._strips: dict[int, Strip] = {}
        self._fills: dict[tuple[str, bool, bool], tuple[RichStyle, RichStyle]] = {}

    # Sizes

    @property
    def grid(self) -> DayGrid:
        """The days as laid out."""
        return self.places.grid

    @property
    def lanes_in_sight(self) -> int:
        """How many lines the bars get."""
        most = max(self.scrollable_content_region.height // _LANES_SHARE, 1)
        return min(self.grid.lanes, most)

    @property
    def head(self) -> int:
        """The lines that stay on top."""
        return 1 + self.lanes_in_sight

    def scale(self) -> int:
        """Rows to an hour at this height, whatever bars there are."""
        height = self.scrollable_content_region.height - 1
        return next(rows for rows, hours in SCALES if rows * hours <= height) if height > 0 else 2

    def lay_out(self, scene: Scene) -> None:
        """Draw this scene from now on; what would look the same is not drawn anew."""
        before, self.scene = self.scene, scene
        look = replace(scene, now=scene.now.replace(second=0, microsecond=0)), self.second, self.size
        if look == self._look:
            return
        self._look = look
        same = before is not None and (before.events, before.days) == (scene.events, scene.days)
        if not same or self.grid.zone != scene.zone or self.grid.rows.per_hour != self.scale():
            self.places = Places(DayGrid(scene.events, scene.days, scene.zone, self.scale()))
        self.measure()

    def measure(self) -> None:
        """The grid is as wide as the widget; what was drawn before is forgotten."""
        self.forget()
        self.virtual_size = Size(self.scrollable_content_region.width, self.head + len(self.grid.rows))
        # A scroll bar that comes or grows with the rows is not told of them before the next resize.
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
        self.refresh()

    def forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()
        self._painter = None

    # Lines

    def redraw(self, *spots: Spot) -> None:
        """Draw the rows of these places anew, and all rows of what is on them."""
        for spot in spots:
            block = self.places.block(spot) if spot.day < len(self.grid.days) else None
            rows = range(block.first, block.last + 1) if block else (spot.row,)
            for row in (row for row in rows if row >= 0):
                self._strips.pop(row, None)
                self.refresh_line(row + self.head)
            if spot.row < 0:
                self.refresh(Region(0, 0, self.size.width, self.head))

    def redraw_gutter(self, *spots: Spot) -> None:
        """Draw the rows of these places anew: their times stand beside them."""
        for spot in (spot for spot in spots if spot.row >= 0):
            self._strips.pop(spot.row, None)
            self.refresh_line(spot.row + self.head)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        if self.scene is None or not self.grid.days:
            return Strip.blank(width, self.ink("text"))
        painter = self._painter = self._painter or self._new_painter(self.scene, width)
        if y < self.head:
            return self._headline(painter, y).adjust_cell_length(width, self.ink("text"))
        row = y - self.head + self.scroll_offset.y
        if row >= len(self.grid.rows):
            return Strip.blank(width, self.ink("text"))
        if row not in self._strips:
            drawn = Strip(painter.row(row, self.marked))
            self._strips[row] = drawn.adjust_cell_length(width, self.ink("text"))
        return self._strips[row]

    def _headline(self, painter: RowPainter, y: int) -> Strip:
        if y == 0:
            return Strip(painter.heading())
        hidden = self.grid.lanes - self._lane_top - self.lanes_in_sight
        last = y == self.lanes_in_sight
        label = f"+{hidden}" if last and hidden else "all" if y == 1 else ""
        return Strip(painter.lane(self._lane_top + y - 1, label, self.marked))

    @property
    def marked(self) -> Marked:
        """What is lit."""
        event = self.places.event(self.spot) if self.grid.days else None
        return Marked(self.spot, event.key if event else None, self.drag)

    def painter(self) -> RowPainter | None:
        """What draws the lines now, if there is anything to draw."""
        if self.scene is None or not self.grid.days:
            return None
        self._painter = self._painter or self._new_painter(self.scene, self.scrollable_content_region.width)
        return self._painter

    def _new_painter(self, scene: Scene, width: int) -> RowPainter:
        gutter = _TWELVE if "%p" in scene.clock else _GUTTER
        second = self.second and scene.second_zone is not None
        columns = Columns.fitting(width, gutter * 2 if second else gutter, len(self.grid.days))
        blocks = BlockPainter(scene, glyphs_of(self.app).where(self.has_focus), self.ink, self._fill)
        return RowPainter(scene, self.grid, columns, blocks, self.cursor_ground, second)

    # Scrolling

    def scroll_rows(self, top: int) -> None:
        """Bring this row to the top, as far as there are rows below to fill the screen."""
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
        self.vertical_scrollbar.position = self.scroll_y

    @property
    def rows_in_sight(self) -> int:
        """How many rows of hours are on the screen."""
        return max(self.scrollable_content_region.height - self.head, 0)

    def reveal(self) -> None:
        """Scroll no more than it takes to see the cursor."""
        if self.spot.row < 0:
            self._reveal_lane(self.spot.row + self.grid.lanes)
        elif self.rows_in_sight:
            top = self.scroll_offset.y
            block = self.places.block(self.spot)
            first = block.first if block and block.first == self.spot.row else self.spot.row
            last = min(block.last, first + self.rows_in_sight - 1) if block else self.spot.row
            if first < top:
                self.scroll_rows(first)
            elif last >= top + self.rows_in_sight:
                self.scroll_rows(last - self.rows_in_sight + 1)

    def _reveal_lane(self, lane: int) -> None:
        top = min(self._lane_top, lane)
        self._lane_top = max(top, lane - self.lanes_in_sight + 1)

    # Styles

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._fills.clear()
        super().notify_style_update()

    def _fill(self, colour: str, muted: bool, light: bool) -> tuple[RichStyle, RichStyle]:
        """A calendar's stripe, and the ground its blocks stand on, paler once they are over."""
        key = (colour, muted, light)
        if key not in self._fills:
            self._fills[key] = self._filled(colour, muted, light)
        return self._fills[key]

    def _filled(self, colour: str, muted: bool, light: bool) -> tuple[RichStyle, RichStyle]:
        base = self.ink("past" if muted else "text")
        ground = self.background_colors[1]
        try:
            shade = Color.parse(colour)
        except ColorParseError:
            shade = Color.parse("#808080")
        if ground.ansi is not None:
            return base + RichStyle(color=shade.rich_color), RichStyle()
        inks = (Color.from_rich_color(self.ink(name).color) for name in _INKS)
        share = (_MUTED_GROUND if muted else _GROUND) * (_LIGHTER if light else 1)
        lit = RichStyle(bgcolor=paper(ground, shade, share, inks).rich_color)
        stripe = ground.blend(shade, MUTED) if muted else shade
        return RichStyle(color=stripe.rich_color) + lit, lit
