"""Every key there is, grouped by what it is for, found by typing; what cannot be done now says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.ui import paint
from tui.ui.actions import ACTIONS, Action, Group, Scope, grouped
from tui.ui.glyphs import glyphs_of
from tui.ui.keys import shown_key, split_keys
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.key_bar import reasons_of

_KEYS = 14
"""Cells of the column that names the keys."""
_TWO_COLUMNS = 100
_GAP = 2
_PANES = {
    Scope.AGENDA: "agenda",
    Scope.GRID: "hours",
    Scope.MONTH: "month",
    Scope.RAIL: "calendar list",
    Scope.DETAIL: "details",
}


def help_rows(search: str, actions: Iterable[Action] = ACTIONS) -> dict[Group, list[Action]]:
    """The rows whose words or keys contain what was typed, each help text once per heading."""
    wanted = search.casefold().strip()
    found: dict[tuple[Group, str], Action] = {}
    for action in actions:
        said = f"{action.help} {action.label} {action.group} {_PANES.get(action.where, '')}".casefold()
        if wanted in said or _is_key(search.strip(), action):
            found.setdefault((action.group, action.help), action)
    return grouped(found.values())


def _is_key(typed: str, action: Action) -> bool:
    """Whether one of its keys was typed: `J` and `j` differ, `esc` and `Esc` do not."""
    if typed in action.keys:
        return True
    return len(typed) > 1 and typed.casefold() in {shown_key(key).casefold() for key in action.keys}


def panes_of(action: Action) -> str:
    """The one pane its keys work in; empty where they work in several."""
    scopes = {one.where for one in ACTIONS if (one.group, one.help) == (action.group, action.help)}
    return _PANES.get(action.where, "") if len(scopes) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What rows are drawn with."""

    keymap: Mapping[str, str]
    reasons: Mapping[str, str]
    width: int
    dot: str

    def block(self, group: Group, rows: Sequence[Action]) -> list[Content]:
        """A heading, its rows, and a blank line."""
        heading = paint.text(group.value, "bold $now")
        return [heading, *(line for action in rows for line in self._row(action)), Content("")]

    def _row(self, action: Action) -> list[Content]:
        why = self.reasons.get(action.id, "")
        keys = split_keys(self.keymap.get(action.id, "")) or action.keys
        shown = " ".join(shown_key(key) for key in keys)
        pane = f" {self.dot} {panes_of(action)}" if panes_of(action) else ""
        words = paint.line((action.help, "$quiet strike" if why else "$ink"), (pane, "$quiet"))
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
    """The help sheet. `here` names the scopes listened to where it was asked for; those come first."""

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
        self.hints = ((f"{signs.up}{signs.down}", "scroll"), ("Esc", "close"))
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
        rows = help_rows(search)
        ordered = sorted(rows, key=lambda group: not any(a.where in self._here for a in rows[group]))
        room = self.query_one("#keys", VerticalScroll).scrollable_content_region.width or self.size.width
        columns = 2 if room >= _TWO_COLUMNS and len(ordered) > 1 else 1
        width = (room - 1) // columns - _GAP
        sheet = _Sheet(self._keymap, self._reasons, width, glyphs_of(self.app).dot)
        blocks = [sheet.block(group, rows[group]) for group in ordered]
        shown = in_columns(blocks, columns, width) if blocks else paint.text("No key does that.", "$quiet")
        self.query_one("#rows", Static).update(shown)
