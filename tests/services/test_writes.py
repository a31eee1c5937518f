"""Changes to a store: one after another, kept although nobody waits, and over when the account is closed."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tui.domain.errors import StoreError
from tui.services.writes import Writes


async def test_changes_happen_in_the_order_they_were_asked_for() -> None:
    writes, made, gate = Writes(), list[int](), threading.Event()
    held = asyncio.create_task(writes.do(gate.wait, 5))
    await asyncio.sleep(0)
    asked = [asyncio.create_task(writes.do(made.append, number)) for number in range(50)]
    await asyncio.sleep(0.01)
    writes.later(made.append, 50)
    assert made == []
    gate.set()
    await asyncio.gather(held, *asked)
    await writes.aclose()
    assert made == list(range(51))


async def test_a_change_whose_asker_has_left_is_made_all_the_same() -> None:
    writes, made, gate = Writes(), list[str](), threading.Event()
    held = asyncio.create_task(writes.do(gate.wait, 5))
    asked = asyncio.create_task(writes.do(made.append, "typed"))
    await asyncio.sleep(0.01)
    asked.cancel()
    gate.set()
    await held
    await writes.aclose()
    assert made == ["typed"]


async def test_a_change_that_fails_is_told_and_holds_up_none_after_it() -> None:
    writes = Writes()
    with pytest.raises(ZeroDivisionError):
        await writes.do(lambda: 1 // 0)
    assert await writes.do(lambda: 7) == 7
    await writes.aclose()


async def test_a_closed_account_takes_no_more_changes() -> None:
    writes, made = Writes(), list[str]()
    await writes.aclose()
    with pytest.raises(StoreError):
        await writes.do(made.append, "late")
    writes.later(made.append, "later")
    assert made == []
