"""Changes to a store, made in a thread of their own so that nothing on the screen waits for a disk.

They happen in the order they were asked for, also when whoever asked has stopped
waiting: what was typed is kept.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from tui.domain.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")


class Writes:
    """One line of changes to one store."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "store")

    async def do(self, deed: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Make a change after all those asked for before. Raises what it raises; StoreError once closed."""
        try:
            change = self._thread.submit(deed, *args, **named)
        except RuntimeError:
            raise StoreError("The account is closed.") from None
        return await asyncio.shield(asyncio.wrap_future(change))

    def later(self, deed: Callable[P, object], *args: P.args, **named: P.kwargs) -> None:
        """Make a change nobody waits for; one that cannot be made is not made."""
        with contextlib.suppress(RuntimeError):
            self._thread.submit(deed, *args, **named)

    async def aclose(self) -> None:
        """Wait for the last change; none is taken after it."""
        await asyncio.to_thread(self._thread.shutdown)
