"""Addresses inside running text: cut out of their sentence, and put together where a mail broke them.

Joining is careful: a line is taken for the rest of an address only when it cannot be a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_TEXT = 64_000
"""Characters of a text that are searched."""
_WRAP_COLUMN = 68
"""Mail programs break lines behind this column; a shorter line ended where its writer ended it."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}\u2420-\u2426]+", re.IGNORECASE)
_BRACKETED = re.compile(r"<(https?://[^<>\s]+(?:[ \t]*\n\s*[^<>\s]+)+)>", re.IGNORECASE)
_REST = re.compile(r"[\w%&=./?#~+:;@!$*(),-]+", re.ASCII)
_OWN_WORD = re.compile(r"[\d:./()+#,-]+|[A-Za-z]+[.,:;!?)]*|(?:https?:|www\.).*|[^@]+@[^@]+", re.IGNORECASE)
_PUNCTUATION = ".,;:!?)]}>"
_EMPHASIS = "*_~"


def addresses_in(text: str) -> Iterator[str]:
    """Every web address in the text, in order, without the punctuation that follows it."""
    whole = _unwrapped(text[:LONGEST_TEXT])
    for found in _ADDRESS.finditer(whole):
        before = whole[found.start() - 1] if found.start() else ""
        yield _trimmed(found[0].partition("](")[0], before)


def _trimmed(address: str, before: str) -> str:
    """The address without closing punctuation, or the mark of emphasis that was opened before it."""
    end = len(address)
    emphasis = before if before in _EMPHASIS else ""
    opened = address.count("(") - address.count(")")
    while end and (last := address[end - 1]) in _PUNCTUATION + emphasis:
        if last == ")":
            if opened >= 0:
                break
            opened += 1
        end -= 1
    return address[:end]


def _unwrapped(text: str) -> str:
    if "\n" not in text:
        return text
    lines: list[str] = []
    open_ended = False
    for line in _BRACKETED.sub(lambda found: f"<{''.join(found[1].split())}>", text).split("\n"):
        rest = line.strip()
        if open_ended and _REST.fullmatch(rest) and not _OWN_WORD.fullmatch(rest):
            lines[-1] += rest
        else:
            lines.append(line.rstrip())
        open_ended = len(line.rstrip()) >= _WRAP_COLUMN and _ends_in_address(lines[-1])
    return "\n".join(lines)


def _ends_in_address(line: str) -> bool:
    word = line.rsplit(None, 1)[-1:]
    return bool(word) and word[0].lower().startswith(("https://", "http://"))
