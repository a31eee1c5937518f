"""The drawing half of the agenda: lines painted when they come into sight, and kept until they change.

What is drawn costs what is visible, not what exists; only the rows of links being waited for are drawn again.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer

from tui.ui.glyphs import FRAMES_PER_SECOND, glyphs_of
from tui.ui.widgets.agenda_line import Columns, Painter
from tui.ui.widgets.agenda_place import NOWHERE, Layout
from tui.ui.widgets.canvas import Canvas
from tui.ui.widgets.scene import Scene


class AgendaCanvas(Canvas):
    """Draws one scene, a row to a line, with a cursor on one of them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.rows = Layout()
        self.cursor = NOWHERE
        self._painter: Painter | None = None
        self._strips: dict[int, Strip] = {}
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
        self.forget()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows.all))
        # A scroll bar that comes or grows with the rows is not told of them before the next resize.
        self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
        self.refresh()

    def forget(self) -> None:
        """Draw every line anew."""
        self._strips.clear()
        self._painter = None

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
        first, last = self.scroll_offset.y, self.scroll_offset.y + self.size.height
        self.redraw(*(index for index in self._waiting() if first <= index < last))

    # Lines

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        strip = self._strips.get(index)
        if strip is None:
            strip = self._strips[index] = self._drawn(index)
        return self._lit(strip) if index == self.cursor and self.rows.row(index) is not None else strip

    def _drawn(self, index: int) -> Strip:
        width, base, row = self.scrollable_content_region.width, self.ink("text"), self.rows.row(index)
        if row is None or self.scene is None:
            return Strip.blank(width, base)
        self._painter = painter = self._painter or self._new_painter(self.scene, width)
        first = Segment(" ", self.ink("now"))
        spinner = painter.signs.turning(self._turns / FRAMES_PER_SECOND, still=not self._moves)
        return Strip([first, *painter.segments(row, spinner)]).adjust_cell_length(width, base)

    def _new_painter(self, scene: Scene, width: int) -> Painter:
        columns = Columns.fitting(width, scene.clock)
        return Painter(scene, width, glyphs_of(self.app), self.ink, self.tint, columns)

    def _lit(self, strip: Strip) -> Strip:
        """A row with the cursor on it."""
        ground = self.cursor_ground
        _, *rest = strip
        segments = [Segment(glyphs_of(self.app).where(self.has_focus).cursor, self.ink("now")), *rest]
        return Strip([Segment(s.text, (s.style or RichStyle()) + ground) for s in segments])
