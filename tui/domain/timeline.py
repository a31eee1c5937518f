"""A day as a row of equal cells, on which several people's time can be laid one under another.

Cells are equal stretches of UTC; their hours are read off the viewer's clock, so a day of 25 hours has more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tui.domain.busy import Span
from tui.domain.free_time import Attendee, Shelf, Standing
from tui.domain.working_hours import WorkingHours

CELLS = (timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2))
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Axis:
    """`count` cells of length `cell` from the instant `start` on, read in `zone`."""

    start: datetime
    cell: timedelta
    count: int
    zone: ZoneInfo

    @property
    def end(self) -> datetime:
        """The instant after the last cell."""
        return self.start + self.cell * self.count

    def at(self, index: int) -> datetime:
        """When a cell begins, on the viewer's clock."""
        return (self.start + self.cell * index).astimezone(self.zone)

    def cells(self, start: datetime, end: datetime) -> range:
        """The cells that a stretch of time touches."""
        first = max(int((start - self.start) // self.cell), 0)
        last = min(-int((self.start - end) // self.cell), self.count)
        return range(first, max(first, last))

    def labels(self) -> tuple[tuple[int, int], ...]:
        """Cells at full hours with their hour, so far apart that two digits and a gap fit."""
        apart = -(-3 * self.cell // _HOUR)
        whole = ((n, self.at(n)) for n in range(self.count))
        return tuple((n, at.hour) for n, at in whole if at.minute == 0 and at.hour % apart == 0)


def axis_of(day: date, hours: WorkingHours, room: int, shown: Sequence[Span] = ()) -> Axis:
    """The working hours of a day an hour around them and all that is `shown`, in at most `room` cells."""
    zone = hours.zone
    midnight = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
    tomorrow = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    wall = datetime.combine(day, time())
    edges = [
        (wall + timedelta(minutes=minutes)).replace(tzinfo=zone).astimezone(UTC)
        for minutes in (hours.start // 60 * 60, -(-hours.end // 60) * 60)
    ]
    first = max(min([edges[0] - _HOUR, *(_full(start) for start, _ in shown)]), midnight)
    last = min(max([edges[1] + _HOUR, *(_full(end + _HOUR) for _, end in shown)]), tomorrow)
    fitting = (cell for cell in CELLS if (last - first) / cell <= room)
    cell = next(fitting, CELLS[-1])
    return Axis(first, cell, min(-int((first - last) // cell), max(room, 1)), zone)


def _full(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def standings_along(axis: Axis, one: Attendee) -> tuple[Standing, ...]:
    """How one person stands to each cell: the worst that falls into it."""
    if not one.busy.known:
        return (Standing.UNKNOWN,) * axis.count
    open_hours = Shelf.of(_hours_around(axis, one.hours))
    return tuple(_cell(one, open_hours, axis.start + axis.cell * n, axis.cell) for n in range(axis.count))


def _hours_around(axis: Axis, hours: WorkingHours) -> list[Span]:
    day = axis.start.astimezone(hours.zone).date()
    spans = (hours.on(day + timedelta(days=n)) for n in range(-1, 3))
    return [span for span in spans if span is not None]


def _cell(one: Attendee, open_hours: Shelf, start: datetime, length: timedelta) -> Standing:
    end = start + length
    if one.taken.meets(start, end):
        return Standing.BUSY
    if one.maybe.meets(start, end):
        return Standing.MAYBE
    return Standing.FREE if open_hours.meets(start, end) else Standing.OUTSIDE
