"""The single gate for untrusted text: what passes here cannot move a cursor, hide or reverse a word.

Control characters are shown as pictures rather than dropped, so that an attempt is seen. Idempotent, linear.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tui.domain.patterns import pattern

MAX_MARKS = 8
"""Combining marks kept on one base character."""

_PLAIN = (
    "\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u04ff\u05d0-\u05ea\u0621-\u064a"
    "\u2500-\u27bf"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
    "\uac00-\ud7a3\U0001f300-\U0001faff"
)
"""Characters that are letters, signs or pictures and nothing else: text made of them needs no closer look."""
_COMMON = frozenset(
    chr(code)
    for first, last in ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x2010, 0x2027), (0x2500, 0x27BF))
    for code in range(first, last + 1)
)
"""The commonest of them, and the signs the screens draw with: told apart faster than any pattern does."""
_PLAIN_TEXT = pattern(f"[{_PLAIN}]*")
_PLAIN_BLOCK = pattern(f"[\n{_PLAIN}]*")
_OTHERS = pattern(f"[^{_PLAIN}]")

_ELLIPSIS = "…"
_REPLACEMENT = "\ufffd"
_SPACES = frozenset("\t\r\v\f\u0085\u2028\u2029")
_JOINERS = frozenset("\u200c\u200d")
_HIDDEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\ufeff\uffa0")


def clean(value: str, *, limit: int = 1000) -> str:
    """One line of safe text, at most `limit` characters, an ellipsis where it was cut."""
    if len(value) <= limit and value.isascii() and value.isprintable():
        return " ".join(value.split()) if " " in value else value
    flat = " ".join(_safe(value[: limit * 4], keep_lines=False).split())
    return _cut(flat, limit)


def clean_block(value: str, *, limit: int = 64_000) -> str:
    """Several lines of safe text; line feeds stay, at most `limit` characters."""
    lines = _safe(value[: limit * 2].replace("\r\n", "\n").replace("\r", "\n"), keep_lines=True)
    return _cut(lines.strip("\n"), limit)


def hidden_count(value: str) -> int:
    """How many characters of the raw text would not be seen, or would rearrange what is."""
    return sum(1 for character in value if _is_hidden(character) or _is_control(character))


def _cut(value: str, limit: int) -> str:
    return value if len(value) <= limit else value[: limit - 1].rstrip() + _ELLIPSIS


def _safe(value: str, *, keep_lines: bool) -> str:
    if _COMMON.issuperset(value.replace("\n", "") if keep_lines else value):
        return value
    if (_PLAIN_BLOCK if keep_lines else _PLAIN_TEXT).fullmatch(value):
        return value
    shown = _OTHERS.sub(lambda found: _shown(found[0], keep_lines), value)
    return "".join(_capped(unicodedata.normalize("NFC", shown)))


def _shown(character: str, keep_lines: bool) -> str:
    if character == "\n":
        return "\n" if keep_lines else " "
    if character in _SPACES:
        return " "
    if _is_hidden(character):
        return ""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return _REPLACEMENT if _is_control(character) or _is_noncharacter(code) else character


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t\r"


def _is_hidden(character: str) -> bool:
    if character in _JOINERS:
        return False
    return character in _HIDDEN or unicodedata.category(character) == "Cf"


def _is_noncharacter(code: int) -> bool:
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _capped(value: str) -> Iterator[str]:
    marks = 0
    for character in value:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MAX_MARKS:
            yield character
