"""The main flows as pictures: each is looked at before it is accepted, and any change to one is noticed."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, WIDE, User
from tests.ui.flow import Flow, new_event


@pytest.mark.parametrize("times", [1, 2, 3], ids=["meet", "zoom", "teams"])
def test_a_call_made_for_me(flow: Flow, times: int) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press(*["ctrl+t"] * times)

    flow(steps)


@pytest.mark.parametrize(
    ("times", "url"),
    [
        (1, "https://meet.google.com/abc-defg-hij"),
        (2, "https://zoom.us/j/89012345678?pwd=c2VjcmV0"),
        (3, "https://teams.microsoft.com/l/meetup-join/19%3ameeting"),
        (4, "https://northlight.webex.com/meet/ada"),
    ],
    ids=["meet", "zoom", "teams", "webex"],
)
def test_a_link_i_have(flow: Flow, times: int, url: str) -> None:
    async def steps(user: User) -> None:
        await new_event(user)
        await user.press(*["ctrl+t"] * times)
        if times < 4:
            await user.press("ctrl+o")
        await user.press("ctrl+g")
        await user.paste(url)
        await user.sees("Attaches your")

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
