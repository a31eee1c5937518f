"""How far what is shown can be trusted: what was read when, stretch by stretch.

A calendar read for one week says nothing about another week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tui.domain.errors import CallsheetError
from tui.domain.when import Window

MANY = 8
"""Fewer events than these can well be gone at once."""
SMALL_PART = 4
"""A listing is odd where more than so many times as much is gone as is there."""


class Freshness(NamedTuple):
    """How far a calendar can be trusted to be up to date."""

    as_of: datetime | None = None
    refreshing: bool = False
    error: CallsheetError | None = None


class Vanished(NamedTuple):
    """So many events of a calendar at once that it was asked for twice, and said the same."""

    calendar_id: str
    events: int


def is_odd(gone: int, listed: int) -> bool:
    """Whether a listing leaves out so much of what was known that it may be a fault of the service."""
    return gone >= MANY and gone > SMALL_PART * listed


class Readings:
    """When which stretches of one calendar were read, in this run.

    `before` is what the store knew at its start.
    """

    def __init__(self, before: datetime | None) -> None:
        self._before = before
        self._read: list[tuple[Window, datetime]] = []

    def add(self, window: Window, at: datetime) -> None:
        """Note a reading, newer than all before it."""
        rest = [(old, read) for old, read in self._read if old.start < window.start or old.end > window.end]
        self._read = [(window, at), *rest]

    def covers(self, window: Window) -> bool:
        """Whether all of the window was read in this run."""
        missing = [window]
        for read, _ in self._read:
            missing = [part for whole in missing for part in _without(whole, read)]
        return not missing

    def of(self, window: Window) -> datetime | None:
        """When the oldest part of the window was read; what the store knew where some part was not."""
        missing = [window]
        for read, at in self._read:
            missing = [part for whole in missing for part in _without(whole, read)]
            if not missing:
                return at
        return self._before


def _without(whole: Window, taken: Window) -> Iterator[Window]:
    """The parts of a window that lie outside another."""
    if taken.end <= whole.start or whole.end <= taken.start:
        yield whole
        return
    if whole.start < taken.start:
        yield Window(whole.start, taken.start)
    if taken.end < whole.end:
        yield Window(taken.end, whole.end)
