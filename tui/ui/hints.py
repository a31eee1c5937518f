"""What somebody new is told, three things in all: one line at a time, until it was used once or put away.

A hint names actions; the keys it shows are those they have in the user's keymap.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from tui.ui.actions import BY_ID
from tui.ui.keys import keys_of, shown_key

_ACTION = re.compile(r"\{([a-z.]+)\}")


class Hint(NamedTuple):
    """One thing worth knowing."""

    name: str
    words: str
    """Action ids in braces stand for their first keys."""

    @property
    def actions(self) -> frozenset[str]:
        """The actions it is about; any of them shows that it is known."""
        return frozenset(_ACTION.findall(self.words))

    def pieces(self, keymap: Mapping[str, str]) -> list[tuple[str, bool]]:
        """The words in pieces, each with whether it is a key."""
        parts = _ACTION.split(self.words)
        return [
            (shown_key(keys_of(BY_ID[part], keymap)[0]), True) if at % 2 else (part, False)
            for at, part in enumerate(parts)
            if part
        ]


HINTS = (
    Hint("help", "{app.help} shows every key that counts where you are"),
    Hint("call", "{call.edit} gives the event a call, {call.next} joins the next one"),
    Hint("quick", "{event.quick} writes a whole event as one line: lunch fri 13:00 with ada@example.com"),
)
"""In the order they are shown."""


def next_hint(gone: Collection[str]) -> Hint | None:
    """The first that is still needed."""
    return next((hint for hint in HINTS if hint.name not in gone), None)
