"""Keys typed before a screen stands wait for it, however soon it comes after another one."""

from __future__ import annotations

import asyncio

from textual import events

from tests.driver import story
from tests.ui.flow import week
from tui.ui.typeahead import LONGEST_WAIT, TypeAhead


class Gate(TypeAhead):
    """Remembers what came through."""

    def __init__(self) -> None:
        super().__init__()
        self.came = ""

    def on_key(self, event: events.Key) -> None:
        self.came += event.character or ""


async def test_what_is_typed_is_kept_in_order_until_it_is_given() -> None:
    gate = Gate()
    async with gate.run_test() as pilot:
        gate.hold_keys()
        await pilot.press(*"sync")
        assert gate.came == ""
        gate.give_keys()
        await pilot.press(*"ed")
        assert gate.came == "synced"


async def test_nothing_that_was_typed_waits_for_ever() -> None:
    gate = Gate()
    async with gate.run_test() as pilot:
        gate.hold_keys()
        await pilot.press(*"sync")
        await asyncio.sleep(LONGEST_WAIT)
        await pilot.pause()
        assert gate.came == "sync"


async def test_a_wait_that_is_over_does_not_end_the_next() -> None:
    gate = Gate()
    async with gate.run_test() as pilot:
        for end in (gate.give_keys, gate.drop_keys):
            gate.hold_keys()
            await asyncio.sleep(LONGEST_WAIT / 2)
            end()
        gate.hold_keys()
        await asyncio.sleep(LONGEST_WAIT / 2)
        await pilot.press(*"sync")
        assert gate.came == ""


async def test_what_a_question_had_no_use_for_is_not_done_once_it_is_answered() -> None:
    async with story() as user:
        await week(user)
        await user.press("x")
        await user.sees("Delete this event?")
        for letter in "nsk":
            user.app.post_message(events.Key(letter, letter))
        await user.sees_no("Delete this event?")
        await user.pilot.pause()
        assert "New event" not in user.screen_text()
        await user.press("n")
        await user.sees("New event")
