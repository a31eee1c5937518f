"""Metadata as typed: `project=Kiln; key1=red`; what would be ambiguous stands between quotes.

The API keeps 50 pairs of text, names up to 40 characters and values up to 500; only `key1` to `key5` can be
searched for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tui.domain.text import clean, hidden_count

MARK = "key3"
"""The name of a create's own token: indexed by the API, and not `key5`, which round-robin uses."""
MARKS = ("key1", "key2", "key3", "key4")
"""The names it may have instead."""
OFF = "off"
"""The setting for accounts that keep no metadata: creates carry no token, and are found by what they are."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
MOST_PAIRS = 50
LONGEST_NAME = 40
LONGEST_VALUE = 500
LONGEST_TEXT = 60_000
"""Room for all pairs at their longest, between quotes."""
_TEXT = r'"(?:[^"\\]|\\.)*+"'
_NAME = r'[^\s=;"]++(?:\s++[^\s=;"]++)*+'
_VALUE = r'(?:[^\s;"]++(?:\s++[^\s;"]++)*+)?'
_PAIR = re.compile(rf"(?P<name>{_TEXT}|{_NAME})\s*+=\s*+(?P<value>{_TEXT}|{_VALUE})\s*+(?:;|$)")
_GAP = re.compile(r"[\s;]*+")
_PLAIN = re.compile(r"[^\s=;\"\\](?:[^=;\"\\\n\r\t]*[^\s=;\"\\])?")


def is_token(value: str) -> bool:
    """Whether a value is a create's own token."""
    return _TOKEN.fullmatch(value) is not None


class PairsError(ValueError):
    """A text that is no list of pairs; the message says what to write instead."""


def parse_pairs(text: str) -> Mapping[str, str]:
    """Read the field. Raises PairsError."""
    if len(text) > LONGEST_TEXT:
        raise PairsError(f"That is too long; {LONGEST_TEXT} characters fit.")
    found: dict[str, str] = {}
    at = _after_gap(text, 0)
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            raise PairsError("Write name=value, and a semicolon between two.")
        name = _read(pair["name"])
        if name in found:
            raise PairsError(f"{_shown(name)} is there twice. Keep one of them.")
        found[name] = _read(pair["value"])
        at = _after_gap(text, pair.end())
    return _limited(found)


def _after_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _read(piece: str) -> str:
    text = _unquoted(piece)
    if hidden_count(text):
        raise PairsError(f"{_shown(text)} holds a character that nobody can see.")
    return text


def _unquoted(piece: str) -> str:
    if not piece.startswith('"'):
        return piece
    try:
        return str(json.loads(piece))
    except ValueError:
        raise PairsError(f"{_shown(piece)} is not quoted well.") from None


def _shown(text: str) -> str:
    return f"“{clean(text, limit=LONGEST_NAME)}”"


def _limited(found: Mapping[str, str]) -> Mapping[str, str]:
    if len(found) > MOST_PAIRS:
        raise PairsError(f"{len(found)} pairs are too many; {MOST_PAIRS} is the most.")
    for name, value in found.items():
        if len(name) > LONGEST_NAME:
            raise PairsError(f"{_shown(name)} is too long a name; {LONGEST_NAME} characters fit.")
        if len(value) > LONGEST_VALUE:
            raise PairsError(f"The value of {_shown(name)} is too long; {LONGEST_VALUE} characters fit.")
    return found


def say_pairs(pairs: Mapping[str, str]) -> str:
    """The field's text; `parse_pairs` reads it back."""
    return "; ".join(f"{_said(name)}={_said(value) if value else ''}" for name, value in pairs.items())


def _said(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
