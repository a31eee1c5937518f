"""The drawing half of the month: weeks above, the cursor's day as a list below where the days are too small.

Lines are put together when they come into sight and kept until they change.
"""

from __future__ import annotations

from datetime import date

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

from tui.domain.events import Event
from tui.domain.month_layout import WEEK, Bar, Item, MonthWeek, event_of, lay_out
from tui.ui import paint
from tui.ui.glyphs import FRAMES_PER_SECOND, Glyphs, glyphs_of
from tui.ui.widgets.agenda_line import Columns, Painter
from tui.ui.widgets.agenda_rows import Row, RowKind
from tui.ui.widgets.agenda_words import day_words
from tui.ui.widgets.canvas import Canvas
from tui.ui.widgets.month_grid_line import MonthPainter
from tui.ui.widgets.month_grid_place import Days, Place
from tui.ui.widgets.month_grid_shape import Say, Shape
from tui.ui.widgets.scene import Scene

_NO_SHAPE = Shape((0,) * (WEEK + 1), (0,), 0, Say.LETTERS)


class MonthCanvas(Canvas):
    """Draws one scene, with a cursor on a day or on an event of it."""

    DEFAULT_CSS = """
    MonthCanvas { scrollbar-gutter: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.scene: Scene | None = None
        self.weeks: tuple[MonthWeek, ...] = ()
        self.days = Days()
        self.place = Place(date.min)
        self.shape = _NO_SHAPE
        self.list_top = 0
        """The first event of the list below."""
        self._strips: dict[int, Strip] = {}
        self._painter: MonthPainter | None = None
        self._turns = 0

    def draw(self, scene: Scene) -> None:
        """Draw this scene from now on."""
        self.scene = scene
        weeks = [scene.days[at : at + WEEK] for at in range(0, len(scene.days), WEEK)]
        self.weeks = lay_out(scene.events, weeks, scene.zone)
        self.days = Days(self.weeks)
        self.measure()

    def measure(self) -> None:
        """Weeks fill the pane; what was drawn for another size is forgotten."""
        if self.scene is not None:
            twelve = "%p" in self.scene.clock
            width, height = self.size
            self.shape = Shape.fitting(width, height, len(self.weeks), twelve=twelve)
        self.redraw()

    def redraw(self) -> None:
        """Draw every line anew, now."""
        self.forget()
        self.refresh()

    def forget(self) -> None:
        """Draw every line anew."""
        self._painter = None
        self._strips.clear()

    def redraw_day(self, day: date) -> None:
        """Draw the week of a day anew, and the list below."""
        at = self.days.at(day)
        for y in (*(self.shape.lines(at[0]) if at else ()), *self.shape.list_lines):
            self._strips.pop(y, None)
            self.refresh_line(y)

    def turn(self) -> None:
        """The next frame, where a link is waited for and motion is welcome."""
        if self.scene is not None and self.scene.waiting and self.app.animation_level != "none":
            self._turns += 1
            self.redraw()

    # What is seen

    def shown_in(self, column: int, week: int) -> tuple[tuple[Item | None, ...], int]:
        """The rows of a day as drawn, and how many of its events are not among them."""
        laid = self.weeks[week]
        keep = self.days.held(self.place) if self.place.day == laid.days[column] else None
        cell = laid.cell(column, self._item_rows(week), keep)
        return cell.rows, cell.more

    def _item_rows(self, week: int) -> int:
        room = self.shape.room(week)
        return max(room - 1, 0) if self.shape.say is Say.LETTERS else room

    @property
    def listed(self) -> tuple[Event, ...]:
        """The events of the list below, from the first one in sight."""
        return self.days.events(self.place.day)[self.list_top :][: max(self.shape.list_rows - 1, 0)]

    # Lines

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        strip = self._strips.get(y)
        if strip is None:
            width = self.size.width
            strip = self._strips[y] = self._drawn(y).adjust_cell_length(width, self.ink("text"))
        return strip

    def _drawn(self, y: int) -> Strip:
        scene = self.scene
        if scene is None or not self.weeks:
            return Strip.blank(self.size.width, self.ink("text"))
        painter = self._painter = self._painter or MonthPainter(
            scene, self.shape.say, self.signs, self.ink, self.tint, self.shape.narrowest
        )
        if y == 0:
            return self._names(painter)
        at = self.shape.week_at(y)
        if at is not None:
            return self._week_line(painter, self.weeks[at[0]], *at)
        row = self.shape.row_in_list(y)
        blank = Strip.blank(self.size.width, self.ink("text"))  # without colours Textual asks for a style
        return self._list_line(scene, row) if row is not None else blank

    @property
    def signs(self) -> Glyphs:
        """The set of signs to draw with."""
        return glyphs_of(self.app).where(self.has_focus)

    def _spinner(self) -> str:
        still = self.app.animation_level == "none"
        return self.signs.turning(self._turns / FRAMES_PER_SECOND, still=still)

    def _cells(self, column: int, last: int | None = None) -> int:
        return self.shape.lefts[(column if last is None else last) + 1] - self.shape.lefts[column]

    def _blank(self, cells: int) -> Segment:
        return Segment(" " * cells, self.ink("text"))

    def _names(self, painter: MonthPainter) -> Strip:
        names = [painter.weekday(day, self._cells(c)) for c, day in enumerate(self.weeks[0].days)]
        weeks = Segment(paint.cells("wk", self.shape.gutter), self.ink("quiet"))
        return Strip([weeks, *names])

    def _week_line(self, painter: MonthPainter, week: MonthWeek, number: int, row: int) -> Strip:
        if row == 0:
            gutter = painter.week(week.days[0], self.shape.gutter)
            parts = [gutter, *(s for c in range(WEEK) for s in self._number(painter, week, number, c))]
        elif self.shape.say is Say.LETTERS and row == self.shape.room(number):
            summaries = (s for c in range(WEEK) for s in self._summary(painter, week, c))
            parts = [self._blank(self.shape.gutter), *summaries]
        else:
            parts = [self._blank(self.shape.gutter), *self._items(painter, week, number, row - 1)]
        return self._lit(Strip(parts), week, number, row)

    def _number(self, painter: MonthPainter, week: MonthWeek, number: int, column: int) -> list[Segment]:
        day = week.days[column]
        at_cursor = day == self.place.day and not self.place.inside
        more = self.shown_in(column, number)[1]
        count = len(week.items(column))
        return painter.number(day, self._cells(column), count, more, at_cursor=at_cursor)

    def _summary(self, painter: MonthPainter, week: MonthWeek, column: int) -> list[Segment]:
        day, cells = week.days[column], self._cells(column)
        if self._is_loading(day, week, column):
            return [painter.loading(cells)]
        held = self.days.held(self.place) if day == self.place.day else None
        return painter.summary(week.timed[column], cells, held, self._spinner())

    def _is_loading(self, day: date, week: MonthWeek, column: int) -> bool:
        return self.scene is not None and day in self.scene.unread and not week.items(column)

    def _items(self, painter: MonthPainter, week: MonthWeek, number: int, row: int) -> list[Segment]:
        found: list[Segment] = []
        column = 0
        while column < WEEK:
            rows = self.shown_in(column, number)[0]
            item = rows[row] if row < len(rows) else None
            last = item.last if isinstance(item, Bar) else column
            cells = self._cells(column, last)
            if item is not None:
                at_cursor = self._is_held(event_of(item), week, column, last)
                found += painter.item(item, cells, self._spinner(), at_cursor=at_cursor)
            elif row == 0 and self._is_loading(week.days[column], week, column):
                found.append(painter.loading(cells))
            else:
                found.append(self._blank(cells))
            column = last + 1
        return found

    def _is_held(self, event: Event, week: MonthWeek, first: int, last: int) -> bool:
        return event.key == self.place.key and week.days[first] <= self.place.day <= week.days[last]

    # The cursor

    def _lit(self, strip: Strip, week: MonthWeek, number: int, row: int) -> Strip:
        """The cursor's day on its own ground, and the event held on a stronger one."""
        if self.place.day not in week.days:
            return strip
        column = week.days.index(self.place.day)
        quiet = self.place.inside or not self.has_focus
        strip = self._on(strip, "cursor-blurred" if quiet else "cursor", column, column)
        rows = self.shown_in(column, number)[0] if row else ()
        item = rows[row - 1] if 0 < row <= len(rows) else None
        if item is not None and self.has_focus and event_of(item).key == self.place.key:
            first, last = (item.first, item.last) if isinstance(item, Bar) else (column, column)
            strip = self._on(strip, "cursor", first, last)
        return strip

    def _on(self, strip: Strip, name: str, first: int, last: int) -> Strip:
        ground = RichStyle(bgcolor=self.ink(name).bgcolor)
        cuts = [cut for cut in (self.shape.lefts[first], self.shape.lefts[last + 1]) if cut]
        pieces = list(strip.divide([*cuts, strip.cell_length]))
        index = len(cuts) - 1
        pieces[index] = Strip(
            [Segment(s.text, (s.style or RichStyle()) + ground, s.control) for s in pieces[index]]
        )
        return Strip.join(pieces)

    # The list below

    def _list_line(self, scene: Scene, row: int) -> Strip:
        if row == 0:
            return Strip(self._list_heading(scene))
        listed = self.listed
        if row > len(listed):
            return Strip.blank(self.size.width, self.ink("text"))
        event, day, width = listed[row - 1], self.place.day, self.size.width
        columns = Columns.fitting(width, scene.clock)
        drawn = Painter(scene, width, self.signs, self.ink, self.tint, columns)
        held = event.key == self.place.key
        lead = Segment(self.signs.cursor if held else " ", self.ink("now"))
        segments = [lead, *drawn.segments(Row(RowKind.EVENT, day, event), self._spinner())]
        strip = Strip(segments).adjust_cell_length(width, self.ink("text"))
        if not held:
            return strip
        ground = RichStyle(bgcolor=self.ink("cursor" if self.has_focus else "cursor-blurred").bgcolor)
        return Strip([Segment(s.text, (s.style or RichStyle()) + ground) for s in strip])

    def _list_heading(self, scene: Scene) -> list[Segment]:
        day, signs, width = self.place.day, self.signs, self.size.width
        events, listed = self.days.events(day), self.listed
        count = "1 event" if len(events) == 1 else f"{len(events)} events"
        if not events:
            count = "loading" if day in scene.unread else "nothing"
        elif len(listed) < len(events):
            count += f", {self.list_top + 1}{signs.dash}{self.list_top + len(listed)} shown"
        name = "today" if day == scene.today else "day"
        words = f" {day_words(day, scene.today, signs)}"
        rest = f" {signs.dot} {count}"
        return [
            Segment(words, self.ink(name)),
            Segment(paint.cells(rest, max(width - len(words), 0)), self.ink("quiet")),
        ]
