"""An object as the service sent it, kept as its text: nearly nobody looks into it, and text is small.

What it says never changes, and a text that holds no object says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping


class Sent(Mapping[str, object]):
    """The members of one JSON object, read when somebody asks for them."""

    __slots__ = ("_members", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._members: dict[str, object] | None = None

    def _read(self) -> dict[str, object]:
        if self._members is None:
            self._members = _object_in(self.text)
        return self._members

    def __getitem__(self, name: str) -> object:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _object_in(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
