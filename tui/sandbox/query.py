"""Query parameters as real clients send them: booleans in any case, lists repeated or comma-joined.

A parameter that makes no sense is refused by its name; one nobody knows is ignored.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.sandbox.problems import bad_request

_TRUE, _FALSE = ("true", "1"), ("false", "0")
_FAR = 253_402_300_799
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters of one call, each a list of values."""

    values: Mapping[str, Sequence[str]]

    def has(self, name: str) -> bool:
        """Whether the parameter was given."""
        return bool(self.values.get(name))

    def text(self, name: str) -> str | None:
        """The parameter as text."""
        return self.values[name][0] if self.has(name) else None

    def required(self, name: str) -> str:
        """The parameter, or a refusal that names it."""
        value = self.text(name)
        if not value:
            raise bad_request(f"missing required query parameter: {name}")
        return value

    def number(self, name: str, default: int) -> int:
        """Seconds or a count, a whole number."""
        value = self.text(name)
        if value is None:
            return default
        if not value.lstrip("-").isdecimal() or not value.isascii() or abs(int(value[:20])) > _FAR:
            raise bad_request(f"{name} must be an integer")
        return int(value)

    def flag(self, name: str, default: bool | None) -> bool | None:
        """A boolean in any case."""
        value = self.text(name)
        if value is None:
            return default
        if value.lower() in _TRUE:
            return True
        if value.lower() in _FALSE:
            return False
        raise bad_request(f"{name} must be true or false")

    def listed(self, name: str) -> list[str]:
        """All values, repeated or comma-joined."""
        return [part for value in self.values.get(name, ()) for part in value.split(",") if part]

    def limit(self, default: int, most: int) -> int:
        """The page size."""
        limit = self.number("limit", default)
        if not 1 <= limit <= most:
            raise bad_request(f"limit must be between 1 and {most}")
        return limit

    def page(self, found: list[Item]) -> list[Item]:
        """The part of a list its limit and offset name; all of it where only the count is asked for."""
        if self.text("view") == "count":
            return found
        offset, limit = max(self.number("offset", 0), 0), self.limit(100, 1000)
        return found[offset : offset + limit]

    def cursor(self) -> tuple[int, str] | None:
        """The position a page token stands for: the start and id of the last item given."""
        token = self.text("page_token")
        if token is None:
            return None
        try:
            start, _, item = base64.urlsafe_b64decode(token.encode()).decode().partition("|")
            return int(start), item
        except (ValueError, binascii.Error) as error:
            raise bad_request("page_token is not valid") from error


def cursor_for(start: int, item: str) -> str:
    """The opaque token of a position."""
    return base64.urlsafe_b64encode(f"{start}|{item}".encode()).decode()
