"""What events tell of people: how to name them, and in which zone they live.

A zone read off somebody's invitations is a guess, and is shown as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tui.domain.events import Event
from tui.domain.grid import order_of
from tui.domain.when import own_zone
from tui.domain.whenwords import zone_named


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Somebody as events know them. `zone` is that of the last event they organised, if it says."""

    email: str
    name: str = ""
    zone: ZoneInfo | None = None


def whereabouts(events: Iterable[Event], zone: ZoneInfo) -> Mapping[str, Whereabouts]:
    """Everybody the events name, by their address in small letters; what is later said wins."""
    names: dict[str, str] = {}
    zones: dict[str, ZoneInfo] = {}
    for event in sorted(events, key=lambda one: order_of(one, zone)):
        for person in (*event.participants, *((event.organizer,) if event.organizer else ())):
            if person.email and person.name:
                names[person.email.casefold()] = person.name
        named = zone_named(own_zone(event.when) or "")
        if event.organizer is not None and event.organizer.email and named is not None:
            zones[event.organizer.email.casefold()] = named
    return {email: Whereabouts(email, names.get(email, ""), zones.get(email)) for email in names | zones}
