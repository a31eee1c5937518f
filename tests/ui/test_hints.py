"""Somebody new is told of three things, one at a time; what was used or put away never comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, week
from tests.ui.host import Host, screen_text
from tui.services.settings import Settings
from tui.ui.actions import BY_ID
from tui.ui.hints import HINTS, Hint, next_hint
from tui.ui.keymaps import PRESETS
from tui.ui.look import look_of
from tui.ui.widgets.hint_line import HintLine

FIRST, SECOND, THIRD = (
    "shows every key that counts",
    "gives the event a call",
    "writes a whole event as one line",
)


def test_there_are_three_at_most_and_each_names_its_keys() -> None:
    assert len(HINTS) <= 3
    assert len({hint.name for hint in HINTS}) == len(HINTS)
    assert all(hint.actions and hint.actions <= BY_ID.keys() for hint in HINTS)


def test_they_come_one_after_another() -> None:
    assert next_hint(()) == HINTS[0]
    assert next_hint({HINTS[0].name, HINTS[2].name}) == HINTS[1]
    assert next_hint({hint.name for hint in HINTS}) is None


def test_a_hint_names_the_keys_of_the_keymap() -> None:
    hint = Hint("new", "{event.new} begins an event")
    assert hint.pieces({}) == [("n", True), (" begins an event", False)]
    assert hint.pieces(PRESETS["calcurse"])[0] == ("a", True)


@pytest.mark.parametrize("hint", HINTS, ids=lambda hint: hint.name)
async def test_every_hint_fits_a_small_window_or_keeps_the_way_to_be_rid_of_it(hint: Hint) -> None:
    line = HintLine()
    app = Host(line)
    async with app.run_test(size=(60, 20)) as pilot:
        line.say(hint.pieces({}), "H")
        await pilot.pause()
        assert "H puts this away" in screen_text(app)


async def first(user: User) -> None:
    """See the first hint."""
    await week(user)
    await user.sees(FIRST)


async def test_what_was_used_is_not_told_again(tmp_path: Path) -> None:
    async with story(folder=tmp_path, hints=True) as user:
        await first(user)
        await user.press("?")
        await user.sees("Type to find a key")
        await user.press("escape")
        await user.sees(SECOND)
        assert FIRST not in user.words
        await user.press("i")
        await user.sees_no("writes a whole event")
        await user.press("escape")
        await user.sees(SECOND)
        await user.press("H")
        await user.sees_no(SECOND)
        assert THIRD not in user.words
        await user.press("H")
        await user.sees("There is no hint now.")
    async with story(folder=tmp_path, hints=True) as user:
        await week(user)
        assert not any(words in user.words for words in (FIRST, SECOND, THIRD))


async def test_a_click_puts_a_hint_away() -> None:
    async with story(hints=True) as user:
        await first(user)
        await user.pilot.click(HintLine)
        await user.sees(SECOND)


async def test_a_hint_follows_the_keymap() -> None:
    async with story(hints=True, look=look_of(Settings(keys={"app.help": "f1"}))) as user:
        await week(user)
        await user.sees("F1 shows every key")


async def test_somebody_who_knows_their_way_is_told_nothing() -> None:
    async with story() as user:
        await week(user)
        assert not user.app.screen.query(HintLine)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_the_first_hint(flow: Flow, size: tuple[int, int]) -> None:
    flow(first, size, hints=True)
