"""What is pasted is text: escapes in it never reach the parser of keys, where they would press some.

Textual reads an escape inside a paste as the beginning of a key; two of them are the Escape key, and
thousands keep it busy for many seconds.
"""

from __future__ import annotations

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""
_ESC, _SHOWN = "\x1b", "␛"


class PasteGuard:
    """Stands before the parser of keys; give it what the terminal sends, however it is cut."""

    def __init__(self) -> None:
        self._inside = False
        self._seen = ""
        """The last characters let through, which may be the beginning of a paste's mark."""
        self._held = ""
        """The last characters of a paste, which may be the beginning of its end."""

    def passed(self, sent: str) -> str:
        """What goes on: escapes in pastes shown as pictures, everything else as it came and at once."""
        left, out = self._held + sent, list[str]()
        self._held = ""
        while left:
            piece, left = self._within(left) if self._inside else self._outside(left)
            out.append(piece)
        return "".join(out)

    def _outside(self, left: str) -> tuple[str, str]:
        """Up to and with the beginning of the next paste. A key is never held back."""
        found = (self._seen + left).find(START)
        if found < 0:
            self._seen = (self._seen + left)[1 - len(START) :]
            return left, ""
        stop = found + len(START) - len(self._seen)
        self._inside, self._seen = True, ""
        return left[:stop], left[stop:]

    def _within(self, left: str) -> tuple[str, str]:
        """Up to and with the end of this paste."""
        found = left.find(END)
        if found >= 0:
            self._inside = False
            return left[:found].replace(_ESC, _SHOWN) + END, left[found + len(END) :]
        kept = next((n for n in range(len(END) - 1, 0, -1) if left.endswith(END[:n])), 0)
        whole = left[: len(left) - kept]
        self._held = left[len(whole) :]
        return whole.replace(_ESC, _SHOWN), ""
