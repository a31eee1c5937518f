"""The ways in as pictures: the sandbox, an account that opens, and what can be wrong with one."""

from __future__ import annotations

import pytest

from tests.driver import KEY, SMALL, WIDE, User
from tests.ui.flow import Flow


async def filled_in(user: User, key: str = KEY, account: str = "ada@sandbox.test") -> None:
    """Fill the form in and have it checked."""
    await user.sees("Look around in the sandbox")
    await user.press("down", "enter")
    await user.sees("API key")
    await user.press("shift+tab", "right", "right", "tab")
    await user.paste("http://localhost")
    await user.press("tab")
    await user.paste(key)
    await user.press("tab")
    await user.paste(account)
    await user.press("enter")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x36", "80x24"])
def test_the_form(flow: Flow, size: tuple[int, int]) -> None:
    async def steps(user: User) -> None:
        await user.sees("Look around in the sandbox")
        await user.press("down", "enter")
        await user.sees("API key")

    flow(steps, size, "light", account=False)


@pytest.mark.parametrize(
    ("key", "account", "says"),
    [
        ("nyk_wrong", "ada@sandbox.test", "did not accept the key"),
        (KEY, "nobody@sandbox.test", "nobody@sandbox.test"),
        (KEY, "00000000-0000-4000-8000-000000000000", "knows no grant"),
    ],
    ids=["wrong key", "unknown address", "unknown grant"],
)
def test_what_is_wrong(flow: Flow, key: str, account: str, says: str) -> None:
    async def steps(user: User) -> None:
        await filled_in(user, key, account)
        await user.sees(says)

    flow(steps, account=False)


def test_an_account_that_opens(flow: Flow) -> None:
    async def steps(user: User) -> None:
        await filled_in(user)
        await user.sees("keyring")

    flow(steps, account=False)


def test_no_keyring(flow: Flow) -> None:
    async def steps(user: User) -> None:
        user.world.keyring = False
        await filled_in(user)
        await user.sees("keyring")
        await user.press("enter")
        await user.sees("no keyring")

    flow(steps, account=False)
