"""When to look at the service unasked: after a while, back at the desk, and after sleep.

Pure: it is told the time, and tells whether to look; somebody else looks, one look at a time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

ASLEEP = timedelta(seconds=30)
"""Ticks come every second; where one is so far from the last, the machine slept or its clock was set."""
AWAY = timedelta(seconds=30)
"""What was looked at less long ago is new enough for who comes back."""
SOON = timedelta(seconds=30)
"""The first look after one that failed; each later one waits twice as long."""


class Rhythm:
    """`every` is the time between two looks; zero means that nothing is looked at unasked."""

    def __init__(self, every: timedelta) -> None:
        self._every = every
        self._ticked: datetime | None = None
        self._looked: datetime | None = None
        self._failures = 0

    def ticked(self, now: datetime, *, failing: bool) -> bool:
        """Whether to look now; to be asked every second. `failing` while the service cannot be reached."""
        woke = self._ticked is not None and abs(now - self._ticked) > ASLEEP
        self._ticked = now
        if self._looked is None:
            self._looked = now
        return bool(self._every) and (woke or now - self._looked >= self._wait(failing))

    def _wait(self, failing: bool) -> timedelta:
        return min(self._every, SOON * 2 ** min(self._failures, 16)) if failing else self._every

    def came_back(self, now: datetime) -> bool:
        """Whether to look for somebody who came back to the window."""
        return bool(self._every) and (self._looked is None or abs(now - self._looked) >= AWAY)

    def looked(self, now: datetime, *, failing: bool) -> None:
        """Note a look that ended."""
        self._looked = now
        self._failures = self._failures + 1 if failing else 0
