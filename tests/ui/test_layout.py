"""What each size of window shows, and that every page of a small one names its way back."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, story
from tests.ui.flow import week

DETAIL, RAIL = "Lucía Ferreira", "■ T Team"


@pytest.mark.parametrize(
    ("size", "rail", "detail"),
    [
        ((200, 50), True, True),
        ((120, 36), True, True),
        ((100, 30), False, True),
        ((80, 24), False, False),
        ((60, 20), False, False),
        ((60, 16), False, False),
    ],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else None,
)
async def test_panes_leave_one_after_another_and_the_agenda_stays(
    size: tuple[int, int], rail: bool, detail: bool
) -> None:
    async with story(size) as user:
        await user.sees("as of 14:02")
        await user.sees("14:02 ━")
        middle = "\n".join(user.screen_text().splitlines()[2:-2])
        assert (RAIL in middle) is rail
        assert (DETAIL in middle) is detail
        assert "J join" in user.screen_text()
        assert "? help" in user.screen_text()


@pytest.mark.parametrize("size", [(59, 16), (60, 15)], ids=["too-narrow", "too-low"])
async def test_below_the_smallest_size_one_sentence_says_so(size: tuple[int, int]) -> None:
    async with story(size) as user:
        await user.sees(f"callsheet needs 60×16; this window is {size[0]}×{size[1]}")


@pytest.mark.parametrize(
    ("key", "words"), [("enter", DETAIL), ("s", "■ T Team")], ids=["details", "calendars"]
)
async def test_a_page_of_a_small_window_names_its_way_back(key: str, words: str) -> None:
    async with story(SMALL) as user:
        await week(user)
        assert "Esc back" not in user.screen_text()
        await user.press(key)
        await user.sees(words)
        await user.sees("Esc back")
        await user.press("escape")
        await user.sees("▌ 13:30–14:15")
        assert "Esc back" not in user.screen_text()
