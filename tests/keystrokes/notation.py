"""Keys as they are written down: names between spaces, text in quotes; text counts letter by letter."""

from __future__ import annotations

import re

_PIECE = re.compile(r'"([^"]*)"(?:\*(\d+))?|(\S+?)(?:\*(\d+))?(?=\s|$)')


def keys(written: str) -> tuple[str, ...]:
    """The keys to press, by the names Textual has for them: `down*3 "ok" enter`."""
    pressed: list[str] = []
    for found in _PIECE.finditer(written):
        text, times, name, also = found.groups()
        one = [name] if name is not None else ["space" if letter == " " else letter for letter in text]
        pressed += one * int(times or also or 1)
    return tuple(pressed)


def count(written: str) -> int:
    """How many keys that is; none for what cannot be done."""
    return len(keys(written))
