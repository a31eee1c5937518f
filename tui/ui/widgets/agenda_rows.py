"""The agenda as rows, before any of them is drawn: days, events, the now-line, days with nothing.

Pure: the same events, days and moment always give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum

from tui.domain.events import Event, EventKey
from tui.domain.grid import AgendaDay
from tui.domain.when import bounds, is_all_day

_MONDAY = 0


class RowKind(Enum):
    """What a row shows."""

    DAY = "day"
    EVENT = "event"
    NOW = "now"
    NOTHING = "nothing"
    GAP = "gap"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the agenda."""

    kind: RowKind
    day: date
    event: Event | None = None
    last: date | None = None
    """The end of a run of empty days."""
    count: int = 0
    """How many events are unreadable."""
    opens_week: bool = False
    """Whether a week begins here in a window of several."""
    unread: bool = False
    """Whether the days are empty only because nobody has read them yet."""

    @property
    def is_stop(self) -> bool:
        """Whether the cursor can stand here."""
        return self.kind in (RowKind.EVENT, RowKind.NOTHING)

    @property
    def place(self) -> tuple[EventKey | None, date]:
        """What makes the row the same row after news."""
        return (self.event.key if self.event else None), self.day

    def covers(self, day: date) -> bool:
        """Whether the row stands for this day."""
        return self.day <= day <= (self.last or self.day)


def rows_of(
    days: Sequence[AgendaDay],
    now: datetime,
    zone: tzinfo,
    *,
    unreadable: int = 0,
    past: bool = True,
    unread: Set[date] = frozenset(),
) -> tuple[Row, ...]:
    """Every row of the window; with `past` False, what is over is left out. `unread` days may hold more."""
    today = now.astimezone(zone).date()
    weeks = len({day.day - timedelta(days=day.day.weekday()) for day in days}) > 1
    rows: list[Row] = []
    if unreadable and days:
        rows.append(Row(RowKind.UNREADABLE, days[0].day, count=unreadable))
    empty: list[date] = []
    for day in days:
        if not past and day.day < today:
            continue
        opens = weeks and day.day.weekday() == _MONDAY
        if opens or (empty and (day.day in unread) != (empty[-1] in unread)):
            rows += _nothing(empty, unread)
        if day.is_empty and day.day != today:
            empty.append(day.day)
            continue
        rows += _nothing(empty, unread)
        rows += _day(day, now, zone, past, opens)
    rows += _nothing(empty, unread)
    rows = [_opening(row) if weeks else row for row in rows]
    return tuple(rows[1:] if rows and rows[0].kind is RowKind.GAP else rows)


def _opening(row: Row) -> Row:
    if row.kind is not RowKind.NOTHING or row.day.weekday() != _MONDAY:
        return row
    return replace(row, opens_week=True)


def _nothing(days: list[date], unread: Set[date]) -> list[Row]:
    """The run of empty days so far, which ends with this."""
    if not days:
        return []
    first, last = days[0], days[-1]
    days.clear()
    return [Row(RowKind.GAP, first), Row(RowKind.NOTHING, first, last=last, unread=first in unread)]


def _day(day: AgendaDay, now: datetime, zone: tzinfo, past: bool, opens_week: bool) -> list[Row]:
    rows = [Row(RowKind.GAP, day.day), Row(RowKind.DAY, day.day, opens_week=opens_week)]
    rows += [Row(RowKind.EVENT, day.day, event) for event in day.all_day]
    timed = [event for event in day.timed if past or not is_over(event, now, zone)]
    if day.day != now.astimezone(zone).date():
        return rows + [Row(RowKind.EVENT, day.day, event) for event in timed]
    before = [event for event in timed if bounds(event.when, zone)[0] <= now]
    after = [event for event in timed if bounds(event.when, zone)[0] > now]
    rows += [Row(RowKind.EVENT, day.day, event) for event in before]
    rows.append(Row(RowKind.NOW, day.day))
    return rows + [Row(RowKind.EVENT, day.day, event) for event in after]


def is_over(event: Event, now: datetime, zone: tzinfo) -> bool:
    """Whether the event has ended."""
    return bounds(event.when, zone)[1] <= now


def is_running(event: Event, now: datetime, zone: tzinfo) -> bool:
    """Whether a meeting has begun and not ended; a whole day does not count as one."""
    start, end = bounds(event.when, zone)
    return not is_all_day(event.when) and start <= now < end
