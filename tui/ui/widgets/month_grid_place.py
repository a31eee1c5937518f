"""Where the cursor of the month stands: on a day, or on an event inside one.

Pure: an event is held by its key, so that news never moves the cursor to another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from tui.domain.events import Event, EventKey
from tui.domain.month_layout import MonthWeek
from tui.domain.when import bounds, is_all_day


@dataclass(frozen=True, slots=True)
class Place:
    """A day, the event held on it if any, and whether the keys move among the day's events."""

    day: date
    key: EventKey | None = None
    inside: bool = False

    def moved(self, days: int) -> Place:
        """So many days on; what was held is let go."""
        return Place(self.day + timedelta(days=days), inside=self.inside)


class Days:
    """The days of the weeks shown, indexed once so that every move is a lookup."""

    def __init__(self, weeks: Sequence[MonthWeek] = ()) -> None:
        self._at = {day: (w, c) for w, week in enumerate(weeks) for c, day in enumerate(week.days)}
        self._weeks = weeks

    def at(self, day: date) -> tuple[int, int] | None:
        """The week and the column of a day, or None where it is not shown."""
        return self._at.get(day)

    def events(self, day: date) -> tuple[Event, ...]:
        """The events of a day in the order they are drawn."""
        at = self._at.get(day)
        return self._weeks[at[0]].events(at[1]) if at else ()

    def held(self, place: Place) -> Event | None:
        """The event held, if it is still there."""
        return next((event for event in self.events(place.day) if event.key == place.key), None)

    def find(self, key: EventKey, near: date) -> date | None:
        """A day of the event: `near` if it is one, else the first shown."""
        days = [near, *self._at]
        return next((day for day in days if any(event.key == key for event in self.events(day))), None)

    def settle(self, place: Place, moved: Mapping[EventKey, EventKey], now: datetime, zone: tzinfo) -> Place:
        """The same place after news: the event under its newest id, else the day's next one, else the day."""
        if place.key is not None and place.key in moved:
            place = replace(place, key=moved[place.key])
        if self.held(place) is not None:
            return place
        if place.inside:
            return self.entered(place, now, zone)
        return replace(place, key=None)

    def entered(self, place: Place, now: datetime, zone: tzinfo) -> Place:
        """Inside the day: at the event held, else the first, today what runs or comes next.

        An empty day stays a day.
        """
        events = self.events(place.day)
        held = self.held(place)
        if held is None and events:
            today = place.day == now.astimezone(zone).date()
            held = next((event for event in events if today and _is_left(event, now, zone)), events[0])
        return Place(place.day, held.key, inside=True) if held else Place(place.day)

    def step(self, place: Place, by: int) -> Place:
        """The event so many further; the ends are ends."""
        events = self.events(place.day)
        keys = [event.key for event in events]
        if place.key not in keys:
            return place
        index = max(0, min(keys.index(place.key) + by, len(keys) - 1))
        return replace(place, key=keys[index])


def _is_left(event: Event, now: datetime, zone: tzinfo) -> bool:
    return not is_all_day(event.when) and bounds(event.when, zone)[1] > now
