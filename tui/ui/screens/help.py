"""Every key there is, those that count here first, found by typing; what cannot be done now says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.ui import paint
from tui.ui.actions import Action, Scope
from tui.ui.glyphs import glyphs_of
from tui.ui.keys import keys_of, shown_key
from tui.ui.screens.help_blocks import Block, help_blocks
from tui.ui.screens.sheet import Sheet, scroll_keys
from tui.ui.widgets.key_bar import reasons_of

_KEYS = 14
"""Cells of the column that names the keys."""
_TWO_COLUMNS = 100
_GAP = 2
_ELSEWHERE = "In other places"
_ARROWS = str.maketrans({"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"})


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What rows are drawn with."""

    keymap: Mapping[str, str]
    reasons: Mapping[str, str]
    width: int
    named: bool = False
    """Whether arrows are named: as plain letters they would be other keys."""

    def block(self, block: Block) -> list[Content]:
        """A heading, its rows, and a blank line."""
        heading = paint.text(block.heading, "bold $now")
        return [heading, *(line for action in block.rows for line in self._row(action)), Content("")]

    def _row(self, action: Action) -> list[Content]:
        why = self.reasons.get(action.id, "")
        shown = " ".join(shown_key(key) for key in keys_of(action, self.keymap))
        shown = shown.translate(_ARROWS) if self.named else shown
        words = paint.text(action.help, "$quiet strike" if why else "$ink")
        lines = [*self._wrapped(words), *(self._wrapped(paint.text(why, "$warn")) if why else [])]
        names = [paint.cells(shown, _KEYS), *[" " * _KEYS] * (len(lines) - 1)]
        return [paint.line((name, "bold $ink"), line) for name, line in zip(names, lines, strict=True)]

    def _wrapped(self, words: Content) -> list[Content]:
        return list(words.wrap(max(self.width - _KEYS, 10)))


def in_columns(blocks: Sequence[list[Content]], columns: int, width: int) -> Content:
    """Blocks poured into columns of about equal height and `width` cells, top to bottom, left to right."""
    height = -(-sum(map(len, blocks)) // columns)
    poured: list[list[Content]] = [[] for _ in range(columns)]
    at = 0
    for block in blocks:
        if poured[at] and len(poured[at]) + len(block) // 2 > height and at < columns - 1:
            at += 1
        poured[at] += block
    rows = range(max((len(column) for column in poured), default=0))
    return paint.lines(*(_side_by_side(poured, row, width) for row in rows))


def _side_by_side(columns: Sequence[Sequence[Content]], row: int, width: int) -> Content:
    pieces = [column[row] if row < len(column) else Content("") for column in columns]
    padded = [piece.pad_right(max(width + _GAP - piece.cell_length, 0)) for piece in pieces[:-1]]
    return Content("").join([*padded, pieces[-1]])


class HelpScreen(Sheet[None]):
    """The help sheet. `here` names the scopes listened to where it was asked for; their keys come first."""

    heading = "Keys"
    AUTO_FOCUS = "Input"

    def __init__(self, here: frozenset[Scope] = frozenset(), keymap: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._here = here
        self._keymap = keymap or {}
        self._reasons: Mapping[str, str] = {}

    def body(self) -> ComposeResult:
        """A search field above the keys."""
        yield Input(placeholder="Type to find a key", max_length=40)
        with VerticalScroll(id="keys", can_focus=False):
            yield Static(id="rows")

    def on_mount(self) -> None:
        """Show everything, with what the screen below cannot do now."""
        signs = glyphs_of(self.app)
        self.hints = ((scroll_keys(signs), "scroll"), ("Esc", "close"))
        self._reasons = reasons_of(self.app.screen_stack[-2])
        self._show("")

    def on_resize(self) -> None:
        """Pour into as many columns as fit."""
        self._show(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def on_key(self, event: events.Key) -> None:
        """Scroll the keys while the field keeps the focus."""
        pane = self.query_one("#keys", VerticalScroll)
        moves = {
            "down": pane.scroll_down,
            "up": pane.scroll_up,
            "pagedown": pane.scroll_page_down,
            "pageup": pane.scroll_page_up,
        }
        if event.key in moves:
            event.stop()
            moves[event.key](animate=False)

    def _show(self, search: str) -> None:
        near, away = help_blocks(search, self._here, self._keymap)
        room = self.query_one("#keys", VerticalScroll).scrollable_content_region.width or self.size.width
        columns = 2 if room >= _TWO_COLUMNS and max(len(near), len(away)) > 1 else 1
        plain = glyphs_of(self.app).arrow.isascii()
        sheet = _Sheet(self._keymap, self._reasons, (room - 1) // columns - _GAP, plain)
        parts = [self._poured(sheet, near, columns)] if near else []
        if away:
            parts += [paint.text(_ELSEWHERE, "bold $quiet"), Content("")] if near else []
            parts.append(self._poured(sheet, away, columns))
        self.query_one("#rows", Static).update(
            paint.lines(*parts) if parts else paint.text("No key does that.", "$quiet")
        )

    def _poured(self, sheet: _Sheet, blocks: Sequence[Block], columns: int) -> Content:
        return in_columns([sheet.block(block) for block in blocks], columns, sheet.width)
