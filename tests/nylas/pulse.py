"""Time and chance for tests: waits are recorded instead of waited."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class StillClock:
    """A clock that stands at `NOW`."""

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


class Recorded:
    """Sleeps by writing down how long it would have slept."""

    def __init__(self, jitter: float = 1.0) -> None:
        self.waits: list[float] = []
        self._jitter = jitter

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def jitter(self) -> float:
        return self._jitter
