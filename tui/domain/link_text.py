"""Addresses inside running text: cut out of their sentence, and put together where a mail broke them.

Joining is careful: a line is taken for the rest of an address only when it cannot be a word of its own.
`shown <address>` is how formatted notes read here: an address behind words, which may be another address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.domain.link_services import service_of
from tui.domain.patterns import pattern

LONGEST_TEXT = 64_000
"""Characters of a text that are searched."""
_WRAP_COLUMN = 68
"""Mail programs break lines behind this column; a shorter line ended where its writer ended it."""

_INSIDE = r"[^\s<>\"'`|\\^{}\u2420-\u2426]+"
_ADDRESS = pattern(rf"https?://{_INSIDE}()", re.IGNORECASE)
_ADDRESS_OR_BARE = pattern(
    rf"https?://{_INSIDE}|(?<![\w@/.:=&%+~?#-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}})/{_INSIDE}",
    re.IGNORECASE,
)
_BRACKETED = pattern(r"<(https?://[^<>\s]+(?:[ \t]*\n\s*[^<>\s]+)+)>", re.IGNORECASE)
_REST = pattern(r"[\w%&=./?#~+:;@!$*(),-]+", re.ASCII)
_OWN_WORD = pattern(r"[\d:./()+#,-]+|[A-Za-z]+[.,:;!?)]*|(?:https?:|www\.).*|[^@]+@[^@]+", re.IGNORECASE)
_PUNCTUATION = ".,;:!?)]}>…。、，；：！？）】》」』”’»"
_EMPHASIS = "*_~"


_LONGEST_SHOWN = 2048
"""Characters before an address that are searched for the words it stands behind."""
_CLOSING = " \t.,;:!?'\"()[]{}<>*_~“”‘’«»"
_NAME = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:xn--[\w-]+|[^\W\d_]{2,24})"
_LOOKS_ADDRESS = pattern(rf"https?://({_NAME})(?=[:/?#@]|\Z)|({_NAME})(?=[:/?#]|\Z)", re.IGNORECASE)
_FILE = pattern(
    r"[^/?#]+\.(?:csv|docx?|gif|html?|ics|jpe?g|js|json|key|md|mp[34]|pdf|pl|png|pptx?|py|rs|sh|svg|ts|txt|xlsx?|zip)",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """An address in a text."""

    url: str
    shown: str = ""
    """The other address that stands in front of this one as its words; empty where none does."""


def addresses_in(text: str, *, bare: bool = False) -> Iterator[Address]:
    """Every web address in the text, in order, without the punctuation that follows it.

    With `bare`, one without its `https://` counts where its host is a call service's.
    """
    whole = _unwrapped(text[:LONGEST_TEXT])
    held, end = Address(""), 0
    pattern = _ADDRESS_OR_BARE if bare and _may_hold_bare(whole) else _ADDRESS
    for found in pattern.finditer(whole):
        if found[1] and service_of(found[1].lower()) is None:
            continue
        before = whole[found.start() - 1] if found.start() else ""
        shown = _shown_before(whole, found.start()) if before == "<" else ""
        if held.url and not (shown and _are_its_words(held.url, whole[end : found.start() - 1], shown)):
            yield held
        url = _trimmed(found[0].partition("](")[0], before)
        held, end = Address(f"https://{url}" if found[1] else url, shown), found.end()
    if held.url:
        yield held


def _may_hold_bare(text: str) -> bool:
    """Most texts hold no such word, and looking closer at each letter takes ten times as long."""
    return any("/" in word and "." in word and "://" not in word for word in text.split())


def shown_address(words: str) -> str:
    """The address a reader would take the last of these words for: `zoom.us/j/1`, not `notes.pdf`."""
    last = (words.rsplit(None, 1) or [""])[-1].strip(_CLOSING)
    found = _LOOKS_ADDRESS.match(last)
    if found is None or _FILE.fullmatch(last):
        return ""
    whole = last if found[1] else f"https://{last}"
    return whole.partition("@")[0] if whole[found.end() :].startswith("@") else whole


def _are_its_words(held: str, between: str, shown: str) -> bool:
    """Whether the address before is only what the next one's words show."""
    if not between.strip(_CLOSING):
        return True
    return "\n" not in between and held.partition("://")[2].startswith(shown.partition("://")[2])


def _shown_before(text: str, start: int) -> str:
    """The address that stands on the same line in front of `<` and one that starts here."""
    line = text[max(0, start - _LONGEST_SHOWN) : start - 1].rpartition("\n")[2]
    return shown_address(line)


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
