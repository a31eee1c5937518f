"""A call as pictures: from its request to its link, or to its end."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
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
        await user.press("n")
        await user.sees("is taken off the event")

    flow(steps)
