"""Patterns that are compiled when they are first used: most of a program's are not, in most of its runs."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern, and gets its methods from it the first time one is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = found
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled later; a mistake in it shows at its first use."""
    return cast("re.Pattern[str]", _Later(source, flags))
