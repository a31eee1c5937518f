"""The drawing half of the agenda: lines painted when they come into sight, and kept until they change.

What is drawn costs what is visible, not what exists; a turning spinner draws each of its frames once.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.ui.glyphs import FRAMES_PER_SECOND, glyphs_of
from tui.ui.widgets.agenda_line import Columns, Painter
from tui.ui.widgets.agenda_place import NOWHERE, Layout
from tui.ui.widgets.canvas import Canvas
from tui.ui.widgets.scene import Scene

AT_ONCE = 8
"""For every so many spinners in sight they turn a second later: many are seen to wait without much ado."""


class AgendaCanvas(Canvas):
    """Draws one scene, a row to a line, with a cursor on one of them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.rows = Layout()
        self.cursor = NOWHERE
        self._painter: Painter | None = None
        self._strips: dict[tuple[int, str], Strip] = {}
        """By row, and by the frame of its spinner where it has one."""
        self._turns = self._seconds = 0

    def draw(self, scene: Scene) -> None:
        """Draw this scene from now on."""
        self.scene = scene
        self.rows = Layout(scene.rows)
        self.measure()

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

    def relight(self, *indexes: int) -> None:
        """Show these rows, which may have the cursor now, or no longer, or another frame of their spinner."""
        top, width = self.scroll_offset.y, self.size.width
        if indexes:  # none would mean all
            self.refresh(*(Region(0, index - top, width, 1) for index in indexes))

    def scroll_rows(self, top: int) -> None:
        """Bring this row to the top, as far as there are rows below to fill the screen."""
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
        self.vertical_scrollbar.position = self.scroll_y

    # Waiting

    @property
    def _moves(self) -> bool:
        return self.app.animation_level != "none"

    @property
    def _frame(self) -> str:
        return glyphs_of(self.app).turning(self._turns / FRAMES_PER_SECOND, still=not self._moves)

    def _waits(self, index: int) -> bool:
        """Whether a link is waited for on this row."""
        row = self.rows.row(index)
        event = row.event if row is not None else None
        return event is not None and self.scene is not None and event.key in self.scene.waiting

    def turn(self) -> None:
        """The next frame, on the rows in sight on which a link is waited for."""
        if self.scene is None or not self.scene.waiting or not self._moves:
            return
        top = self.scroll_offset.y
        waiting = [index for index in range(top, top + self.size.height) if self._waits(index)]
        self._seconds += 1
        if self._seconds > len(waiting) // AT_ONCE:
            self._seconds = 0
            self._turns += 1
            self.relight(*waiting)

    # Lines

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        frame = self._frame if self._waits(index) else ""
        strip = self._strips.get((index, frame))
        if strip is None:
            strip = self._strips[index, frame] = self._drawn(index, frame)
        return self._lit(strip) if index == self.cursor and self.rows.row(index) is not None else strip

    def _drawn(self, index: int, spinner: str) -> Strip:
        width, base, row = self.scrollable_content_region.width, self.ink("text"), self.rows.row(index)
        if row is None or self.scene is None:
            return Strip.blank(width, base)
        self._painter = painter = self._painter or self._new_painter(self.scene, width)
        first = Segment(" ", self.ink("now"))
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
