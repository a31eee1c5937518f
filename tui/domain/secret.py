"""A key or token on its way to the service.

It is shown nowhere by accident: only who asks by name for what it holds gets to see it.
"""

from __future__ import annotations

_MASK = "**********"


class SecretStr:
    """Holds a secret; in a log, a traceback or a report it is a row of stars."""

    __slots__ = ("_held",)

    def __init__(self, held: str) -> None:
        self._held = held

    def get_secret_value(self) -> str:
        """The secret itself."""
        return self._held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretStr) and other._held == self._held

    def __hash__(self) -> int:
        return hash(self._held)

    def __len__(self) -> int:
        return len(self._held)  # an empty one counts as none

    def __str__(self) -> str:
        return _MASK if self._held else ""

    def __repr__(self) -> str:
        return f"SecretStr({str(self)!r})"
