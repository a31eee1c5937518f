"""What a terminal is told so that a call is noticed while nobody looks: its bell, and a notification.

Two ways of notifying are sent, for terminals know one or the other and pass over what they do not know.
"""

from __future__ import annotations

from tui.ui import paint

_LONGEST = 120
_BELL, _END = "\a", "\x1b\\"


def ringing(words: str) -> str:
    """Bell, OSC 9 and OSC 777 for these words, which cannot end or begin a sequence of their own."""
    said = "".join(sign for sign in paint.fit(words, _LONGEST) if sign.isprintable()).replace(";", ",")
    return f"{_BELL}\x1b]9;callsheet: {said}{_END}\x1b]777;notify;callsheet;{said}{_END}"
