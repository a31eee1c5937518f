"""Fields that take a paste the way it comes: wrapped, quoted, with the words around it.

What is typed into the key field is never shown and never part of a message.
"""

from __future__ import annotations

import re

from textual import events
from textual.widgets import Input

_AROUND = re.compile(
    r"^(?:export\s+)?(?:NYLAS_API_KEY\s*=\s*|Authorization:\s*)?[\"']?(?:Bearer\s+)?", re.IGNORECASE
)
_LONGEST = 1000


def tidy_key(pasted: str) -> str:
    """The key in what was pasted: no quotes, no `Bearer`, no line breaks, nothing that cannot be seen."""
    visible = "".join(c if c.isprintable() and c.isascii() else " " for c in pasted[: 4 * _LONGEST]).strip()
    bare = _AROUND.sub("", visible, count=1).strip("\"' ")
    return re.sub(r"\s+", "", bare)[:_LONGEST]


def tidy_line(pasted: str) -> str:
    """One line of what was pasted, its ends trimmed, nothing in it that cannot be seen."""
    return "".join(c if c.isprintable() else " " for c in pasted[: 4 * _LONGEST]).strip()[:_LONGEST]


class LineInput(Input):
    """A one-line field whose paste is trimmed instead of cut at the first line break."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(self.tidy(event.text), *self.selection)

    def tidy(self, pasted: str) -> str:
        """What a paste becomes."""
        return tidy_line(pasted)


class KeyInput(LineInput):
    """The masked field for an API key."""

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(password=True, id=id, placeholder=placeholder, max_length=_LONGEST)

    def tidy(self, pasted: str) -> str:
        """Only the key."""
        return tidy_key(pasted)
