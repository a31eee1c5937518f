"""What needs a hand as rows of a list: when and what, the key that mends it, and below what is wrong."""

from __future__ import annotations

from textual.content import Content

from tui.domain.attention import Concern
from tui.domain.attention_calls import Fix
from tui.ui import paint
from tui.ui.widgets.found_rows import LEAD, Drawing, lead_of

KEYS = {
    Fix.ADD_CALL: "v",
    Fix.CHOOSE_LINK: "O",
    Fix.RETRY: "r",
    Fix.NOTES: "e",
    Fix.ANSWER: "y n m",
    Fix.MOVE: "e",
}
"""The key of each fix."""


def row_of(concern: Concern, drawing: Drawing, *, at_cursor: bool = False) -> Content:
    """Two lines or more: the event with its fix, and what is wrong."""
    mark = paint.text(paint.cells(drawing.signs.cursor if at_cursor else "", LEAD), "$now")
    lead = lead_of(concern.event, drawing) if concern.event else Content("")
    tail = paint.line((KEYS[concern.fault.fix], "bold $ink"), (f" {concern.fault.fix.value}", "$quiet"))
    room = max(drawing.width - LEAD - lead.cell_length - tail.cell_length - 2, 8)
    dates = f"  {drawing.signs.series} {concern.dates} dates" if concern.dates > 1 else ""
    title = paint.fit(
        concern.title or "(no title)", max(room - len(dates), 8), ellipsis=drawing.signs.ellipsis
    )
    named = paint.line((title, "bold $ink"), (dates, "$quiet"))
    first = paint.line(mark, lead, named, " " * max(room - named.cell_length + 2, 2), tail)
    indent = " " * (LEAD + lead.cell_length)
    says = paint.text(concern.fault.says, "$quiet").wrap(max(drawing.width - len(indent), 8))
    return paint.lines(first, *(paint.line(indent, line) for line in says))
