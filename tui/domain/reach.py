"""Where one stands in its series: what comes before it, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tui.domain.events import Event
from tui.domain.series import first_of, standing, zone_of
from tui.domain.when import is_all_day

SHOWN = 3
"""How many of the times concerned are named."""
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Reach:
    """The times of a series, as counted from one of them."""

    here: datetime
    """The wall time the series has this one at, wherever it was moved since."""
    gone: int
    """How many come before it."""
    used: int
    """How many times of a counted rule are used up before it: those left out count too."""
    coming: tuple[datetime, ...]
    """It and those that follow, as wall times of the series, some of them."""
    more: bool
    """Whether there are others after those."""


def reach_of(one: Event, master: Event, viewer: ZoneInfo) -> Reach:
    """Where one stands in its series. Raises RepeatError where the rules cannot be followed."""
    zone = zone_of(master.when, viewer)
    here = _planned(one, master, zone)
    rule = tuple(line for line in master.recurrence if not line.startswith("EXDATE"))
    used, _ = standing(rule, master.when, zone, here, 0)
    gone, coming = standing(master.recurrence, master.when, zone, here, SHOWN + 1)
    return Reach(here, gone, used, coming[:SHOWN], len(coming) > SHOWN)


def _planned(one: Event, master: Event, zone: ZoneInfo) -> datetime:
    if one.original_start is None:
        return first_of(one.when, zone)
    if not is_all_day(master.when):
        return one.original_start.astimezone(zone).replace(tzinfo=None)
    # A whole day begins at midnight of a zone nobody names: the nearest midnight in UTC is that of the day.
    nearest = one.original_start + _HALF_A_DAY
    return nearest.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
