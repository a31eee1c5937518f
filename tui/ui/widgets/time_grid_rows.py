"""One line of the grid becoming segments: the days, the bars above them, and the rows of hours.

Every cell is styled; what is at the cursor is only marked here, the canvas gives it its ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style

from tui.domain.daygrid import Block, DayGrid
from tui.domain.events import EventKey
from tui.domain.when import bounds
from tui.ui import paint
from tui.ui.widgets.agenda_words import gutter_words
from tui.ui.widgets.scene import Scene
from tui.ui.widgets.time_grid_block import BlockPainter
from tui.ui.widgets.time_grid_columns import Columns, Strip, strips_of
from tui.ui.widgets.time_grid_place import Spot
from tui.ui.widgets.time_grid_words import AGAIN, day_heading, hour_label, zone_words

_LOADING = "loading"
_MIDDAY = 12
_FREE = 4
"""Free cells at the end of a row that are worth a line."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is lit: the slot of the cursor, the event chosen there, and the stretch being drawn or dragged."""

    spot: Spot
    key: EventKey | None
    drag: tuple[int, int, int] | None = None
    """Day, first and last row."""

    def covers(self, day: int, row: int) -> bool:
        """Whether a row is part of the stretch being dragged over."""
        return self.drag is not None and self.drag[0] == day and self.drag[1] <= row <= self.drag[2]


