"""Every word that is really painted stands out from its ground, in every theme."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color

from tests.driver import WIDE, User, story
from tests.ui.painted import Cell, cells_of
from tests.ui.walk import AGENDA, SHEETS, VIEWS, walk
from tui.ui.contrast import READABLE, contrast
from tui.ui.look import Look
from tui.ui.paint import notice
from tui.ui.themes import PALETTES

SHOWN = ("filter", "attention", "accounts", "invitations", "find a time", "quick add")


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_word_painted_can_be_read(theme: str) -> None:
    faint: set[str] = set()
    steps = (*VIEWS, *(step for step in SHEETS if step.name in SHOWN))
    async with story(WIDE, look=Look(theme=theme, still=True)) as user:
        async for step in walk(user, steps):
            if step is AGENDA:
                for severity in ("information", "warning", "error"):
                    notice(user.app, "A word to you", title="Sent", severity=severity)
                await user.sees("A word to you")
            faint |= {f"{step.name}: {word}" for word in hard_to_read(user)}
    assert sorted(faint) == []


def test_what_is_too_faint_is_found() -> None:
    assert ratio(Cell("a", Style.parse("#777777 on #808080"))) < READABLE


def hard_to_read(user: User) -> set[str]:
    """Words of the screen in front whose colour is too near to that of their ground."""
    dim = user.app.screen.is_modal
    area = user.app.screen.query_one(".sheet").region if dim else None
    return {
        f"{cell.sign!r} {cell.ink} on {cell.ground}"
        for row in cells_of(user.app, area)
        for cell in row
        if cell.sign.isalnum() and ratio(cell) < READABLE
    }


def ratio(cell: Cell) -> float:
    return contrast(Color.parse(cell.ink), Color.parse(cell.ground))
