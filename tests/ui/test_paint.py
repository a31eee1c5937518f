"""Outside text becomes pixels in one place only, and arrives there as nothing but text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import Static

import tui.ui
from tests.ui.host import Host, screen_text
from tui.domain.errors import Unreachable
from tui.ui import paint

UI = Path(tui.ui.__file__).parent
HOSTILE = "\x1b]52;c;aGk=\x1b\\ [@click=app.quit]x[/] [/b] \x1b[31m \x9b2J \u202egnp\x07"


def forbidden(value: str) -> list[str]:
    return [
        c for c in value if ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c in "\u202a\u202b\u202d\u202e\u2066"
    ]


@given(st.text())
def test_no_control_character_survives(value: str) -> None:
    assert forbidden(paint.text(value).plain) == []


@given(st.text(max_size=60), st.integers(0, 40))
def test_fitting_never_takes_more_cells_than_there_are(value: str, cells: int) -> None:
    assert cell_len(paint.fit(value, cells)) <= cells


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["left", "right"]))
def test_a_column_is_exactly_as_wide_as_asked(value: str, count: int, align: str) -> None:
    assert cell_len(paint.cells(value, count, align="right" if align == "right" else "left")) == count


def test_what_fits_is_left_alone_and_what_does_not_says_so() -> None:
    assert paint.fit("Stand-up", 8) == "Stand-up"
    assert paint.fit("Stand-up", 6) == "Stand…"
    assert paint.fit("日本語会議", 5) == "日本…"


def test_spaces_of_our_own_lines_are_kept() -> None:
    assert paint.line("  ", ("·", "bold"), "  ▸ ").plain == "  ·  ▸ "


async def test_a_hostile_title_is_drawn_letter_by_letter() -> None:
    app = Host(Static(paint.text(HOSTILE)))
    async with app.run_test(size=(100, 5), notifications=True) as pilot:
        paint.notice(app, HOSTILE, title=HOSTILE)
        await pilot.pause()
        shown = screen_text(app)
        assert "[@click=app.quit]x[/] [/b]" in shown
        assert forbidden(shown.replace("\n", "")) == []


async def test_an_error_says_what_happened_what_it_means_and_what_to_do() -> None:
    app = Host()
    async with app.run_test(size=(100, 12), notifications=True) as pilot:
        error = Unreachable(
            "The network is gone.", means="The event was not saved.", next_step="Press ^S again."
        )
        paint.notice_error(app, error)
        await pilot.pause()
        shown = screen_text(app)
        assert "The network is gone." in shown
        assert "The event was not saved. Press ^S again." in shown


# The rule itself, read from the source


def calls_in(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name):
            return name
        case ast.Name(id=name):
            return name
        case _:
            return ""


PAINTED = frozenset({"text", "block", "line", "lines", "lit", "in_columns"})
"""Functions whose answer is content."""
SINKS = frozenset({"Static", "Label", "Button", "Option", "RadioButton", "Checkbox", "Collapsible"})


def is_text_in_disguise(node: ast.expr) -> bool:
    """Whether an argument is a string built at run time."""
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Attribute(attr=name):
            return name in {
                "title",
                "name",
                "label",
                "description",
                "location",
                "what",
                "reason",
                "url",
                "host",
            }
        case ast.Call() as call:
            return called(call) in {"str", "format", "join", "fit", "cells", "plain"}
        case _:
            return False


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: p.relative_to(UI).as_posix())
def test_nothing_but_paint_notifies(path: Path) -> None:
    notifying = [call.lineno for call in calls_in(path) if called(call) == "notify"]
    assert notifying == [] or path.name == "paint.py"


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: p.relative_to(UI).as_posix())
def test_no_widget_is_given_a_string_made_at_run_time(path: Path) -> None:
    for call in calls_in(path):
        if called(call) in SINKS and call.args:
            assert not is_text_in_disguise(call.args[0]), f"{path.name}:{call.lineno}"


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: p.relative_to(UI).as_posix())
def test_markup_is_never_made_or_escaped(path: Path) -> None:
    used = {called(call) for call in calls_in(path)}
    assert not used & {"from_markup", "escape", "highlight", "from_ansi"}
