"""Time for apps without a terminal: it passes only once an app has nothing left to do, and then at once.

What is shown for five seconds stays for as long as anything happens, on a machine of any speed, and what
comes after a pause comes without one. Where something outside is waited for, time is everybody's.
"""

from __future__ import annotations

import asyncio
import selectors
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.thread import _WorkItem
from typing import Any

import anyio.to_thread
import textual.app
import textual.pilot
from textual import _time
from textual.drivers.headless_driver import HeadlessDriver
from textual.notifications import Notification
from textual.pilot import Pilot

MOMENT = 0.005
"""Seconds of everybody's time between two looks at threads."""
INSTANT = 1e-6
"""Seconds, fewer than anything is due in."""
FRAME = 0.02
"""Seconds in which what waits to be painted is painted."""
LONGEST = 10.0
"""Seconds of everybody's time a thread may take; one that is held up on purpose does not hold up time."""


class Threads:
    """What threads were asked for and have not answered yet."""

    def __init__(self) -> None:
        self._asked: dict[object, float] = {}
        """When the answer is waited for since, in everybody's time."""
        self._answered: set[object] = set()
        self._lock = threading.Lock()

    @property
    def at_work(self) -> bool:
        """Whether an answer is still to come, and may be waited for."""
        own = {thread for thread in threading.enumerate() if thread.name == "aside"}
        for thread in own:
            self._ask(thread)
        with self._lock:
            ended = {thread for thread in self._asked if isinstance(thread, threading.Thread)} - own
            for one in ended | (self._answered & self._asked.keys()):
                del self._asked[one]
                self._answered.discard(one)
            return any(time.monotonic() - since < LONGEST for since in self._asked.values())

    def _ask(self, one: object) -> None:
        with self._lock:
            self._asked.setdefault(one, time.monotonic())

    def _answer(self, one: object) -> None:
        with self._lock:
            self._answered.add(one)

    def listen(self) -> None:
        """Hear of all from now on; an answer is one once whoever waits for it was told."""
        self._listen_to_pools()
        self._listen_to_servers()

    def _listen_to_pools(self) -> None:
        submit, run = ThreadPoolExecutor.submit, _WorkItem.run

        def asked(pool: ThreadPoolExecutor, /, *args: Any, **named: Any) -> Future[Any]:
            future = submit(pool, *args, **named)
            self._ask(future)
            return future

        def answered(item: _WorkItem[Any], *args: Any) -> None:
            future = item.future
            try:
                run(item, *args)
            finally:
                self._answer(future)

        ThreadPoolExecutor.submit = asked  # type: ignore[method-assign, assignment]
        _WorkItem.run = answered  # type: ignore[method-assign, assignment]

    def _listen_to_servers(self) -> None:
        run = anyio.to_thread.run_sync

        async def asked(*args: Any, **named: Any) -> Any:
            request = object()
            self._ask(request)
            try:
                return await run(*args, **named)
            finally:
                self._answer(request)

        anyio.to_thread.run_sync = asked  # type: ignore[assignment]


class StoryTime(selectors.BaseSelector):
    """What a loop waits with, and its clock."""

    def __init__(self, real: selectors.BaseSelector, now: float, threads: Threads) -> None:
        self._real = real
        self._now = now
        self._threads = threads

    def time(self) -> float:
        """The loop's time, in seconds."""
        return self._now

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What has arrived; where nothing can, the time goes on to when something is due."""
        if timeout is None or timeout <= 0:
            return self._real.select(timeout)
        if len(self._real.get_map()) > 1:  # the loop's own line to itself is always there
            began = time.monotonic()
            arrived = self._real.select(timeout)
            self._now += min(time.monotonic() - began, timeout)
            return arrived
        at_work = self._threads.at_work
        arrived = self._real.select(MOMENT if at_work else 0)
        if not arrived and not at_work:
            self._now += timeout
        return arrived

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def get_key(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.get_key(fileobj)

    def close(self) -> None:
        self._real.close()


THREADS = Threads()


def begin() -> None:
    """Let time be the loop's own from now on, until it is closed."""
    loop: Any = asyncio.get_running_loop()
    if not isinstance(loop._selector, StoryTime):
        loop._selector = StoryTime(loop._selector, loop.time(), THREADS)
        loop.time = loop._selector.time


class Stamps:
    """The time of the loop that runs, everybody's where there is none; never the same twice in a row.

    Keys that were typed while time stood are told apart by it.
    """

    def __init__(self) -> None:
        self._last = 0.0

    def now(self) -> float:
        """Seconds."""
        try:
            told = asyncio.get_running_loop().time()
        except RuntimeError:
            return time.monotonic()
        self._last = told if not 0 <= self._last - told < 1 else self._last + 1e-9
        return self._last


async def still(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until nothing is left to do, and for a frame to be painted.

    Textual waits for the processor to rest, which takes as long as the machine has other things to do.
    """
    await asyncio.sleep(FRAME)


async def answered(pilot: Pilot[Any], timeout: float = 0) -> bool:  # noqa: ASYNC109 - Textual's own
    """Wait until every message sent so far is answered, and what was sent for it: before that no time passes.

    Textual asks each widget on the screen to call back, which is a good part of all there is to do.
    """
    await asyncio.sleep(INSTANT)
    return True


def _take_over() -> None:
    start = HeadlessDriver.start_application_mode

    def start_in_own_time(driver: HeadlessDriver) -> None:
        begin()
        start(driver)

    THREADS.listen()
    HeadlessDriver.start_application_mode = start_in_own_time  # type: ignore[method-assign, assignment]
    Notification.time_left = property(lambda notice: notice.timeout)  # type: ignore[method-assign, assignment]
    _time.get_time = Stamps().now
    for asker in (textual.app, textual.pilot):
        vars(asker)["wait_for_idle"] = still
    Pilot._wait_for_screen = answered  # type: ignore[method-assign, assignment]


_take_over()
