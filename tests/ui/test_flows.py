"""The main flows as pictures: each is looked at before it is accepted, and any change to one is noticed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from tests.driver import SMALL, WIDE, StoryWorld, User
from tui.ui.app import CallsheetApp
from tui.ui.look import Look

Steps = Callable[[User], Awaitable[None]]
Picture = Callable[..., bool]


class Flow:
    """Runs steps in front of a fresh app and compares what is on the screen at the end."""

    def __init__(self, compare: Picture) -> None:
        self._compare = compare

    def __call__(
        self, steps: Steps, size: tuple[int, int] = WIDE, theme: str = "dark", *, account: bool = True
    ) -> None:
        world = StoryWorld("after:4")
        app = CallsheetApp(
            world.workspace() if account else None,
            cast(Any, world),
            clock=world.clock,
            crash_folder=cast(Any, None),
            version="0.0.0",
            look=Look(theme=theme, still=True),
        )

        async def before(pilot: Pilot[None]) -> None:
            user = User(app, pilot, world)
            await steps(user)
            await settled(user)
            app.clear_notifications()
            await pilot.pause()

        try:
            assert self._compare(app, terminal_size=size, run_before=before)
        finally:
            world.server.close()


async def settled(user: User) -> None:
    """Wait until the screen has said the same for a while, and nothing is being read any more."""
    same, before = 0, ""
    for _ in range(100):
        await asyncio.sleep(0.1)
        await user.pilot.pause()
        now = user.screen_text()
        same = same + 1 if now == before and "refreshing" not in now else 0
        before = now
        if same == 8:
            return


@pytest.fixture
def flow(snap_compare: Picture) -> Flow:
    return Flow(snap_compare)


async def week(user: User) -> None:
    await user.sees("Today")
    await user.sees("as of 14:02")
    await settled(user)


async def new_event(user: User, title: str = "Design review") -> None:
    await week(user)
    await user.press("n")
    await user.sees("New event")
    await user.type(title)


@pytest.mark.parametrize("times", [1, 2, 3], ids=["meet", "zoom", "teams"])
def test_a_call_made_for_me(flow: Flow, times: int) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press(*["ctrl+t"] * times)

    flow(steps)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_a_link_of_my_own(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+o")
        await user.press("ctrl+s")
        await user.sees("The link is still missing")

    flow(steps, size)


def test_an_end_before_its_start(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await new_event(user, "Backwards")
        await user.press("tab", "tab", "tab", "ctrl+u")
        await user.type("fri 12:00")
        await user.press("ctrl+s")
        await user.sees("before")

    flow(steps)


def test_the_first_start(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await user.sees("sandbox")

    flow(steps, account=False)


def test_a_window_too_small(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await user.sees("60")

    flow(steps, (50, 14))
