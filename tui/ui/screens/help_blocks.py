"""What the help says, in its order: the keys that count where it was asked for, then those of other places.

Pure: which rows, and under which heading; how they are drawn is the help screen's affair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.ui.actions import ACTIONS, Action, Scope, actions_in, grouped
from tui.ui.keys import keys_of, shown_key

_PLACES = {
    Scope.GRID: "Hours of days",
    Scope.RAIL: "List of calendars",
    Scope.DETAIL: "Details",
    Scope.LINK: "A link",
}
"""Names of places that are called otherwise in the table."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a heading."""

    heading: str
    rows: Sequence[Action]


def place_of(scope: Scope) -> str:
    """A place as a heading."""
    return _PLACES.get(scope) or scope.value[0].upper() + scope.value[1:]


def help_blocks(
    search: str, here: frozenset[Scope], keymap: Mapping[str, str]
) -> tuple[list[Block], list[Block]]:
    """What was typed, found among the keys that count here, and among those that count elsewhere.

    Here they stand by what they are for; elsewhere by the place one has to be in.
    """
    found = {action.id for action in ACTIONS if _says(action, search, keymap)}
    near = grouped(action for action in actions_in(*here) if action.id in found)
    blocks = [Block(group.value, rows) for group, rows in near.items()]
    away = [
        Block(place_of(scope), [action for action in actions_in(scope) if action.id in found])
        for scope in Scope
        if scope not in here
    ]
    return blocks, [block for block in away if block.rows]


def _says(action: Action, search: str, keymap: Mapping[str, str]) -> bool:
    said = f"{action.help} {action.label} {action.group} {place_of(action.where)}".casefold()
    return search.casefold().strip() in said or _is_key(search.strip(), keys_of(action, keymap))


def _is_key(typed: str, keys: Sequence[str]) -> bool:
    """Whether one of the keys was typed: `J` and `j` differ, `esc` and `Esc` do not."""
    if typed in keys:
        return True
    shown = {shown_key(key) for key in keys}
    return typed in shown or (len(typed) > 1 and typed.casefold() in {key.casefold() for key in shown})
