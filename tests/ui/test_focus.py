"""Where the focus is can be seen without colour: by a sign and a ground, on everything that can take it."""

from __future__ import annotations

import pytest
from textual.geometry import Region
from textual.widget import Widget

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import week
from tests.ui.painted import Cell, cells_of
from tests.ui.walk import ENDS, SHEETS, VIEWS, Step, walk
from tui.ui.look import Look
from tui.ui.widgets.agenda import Agenda

SIZES = pytest.mark.parametrize(
    ("size", "glyphs"), [(WIDE, "unicode"), (SMALL, "ascii")], ids=["wide", "small-ascii"]
)


ROUNDS = {
    "views": VIEWS,
    "sheets": SHEETS[0::2],
    "other sheets": SHEETS[1::2],
    **{step.name: (step,) for step in ENDS},
}


@SIZES
@pytest.mark.parametrize("steps", ROUNDS.values(), ids=ROUNDS)
async def test_the_focus_shows_twice_without_colour(
    steps: tuple[Step, ...], size: tuple[int, int], glyphs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    wrong: list[str] = []
    async with story(size, look=Look(glyphs=glyphs, still=True), links="never") as user:  # type: ignore[arg-type]
        async for step in walk(user, steps):
            if step.name != "move":
                wrong += [f"{step.name}: {one}" for one in await all_faults(user)]
    assert wrong == []


@pytest.mark.parametrize("way", ["1", "2"])
async def test_the_welcome_shows_it_too(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with story(SMALL, account=False) as user:
        await user.sees("account")
        if way == "2":
            await user.press("down", "enter")
            await user.sees("Region")
        assert await all_faults(user) == []


async def all_faults(user: User) -> list[str]:
    """What cannot be seen of the focus on the screen in front."""
    before = user.app.focused
    wrong = [fault for widget in user.app.screen.focus_chain for fault in await faults(user, widget)]
    user.app.screen.set_focus(before)
    await user.pilot.pause()
    return wrong


async def faults(user: User, widget: Widget) -> list[str]:
    """Of sign and ground, what is as when the focus is nowhere, in the widget's own cells."""
    screen = user.app.screen
    screen.set_focus(None)
    await user.pilot.pause()
    screen.set_focus(widget)
    await user.until(lambda: user.app.focused is widget, f"for {widget!r} to take the focus")
    await user.pilot.pause()
    lit = shown(user, widget.region)
    screen.set_focus(None)
    await user.pilot.pause()
    unlit = shown(user, widget.region)
    no_sign = [cell.sign for cell in lit] == [cell.sign for cell in unlit]
    no_ground = [cell.ground for cell in lit] == [cell.ground for cell in unlit]
    return [f"{widget!r} has no sign of its own"] * no_sign + [
        f"{widget!r} has no ground of its own"
    ] * no_ground


def shown(user: User, region: Region) -> list[Cell]:
    return [cell for row in cells_of(user.app, region) for cell in row]


async def test_a_cursor_without_the_focus_is_another_sign() -> None:
    async with story(WIDE) as user:
        await week(user)
        assert "▌ 13:30" in user.screen_text()
        await user.press("tab")
        await user.until(lambda: not isinstance(user.app.focused, Agenda))
        await user.sees("▏ 13:30")
