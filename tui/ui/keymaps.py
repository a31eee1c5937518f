"""The keymaps there are to choose from, and what one's own keys make of them.

A preset only says what is different from the table of actions; the keys of calls are the same in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.ui.keys import validate_keymap

if TYPE_CHECKING:
    from tui.services.settings import Settings

_VIM = {
    "agenda.first": "g,home",
    "agenda.last": "G,end",
    "rail.first": "g,home",
    "rail.last": "G,end",
    "grid.first": "g,home",
    "grid.last": "G,end",
    "grid.next_event": "w,},shift+down",
    "grid.previous_event": "b,{,shift+up",
    "month.first": "g,home",
    "month.last": "G,end",
    "detail.page": "space,ctrl+f",
    "window.goto": ".",
    "window.next": "ctrl+d,],pagedown",
    "window.previous": "ctrl+u,[,pageup",
    "window.day": "1",
    "window.week": "2",
    "event.delete": "d,x,delete",
    "event.redo": "ctrl+r,U",
    "event.page": "B",
    "find.later_days": "ctrl+d,],pagedown",
    "find.earlier_days": "ctrl+u,[,pageup",
}
"""vi's motions: `g` and `G` to the ends, `w` and `b` from event to event, Ctrl+D and Ctrl+U by windows."""

_CALCURSE = {
    "agenda.next_day": "l,right,t",
    "agenda.previous_day": "h,left,T",
    "grid.right": "l,right,t",
    "grid.left": "h,left,T",
    "month.right": "l,right,t",
    "month.left": "h,left,T",
    "window.today": "ctrl+g",
    "window.next": "w,],pagedown",
    "window.previous": "W,[,pageup",
    "window.goto": "g",
    "window.day": "1",
    "window.week": "2",
    "window.agenda": "5",
    "call.why": "ctrl+w",
    "event.new": "a,n",
    "event.copy": "c,D",
    "event.delete": "d,x,delete",
    "time.copy": "C",
}
"""calcurse's letters: `a` adds, `d` deletes, `c` copies, `t` and `w` step on, Ctrl+G is today."""

PRESETS: Mapping[str, Mapping[str, str]] = {"default": {}, "vim": _VIM, "calcurse": _CALCURSE}
"""Action id → comma-separated keys, for each preset by the name settings use."""


def keymap_of(settings: Settings) -> tuple[dict[str, str], list[str]]:
    """The preset with the user's own keys on top, and what of those cannot be used, in words."""
    preset = dict(PRESETS[settings.keymap])
    whole = preset | dict(settings.keys)
    if not validate_keymap(whole):
        return whole, []
    return _one_by_one(preset, settings.keys)


def _one_by_one(preset: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The entries that work together, taken in order, and what is wrong with the others."""
    kept, complaints = dict(preset), list[str]()
    for action_id, keys in wanted.items():
        wrong = validate_keymap(kept | {action_id: keys})
        if wrong:
            complaints += wrong
        else:
            kept[action_id] = keys
    return kept, complaints
