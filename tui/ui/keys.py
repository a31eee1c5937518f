"""Keys as people read them, and keymaps checked before Textual silently accepts them.

A keymap that would shadow, repeat or never fire is named in words, not applied in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from textual.keys import KEY_TO_UNICODE_NAME, Keys, format_key, key_to_character

from tui.ui.actions import ACTIONS, BY_ID, Action, Scope

REACHABLE: tuple[frozenset[Scope], ...] = (
    frozenset({Scope.AGENDA, Scope.CALENDAR, Scope.APP}),
    frozenset({Scope.GRID, Scope.CALENDAR, Scope.APP}),
    frozenset({Scope.MONTH, Scope.CALENDAR, Scope.APP}),
    frozenset({Scope.RAIL, Scope.CALENDAR, Scope.APP}),
    frozenset({Scope.DETAIL, Scope.CALENDAR, Scope.APP}),
    frozenset({Scope.EDITOR, Scope.APP}),
    frozenset({Scope.JOBS}),
    frozenset({Scope.LINK}),
    frozenset({Scope.SEARCH}),
    frozenset({Scope.ATTENTION}),
    frozenset({Scope.FILTER}),
    frozenset({Scope.CALL_SHEET}),
    frozenset({Scope.ACCOUNTS}),
    frozenset({Scope.TOGETHER}),
    frozenset({Scope.FIND}),
    frozenset({Scope.INVITED}),
    frozenset({Scope.SETTINGS}),
)
"""Scopes whose keys are listened to at the same time; within each a key has one meaning."""

RESERVED = frozenset({"escape", "tab", "shift+tab", "ctrl+q", "ctrl+c", "ctrl+p"})
"""Keys that always mean the same, whatever a keymap says."""

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_WORDS = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
}


def shown_key(key: str) -> str:
    """A key as printed on the screen: `^S`, `Esc`, `?`, `PgDn`."""
    if key in _WORDS:
        return _WORDS[key]
    if key.startswith("ctrl+") and len(key) == len("ctrl+") + 1:
        return "^" + key[-1].upper()
    return key.upper() if key[0] == "f" and key[1:].isdigit() else format_key(key)


def is_key(key: str) -> bool:
    """Whether a terminal can send this key under this name."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    if not set(modifiers) <= _MODIFIERS or not last:
        return False
    if modifiers and last != last.lower():
        return False
    named = last in set(Keys) or last in KEY_TO_UNICODE_NAME or key_to_character(last) is not None
    return named or (len(last) == 1 and last.isprintable())


def validate_keymap(overrides: Mapping[str, str]) -> list[str]:
    """What is wrong with a keymap (action id → comma-separated keys), one sentence each; empty when fine."""
    return [*_unknown(overrides), *_unusable(overrides), *_clashes(overrides)]


def _unknown(overrides: Mapping[str, str]) -> list[str]:
    return [f"{action_id} is not an action." for action_id in overrides if action_id not in BY_ID]


def _unusable(overrides: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for action_id, keys in overrides.items():
        own = set(BY_ID[action_id].keys) if action_id in BY_ID else set()
        for key in split_keys(keys) or [""]:
            if not key or not is_key(key):
                found.append(f"{action_id}: {key or 'nothing'} is not a key.")
            elif key in RESERVED - own:
                found.append(f"{action_id}: {shown_key(key)} always keeps its own meaning.")
    return found


def split_keys(keys: str) -> list[str]:
    """The single keys of a keymap entry."""
    return [key.strip() for key in keys.split(",") if key.strip()]


def _clashes(overrides: Mapping[str, str]) -> list[str]:
    if not overrides:
        return []
    chosen = {action.id: _keys_of(action, overrides) for action in ACTIONS}
    found: dict[str, None] = {}
    for scopes in REACHABLE:
        here = [action for action in ACTIONS if action.where in scopes]
        found |= dict.fromkeys(_shared(here, chosen, overrides))
    return list(found)


def keys_of(action: Action, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys an action is done by under this keymap."""
    return tuple(split_keys(keymap.get(action.id, ""))) or action.keys


def _keys_of(action: Action, overrides: Mapping[str, str]) -> frozenset[str]:
    """As shown, so that `.` and `full_stop` are the same key."""
    return frozenset(shown_key(key) for key in keys_of(action, overrides))


def _shared(
    here: list[Action], chosen: Mapping[str, frozenset[str]], overrides: Mapping[str, str]
) -> Iterable[str]:
    for one, other in combinations(here, 2):
        if one.id in overrides or other.id in overrides:
            for key in sorted(chosen[one.id] & chosen[other.id]):
                yield f"{key} would mean both {_named(one)} and {_named(other)}."


def _named(action: Action) -> str:
    return f"“{action.label}” ({action.id})"
