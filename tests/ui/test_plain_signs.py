"""In ASCII mode no sign of the house needs more than ASCII, on any screen; titles keep their script."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User, story
from tui.ui.look import Look

FINDING = (("/", "A word begun"), ("F", "Only events"), ("A", "Yours"), ("K", "PIN"))
"""Keys that find something, and what they show."""
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


def signs(user: User) -> set[str]:
    """What is on the screen that is neither ASCII nor a letter of some script."""
    return {sign for sign in user.screen_text() if not sign.isascii() and not sign.isalpha()}


@SIZES
async def test_no_screen_shows_a_sign_a_plain_terminal_has_not(size: tuple[int, int]) -> None:
    async with story(size=size, look=Look(glyphs="ascii", still=True), links="never") as user:
        await user.sees("Timeline scrubbing")
        assert signs(user) == set()
        for opens, shows in (
            ("?", "Keys"),
            ("W", "Why can't I?"),
            ("g", "end of month"),
            ("O", "link"),
            *FINDING,
        ):
            await user.press(opens)
            await user.sees(shows)
            assert signs(user) == set()
            await user.press("escape")
        await user.press("n")
        await user.sees("New event")
        await user.press("ctrl+t", "ctrl+t")
        assert signs(user) == set()
        await user.press("f3")
        await user.sees("Settings of the Zoom call")
        assert signs(user) == set()
        await user.press("escape", "ctrl+s")
        await user.sees("1 link pending")
        await user.press("P")
        await user.sees("Pending links")
        assert signs(user) == set()
