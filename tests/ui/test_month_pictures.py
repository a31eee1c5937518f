"""The month as pictures: at every size, without colour, and with everything a month has to cope with."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Compare, Flow, week
from tests.ui.host import Host
from tests.ui.month_desk import month_scene
from tests.ui.test_view_pictures import counted
from tui.ui.look import Look
from tui.ui.widgets.month_grid import MonthGrid


async def month(user: User) -> None:
    """Go to the month."""
    await week(user)
    await user.press("m")
    await user.sees("wk  Mon")
    await counted(user)


@pytest.mark.parametrize("size", [(200, 50), WIDE, SMALL], ids=["200x50", "120x36", "80x24"])
def test_the_month(flow: Flow, size: tuple[int, int]) -> None:
    flow(month, size)


def test_the_month_in_a_light_theme_inside_a_day(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await month(user)
        await user.press("l", "enter")

    flow(steps, WIDE, "light")


def test_the_month_in_plain_signs_without_colour(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    flow(month, SMALL, Look(glyphs="ascii", still=True))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])
def test_a_month_of_odd_titles(snap_compare: Compare, size: tuple[int, int]) -> None:
    grid = MonthGrid()

    async def before(pilot: Pilot[Any]) -> None:
        grid.show(month_scene())
        await pilot.pause()

    assert snap_compare(Host(grid), terminal_size=size, run_before=before)
