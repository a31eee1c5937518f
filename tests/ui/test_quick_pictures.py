"""Quick add and move mode as pictures."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Flow, week
from tui.ui.look import Look

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL, (60, 20)], ids=["120x36", "80x24", "60x20"])


async def a_line(user: User) -> None:
    """A line with a bit of everything, and one word that means nothing."""
    await week(user)
    await user.press("i")
    await user.sees("New event, in one line")
    await user.paste(
        "Design review fri 15:00 45m with grace@example.com meet @Team at Room 4 every week @Nowhere"
    )
    await user.sees("No calendar is called")


async def a_move(user: User) -> None:
    """An event half an hour later, where something else is."""
    await week(user)
    await user.press("M")
    await user.sees("Move “")
    await user.press("j", "j", "plus")
    await user.sees("15 min longer")
    await user.sees("At the same time")


@SIZES
def test_a_line_and_what_it_is_read_as(flow: Flow, size: tuple[int, int]) -> None:
    flow(a_line, size)


@SIZES
def test_an_event_on_its_way(flow: Flow, size: tuple[int, int]) -> None:
    flow(a_move, size)


@pytest.mark.parametrize("look", [Look(theme="light", still=True), Look(glyphs="ascii", still=True)])
def test_in_other_looks(flow: Flow, look: Look) -> None:
    flow(a_line, SMALL, look)
