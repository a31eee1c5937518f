"""A call as pictures: from its request to its link, or to its end."""

from __future__ import annotations

from functools import partial

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.ui.flow import Flow, new_event, week

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])


@pytest.mark.parametrize("times", [1, 2, 3], ids=["meet", "zoom", "teams"])
@SIZES
def test_a_link_on_its_way(flow: Flow, times: int, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press(*["ctrl+t"] * times, "ctrl+s")
        await user.sees("1 link pending")

    flow(steps, size)


@SIZES
def test_a_link_that_came(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees("The Google Meet link is here")

    flow(steps, size)


def test_a_link_that_failed(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.waits(6)
        await user.sees("1 link needs you")
        await user.press("P")
        await user.sees("Pending links")

    flow(steps, links="fail")


def looked(user: User, times: int) -> bool:
    """Whether the newest link was looked for that often."""
    assert user.app.workspace is not None
    return user.app.workspace.jobs.all()[0].checks == times


async def test_links_of_the_older_generation_that_came_and_take_long() -> None:
    async def asked(user: User, title: str, times: int) -> None:
        await user.press("n")
        await user.sees("New event")
        await user.paste(title)
        await user.press(*["ctrl+t"] * times, "ctrl+s")
        await user.sees("1 link pending")

    async with story(older="gmail") as user:
        await week(user)
        await asked(user, "Design review", 2)
        await user.waits(6)
        await user.sees("The Zoom Meeting link is here")
        await asked(user, "Grading #link:never", 1)
        for looks in (1, 2, 3):
            await user.waits(500)
            await user.until(partial(looked, user, looks), "for a look")
        await user.sees("No Google Meet link after 15 minutes")
        await user.press("P")
        await user.sees("now less often")
        await user.press("j")
        await user.sees("o join")


@SIZES
def test_the_list_of_pending_links(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.press("P")
        await user.sees("Pending links")

    flow(steps, size, links="never")


def test_a_call_taken_away(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await week(user)
        await user.press("v")
        await user.sees("Timeline scrubbing")
        await user.press("n", "enter")
        await user.sees("is taken off the event")

    flow(steps)
