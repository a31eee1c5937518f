"""API v2 as pictures: calls made by jobs, events that come back under another id, and what cannot be."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Flow, new_event, week

SIZES = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
CALLS = pytest.mark.parametrize(
    ("kind", "times"),
    [("gmail", 1), ("gmail", 2), ("exchange", 1), ("exchange", 2)],
    ids=["meet on gmail", "zoom on gmail", "zoom on exchange", "teams on exchange"],
)


async def asked_for(user: User, times: int) -> None:
    """A new event whose call was asked for."""
    await new_event(user)
    await user.press(*["ctrl+t"] * times, "ctrl+s")
    await user.sees("1 link pending")


@CALLS
def test_a_call_asked_for(flow: Flow, kind: str, times: int) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press(*["ctrl+t"] * times)
        await user.sees("is made when you save")

    flow(steps, older=kind)


@CALLS
def test_a_job_that_goes_on(flow: Flow, kind: str, times: int) -> None:
    async def steps(user: User) -> None:
        await asked_for(user, times)
        await user.press("P")
        await user.sees("Pending links")

    flow(steps, older=kind, links="never")


@CALLS
def test_an_event_back_with_its_link(flow: Flow, kind: str, times: int) -> None:
    async def steps(user: User) -> None:
        await asked_for(user, times)
        await user.waits(6)
        await user.sees("link is here")

    flow(steps, older=kind)


@SIZES
def test_a_job_that_failed(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await asked_for(user, 2)
        await user.waits(6)
        await user.sees("1 link needs you")
        await user.press("P")
        await user.sees("Pending links")

    flow(steps, size, older="gmail", links="fail")


@pytest.mark.parametrize("kind", ["gmail", "graph", "exchange", "eas", "icloud"])
def test_a_week_of_each_account(flow: Flow, kind: str) -> None:
    flow(week, older=kind)
