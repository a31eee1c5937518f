"""One row of the agenda becoming segments: columns that align over the whole screen, every cell styled.

Titles and places come from outside: each passes through `paint` on its way into a segment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui.domain.events import Event
from tui.domain.grid import Flags, flags_of
from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_rows import Row, RowKind, is_over, is_running
from tui.ui.widgets.agenda_words import (
    day_of_span,
    day_words,
    gutter_words,
    length_bar,
    nothing_words,
    times_of,
    unreadable_words,
    where_words,
)
from tui.ui.widgets.scene import Scene, Stripe

Styles = Callable[[str], Style]
"""A style by the name of its component class."""
Tint = Callable[[str, bool], Style]
"""The style of a calendar's stripe from its colour, and whether it is muted."""


_LEAD, _STRIPE, _LETTERS = 2, 3, 4
_SHORT_WHERE = 22
"""Below this many cells, providers go by their short names."""


class Columns(NamedTuple):
    """How many cells each column gets; 0 leaves it out."""

    times: int
    title: int
    length: int
    where: int

    @classmethod
    def fitting(cls, width: int, clock: str) -> Columns:
        """The columns of a row this wide: the title first, then where, then lengths."""
        times = 13 if "%p" in clock else 11
        where = 0 if width < 48 else 8 if width < 72 else 15 if width < 96 else 22 if width < 120 else 36
        length = 0 if width < 60 else 4 if width < 72 else 6 if width < 96 else 8
        taken = _LEAD + times + 1 + _STRIPE + 1 + _LETTERS
        taken += sum(cells + 1 for cells in (length, where) if cells)
        return cls(times, max(width - taken, 6), length, where)


class Painter(NamedTuple):
    """Draws rows of one scene at one width, all but the cell of the cursor."""

    scene: Scene
    width: int
    signs: Glyphs
    styles: Styles
    tint: Tint
    columns: Columns

    def segments(self, row: Row, spinner: str) -> list[Segment]:
        """The row, from its second cell on."""
        match row.kind:
            case RowKind.EVENT if row.event is not None:
                return self._event(row, row.event, spinner)
            case RowKind.DAY:
                return self._day(row)
            case RowKind.NOW:
                return self._now()
            case RowKind.NOTHING:
                words = nothing_words(row.day, row.last or row.day, self.signs, unread=row.unread)
                if self.scene.filtered and not row.unread:
                    words += " the filter shows"
                return self._headed(words, "quiet", row)
            case RowKind.UNREADABLE:
                words = paint.fit(unreadable_words(row.count), self.width - 2, ellipsis=self.signs.ellipsis)
                return [Segment(f" {words}", self.styles("alarm"))]
            case _:
                return []

    def _day(self, row: Row) -> list[Segment]:
        today = self.scene.today
        style = "today" if row.day == today else "day" if row.day > today else "past-day"
        return self._headed(day_words(row.day, today, self.signs), style, row)

    def _headed(self, words: str, style: str, row: Row) -> list[Segment]:
        week = f"week {row.day.isocalendar().week} " if row.opens_week else ""
        words = paint.fit(words, max(self.width - 2 - len(week), 8), ellipsis=self.signs.ellipsis)
        room = max(self.width - 2 - paint.width(words), 0)
        return [Segment(f" {words}", self.styles(style)), Segment(week.rjust(room), self.styles("quiet"))]

    def _now(self) -> list[Segment]:
        at = gutter_words(self.scene.now.astimezone(self.scene.zone), self.scene.clock)
        line = self.signs.now_line * max(self.width - self.columns.times - 3, 0)
        return [Segment(f" {at.rjust(self.columns.times)} {line}", self.styles("now"))]

    def _event(self, row: Row, event: Event, spinner: str) -> list[Segment]:
        scene, signs, columns = self.scene, self.signs, self.columns
        flags = flags_of(event, scene.own_email)
        off = flags.declined or flags.cancelled or event.key in scene.removals
        muted = off or is_over(event, scene.now, scene.zone)
        running = not muted and is_running(event, scene.now, scene.zone)
        ink = self.styles("off" if off else "past" if muted else "running" if running else "text")
        quiet = self.styles("past" if muted else "quiet")
        stripe = scene.stripes.get(event.calendar_id, Stripe("", " "))
        tint = self.tint(stripe.colour, muted)
        times = times_of(event, row.day, scene.zone, scene.clock, signs)
        gutter = ink if not muted else quiet
        parts = [
            Segment(f" {paint.cells(times, columns.times, align='right')} ", gutter),
            Segment(signs.bar, tint),
            Segment(paint.cells(stripe.letter, 1) + " ", quiet),
            *self._title(row, event, ink, quiet),
        ]
        if columns.length:
            bar = length_bar(event, scene.zone, columns.length, signs)
            parts.append(Segment(f"{bar.ljust(columns.length)} ", tint))
        if columns.where:
            where = where_words(event, short=columns.where < _SHORT_WHERE)
            parts.append(Segment(paint.cells(where, columns.where, ellipsis=signs.ellipsis) + " ", quiet))
        return parts + self._letters(event, flags, quiet, quiet if muted else ink, spinner)

    def _title(self, row: Row, event: Event, ink: Style, quiet: Style) -> list[Segment]:
        """The title, and behind it the day of a span where the title leaves room."""
        cells, signs = self.columns.title, self.signs
        title = paint.fit(event.title or "(no title)", cells, ellipsis=signs.ellipsis)
        room = cells - paint.width(title)
        span = day_of_span(event, row.day, self.scene.zone)
        extra = f" {signs.dot} {span}" if span and len(span) + 3 <= room else ""
        return [Segment(title, ink), Segment(extra.ljust(room + 1), quiet)]

    def _letters(self, event: Event, flags: Flags, quiet: Style, ink: Style, spinner: str) -> list[Segment]:
        """Call, answer, series, trouble: each in a cell of its own."""
        signs, scene = self.signs, self.scene
        if event.key in scene.waiting:
            call = Segment(spinner, self.styles("now"))
        elif flags.pending:
            call = Segment(signs.waiting, self.styles("now"))
        else:
            call = Segment(signs.video if flags.video else " ", ink)
        if flags.unanswered and not flags.cancelled:
            answer = Segment(signs.unanswered, self.styles("alarm"))
        else:
            answer = Segment(signs.tentative if flags.tentative else " ", quiet)
        odd = event.key in scene.failed or flags.odd or flags.cancelled
        clash = event.key in scene.clashing and not is_over(event, scene.now, scene.zone)
        trouble = Segment(signs.failed if odd else signs.clash if clash else " ", self.styles("alarm"))
        way = scene.way_sign(event.key, signs)
        return [
            call,
            answer,
            Segment(signs.series if flags.series else " ", quiet),
            Segment(way, self.styles("now")) if way else trouble,
        ]
