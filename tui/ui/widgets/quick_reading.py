"""What a quick line is read as, live below it; and the line itself with its understood words underlined.

Colour never tells alone: what was understood is underlined in the line and named in words below it.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widgets import Static

from tui.domain.checking import Finding
from tui.domain.quickadd import Part, Piece
from tui.domain.quickadd_said import Reading
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.editor_row import STYLES, mark_of
from tui.ui.widgets.key_input import LineInput

LONGEST = 1000
_LABEL = 10
_APART = "   "


class Underlined(Highlighter):
    """Underlines every piece that is not title."""

    def __init__(self) -> None:
        self.pieces: tuple[Piece, ...] = ()

    def highlight(self, text: Text) -> None:
        """Underline them in a line as long as the one that was read."""
        for piece in self.pieces:
            if piece.part is not Part.TITLE and piece.end <= len(text):
                text.stylize("underline", piece.start, piece.end)


class Names(Suggester):
    """Offers the rest of a name that was begun; `rest` finds it."""

    def __init__(self, rest: Callable[[str], str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._rest = rest

    async def get_suggestion(self, value: str) -> str | None:
        """The line with the name to its end."""
        rest = self._rest(value)
        return value + rest if rest else None


class QuickLine(LineInput):
    """The line. `rest` says how a name that was begun in it goes on; → takes that."""

    def __init__(self, rest: Callable[[str], str]) -> None:
        self._underlined = Underlined()
        super().__init__(
            placeholder="Design review fri 15:00 45m with grace@example.com meet @Work",
            max_length=LONGEST,
            highlighter=self._underlined,
            suggester=Names(rest),
            select_on_focus=False,
            id="line",
        )

    def _on_paste(self, event: events.Paste) -> None:
        super()._on_paste(event)
        self.call_after_refresh(self.show_cursor)

    def show_cursor(self) -> None:
        """Scroll to the cursor, once the line is as wide as what was put into it."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def underline(self, pieces: tuple[Piece, ...]) -> None:
        """Underline these pieces of what stands there now."""
        self._underlined.pieces = pieces
        self.refresh()


class QuickReading(Static):
    """The reading; as many rows as there are parts."""

    ALLOW_SELECT = False
    readings: reactive[tuple[Reading, ...]] = reactive((), layout=True)
    """The parts of the event."""
    findings: reactive[tuple[Finding, ...]] = reactive((), layout=True)
    """What is to be said about them."""
    remarks: reactive[tuple[str, ...]] = reactive((), layout=True)
    """What is to be said about words that were left in the title."""

    rest: reactive[str] = reactive("", layout=True)
    """What is missing of the name that is being typed, as far as one is known."""
    hint: reactive[str] = reactive("", layout=True)
    """What is to be said while nothing is typed."""

    def render(self) -> Content:
        """The rows, then the remarks."""
        if self.hint:
            return paint.block(self.hint, "$quiet")
        room = max(self.content_size.width, 40)
        rows = [_row(reading, room) for reading in self.readings]
        glyphs = glyphs_of(self.app)
        if self.rest:
            rows.append(
                paint.line((f"{glyphs.arrow} ", "bold $ink"), (f"takes the name: …{self.rest}", "$quiet"))
            )
        rows += [
            paint.line((f"{mark_of(finding.severity, glyphs)} ", STYLES[finding.severity]), _said(finding))
            for finding in self.findings
        ]
        rows += [
            paint.line((f"{glyphs.unanswered} ", "$warn"), paint.text(words, "$warn"))
            for words in self.remarks
        ]
        return paint.lines(*rows)


def _row(reading: Reading, room: int) -> Content:
    words = f"{_APART}{reading.words}" if reading.words else ""
    said = paint.fit(reading.says, max(room - _LABEL - min(paint.width(words), room // 3), 8))
    left = room - _LABEL - len(_APART) - paint.width(said)
    heard = (paint.fit(reading.words, left), "$quiet underline")
    return paint.line((f"{reading.label:<{_LABEL}}", "$quiet"), (said, "$ink"), _APART, heard)


def _said(finding: Finding) -> Content:
    return paint.line(
        (finding.says, STYLES[finding.severity]), (f" {finding.fix}" if finding.fix else "", "$quiet")
    )
