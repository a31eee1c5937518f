"""What a view of the calendar draws from: some days, what happens on them, and how it is to look.

One kind of scene for every view; each takes from it what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tui.domain.events import Event, EventKey
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_rows import Row


class Stripe(NamedTuple):
    """How a calendar is told apart: colour (`#rrggbb` or empty) and letter."""

    colour: str
    letter: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a view draws from."""

    rows: tuple[Row, ...]
    """The agenda's rows; empty for views that lay out `events` themselves."""
    stripes: Mapping[str, Stripe]
    now: datetime
    zone: ZoneInfo
    own_email: str
    clock: str = "%H:%M"
    waiting: frozenset[EventKey] = field(default_factory=frozenset)
    """Events whose link is being watched for."""
    failed: frozenset[EventKey] = field(default_factory=frozenset)
    """Events whose link did not come."""
    clashing: frozenset[EventKey] = field(default_factory=frozenset)
    """Events at the same time as another that was accepted."""
    sending: frozenset[EventKey] = field(default_factory=frozenset)
    """Events shown as they will be, while nobody has confirmed it."""
    standing: frozenset[EventKey] = field(default_factory=frozenset)
    """Events of which something waits for a connection, shown as they will be."""
    removals: frozenset[EventKey] = field(default_factory=frozenset)
    """Those of them that are to be deleted."""
    moved: Mapping[EventKey, EventKey] = field(default_factory=dict)
    """Events that have another id now, and series that are shown as their times."""
    days: tuple[date, ...] = ()
    """Every day shown, in order."""
    day: date | None = None
    """The day the window was asked for by; a month shows days of its neighbours around it."""
    events: tuple[Event, ...] = ()
    """What touches the days, by start; what is not to be shown is left out already."""
    unread: frozenset[date] = field(default_factory=frozenset)
    """Days nobody has read yet: they may hold more than is known."""
    filtered: bool = False
    """Whether a filter leaves out some of what happens on the days."""
    first_hour: int = 8
    """The hour a day begins with, where there is room for only a part of it."""
    second_zone: ZoneInfo | None = None
    """Another zone to show the hours in."""

    def way_sign(self, key: EventKey, signs: Glyphs) -> str:
        """How what is to become of an event is on its way to the service; empty where nothing is."""
        if key in self.sending:
            return signs.sending
        return signs.to_send if key in self.standing else ""

    @property
    def today(self) -> date:
        """The day it is for the viewer."""
        return self.now.astimezone(self.zone).date()
