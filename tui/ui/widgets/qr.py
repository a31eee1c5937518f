"""A link as a QR code, dark on light whatever the theme, so that a phone's camera reads it off the screen.

A library draws it; here its light squares become blocks: two to a cell, or in ASCII two cells each.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from tui.ui import paint
from tui.ui.glyphs import ASCII, Glyphs

_MARGIN = 2
"""Light squares around the code; readers manage with fewer than the standard's four."""
_INK, _PAPER = "#000000", "#ffffff"
LONGEST = 1200
"""Characters of a link that are still drawn; longer ones no screen has room for."""


@dataclass(frozen=True, slots=True)
class Qr:
    """The squares of one code, margin included: rows of dark or light."""

    rows: tuple[tuple[bool, ...], ...]
    doubled: bool
    """Whether every square takes two cells, for want of half blocks."""

    @property
    def width(self) -> int:
        """Cells across."""
        return len(self.rows) * (2 if self.doubled else 1)

    @property
    def height(self) -> int:
        """Lines."""
        return len(self.rows) if self.doubled else -(-len(self.rows) // 2)

    def content(self) -> Content:
        """The code as lines."""
        return paint.lines(*(self._doubled() if self.doubled else self._halved()))

    def _halved(self) -> list[Content]:
        below = [*self.rows[1::2], (True,) * len(self.rows)]
        pairs = zip(self.rows[::2], below, strict=False)
        return [paint.text("".join(map(_half, *pair)), f"{_PAPER} on {_INK}") for pair in pairs]

    def _doubled(self) -> list[Content]:
        return [paint.line(*(_square(dark) for dark in row)) for row in self.rows]


def _half(above: bool, below: bool) -> str:
    """One cell of two squares, readable in a terminal without colours, too."""
    return {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}[above, below]


def _square(dark: bool) -> tuple[str, str]:
    return ("  ", f"{_INK} on {_INK}") if dark else ("##", f"{_PAPER} on {_PAPER}")


def qr_of(url: str, signs: Glyphs) -> Qr | None:
    """The code of a link, or None where it is too long for one."""
    import segno

    if len(url) > LONGEST:
        return None
    code = segno.make(url, error="l", micro=False, boost_error=False)
    rows = tuple(tuple(bool(square) for square in row) for row in code.matrix_iter(border=_MARGIN))
    return Qr(rows, doubled=signs is ASCII)
