"""One event as a block of the grid: a stripe, its title, and the letters that say what it is.

Titles and places come from outside: each passes through `paint` on its way into a segment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from tui.domain.events import Event
from tui.domain.grid import Flags, flags_of
from tui.domain.when import bounds
from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_rows import is_over, is_running
from tui.ui.widgets.agenda_words import gutter_words, where_words
from tui.ui.widgets.scene import Scene, Stripe
from tui.ui.widgets.time_grid_words import wrapped

Styles = Callable[[str], Style]
"""A style by the name of its component class."""
Fill = Callable[[str, bool, bool], tuple[Style, Style]]
"""A calendar's stripe and the ground of its blocks: from its colour, whether it is muted, and lighter."""

_ALL_MARKS, _TWO_MARKS, _ONE_MARK = 14, 9, 6
"""Cells a single line needs to carry every letter, two, or one beside its title."""
_ROOM_TO_CUT = 8
_MOST_TITLE = 3
_SHORT_WHERE = 22


@dataclass(frozen=True, slots=True)
class BlockPainter:
    """Draws the events of one scene, in any size."""

    scene: Scene
    signs: Glyphs
    styles: Styles
    fill: Fill

    def block(
        self, event: Event, cells: int, rows: int, *, begins: bool, odd_start: bool, light: bool
    ) -> list[list[Segment]]:
        """So many rows of so many cells. `odd_start` says that it begins within its first row."""
        look = self._look(event, light=light)
        inner = max(cells - 1, 0)
        title = (event.title or "(no title)") if begins else f"{self.signs.ellipsis} {event.title}"
        body = (
            self._one(event, look, title, inner, odd_start)
            if rows == 1
            else self._tall(event, look, title, inner, rows)
        )
        stripe = Segment(self.signs.bar, look.stripe)
        return [[stripe, *(line or [Segment(" " * inner, look.quiet)])] for line in body]

    def bar(self, event: Event, cells: int, *, begins: bool, ends: bool) -> list[Segment]:
        """One line as long as the days it covers, and as long without colour."""
        look, signs = self._look(event), self.signs
        marks = self._marks(event, look) if cells >= _ALL_MARKS else []
        room = max(cells - 1 - sum(len(mark.text) for mark in marks), 0)
        title = event.title or "(no title)"
        words = paint.fit(title if begins else f"{signs.ellipsis} {title}", room, ellipsis=self._cut(room))
        line = signs.rule * max(room - paint.width(words) - 1, 0)
        line = line[:-1] + signs.arrow if line and not ends else line
        gap = " " * min(room - paint.width(words), 1)
        return [
            Segment(signs.bar, look.stripe),
            Segment(words + gap, look.ink),
            Segment(line, look.stripe),
            *marks,
        ]

    # Parts

    def _cut(self, cells: int) -> str:
        """What stands for what is missing: nothing where a letter more says more."""
        return self.signs.ellipsis if cells >= _ROOM_TO_CUT else ""

    def _look(self, event: Event, *, light: bool = False) -> _Look:
        scene = self.scene
        flags = flags_of(event, scene.own_email)
        off = flags.declined or flags.cancelled or event.key in scene.removals
        muted = off or is_over(event, scene.now, scene.zone)
        running = not muted and is_running(event, scene.now, scene.zone)
        known = scene.stripes.get(event.calendar_id, Stripe("", " "))
        stripe, ground = self.fill(known.colour, muted, light)
        name = "off" if off else "past" if muted else "running" if running else "text"
        return _Look(
            flags,
            muted,
            known.letter,
            stripe,
            self.styles(name) + ground,
            self.styles("past" if muted else "quiet") + ground,
            self.styles("past" if muted else "alarm") + ground,
            self.styles("past" if muted else "now") + ground,
        )

    def _marks(self, event: Event, look: _Look) -> list[Segment]:
        """What it is, the most pressing first: how it goes, answer, call, calendar, series."""
        signs, flags, scene = self.signs, look.flags, self.scene
        found: list[tuple[str, Style]] = []
        if way := scene.way_sign(event.key, signs):
            found.append((way, look.now))
        elif event.key in scene.failed or flags.odd or flags.cancelled:
            found.append((signs.failed, look.alarm))
        elif event.key in scene.clashing and not look.muted:
            found.append((signs.clash, look.alarm))
        if flags.unanswered and not flags.cancelled:
            found.append((signs.unanswered, look.alarm))
        elif flags.tentative:
            found.append((signs.tentative, look.quiet))
        if flags.pending or event.key in scene.waiting:
            found.append((signs.waiting, look.now))
        elif flags.video:
            found.append((signs.video, look.ink))
        found.append((paint.cells(look.letter, 1), look.quiet))
        if flags.series:
            found.append((signs.series, look.quiet))
        return [Segment(text, style) for text, style in found]

    def _one(self, event: Event, look: _Look, title: str, cells: int, odd_start: bool) -> list[list[Segment]]:
        marks = self._marks(event, look)
        kept = (
            len(marks)
            if cells >= _ALL_MARKS
            else 2
            if cells >= _TWO_MARKS
            else 1
            if cells >= _ONE_MARK
            else 0
        )
        marks = marks[:kept]
        late = f"{bounds(event.when, self.scene.zone)[0].astimezone(self.scene.zone)::%M} "
        first = late if odd_start and cells >= _ALL_MARKS else ""
        room = cells - len(first) - sum(paint.width(mark.text) for mark in marks)
        gap = 1 if marks and cells >= _ALL_MARKS else 0
        words = paint.fit(title, room - gap, ellipsis=self._cut(room - gap))
        return [[Segment(first, look.quiet), *_padded(words, room, look), *marks]]

    def _tall(self, event: Event, look: _Look, title: str, cells: int, rows: int) -> list[list[Segment]]:
        most = min(rows - 1, _MOST_TITLE if rows < 8 else rows // 2)
        titles = wrapped(title, cells, most, self._cut(cells))
        lines = [_padded(line, cells, look) for line in titles]
        lines.append(self._facts(event, look, cells))
        where = where_words(event, short=cells < _SHORT_WHERE)
        if where and len(lines) < rows:
            lines.append([Segment(paint.cells(where, cells, ellipsis=self.signs.ellipsis), look.quiet)])
        return [*lines, *[[] for _ in range(rows - len(lines))]]

    def _facts(self, event: Event, look: _Look, cells: int) -> list[Segment]:
        """The letters, and the times where there is room for them."""
        marks = [mark for mark in self._marks(event, look) if cells > 0][:cells]
        room = cells - sum(paint.width(mark.text) for mark in marks)
        start, end = (at.astimezone(self.scene.zone) for at in bounds(event.when, self.scene.zone))
        left, right = (gutter_words(at, self.scene.clock) for at in (start, end))
        times = left if start == end else f"{left}{self.signs.dash}{right}"
        said = f" {times}" if paint.width(times) < room else f" {left}" if paint.width(left) < room else ""
        return [*marks, Segment(paint.cells(said, room), look.quiet)]


@dataclass(frozen=True, slots=True)
class _Look:
    """The styles of one event, each on the ground of its calendar."""

    flags: Flags
    muted: bool
    letter: str
    stripe: Style
    ink: Style
    quiet: Style
    alarm: Style
    now: Style


def _padded(words: str, cells: int, look: _Look) -> list[Segment]:
    """Words, and blanks that no line strikes through up to the edge."""
    return [Segment(words, look.ink), Segment(" " * (cells - paint.width(words)), look.quiet)]
