"""What a search found as rows of a list: when, whose calendar, what, and where else the words are.

Found words are bold and underlined, so that they stand out without colour, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from tui.domain.events import Event, Status
from tui.domain.finding import Excerpt, Hit, excerpts, series_words, title_marks
from tui.domain.when import bounds, days, is_all_day
from tui.domain.wording import Begun, Span
from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_words import gutter_words, where_words
from tui.ui.widgets.scene import Stripe

MARK = "bold underline $now"
LEAD = 2
"""Cells before a row, for the sign of the cursor."""
_DATE = 11
_WHERE_FROM, _WHERE = 84, 18
"""Rows at least so wide name the call, in so many cells."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What rows are drawn with."""

    search: Begun
    stripes: Mapping[str, Stripe]
    now: datetime
    zone: ZoneInfo
    clock: str
    signs: Glyphs
    width: int
    full: bool = False
    """Whether a series may have times that were not looked at."""

    @property
    def today(self) -> date:
        """The day it is for the viewer."""
        return self.now.astimezone(self.zone).date()


def lit(text: str, spans: Iterable[Span], style: str = "") -> Content:
    """The text with stretches of it marked; where cleaning changes it, as it is."""
    content = paint.text(text, style)
    if content.plain == text:
        for start, end in spans:
            content = content.stylize(MARK, start, end)
    return content


def row_of(hit: Hit, drawing: Drawing, *, at_cursor: bool = False) -> Content:
    """One line for what is named by its title, one more for each piece found elsewhere."""
    mark = drawing.signs.cursor if at_cursor else ""
    lines = [paint.line((paint.cells(mark, LEAD), "$now"), _first(hit, drawing))]
    indent = " " * (LEAD + _DATE + _times(drawing) + 3)
    for piece in excerpts(hit.event, drawing.search):
        words = _elsewhere(piece).truncate(max(drawing.width - len(indent), 8), ellipsis=True)
        lines.append(paint.line(indent, words))
    return paint.lines(*lines)


def _elsewhere(piece: Excerpt) -> Content:
    return paint.line((f"{piece.label} ", "$quiet"), lit(piece.text, piece.spans, "$quiet"))


def _times(drawing: Drawing) -> int:
    return 8 if "%p" in drawing.clock else 7


def _first(hit: Hit, drawing: Drawing) -> Content:
    event, signs = hit.event, drawing.signs
    over = bounds(event.when, drawing.zone)[1] <= drawing.now
    off = event.status is Status.CANCELLED
    parts = [paint.text("called off", "$alarm")] if off else []
    if dates := series_words(hit, drawing.today, drawing.zone, more=drawing.full):
        parts.append(paint.text(f"{signs.series} {dates}", "$quiet"))
    where = where_words(event, short=True)
    if drawing.width >= _WHERE_FROM:
        parts.append(paint.text(paint.cells(where, _WHERE, ellipsis=signs.ellipsis), "$quiet"))
    tail = Content("  ").join(parts)
    lead = lead_of(event, drawing)
    room = max(drawing.width - LEAD - lead.cell_length - tail.cell_length - 2, 8)
    title = lit(event.title or "(no title)", title_marks(event, drawing.search), "$quiet" if over else "$ink")
    title = title.truncate(room, ellipsis=True)
    return paint.line(lead, title, " " * max(room - title.cell_length + 2, 2), tail)


def lead_of(event: Event, drawing: Drawing) -> Content:
    """When an event is, and whose calendar it stands in."""
    stripe = drawing.stripes.get(event.calendar_id, Stripe("", " "))
    ink = "$quiet" if bounds(event.when, drawing.zone)[1] <= drawing.now else "$ink"
    return paint.line(
        (paint.cells(_day(event, drawing), _DATE), ink),
        (paint.cells(_time(event, drawing), _times(drawing)), ink),
        (drawing.signs.bar, stripe.colour or "$ink"),
        (f"{paint.cells(stripe.letter, 1)} ", "$quiet"),
    )


def _day(event: Event, drawing: Drawing) -> str:
    day = days(event.when, drawing.zone)[0]
    if day.year != drawing.today.year:
        return f"{day.day} {day:%b} {day.year}"
    return f"{day:%a} {day.day:>2} {day:%b}"


def _time(event: Event, drawing: Drawing) -> str:
    if is_all_day(event.when):
        return "all day"
    return gutter_words(bounds(event.when, drawing.zone)[0].astimezone(drawing.zone), drawing.clock)
