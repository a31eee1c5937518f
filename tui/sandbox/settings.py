"""How a sandbox is set up, and its clock; the only place of this room that asks the machine for the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Clock = Callable[[], float]
"""Seconds since 1970, UTC."""

_KINDS = ("at-once", "after", "reads", "never", "fail", "refuse")


@dataclass(frozen=True, slots=True)
class LinkRule:
    """When the link of an autocreated meeting is there.

    Written `at-once`, `after:4` (seconds), `reads:3`, `never`, `fail` (the request vanishes from the
    event) or `refuse` (the provider declines at once).
    """

    kind: str
    amount: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in _KINDS or self.amount < 0:
            raise ValueError(f"not a link rule: {self.kind}:{self.amount:g}")

    @classmethod
    def after(cls, seconds: float) -> LinkRule:
        """The link comes this many seconds after it was asked for."""
        return cls("after", seconds)

    @classmethod
    def parse(cls, text: str) -> LinkRule:
        """The rule a text spells. Raises ValueError."""
        kind, _, amount = text.partition(":")
        if (kind in ("after", "reads")) != bool(amount):
            raise ValueError(f"not a link rule: {text}")
        return cls(kind, float(amount) if amount else 0.0)

    def __str__(self) -> str:
        return f"{self.kind}:{self.amount:g}" if self.kind in ("after", "reads") else self.kind


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """A sandbox before it is opened."""

    store: Path | None = None
    """The SQLite file; None keeps everything in memory."""
    fresh: bool = False
    """Build the world anew even if the store has one."""
    now: datetime | None = None
    """The moment the sandbox begins at (aware); time runs on from there. None: the present."""
    zone: str = "Europe/London"
    """The IANA zone the seeded person lives in."""
    seed: int = 1
    events: int = 0
    """Filler events beside the seeded ones."""
    traps: bool = True
    """Whether two weeks ahead there are events that break careless readers; who looks around needs none."""
    links: LinkRule = field(default_factory=lambda: LinkRule.after(4.0))
    api_key: str | None = None
    """A fixed key; None makes one and keeps it in the store."""
    cross_provider: bool = True
    """Whether Meet and Teams can be created across providers through a host grant."""
    icloud_months: Literal[6, 12] = 6
    """The longest stretch an iCloud calendar answers for."""
    last_day_included: bool = True
    """Whether the `end_date` of a span of days, as it is sent and answered, belongs to it."""
    also: tuple[str, ...] = ()
    """Further accounts, by the API's words for a provider: with calendars, and on Exchange an invitation."""


def clock_from(now: datetime | None) -> Clock:
    """A clock that starts at `now` and runs on."""
    if now is None:
        return time.time
    began, start = time.monotonic(), now.astimezone(UTC).timestamp()
    return lambda: start + time.monotonic() - began
