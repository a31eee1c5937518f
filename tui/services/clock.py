"""The machine's time and waiting; everything else asks for it through the ports."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The present, or a present that began at `start` and runs on."""

    def __init__(self, start: datetime | None = None) -> None:
        self._began = time.monotonic()
        self._start = start.astimezone(UTC) if start else None

    def now(self) -> datetime:
        """The current instant, UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def monotonic(self) -> float:
        """Seconds that never go backwards."""
        return time.monotonic()


class SystemPause:
    """Real waiting and real chance."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        import asyncio

        await asyncio.sleep(seconds)

    def jitter(self) -> float:
        """A number in 0..1."""
        import random

        return random.random()
