"""The agenda as rows, before any of them is drawn: days, events, the now-line, days with nothing.

Pure: the same events, days and moment always give the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum

from tui.domain.events import Event
from tui.domain.grid import AgendaDay
from tui.domain.when import bounds, is_all_day
from tui.domain.when import days as days_of


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
    """One line of the agenda. `last` ends a run of empty days; `count` is of unreadable events."""

    kind: RowKind
    day: date
    event: Event | None = None
    last: date | None = None
    count: int = 0


def rows_of(
    days: Sequence[AgendaDay], now: datetime, zone: tzinfo, *, unreadable: int = 0, past: bool = True
) -> tuple[Row, ...]:
    """Every row of the window; with `past` False, what is over is left out."""
    today = now.astimezone(zone).date()
    rows: list[Row] = []
    if unreadable and days:
        rows.append(Row(RowKind.UNREADABLE, days[0].day, count=unreadable))
    empty: list[date] = []
    for day in days:
        if not past and day.day < today:
            continue
        if day.is_empty and day.day != today:
            empty.append(day.day)
            continue
        rows += _nothing(empty)
        empty.clear()
        rows += _day(day, now, zone, today, past)
    rows += _nothing(empty)
    return tuple(rows[1:] if rows and rows[0].kind is RowKind.GAP else rows)


def _nothing(days: Sequence[date]) -> list[Row]:
    if not days:
        return []
    return [Row(RowKind.GAP, days[0]), Row(RowKind.NOTHING, days[0], last=days[-1])]


def _day(day: AgendaDay, now: datetime, zone: tzinfo, today: date, past: bool) -> list[Row]:
    rows = [Row(RowKind.GAP, day.day), Row(RowKind.DAY, day.day)]
    rows += [Row(RowKind.EVENT, day.day, event) for event in day.all_day]
    timed = [event for event in day.timed if past or not is_over(event, now, zone)]
    if day.day != today:
        return rows + [Row(RowKind.EVENT, day.day, event) for event in timed]
    before = [event for event in timed if bounds(event.when, zone)[0] <= now]
    after = [event for event in timed if bounds(event.when, zone)[0] > now]
    rows += [Row(RowKind.EVENT, day.day, event) for event in before]
    rows.append(Row(RowKind.NOW, day.day))
    return rows + [Row(RowKind.EVENT, day.day, event) for event in after]


def is_over(event: Event, now: datetime, zone: tzinfo) -> bool:
    """Whether the event has ended."""
    return bounds(event.when, zone)[1] <= now


def clock_words(moment: datetime, pattern: str) -> str:
    """A time of day in few cells: `09:30`, or `9:30a` for those who read twelve hours."""
    words = moment.strftime(pattern)
    return words.lstrip("0").replace(" AM", "a").replace(" PM", "p") if "%p" in pattern else words


def times_of(event: Event, day: date, zone: tzinfo, pattern: str, dash: str, ellipsis: str = "…") -> str:
    """The time column of an event on one of its days; an ellipsis stands for an edge on another day."""
    if is_all_day(event.when):
        return "all day"
    start, end = (moment.astimezone(zone) for moment in bounds(event.when, zone))
    first, last = days_of(event.when, zone)
    left = clock_words(start, pattern) if first == day else ellipsis
    right = clock_words(end, pattern) if last == day else ellipsis
    return left if start == end else f"{left}{dash}{right}"


def day_of_span(event: Event, day: date, zone: tzinfo) -> str:
    """`day 2 of 3` for an event of several whole days, else nothing."""
    if not is_all_day(event.when):
        return ""
    first, end = (moment.astimezone(zone).date() for moment in bounds(event.when, zone))
    length = (end - first).days
    return f"day {(day - first).days + 1} of {length}" if length > 1 else ""
