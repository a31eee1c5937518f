"""ASCII mode to the last cell: signs, borders and quotation marks the house draws become plain characters.

One cell stays one cell. Letters are left alone: a title is shown in the script it is written in.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = {
    "-": "─━╌╍–—╸╺·•",
    "|": "│┃▌▐▏▎▍▕",
    ":": "╏",
    "+": "╭╮╰╯┌┐└┘├┤┬┴┼✓",
    "=": "═",
    "&": "‖",
    '"': "“”„",
    "'": "‘’",
    "~": "…",
    ">": "→▸",
    "<": "←",
    "^": "↑",
    "v": "↓",
    "x": "×✗",
    "*": "●◉◆",
    "o": "○◌",
    "#": "█■▊▋▉",
    "_": "▁▂▃▄▅▆▇",
    "@": "↻",
    "?": "\ufffd" + "".join(map(chr, range(0x2400, 0x2425))),
}
_TABLE = str.maketrans({sign: plain for plain, signs in _PLAIN.items() for sign in signs})


class PlainSigns(LineFilter):
    """Translates every line just before it is painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same cells in plain characters."""
        return [Segment(text.translate(_TABLE), style, control) for text, style, control in segments]
