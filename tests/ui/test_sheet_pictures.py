"""The editor's sheets and its further fields as pictures."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Flow, new_event
from tui.ui.look import Look

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


async def further(user: User) -> None:
    """Unfold what most events leave alone, and fill some of it in."""
    await new_event(user)
    await user.press(*["ctrl+n"] * 5, "space", "tab", "tab")
    await user.paste("every 2 weeks on fri until 1 jun 2027 except 18 dec")
    await user.press("tab")
    await user.paste("10m, 1d email")
    await user.sees("Fri 4 Dec")


@SIZES
def test_the_further_fields(flow: Flow, size: tuple[int, int]) -> None:
    flow(further, size)


@SIZES
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_zooms_settings(flow: Flow, size: tuple[int, int], theme: str) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+t", "f3")
        await user.sees("Settings of the Zoom call")
        await user.press("right", "right", "tab", "right")
        await user.sees("walks straight in")

    flow(steps, size, theme)


def test_zooms_settings_in_ascii(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+t", "f3")
        await user.sees("Settings of the Zoom call")

    flow(steps, SMALL, Look(glyphs="ascii", still=True))


@SIZES
@pytest.mark.parametrize("generation", ["v3", "v2"])
def test_the_request_before_it_is_sent(flow: Flow, size: tuple[int, int], generation: str) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+t", "ctrl+l")
        await user.sees("What will be sent")

    flow(steps, size, older="gmail" if generation == "v2" else "")
