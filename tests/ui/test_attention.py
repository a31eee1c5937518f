"""Someone goes through what needs a hand: each row says what is wrong, and one key mends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tui.domain.attention_calls import Fix, Kind
from tui.ui.screens.attention import AttentionScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def opened(user: User) -> AttentionScreen:
    """Open the list and wait until the days ahead were read."""
    await week(user)
    await user.press("exclamation_mark")
    await user.sees("of the calendars that are shown")
    screen = user.app.screen
    assert isinstance(screen, AttentionScreen)
    return screen


async def at(user: User, fix: Fix) -> None:
    """Move the cursor to the first row that is mended so."""
    screen = await opened(user)
    for _ in range(60):
        if screen.chosen is not None and screen.chosen.fault.fix is fix:
            return
        await user.press("j")
    raise AssertionError(f"no row has the fix {fix}")


def rows(user: User, kind: Kind) -> int:
    assert user.app.workspace is not None
    return sum(one.fault.kind is kind for one in user.app.workspace.attention.concerns)


async def test_the_status_line_counts_what_needs_a_hand() -> None:
    async with story() as user:
        await week(user)
        await user.sees("need attention !")


async def test_an_invitation_is_answered_from_the_list_and_leaves_it() -> None:
    async with story() as user:
        await at(user, Fix.ANSWER)
        before = rows(user, Kind.UNANSWERED)
        await user.press("y")
        await user.sees("You said yes")
        await user.until(lambda: rows(user, Kind.UNANSWERED) == before - 1, "one invitation less")
        assert isinstance(user.app.screen, AttentionScreen)


async def test_a_call_is_added_and_the_list_is_still_there_afterwards() -> None:
    async with story() as user:
        await at(user, Fix.ADD_CALL)
        before = rows(user, Kind.NO_CALL)
        await user.press("v")
        await user.sees("Edit ")
        await user.press("ctrl+t", "ctrl+s")
        await user.until(lambda: rows(user, Kind.NO_CALL) == before - 1, "one call more")
        await user.sees("Needs attention")


async def test_two_links_are_shown_to_choose_from() -> None:
    async with story() as user:
        await at(user, Fix.CHOOSE_LINK)
        await user.press("O")
        await user.sees("in the conference")


async def test_a_conflict_is_mended_where_its_time_is_written() -> None:
    async with story() as user:
        await at(user, Fix.MOVE)
        await user.press("e")
        await user.until(lambda: getattr(user.app.focused, "id", None) == "starts", "the field of the start")


async def test_enter_goes_to_the_event_and_escape_leaves_everything_as_it_was() -> None:
    async with story() as user:
        await at(user, Fix.ANSWER)
        await user.press("enter")
        await user.sees("until 14:15")
        await user.until(lambda: not isinstance(user.app.screen, AttentionScreen), "the calendar")


async def test_the_sign_of_the_cursor_stands_in_one_column_of_all_the_lines_of_a_row() -> None:
    async with story() as user:
        await user.sees("need attention")
        await user.press("exclamation_mark")
        await user.sees("is invited: no place")
        signed = [line.index("▌") for line in user.screen_text().splitlines() if "▌" in line]
        assert len(signed) >= 2
        assert len(set(signed)) == 1


async def test_what_a_row_does_not_allow_says_why() -> None:
    async with story() as user:
        await at(user, Fix.ANSWER)
        await user.press("r")
        await user.sees("There is no call to be asked for again")


async def test_a_call_that_failed_is_asked_for_again() -> None:
    async with story(links="fail") as user:
        await week(user)
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees("1 link needs you")
        await user.press("exclamation_mark")
        await user.sees("Calls that did not come")
        await user.press("r")
        await user.sees_no("Calls that did not come")


async def test_where_nothing_is_wrong_it_says_so() -> None:
    async with story() as user:
        await week(user)
        assert user.app.workspace is not None
        user.world.clock.pass_by(timedelta(days=-4000))
        await user.press("exclamation_mark")
        await user.sees("Nothing needs you")


@SIZES
def test_what_needs_a_hand(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await at(user, Fix.CHOOSE_LINK)

    flow(steps, size)
