"""The hours of some days as rows of one scale, days of 23 and of 25 hours included.

A row is a stretch of the clock on the wall. An hour the clock shows twice has rows of its own, which only
that day fills; an hour it skips keeps its rows, which that day leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tui.domain.when import midnight

_HOUR, _DAY = 60, 24 * 60
_USUAL = timedelta(days=1)
_LOOK = 5
"""Minutes between two looks at the clock of an unusual day; no zone of today shifts by less."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a row begins: minutes after midnight by the clock; `again` where it shows them once more."""

    minute: int
    again: bool = False


class DayRows:
    """The scale of these days in the viewer's zone; `per_hour` rows to an hour divide it evenly."""

    def __init__(self, days: Sequence[date], zone: tzinfo, per_hour: int) -> None:
        self.zone, self.per_hour = zone, per_hour
        self.minutes = _HOUR // per_hour
        self.slots = self._slots_of(days)
        self._rows = {slot: row for row, slot in enumerate(self.slots)}

    def __len__(self) -> int:
        return len(self.slots)

    def _slots_of(self, days: Sequence[date]) -> tuple[Slot, ...]:
        """Every stretch of the clock; those shown again come where the clock went back."""
        again: dict[int, int] = {}
        for day in days:
            again |= self._again(day)
        found: list[Slot] = []
        for minute in range(0, _DAY, self.minutes):
            found.append(Slot(minute))
            found += [Slot(one, again=True) for one in sorted(again) if again[one] == minute]
        return tuple(found)

    def _again(self, day: date) -> dict[int, int]:
        """The stretches this day's clock shows again, and after which one it does."""
        if midnight(day + _USUAL, self.zone) - midnight(day, self.zone) == _USUAL:
            return {}
        found: dict[int, int] = {}
        last = 0
        for local in self._looks(day):
            minute = self._begins(local)
            if local.fold:
                found[minute] = last
            elif not found:
                last = minute
        return found

    def _looks(self, day: date) -> Iterator[datetime]:
        at, end = midnight(day, self.zone), midnight(day + _USUAL, self.zone)
        while at < end:
            yield at.astimezone(self.zone)
            at += timedelta(minutes=_LOOK)

    def _begins(self, local: datetime) -> int:
        minute = local.hour * _HOUR + local.minute
        return minute - minute % self.minutes

    # From time to rows and back

    def row(self, moment: datetime) -> int:
        """The row of its day an instant is in."""
        local = moment.astimezone(self.zone)
        minute = self._begins(local)
        return self._rows.get(Slot(minute, bool(local.fold)), self._rows[Slot(minute)])

    def span(self, day: date, start: datetime, end: datetime) -> tuple[int, int] | None:
        """First and last row of what lies on this day between two instants; None where nothing does."""
        begins, ends = midnight(day, self.zone), midnight(day + _USUAL, self.zone)
        if start >= ends or end < begins or (end == begins and start < begins):
            return None
        first = max(start, begins)
        last = max(first, min(end, ends) - timedelta(microseconds=1))
        return self.row(first), self.row(last)

    def moment(self, day: date, row: int) -> datetime | None:
        """The first instant of a row on this day, in UTC; None where its clock leaves the row out."""
        slot = self.slots[row]
        for minute in range(slot.minute, slot.minute + self.minutes, min(_LOOK, self.minutes)):
            at = time(minute // _HOUR, minute % _HOUR, fold=int(slot.again))
            moment = datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)
            if _is_at(moment.astimezone(self.zone), day, at):
                return moment
        return None

    def end(self, day: date, row: int) -> datetime | None:
        """The instant a row ends on this day, in UTC: where the next one there is begins."""
        later = (self.moment(day, other) for other in range(row + 1, len(self.slots)))
        return next((moment for moment in later if moment), midnight(day + _USUAL, self.zone))


def _is_at(local: datetime, day: date, at: time) -> bool:
    return (local.date(), local.hour, local.minute, local.fold) == (day, at.hour, at.minute, at.fold)
