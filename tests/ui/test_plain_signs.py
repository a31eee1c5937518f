"""In ASCII mode no sign of the house needs more than ASCII, on any screen; titles keep their script."""

from __future__ import annotations

from unicodedata import category

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.walk import AGENDA, SHEETS, VIEWS, walk
from tui.ui.glyphs import ASCII, UNICODE, Glyphs
from tui.ui.look import Look

FINDING = (("/", "A word begun"), ("F", "Only events"), ("A", "Yours"), ("K", "PIN"))
"""Keys that find something, and what they show."""
_OF_LETTERS = ("Mn", "Mc", "Cf")
"""Accents and joiners: they belong to a title's script."""
SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


def signs(user: User) -> set[str]:
    """What is on the screen that is neither ASCII nor a letter of some script."""
    shown = set(user.screen_text())
    return {sign for sign in shown if not (sign.isascii() or sign.isalpha() or category(sign) in _OF_LETTERS)}


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


NARROW = (60, 20)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "60x20"])
async def test_nor_does_any_view_or_what_opens_over_it(size: tuple[int, int]) -> None:
    steps = (
        *(VIEWS if size == WIDE else (AGENDA,)),
        *(step for step in SHEETS if size == WIDE or step.name in FITS),
    )
    found: dict[str, set[str]] = {}
    async with story(size=size, look=Look(glyphs="ascii", still=True), links="never") as user:
        async for step in walk(user, steps):
            found[step.name] = signs(user)
    assert {name: more for name, more in found.items() if more} == {}
    assert AGENDA.name in found


FITS = ("search", "filter", "attention", "accounts", "invitations", "find a time", "quick add")


@pytest.mark.parametrize("chosen", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_the_marks_of_an_event_are_told_apart(chosen: Glyphs) -> None:
    marks = [chosen.video, chosen.series, chosen.unanswered, chosen.tentative, chosen.waiting]
    marks += [chosen.failed, chosen.clash, chosen.sending, chosen.to_send]
    assert len(set(marks)) == len(marks)
