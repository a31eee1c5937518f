"""A call is announced once, a few minutes before, and only to those who asked for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.driver import User, story
from tests.ui.flow import week
from tui.ui.errand_runner import ErrandRunner
from tui.ui.ringing import ringing


@given(st.text(max_size=200))
def test_no_title_ends_or_begins_a_sequence(words: str) -> None:
    said = ringing(words)
    assert said.count("\x1b") == 4
    assert said.count("\a") == 1
    assert said.startswith("\a\x1b]9;callsheet: ")
    assert said.count(";") == 4


async def asked(user: User, minutes: int) -> None:
    """Be announced calls so many minutes before."""
    workspace = user.app.workspace
    assert workspace is not None
    workspace.settings = workspace.settings.model_copy(update={"notify_before": minutes})
    await week(user)


async def test_a_call_is_announced_once() -> None:
    async with story() as user:
        await asked(user, 10)
        await user.waits(5 * 60)
        await user.sees("proxies begins in 8 min.")
        user.app.clear_notifications()
        await user.sees_no("begins in")
        await user.waits(60)
        await user.sees("as of 14:08")
        assert "begins in" not in user.screen_text()


async def test_nobody_who_did_not_ask_is_disturbed() -> None:
    async with story() as user:
        await asked(user, 0)
        await user.waits(12 * 60)
        await user.sees("in 1 min")
        assert "begins in" not in user.screen_text()


@pytest.mark.parametrize(
    ("headless", "web", "rings"), [(False, False, True), (True, False, False), (False, True, False)]
)
def test_only_a_terminal_is_written_to(headless: bool, web: bool, rings: bool) -> None:
    told: list[str] = []
    app = SimpleNamespace(
        _driver=SimpleNamespace(write=told.append),
        is_headless=headless,
        is_web=web,
        notify=lambda *_, **__: None,
    )
    ErrandRunner.ring(cast(Any, app), "Design review begins in 5 min")
    assert bool(told) is rings
