"""Every key there is, grouped by what it is for, found by typing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.ui import paint
from tui.ui.actions import ACTIONS, Action, Group, Scope, grouped
from tui.ui.keys import shown_key, split_keys
from tui.ui.screens.sheet import Sheet

_COLUMN = 56
_KEYS = 14
_TWO_COLUMNS = 116


def help_rows(search: str, actions: Iterable[Action] = ACTIONS) -> dict[Group, list[Action]]:
    """The rows whose words or keys contain what was typed, each help text once per heading."""
    wanted = search.casefold().strip()
    found: dict[tuple[Group, str], Action] = {}
    for action in actions:
        if (
            wanted in f"{action.help} {action.label} {action.group}".casefold()
            or search.strip() in action.keys
        ):
            found.setdefault((action.group, action.help), action)
    return grouped(found.values())


def _block(group: Group, rows: Sequence[Action], keymap: Mapping[str, str]) -> list[Content]:
    heading = paint.text(group.value, "bold $now")
    return [heading, *(_row(action, keymap) for action in rows), Content("")]


def _row(action: Action, keymap: Mapping[str, str]) -> Content:
    keys = split_keys(keymap.get(action.id, "")) or action.keys
    shown = " ".join(shown_key(key) for key in keys)
    return paint.line(
        (paint.cells(shown, _KEYS), "bold $ink"), (paint.fit(action.help, _COLUMN - _KEYS - 2), "$ink")
    )


def in_columns(blocks: Sequence[list[Content]], columns: int) -> Content:
    """Blocks poured into columns of about equal height, top to bottom, left to right."""
    height = -(-sum(map(len, blocks)) // columns)
    poured: list[list[Content]] = [[] for _ in range(columns)]
    at = 0
    for block in blocks:
        if poured[at] and len(poured[at]) + len(block) // 2 > height and at < columns - 1:
            at += 1
        poured[at] += block
    rows = range(max((len(column) for column in poured), default=0))
    return paint.lines(*(_side_by_side(poured, row) for row in rows))


def _side_by_side(columns: Sequence[Sequence[Content]], row: int) -> Content:
    pieces = [column[row] if row < len(column) else Content("") for column in columns]
    padded = [piece.pad_right(_COLUMN - piece.cell_length) for piece in pieces[:-1]]
    return Content("").join([*padded, pieces[-1]])


class HelpScreen(Sheet[None]):
    """The help sheet. `here` names the scopes listened to where it was asked for; those come first."""

    heading = "Keys"
    hints = (("↑↓", "scroll"), ("Esc", "close"))
    AUTO_FOCUS = "Input"

    def __init__(self, here: frozenset[Scope] = frozenset(), keymap: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._here = here
        self._keymap = keymap or {}

    def body(self) -> ComposeResult:
        """A search field above the keys."""
        yield Input(placeholder="Type to find a key", max_length=40)
        with VerticalScroll(id="keys", can_focus=False):
            yield Static(id="rows")

    def on_mount(self) -> None:
        """Show everything."""
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
        blocks = [_block(group, rows[group], self._keymap) for group in ordered]
        columns = 2 if self.size.width >= _TWO_COLUMNS and len(blocks) > 1 else 1
        shown = in_columns(blocks, columns) if blocks else paint.text("No key does that.", "$quiet")
        self.query_one("#rows", Static).update(shown)
