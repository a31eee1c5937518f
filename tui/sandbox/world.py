"""The seeded world: a believable working life around a given moment, the data a new sandbox starts with.

Pure data, equal for equal arguments: no clock, no environment and no unseeded chance is consulted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tui.sandbox.world_accounts import icloud, microsoft, virtual
from tui.sandbox.world_calendars import calendars
from tui.sandbox.world_days import JSON, Days
from tui.sandbox.world_entry import Ledger
from tui.sandbox.world_filler import filler
from tui.sandbox.world_months import months
from tui.sandbox.world_people import address, grants
from tui.sandbox.world_routine import routine
from tui.sandbox.world_today import Around
from tui.sandbox.world_traps import traps
from tui.sandbox.world_variants import variants
from tui.sandbox.world_weeks import this_and_next_week


@dataclass(frozen=True, slots=True)
class Events(Iterable[JSON]):
    """Every event of a world; can be iterated any number of times and makes its events anew each time."""

    days: Days
    seed: int
    filler: int
    traps: bool = True

    def __iter__(self) -> Iterator[JSON]:
        google = self._ledger("google")
        around = Around(self.days)
        for entries in (
            around.entries(),
            this_and_next_week(self.days, around),
            months(self.days, self.seed),
            variants(self.days),
            traps(self.days) if self.traps else (),
        ):
            yield from map(google.event, entries)
        yield from routine(self.days, google)
        yield from microsoft(self.days, self._ledger("microsoft"))
        yield from icloud(self.days, self._ledger("icloud"))
        yield from virtual(self.days, self._ledger("virtual-calendar"))
        yield from filler(self.days, self.seed, self.filler)

    def _ledger(self, provider: str) -> Ledger:
        return Ledger(self.seed, provider, self.days.epoch, address(provider))


@dataclass(frozen=True, slots=True)
class World:
    """Grants (the user's own first), calendars with `grant_id`, events with `grant_id` and `calendar_id`.

    All in the read shapes of API v3. A recurring master carries `recurrence`; an edited or cancelled instance
    is an event with `master_event_id` and `original_start_time`.
    """

    grants: tuple[JSON, ...]
    calendars: tuple[JSON, ...]
    events: Iterable[JSON]


def build_world(now: datetime, zone: str, seed: int, filler: int, *, with_traps: bool = True) -> World:
    """The world around `now` (aware) as lived in `zone` (an IANA name), with `filler` more events.

    With traps there are titles, notes and times in it that break careless readers.

    Raises ValueError for a naive `now`, and `zoneinfo.ZoneInfoNotFoundError` for an unknown zone.
    """
    if now.tzinfo is None:
        raise ValueError("the world needs a moment with a zone")
    days = Days(now, zone)
    return World(grants(seed, days.epoch), calendars(seed, zone), Events(days, seed, filler, with_traps))
