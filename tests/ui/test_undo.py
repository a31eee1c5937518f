"""Changing one's mind at the keyboard: u takes back, U does again, and a deletion can still be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from tests.driver import WIDE, StoryPause, StoryWorld, User, story
from tui.sandbox.server import Sandbox
from tui.ui.app import CallsheetApp
from tui.ui.look import Look


async def prism(user: User) -> None:
    """An event of one's own under the cursor."""
    await user.sees("Timeline scrubbing")
    await user.press("n")
    await user.sees("New event")
    await user.paste("Prism")
    await user.press("ctrl+s")
    await user.sees("Saved.")
    await user.until(lambda: "Prism" in under_cursor(user), "for the cursor")


def under_cursor(user: User) -> str:
    return next((line for line in user.screen_text().splitlines() if "▌" in line), "")


async def test_without_a_deed_the_keys_say_so() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("u")
        await user.sees("There is nothing to take back.")
        await user.press("U")
        await user.sees("Nothing was taken back.")


async def test_a_new_event_is_taken_back_and_made_again() -> None:
    async with story() as user:
        await prism(user)
        await user.press("u")
        await user.sees("Took back the creation of “Prism”.")
        await user.until(lambda: "Prism" not in under_cursor(user))
        await user.press("U")
        await user.sees("Did the creation of “Prism” again.")


async def test_what_was_done_yesterday_evening_can_be_taken_back_in_the_morning(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await prism(user)
        server = user.world.server
        async with another(server, tmp_path) as later:
            await later.sees("Prism")
            await later.press("u")
            await later.sees("Took back the creation of “Prism”.")


@asynccontextmanager
async def another(server: Sandbox, folder: Path) -> AsyncIterator[User]:
    """The app once more, in the same home and before the same service."""
    world = StoryWorld("after:4", folder)
    world.server.close()
    world.server = server
    app = CallsheetApp(
        world.workspace(),
        cast(Any, world),
        clock=world.clock,
        crash_folder=folder,
        version="0.0.0",
        look=Look(still=True),
    )
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        yield User(app, pilot, world)


async def test_a_deletion_can_be_stopped_within_its_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = asyncio.Event()

    async def slow(self: StoryPause, seconds: float) -> None:
        await (passed.wait() if seconds == 5 else asyncio.sleep(0))

    monkeypatch.setattr(StoryPause, "sleep", slow)
    async with story() as user:
        await prism(user)
        await user.press("x")
        await user.sees("Delete this event?")
        await user.press("d")
        await user.sees("Deleting “Prism” in 5 seconds; u keeps it.")
        await user.until(lambda: "Prism" not in under_cursor(user))
        await user.press("u")
        await user.sees("Kept “Prism”.")
        await user.sees_no("u keeps it")
        await user.press("x")
        await user.sees("Delete this event?")
        await user.press("d")
        passed.set()
        await user.sees("Deleted “Prism”.")
        await user.press("u")
        await user.sees("Took back the deletion of “Prism”.")
