"""Someone shows only some events, always sees that they do, and sees all of them again with one key."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def filtered(user: User, *keys: str) -> None:
    """Open the filter and choose."""
    await week(user)
    await user.press("F")
    await user.sees("events of these days are shown")
    await user.press(*keys)


async def test_only_events_without_a_call_are_shown_and_the_header_says_so() -> None:
    async with story() as user:
        await filtered(user, "w", "enter")
        await user.sees("filter: no call")
        await user.sees("shown · F changes")
        assert "Stand-up" not in user.screen_text()
        assert "Farmers' market" in user.screen_text()


async def test_one_key_shows_everything_again() -> None:
    async with story() as user:
        await filtered(user, "w", "enter")
        await user.sees("filter: no call")
        await user.press("backspace")
        await user.sees_no("filter: no call")
        await user.press("backspace")
        await user.sees("There is no filter")


async def test_leaving_the_filter_changes_nothing() -> None:
    async with story() as user:
        await week(user)
        before = user.screen_text().splitlines()[:-2]
        await user.press("F", "w", "m", "escape")
        await user.until(lambda: user.screen_text().splitlines()[:-2] == before, "the calendar as before")


async def test_parts_combine_and_an_empty_result_says_which_part_hides_how_much() -> None:
    async with story() as user:
        await filtered(user, "p", "c", "enter")
        await user.sees("nothing shown: “with a call” hides")
        await user.sees("“link pending” hides")
        await user.sees("the filter shows")


async def test_a_calendar_and_a_provider_are_chosen_from_the_list() -> None:
    async with story() as user:
        await filtered(user, *["j"] * 6, "space")
        await user.press("end", "k", "k", "k", "space", "enter")
        await user.sees("filter: Google Meet, in Team")


async def test_going_to_an_event_the_filter_hides_ends_the_filter_and_says_so() -> None:
    async with story() as user:
        await filtered(user, "w", "enter")
        await user.sees("filter: no call")
        await user.press("slash", *"8k", "enter")
        await user.sees("The filter is gone")
        await user.sees("Thu 19 Nov 15:00–16:00")


@SIZES
def test_choosing(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await filtered(user, "w", "m")

    flow(steps, size)


@SIZES
def test_a_filtered_week(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await filtered(user, "w", "enter")
        await user.sees("filter: no call")

    flow(steps, size)
