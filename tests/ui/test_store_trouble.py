"""The store cannot be read for a while: what was on the screen stays there, and says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests.driver import User, story
from tests.ui.flow import week
from tui.domain.errors import StoreError
from tui.store.database import Database

TITLE = "Timeline scrubbing"


async def trouble(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on nothing can be read."""
    await week(user)

    def locked(self: Database, *args: object, **named: object) -> Any:
        raise StoreError("The store is in use by another program.")

    monkeypatch.setattr(Database, "rows", locked)


async def test_the_picture_stays_and_is_called_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    async with story() as user:
        await trouble(user, monkeypatch)
        await user.press("j", "k", "tab", "shift+tab")
        await user.press("r")
        await user.sees("store unreadable")
        await user.sees(TITLE)
        monkeypatch.undo()
        await user.press("r")
        await user.sees_no("store unreadable")
        await user.sees(TITLE)


@pytest.mark.parametrize(
    "keys",
    [
        ("]", "["),
        ("d",),
        ("w",),
        ("m",),
        ("n", "T", "e", "a", "escape"),
        ("i", "T", "e", "a", "escape"),
        ("e", "escape"),
        ("x", "k"),
        ("u",),
        ("U",),
        ("E",),
        ("R", "escape"),
        ("I", "escape"),
        ("!", "escape"),
        ("/", "a", "escape"),
        ("F", "escape"),
        ("f", "escape"),
        ("T",),
        ("P", "escape"),
        ("M", "j", "escape"),
        ("v", "escape"),
        ("D", "escape"),
        ("J",),
        ("K", "escape"),
        ("space",),
        ("s", "j", "space"),
        ("g", "f", "r", "i", "enter"),
        ("colon", "a", "escape"),
    ],
    ids=" ".join,
)
async def test_no_key_ends_the_app(monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]) -> None:
    async with story() as user:
        await trouble(user, monkeypatch)
        for key in keys:
            await user.press(key)
            await user.pilot.pause()
        monkeypatch.undo()
        assert user.app.is_running
        assert user.app.return_code in (None, 0)
