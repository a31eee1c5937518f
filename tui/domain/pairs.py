"""Metadata as typed: `project=Kiln; key1=red`; what would be ambiguous stands between quotes.

The API keeps 50 pairs of text, names up to 40 characters and values up to 500; only `key1` to `key5` can be
searched for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

MARK = "key3"
"""The name of a create's own token: indexed by the API, and not `key5`, which round-robin uses."""
MOST_PAIRS = 50
LONGEST_NAME = 40
LONGEST_VALUE = 500
_TEXT = r'"(?:[^"\\]|\\.)*"'
_PAIR = re.compile(rf"\s*(?P<name>{_TEXT}|[^=;\"]+?)\s*=\s*(?P<value>{_TEXT}|[^;\"]*?)\s*(?:;|$)")
_PLAIN = re.compile(r"[^\s=;\"\\](?:[^=;\"\\\n\r\t]*[^\s=;\"\\])?")


class PairsError(ValueError):
    """A text that is no list of pairs; the message says what to write instead."""


def parse_pairs(text: str) -> Mapping[str, str]:
    """Read the field. Raises PairsError."""
    found: dict[str, str] = {}
    at = 0
    while text[at:].strip(" ;"):
        pair = _PAIR.match(text, at)
        if pair is None:
            raise PairsError("Write name=value, and a semicolon between two.")
        found[_read(pair["name"])] = _read(pair["value"])
        at = pair.end()
    return _limited(found)


def _read(piece: str) -> str:
    if not piece.startswith('"'):
        return piece
    try:
        return str(json.loads(piece))
    except ValueError:
        raise PairsError(f"{piece[:40]} is not quoted well.") from None


def _limited(found: Mapping[str, str]) -> Mapping[str, str]:
    if len(found) > MOST_PAIRS:
        raise PairsError(f"{len(found)} pairs are too many; {MOST_PAIRS} is the most.")
    for name, value in found.items():
        if len(name) > LONGEST_NAME:
            raise PairsError(f"“{name[:LONGEST_NAME]}…” is too long a name; {LONGEST_NAME} characters fit.")
        if len(value) > LONGEST_VALUE:
            raise PairsError(f"The value of {name} is too long; {LONGEST_VALUE} characters fit.")
    return found


def say_pairs(pairs: Mapping[str, str]) -> str:
    """The field's text; `parse_pairs` reads it back."""
    return "; ".join(f"{_said(name)}={_said(value) if value else ''}" for name, value in pairs.items())


def _said(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
