"""A pattern that is compiled later is the same pattern."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import tui
from tui.domain.patterns import pattern

MODULES = [
    ".".join(path.relative_to(Path(tui.__file__).parent.parent).with_suffix("").parts)
    for room in ("domain", "store")
    for path in sorted((Path(tui.__file__).parent / room).glob("*.py"))
    if "import pattern" in path.read_text(encoding="utf-8")
]


def test_it_finds_what_the_pattern_finds() -> None:
    later = pattern("a(b+)", re.IGNORECASE)
    assert [found[1] for found in later.finditer("ab ABB")] == ["b", "BB"]
    assert later.sub("x", "abab") == "xx"
    assert (later.pattern, later.groups) == ("a(b+)", 1)


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_of_a_module_compiles(module: str) -> None:
    kind = type(pattern(""))
    held = [value for value in vars(import_module(module)).values() if isinstance(value, kind)]
    assert held
    for one in held:
        assert one.groups >= 0


def test_a_mistake_shows_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