@dataclass(frozen=True, slots=True)
class RowPainter:
    """Draws the lines of one grid at one width."""

    scene: Scene
    grid: DayGrid
    columns: Columns
    blocks: BlockPainter
    lit: Style
    """The ground of what is chosen."""
    second: bool
    """Whether the hours of the second zone stand beside ours."""
    _drawn: dict[tuple[int, EventKey, int], list[list[Segment]]] = field(default_factory=dict)

    @property
    def _half(self) -> int:
        return self.columns.gutter // 2 if self.second else self.columns.gutter

    def _style(self, name: str) -> Style:
        return self.blocks.styles(name)

    # Above the hours

    def heading(self) -> list[Segment]:
        """The days; above the hours the zones where there are two of them."""
        scene, today = self.scene, self.scene.today
        parts = [Segment(self._zones(), self._style("quiet"))]
        narrowest = min(self.columns.width(at) for at in range(len(self.grid.days)))
        for at, day in enumerate(self.grid.days):
            cells = self.columns.width(at)
            words = day_heading(day, today, narrowest, self.blocks.signs)
            style = "today" if day == today else "day" if day > today else "past-day"
            parts += [self._line(), Segment(paint.cells(words, cells), self._style(style))]
            if day in scene.unread and len(words) + len(_LOADING) + 2 < cells:
                parts[-1] = Segment(words, self._style(style))
                parts.append(Segment(_LOADING.rjust(cells - len(words)), self._style("quiet")))
        return parts

    def _zones(self) -> str:
        scene, grid = self.scene, self.grid
        if not self.second or scene.second_zone is None:
            return " " * self.columns.gutter
        moment = next(
            (m for row in range(len(grid.rows)) if (m := grid.rows.moment(grid.days[0], row))), scene.now
        )
        cells = self._half - 1
        names = (zone_words(zone, moment, cells) for zone in (scene.second_zone, scene.zone))
        return "".join(paint.cells(name, cells, align="right") + " " for name in names).ljust(
            self.columns.gutter
        )

    def lane(self, lane: int, label: str, marked: Marked) -> list[Segment]:
        """One lane of bars."""
        parts = [Segment(label.rjust(self.columns.gutter - 1) + " ", self._style("quiet"))]
        day = 0
        at_cursor = marked.spot.row + self.grid.lanes == lane
        while day < len(self.grid.days):
            bar = self.grid.bar_at(day, lane)
            parts.append(self._line())
            if bar is None:
                here = at_cursor and marked.spot.day == day
                parts += self._free(self.columns.width(day), here, " ")
                day += 1
                continue
            cells = self.columns.edges[bar.last + 1] - self.columns.edges[bar.first] - 1
            drawn = self.blocks.bar(bar.event, cells, begins=bar.begins, ends=bar.ends)
            parts += self._chosen(drawn, marked, bar.event.key, at_cursor)
            day = bar.last + 1
        return parts

    # The hours

    def row(self, row: int, marked: Marked) -> list[Segment]:
        """One row of hours over all days."""
        now = self._now_row()
        parts = [self._gutter(row, row == now, marked)]
        for day in range(len(self.grid.days)):
            parts.append(self._line(row == now))
            parts += self._day(day, row, marked, row == now)
        return parts

    def _now_row(self) -> int:
        today = self.scene.today
        return self.grid.rows.row(self.scene.now) if today in self.grid.days else -1

    def _gutter(self, row: int, now: bool, marked: Marked) -> Segment:
        scene, rows, days = self.scene, self.grid.rows, self.grid.days
        zones = [scene.second_zone, scene.zone] if self.second and scene.second_zone else [scene.zone]
        slot = rows.slots[row]
        at_cursor = row == marked.spot.row
        labels = []
        for zone in zones:
            if now:
                labels.append(gutter_words(scene.now.astimezone(zone), scene.clock))
            elif slot.again and zone is scene.zone and not slot.minute % 60 and not at_cursor:
                labels.append(AGAIN)
            elif not slot.minute % 60 or at_cursor:
                labels.append(hour_label(rows, days, row, zone, scene.clock))
            else:
                labels.append("")
        style = "now" if now else "cursor-time" if at_cursor else "quiet"
        words = "".join(label.rjust(self._half - 1) + " " for label in labels)
        return Segment(paint.cells(words, self.columns.gutter), self._style(style))

    def _line(self, now: bool = False) -> Segment:
        signs = self.blocks.signs
        return Segment(signs.rule if now else signs.divider, self._style("now" if now else "rule"))

    def _day(self, day: int, row: int, marked: Marked, now: bool) -> list[Segment]:
        """The cells of one day, blocks and what is free between them."""
        cells, parts, x = self.columns.width(day), list[Segment](), 0
        here = marked.spot == Spot(day, row, marked.spot.column)
        dragged = marked.covers(day, row)
        strips = self.strips(day, row, marked)
        for strip in strips:
            if strip.left > x:
                parts += self._between(day, row, strip.left - x, now, (here and not strips) or dragged)
            drawn = self._strip(strip, row, marked, here, dragged)
            parts += self._crossed(drawn) if now and self.grid.days[day] == self.scene.today else drawn
            x = strip.left + strip.cells
        if x < cells:
            parts += self._between(day, row, cells - x, now, (here and not strips) or dragged)
        return parts

    def strips(self, day: int, row: int, marked: Marked) -> list[Strip]:
        """The blocks of a row of a day as they share its cells."""
        there = self.grid.at(day, row)
        chosen = next((block for block in there if block.event.key == marked.key), None)
        return strips_of(there, row, self.columns.width(day), chosen)

    def _strip(self, strip: Strip, row: int, marked: Marked, here: bool, dragged: bool) -> list[Segment]:
        block = strip.block
        if block is None:
            words = paint.cells(f" +{strip.more}" if strip.more else "", strip.cells)
            return [Segment(words, self._style("quiet"))]
        drawn = self._block(block, strip.cells)[row - block.first]
        parts = self._chosen(drawn, marked, block.event.key, here)
        return [Segment(s.text, (s.style or Style()) + self.lit) for s in parts] if dragged else parts

    def _crossed(self, parts: list[Segment]) -> list[Segment]:
        """The line of now goes on through what a block leaves free at the end of a row."""
        for at, part in enumerate(parts):
            free = len(part.text) - len(part.text.rstrip())
            if free > _FREE:
                line = " " + self.blocks.signs.now_line * (free - 2) + " "
                style = (part.style or Style()) + Style(color=self._style("now").color)
                return [
                    *parts[:at],
                    Segment(part.text.rstrip(), part.style),
                    Segment(line, style),
                    *parts[at + 1 :],
                ]
        return parts

    def _block(self, block: Block, cells: int) -> list[list[Segment]]:
        key = (block.day, block.event.key, cells)
        if key not in self._drawn:
            self._drawn[key] = self.blocks.block(
                block.event,
                cells,
                block.last - block.first + 1,
                begins=block.begins,
                odd_start=block.begins and self._starts_within(block),
                light=bool(self.grid.blocks[block.day].index(block) % 2),
            )
        return self._drawn[key]

    def _starts_within(self, block: Block) -> bool:
        begins = self.grid.rows.moment(self.grid.days[block.day], block.first)
        return begins is not None and bounds(block.event.when, self.scene.zone)[0] > begins

    def _chosen(self, drawn: list[Segment], marked: Marked, key: EventKey, here: bool) -> list[Segment]:
        """A piece of an event; the chosen one is lit, and marked where the cursor is."""
        if key != marked.key:
            return drawn
        first, *rest = [Segment(s.text, (s.style or Style()) + self.lit) for s in drawn]
        if here:
            first = Segment(self.blocks.signs.cursor, self._style("now") + self.lit)
        return [first, *rest]

    def _between(self, day: int, row: int, cells: int, now: bool, here: bool) -> list[Segment]:
        """Free cells: the line of now, an hour the clock leaves out, the cursor, or nothing."""
        signs, scene = self.blocks.signs, self.scene
        if self.grid.rows.moment(self.grid.days[day], row) is None:
            return [Segment(signs.dot * cells, self._style("rule"))]
        if now:
            today = self.grid.days[day] == scene.today
            fill, style = (signs.now_line, "now") if today else (signs.rule, "rule")
            return self._free(cells, here, fill, style)
        slot = self.grid.rows.slots[row]
        if self.grid.days[day] in scene.unread and slot.minute == _MIDDAY * 60:
            return self._free(cells, here, paint.cells(_LOADING, cells), "quiet")
        return self._free(cells, here, " ")

    def _free(self, cells: int, here: bool, fill: str, style: str = "text") -> list[Segment]:
        if not cells:
            return []
        text = fill if len(fill) == cells else fill * cells
        if not here:
            return [Segment(text, self._style(style))]
        return [
            Segment(self.blocks.signs.cursor, self._style("now") + self.lit),
            Segment(text[1:], self._style(style) + self.lit),
        ]
