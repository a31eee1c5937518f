"""Where one stands in its series: what comes before it, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tui.domain.events import Event
from tui.domain.series import MOST_TIMES, first_of, occurrences, zone_of
from tui.domain.when import Moment, Timespan

SHOWN = 3
"""How many of the times concerned are named."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The times of a series, as counted from one of them."""

    gone: int
    """How many come before it."""
    coming: tuple[datetime, ...]
    """It and those that follow, as wall times of the series, some of them."""
    more: bool
    """Whether there are others after those."""


def reach_of(one: Event, master: Event, viewer: ZoneInfo) -> Reach:
    """Where one stands in its series. Raises RepeatError where the rules cannot be followed."""
    zone = zone_of(master.when, viewer)
    here = _planned(one, zone)
    walls = occurrences(master.recurrence, master.when, zone, MOST_TIMES)
    coming = [wall for wall in walls if wall >= here]
    return Reach(len(walls) - len(coming), tuple(coming[:SHOWN]), len(coming) > SHOWN)


def _planned(one: Event, zone: ZoneInfo) -> datetime:
    """The wall time the series has this one at, wherever it was moved since."""
    if one.original_start is not None and isinstance(one.when, Timespan | Moment):
        return one.original_start.astimezone(zone).replace(tzinfo=None)
    return first_of(one.when, zone)
