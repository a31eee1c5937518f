"""Someone searches: as they type, through everything stored, and is back where they were when they leave."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def searched(user: User, words: str) -> None:
    """Open the search and type."""
    await week(user)
    await user.press("slash")
    await user.sees("Searched what is stored")
    await user.paste(words)
    await user.sees("found")


async def test_what_is_typed_at_once_is_searched_for_and_enter_goes_there() -> None:
    async with story() as user:
        await week(user)
        await user.press("slash", *"8k", "enter")
        await user.until(lambda: "Searched what" not in user.screen_text(), "to have left the search")
        await user.sees("Thu 19 Nov 15:00–16:00")


async def test_leaving_leaves_everything_as_it_was() -> None:
    async with story() as user:
        await week(user)
        before = user.screen_text()
        await searched(user, "perform")
        await user.press("escape")
        await user.until(lambda: user.screen_text() == before, "the calendar as before")


async def test_the_call_found_is_joined_and_copied_from_the_list() -> None:
    async with story() as user:
        await searched(user, "8k")
        await user.press("ctrl+y")
        await user.until(lambda: "meet.google.com" in user.clipboard, "the link")
        await user.press("tab", "o")
        await user.until(lambda: len(user.opened) == 1, "the call")
        await user.sees("Searched what is stored")
        await user.press("slash", *" xyzzy")
        await user.sees("Nothing stored holds these words")
        await user.press("ctrl+o")
        await user.sees("There is no event with these words")


async def test_words_outside_the_title_are_shown_where_they_are() -> None:
    async with story() as user:
        await searched(user, "scrub tomasz")
        await user.sees("with Tomasz Wójcik")


async def test_a_hidden_calendar_is_said_with_what_it_would_give() -> None:
    async with story() as user:
        await week(user)
        assert user.app.workspace is not None
        agenda = user.app.workspace.agenda
        agenda.set_hidden(next(one.id for one in agenda.calendars() if one.name == "Team"), True)
        await user.press("slash", *"stand")
        await user.sees("Hidden calendars are left out: Team; 1 more there.")


async def test_the_service_is_asked_for_what_is_not_stored() -> None:
    async with story() as user:
        await searched(user, "stand")
        before = user.screen_text().split("Searched")[1]
        await user.press("ctrl+r")
        await user.until(
            lambda: "Searched" in user.screen_text() and user.screen_text().split("Searched")[1] != before,
            "a wider search",
        )
        await user.sees("dates, next Mon")


async def test_hostile_words_and_titles_break_nothing() -> None:
    async with story() as user:
        await week(user)
        await user.press("slash")
        await user.paste('[/b] "* OR [@click=app.quit]x')
        await user.sees("Nothing stored holds these words")
        await user.press("ctrl+u", "h")
        await user.sees("found")
        assert user.app.is_running


@SIZES
def test_searching(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await searched(user, "rev")
        await user.press("down")

    flow(steps, size)


@SIZES
def test_a_date_half_typed(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("g", *"end of n", "down")
        await user.sees("end of november")

    flow(steps, size)
