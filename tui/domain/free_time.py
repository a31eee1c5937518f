"""When people can meet: slots of a length, best first, out of busy spans and working hours.

Pure and bounded: at most `LONGEST` of time, `MOST_PEOPLE` people, `MOST_SLOTS` answers. Compares in UTC only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property

from tui.domain.busy import Busy, Span, joined
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours

LONGEST = timedelta(days=62)
MOST_PEOPLE = 50
MOST_SLOTS = 60
STEP = timedelta(minutes=15)
"""Slots begin on the quarter hours of the viewer's clock."""


class Standing(StrEnum):
    """How one person stands to one slot."""

    FREE = "free"
    MAYBE = "maybe"
    """Taken by something they only half accepted."""
    OUTSIDE = "outside"
    """Not taken, but outside of their working hours."""
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Wish:
    """What kind of slots are looked for; `before` and `after` are kept free around the meeting."""

    window: Window
    length: timedelta
    before: timedelta = timedelta()
    after: timedelta = timedelta()
    tentative_as_busy: bool = True

    def __post_init__(self) -> None:
        if self.window.end - self.window.start > LONGEST:
            raise ValueError(f"at most {LONGEST.days} days are looked through at once")
        if not timedelta(minutes=5) <= self.length <= timedelta(days=1):
            raise ValueError("a meeting takes from five minutes to a day")
        if min(self.before, self.after) < timedelta() or max(self.before, self.after) > timedelta(hours=2):
            raise ValueError("pauses are from none to two hours")


@dataclass(frozen=True)
class Attendee:
    """Somebody to meet: their working hours, and when they are taken."""

    busy: Busy
    hours: WorkingHours
    name: str = ""

    @property
    def label(self) -> str:
        """The name if there is one, else the address."""
        return self.name or self.busy.email

    @cached_property
    def taken(self) -> Shelf:
        """When they are taken for certain."""
        return Shelf.of(self.busy.spans)

    @cached_property
    def maybe(self) -> Shelf:
        """When they are perhaps taken."""
        return Shelf.of(self.busy.maybe)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Spans to look up by time."""

    starts: tuple[datetime, ...] = ()
    ends: tuple[datetime, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Shelf:
        """The spans, joined."""
        whole = joined(spans)
        return cls(tuple(start for start, _ in whole), tuple(end for _, end in whole))

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether any span overlaps `[start, end)`."""
        return bisect_right(self.ends, start) < bisect_left(self.starts, end)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time to meet, and how each attendee stands to it, in the order they were given."""

    start: datetime
    end: datetime
    standings: tuple[Standing, ...] = field(default=())

    def count(self, standing: Standing) -> int:
        """How many stand so."""
        return self.standings.count(standing)

    @property
    def suits_all(self) -> bool:
        """Whether everybody is known to be free, in their hours."""
        return all(one is Standing.FREE for one in self.standings)


def standing_of(one: Attendee, start: datetime, end: datetime, wish: Wish) -> Standing:
    """How one person stands to `[start, end)`, with the pauses they keep."""
    if not one.busy.known:
        return Standing.UNKNOWN
    first, last = start - wish.before, end + wish.after
    perhaps = one.maybe.meets(first, last)
    if one.taken.meets(first, last) or (perhaps and wish.tentative_as_busy):
        return Standing.BUSY
    if not _works(one.hours, start, end):
        return Standing.OUTSIDE
    return Standing.MAYBE if perhaps else Standing.FREE


def slot_at(attendees: Sequence[Attendee], start: datetime, wish: Wish) -> Slot:
    """The slot of the wished length that begins at `start`."""
    end = start + wish.length
    return Slot(start, end, tuple(standing_of(one, start, end, wish) for one in attendees))


def slots(attendees: Sequence[Attendee], wish: Wish, hours: WorkingHours, now: datetime) -> tuple[Slot, ...]:
    """At most `MOST_SLOTS` slots within `hours`, the viewer's own, none begun before `now`; best first.

    Fewest who are busy, then fewest outside their hours, then fewest perhaps busy, then the sooner day, then
    away from the edges of everybody's working day. Of slots that overlap only the better one is given.
    """
    people = attendees[:MOST_PEOPLE]
    found = [slot_at(people, start, wish) for start in _starts(wish, hours, now)]
    zone = hours.zone
    found.sort(key=lambda slot: _rank(slot, people, zone))
    return tuple(_apart(found))


def _starts(wish: Wish, hours: WorkingHours, now: datetime) -> Iterator[datetime]:
    for first, last in hours.spans(wish.window):
        start = _on_step(max(first, now), hours.zone)
        while start + wish.length <= last:
            yield start
            start += STEP


def _on_step(moment: datetime, zone: tzinfo) -> datetime:
    """The moment itself, or the next quarter hour of the viewer's clock."""
    local = moment.astimezone(zone)
    over = timedelta(minutes=local.minute % 15, seconds=local.second, microseconds=local.microsecond)
    return moment + (STEP - over) if over else moment


def _works(hours: WorkingHours, start: datetime, end: datetime) -> bool:
    day = hours.on(start.astimezone(hours.zone).date())
    return day is not None and day[0] <= start and end <= day[1]


def _rank(
    slot: Slot, people: Sequence[Attendee], zone: tzinfo
) -> tuple[int, int, int, object, timedelta, datetime]:
    return (
        slot.count(Standing.BUSY),
        slot.count(Standing.OUTSIDE),
        slot.count(Standing.MAYBE),
        slot.start.astimezone(zone).date(),
        sum((_strain(one.hours, slot) for one in people), timedelta()),
        slot.start,
    )


def _strain(hours: WorkingHours, slot: Slot) -> timedelta:
    """How near the slot comes to an edge of the working day: nothing an hour away from it."""
    day = hours.on(slot.start.astimezone(hours.zone).date())
    if day is None:
        return timedelta(hours=1)
    room = min(slot.start - day[0], day[1] - slot.end)
    return max(timedelta(hours=1) - max(room, timedelta()), timedelta())


def _apart(ranked: Sequence[Slot]) -> Iterator[Slot]:
    """The best slots, none of which overlaps a better one."""
    starts: list[datetime] = []
    for slot in ranked:
        if len(starts) == MOST_SLOTS:
            return
        at = bisect_left(starts, slot.start)
        length = slot.end - slot.start
        before = at and starts[at - 1] + length > slot.start
        if not before and not (at < len(starts) and starts[at] < slot.end):
            starts.insert(at, slot.start)
            yield slot
