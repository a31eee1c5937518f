"""Every remark that checking can make is made by some draft, so that each can be shown and looked at."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.domain.complaints import COMPLAINTS
from tui.domain import findings
from tui.domain.checking import check

MODULES = ("checking", "checking_call", "checking_more", "checking_notes", "checking_time")
MAKERS = ("problem", "warning", "note")


def places() -> set[tuple[str, int]]:
    """Every place in the code where a remark is made: file, first line of the call."""
    found = set()
    for name in MODULES:
        path = Path(str(importlib.import_module(f"tui.domain.{name}").__file__))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                found.add((path.name, node.lineno))
    return found


@pytest.mark.parametrize("name", COMPLAINTS)
def test_a_draft_with_something_to_say_about_it(name: str) -> None:
    draft, context = COMPLAINTS[name]
    assert check(draft, context).findings


def test_together_they_make_every_remark_there_is() -> None:
    made: set[tuple[str, int]] = set()
    makers = {getattr(findings, name).__code__ for name in MAKERS}

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in makers and frame.f_back is not None:
            made.add((Path(frame.f_back.f_code.co_filename).name, frame.f_back.f_lineno))

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        for draft, context in COMPLAINTS.values():
            check(draft, context)
    finally:
        sys.settrace(before)
    assert places() - made == set()
