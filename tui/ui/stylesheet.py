"""The app's stylesheet: parsed once for each theme, and at first only as far as the first screen needs it.

What stands behind the line in the file is for what opens later; `complete` adds it.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.types import CSSLocation

LINE = "/* ---- below: what opens later ---- */"
"""Stands in the file between what the first screen needs and the rest."""
_SOURCES = 1024


class _Rule(RuleSet):
    """A rule told apart from others at no cost; the framework looks for thousands of them at every widget."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


class HouseSheet(Stylesheet):
    """A stylesheet that keeps what it parsed; the framework's forgets it whenever a theme is set.

    The framework keeps 64 sources, too; with more than that it would parse all of them at every new widget.
    """

    def __init__(self, *, variables: dict[str, str], whole: bool = False) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)
        self._whole = whole
        self._later: dict[str, str] = {}

    def _parse_rules(self, css: str, read_from: CSSLocation, *args: Any, **named: Any) -> list[RuleSet]:
        rules = super()._parse_rules(css, read_from, *args, **named)
        if rules and type(rules[0]) is RuleSet:  # read just now
            for rule in rules:
                rule.__class__ = _Rule
        return rules

    def set_variables(self, variables: dict[str, str]) -> None:
        """Colours, and whatever else the rules name."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read the rules with the variables as they are now."""
        self.parse()

    def read(self, filename: str | PurePath) -> None:
        """Read a file, down to the line unless the whole is asked for."""
        super().read(filename)
        place, source = self.source.popitem()
        first, _, later = (source.content, "", "") if self._whole else source.content.partition(LINE)
        self.source[place] = source._replace(content=first)
        if later:
            self._later[place[0]] = later

    def complete(self) -> None:
        """Take in what stands behind the line; nothing on the first screen looks different for it."""
        for path, css in self._later.items():
            self.add_source(css, (path, "later"))
        self._later = {}
