"""However much is told at once, the agenda can still be read."""

from __future__ import annotations

import pytest
from textual.notifications import Notification

from tests.driver import SMALL, WIDE, story
from tests.ui.flow import week
from tui.ui.notices import MOST, too_many
from tui.ui.paint import notice


async def test_no_more_than_a_few_are_shown_and_the_newest_is_among_them() -> None:
    async with story(WIDE) as user:
        await week(user)
        notice(user.app, "It failed", severity="error", seconds=60)
        for number in range(8):
            notice(user.app, f"News {number}.", seconds=60)
        await user.sees("News 7.")
        await user.sees("News 6.")
        await user.sees_no("News 5.")
        assert "It failed" in user.screen_text()
        assert len(user.app._notifications) == MOST


def test_what_was_said_already_is_not_said_twice() -> None:
    said = Notification("Saved.", title="Retro")
    assert too_many([said], Notification("Saved.", title="Retro")) == [said]
    assert too_many([said], Notification("Saved.", title="Stand-up")) == []


def test_of_failures_only_the_newest_stay() -> None:
    failures = [Notification(f"{n}", severity="error") for n in range(4)]
    assert too_many(failures, Notification("5", severity="error")) == failures[:2]


def test_what_became_of_an_event_takes_the_place_of_what_was_said_of_it_before() -> None:
    deleting = Notification("Deleting “Retro” in 5 seconds; u keeps it.")
    saved = Notification("Saved; the Meet link is on its way.", title="Retro")
    other = Notification("Deleting “Stand-up” in 5 seconds; u keeps it.")
    kept, here = Notification("Kept “Retro”."), Notification("The Meet link is here.", title="Retro")
    assert too_many([deleting, other], kept) == [deleting]
    assert too_many([other, saved], here) == [saved]
    assert too_many([deleting], saved) == [deleting]


@pytest.mark.parametrize("size", [SMALL, (60, 20)], ids=["80x24", "60x20"])
async def test_no_word_of_a_notice_is_lost_however_it_breaks(size: tuple[int, int]) -> None:
    async with story(size) as user:
        await week(user)
        for length in range(30, 46):
            notice(user.app, f"{'m' * length} then the end{length}.", title=f"Number {length}", seconds=60)
            await user.sees(f"end{length}.")


@pytest.mark.parametrize("opens", ["n", "i", "P", "A", "slash", "F", "f", "R", "question_mark"])
async def test_the_keys_of_what_is_open_stay_in_sight_below_every_notice(opens: str) -> None:
    async with story(SMALL) as user:
        await week(user)
        before = user.app.screen
        await user.press(opens)
        await user.until(lambda: user.app.screen is not before, "what opens")
        for number in range(MOST):
            notice(user.app, f"News {number}.", title=f"Number {number}", seconds=60)
        await user.sees("News 2.")
        keys = user.screen_text().splitlines()[-4:]
        assert not any("News" in line or "Number" in line for line in keys)
