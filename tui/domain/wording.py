"""Words as they are looked for: told by their letters and digits only, without case or accents.

What is marked in a text is the text itself; marking never changes a letter of it.
"""

from __future__ import annotations

import unicodedata

from tui.domain.patterns import pattern

_ACCENTS = pattern("[\u0300-\u036f]")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Scripts written without spaces: every sign counts as a word, so that a search can begin anywhere."""
_WORD = pattern(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}]+")
LONGEST = 4_000
"""Characters of a text that are looked through, and of a search that count."""
MOST_WORDS = 12
"""Words of a search that count."""

Begun = tuple[tuple[str, ...], ...]
"""A search: for each word as typed the words it stands for, one behind the other, the last only begun."""
Span = tuple[int, int]
"""A stretch of a text: where it begins, and where it ends."""


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, without case and accents."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", plain)).translate(_LETTERS)
    return tuple(_WORD.findall(text.lower()))


def begun(text: str) -> Begun:
    """The search a text stands for; what is written together, such as an address, belongs together."""
    words = (folded(word) for word in text[:LONGEST].split())
    return tuple(filter(None, words))[:MOST_WORDS]


def marks(text: str, search: Begun) -> dict[int, tuple[Span, ...]]:
    """Where each word of a search stands in a text, by its number; those that stand nowhere are left out."""
    found = [(one.start(), one[0], "".join(folded(one[0]))) for one in _WORD.finditer(text[:LONGEST])]
    words = [word for _, _, word in found]
    spans: dict[int, tuple[Span, ...]] = {}
    for number, phrase in enumerate(search):
        here = []
        for at in range(len(words) - len(phrase) + 1):
            *before, last = words[at : at + len(phrase)]
            if last.startswith(phrase[-1]) and tuple(before) == phrase[:-1]:
                start, spelled, _ = found[at + len(phrase) - 1]
                here.append((found[at][0], start + _letters(spelled, len(phrase[-1]))))
        if here:
            spans[number] = tuple(here)
    return spans


def _letters(spelled: str, cells: int) -> int:
    """How many letters of a word as spelled make so many of it as folded."""
    counts = (end for end in range(1, len(spelled)) if len("".join(folded(spelled[:end]))) >= cells)
    return next(counts, len(spelled))
