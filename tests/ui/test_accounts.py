"""Someone goes from one account to another and back; nothing of either is lost or mixed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tui.ui.screens.accounts import stays_words
from tui.ui.screens.together import TogetherScreen

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
OTHER = "ada.okafor@harbourpost.test"


async def shown(user: User) -> None:
    """Open the list of accounts."""
    await week(user)
    await user.press("A")
    await user.sees(OTHER)


async def switched(user: User) -> None:
    """Go to the other account."""
    await shown(user)
    await user.press("j", "enter")
    await user.sees(f"{OTHER} · as of")


async def test_another_account_is_opened_with_its_own_calendars_and_there_is_a_way_back() -> None:
    async with story() as user:
        await switched(user)
        assert "Stand-up" not in user.screen_text()
        await user.press("A")
        await user.sees("Enter open")
        await user.press("enter")
        await user.sees("ada@sandbox.test · as of")
        await user.sees("Stand-up")


async def test_the_other_account_is_seen_through_the_same_view() -> None:
    async with story() as user:
        await week(user)
        await user.press("m", "]")
        await user.sees("December 2026")
        await user.press("A")
        await user.sees(OTHER)
        await user.press("j", "enter")
        await user.sees(f"{OTHER} · as of")
        await user.sees("December 2026")
        assert "wk" in user.screen_text()


async def test_drafts_of_one_account_stay_with_it(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await week(user)
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.until(
            lambda: bool(user.app.workspace and user.app.workspace.drafts()), "the draft is kept"
        )
        await user.press("escape")
        await user.sees("Keep as a draft")
        await user.press("k")
        await week(user)
        await user.press("A")
        await user.sees("1 draft of the open account stays, and goes on")
        await user.press("j", "enter")
        await user.sees(f"{OTHER} · as of")
        assert user.app.workspace is not None
        assert user.app.workspace.drafts() == ()
        await user.press("A")
        await user.sees("Enter open")
        await user.press("enter")
        await user.sees("ada@sandbox.test · as of")
        assert [draft.title for draft in user.app.workspace.drafts()] == ["Prism"]


async def test_an_account_that_cannot_be_opened_leaves_this_one_open() -> None:
    async with story() as user:
        await shown(user)

        async def locked(name: str) -> object:
            from tui.domain.errors import SecretsError

            raise SecretsError("The keyring is locked.", next_step="Unlock it.")

        user.world.switched = locked  # type: ignore[method-assign, assignment]
        await user.press("j", "enter")
        await user.sees("The keyring is locked")
        await user.sees("ada@sandbox.test · as of 14:02")
        await user.sees("Stand-up")


async def test_staying_changes_nothing() -> None:
    async with story() as user:
        await shown(user)
        await user.press("escape")
        await user.sees("ada@sandbox.test · as of 14:02")


@pytest.mark.parametrize(
    ("drafts", "pending", "words"),
    [
        (0, 0, "left as it is"),
        (1, 0, "1 draft of"),
        (2, 1, "2 drafts and 1 pending link of"),
        (0, 3, "3 pending links"),
    ],
)
def test_what_stays_of_an_account_is_said(drafts: int, pending: int, words: str) -> None:
    assert words in stays_words(drafts, pending, alone=False)
    assert "callsheet connect" in stays_words(drafts, pending, alone=True)


async def together(user: User) -> None:
    """Open the list of all accounts."""
    await shown(user)
    await user.press("t")
    await user.sees("nobody is asked")


async def test_all_accounts_stand_in_one_list_each_event_with_whose_it_is() -> None:
    async with story() as user:
        await together(user)
        await user.sees("Harbour: mix approval")
        await user.sees("Timeline scrubbing: design review")
        await user.press("escape")
        await user.sees("ada@sandbox.test · as of 14:02")


async def test_an_event_of_another_account_is_gone_to_where_it_belongs() -> None:
    async with story() as user:
        await together(user)
        screen = user.app.screen
        assert isinstance(screen, TogetherScreen)
        for _ in range(40):
            if screen.chosen and "Harbour: mix approval" in screen.chosen.title:
                break
            await user.press("j")
        await user.press("enter")
        await user.sees(f"{OTHER} · as of")
        await user.sees("Fri 20 Nov 14:45–15:15")


@SIZES
def test_all_together(flow: Flow, size: tuple[int, int]) -> None:
    flow(together, size)


@SIZES
def test_the_accounts(flow: Flow, size: tuple[int, int]) -> None:
    flow(shown, size)
