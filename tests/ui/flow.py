"""A flow: steps in front of a fresh app, and a picture of where they lead."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

from textual.pilot import Pilot
from textual.widgets._toast import Toast

from tests.driver import WIDE, StoryWorld, User
from tui.ui.app import CallsheetApp
from tui.ui.look import Look
from tui.ui.messages import Ticked
from tui.ui.screens.calendar import CalendarScreen

Steps = Callable[[User], Awaitable[None]]
Compare = Callable[..., bool]


def alone(user: User) -> None:
    """Take away what shines through from below, so that a picture tells of the topmost screen only."""
    user.app.screen.styles.background = user.app.theme_variables["ground"]


class Flow:
    """Runs steps in front of a fresh app and compares what is on the screen at the end."""

    def __init__(self, compare: Compare) -> None:
        self._compare = compare

    def __call__(
        self,
        steps: Steps,
        size: tuple[int, int] = WIDE,
        look: Look | str = "dark",
        *,
        account: bool = True,
        links: str = "after:4",
        older: str = "",
        hints: bool = False,
    ) -> None:
        """Raises AssertionError where the picture is not the one kept. A `look` may be a theme's name.

        `older` is a kind of account of API v2; `hints` begins as somebody new.
        """
        world = StoryWorld(links, older=older, hints=hints)
        app = CallsheetApp(
            world.workspace() if account else None,
            cast(Any, world),
            clock=world.clock,
            crash_folder=cast(Any, None),
            version="0.0.0",
            look=Look(theme=look, still=True) if isinstance(look, str) else look,
        )

        async def before(pilot: Pilot[None]) -> None:
            user = User(app, pilot, world)
            await steps(user)
            await settled(user)
            app.clear_notifications()
            for screen in app.screen_stack:
                await screen.query(Toast).remove()
            await pilot.pause()

        try:
            assert self._compare(app, terminal_size=size, run_before=before)
        finally:
            world.server.close()


async def settled(user: User) -> None:
    """Wait until nothing is being read any more and a second changes nothing on the screen."""
    for _ in range(100):
        before = user.screen_text()
        if is_to_be_counted(user):
            user.app.tell_screens(Ticked)
        await asyncio.sleep(1)
        await user.pilot.pause()
        if user.screen_text() == before and not is_reading(user):
            return
    raise AssertionError(f"it never came to rest; the screen shows:\n{user.screen_text()}")


def is_reading(user: User) -> bool:
    """Whether the calendar still asks for something, in sight or beside it."""
    reading = any(one.group == "refresh" and not one.is_finished for one in user.app.workers)
    return reading or "refreshing" in user.screen_text() or is_to_be_counted(user)


def is_to_be_counted(user: User) -> bool:
    """Whether the status line is still to say how much needs a hand."""
    calendars = [screen for screen in user.app.screen_stack if isinstance(screen, CalendarScreen)]
    workspace = user.app.workspace
    return workspace is not None and any(one.settled for one in calendars) and workspace.attention.due


async def week(user: User) -> None:
    """Wait for the first week to be there."""
    await user.sees("as of 14:02")
    await settled(user)


async def new_event(user: User, title: str = "Design review") -> None:
    """Open the editor and give a new event its title."""
    await week(user)
    await user.press("n")
    await user.sees("New event")
    await user.paste(title)
