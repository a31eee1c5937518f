"""Blocking questions asked aside, in a thread that nobody waits for when the app ends."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(question: Callable[[], T]) -> T:
    """The answer to a question that may block for long; what it raises is raised here.

    Unlike a thread of the loop's own pool, this one never holds up the end of the program.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def ask() -> None:
        try:
            found = question()
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            failure = error
            _settle(loop, answer, lambda: answer.set_exception(failure))
        else:
            _settle(loop, answer, lambda: answer.set_result(found))

    threading.Thread(target=ask, name="aside", daemon=True).start()
    return await answer


def _settle(loop: asyncio.AbstractEventLoop, answer: asyncio.Future[T], settle: Callable[[], None]) -> None:
    """Hand the answer over, unless nobody waits for it any more."""
    with contextlib.suppress(RuntimeError):  # the loop has ended, and nobody with it waits
        loop.call_soon_threadsafe(lambda: None if answer.done() else settle())
