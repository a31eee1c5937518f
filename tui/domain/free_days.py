"""One's own free time of the next working days, and the same as lines of text to send to somebody.

Lines are read by people: the days and clocks of one zone, and beside them those of another where it matters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from tui.domain.busy import Busy, Span, without
from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.timephrase import say_day
from tui.domain.when import Window
from tui.domain.whenwords import city_of
from tui.domain.working_hours import WorkingHours

SHORTEST = timedelta(minutes=30)
"""Shorter gaps are of no use to anybody."""
_QUARTER = timedelta(minutes=15)
_MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class FreeDay:
    """One working day and when one is free on it."""

    day: date
    spans: tuple[Span, ...]


def window_of(hours: WorkingHours, now: datetime, count: int) -> Window:
    """The days in which the next `count` working days are."""
    days = working_days(hours, now, count)
    last = days[-1] if days else now.astimezone(hours.zone).date()
    return Window(now, Window.of_days(last, 1, hours.zone).end)


def working_days(hours: WorkingHours, now: datetime, count: int) -> tuple[date, ...]:
    """The next working days, today among them while some of it is left."""
    first = now.astimezone(hours.zone).date()
    days = (first + timedelta(days=n) for n in range(7 * _MOST_DAYS))
    left = (day for day in days if (h := hours.on(day)) is not None and h[1] - max(h[0], now) >= SHORTEST)
    return tuple(islice(left, min(count, _MOST_DAYS)))


def free_days(
    hours: WorkingHours, busy: Busy, now: datetime, count: int, *, tentative_as_busy: bool = True
) -> tuple[FreeDay, ...]:
    """When one is free on the next `count` working days, within working hours, on quarter hours."""
    taken = (*busy.spans, *(busy.maybe if tentative_as_busy else ()))
    found = []
    for day in working_days(hours, now, count):
        whole = hours.on(day)
        left = without([whole], taken) if whole is not None else ()
        from_now = ((_up(max(start, now)), _down(end)) for start, end in left)
        found.append(FreeDay(day, tuple((a, b) for a, b in from_now if b - a >= SHORTEST)))
    return tuple(found)


def _up(moment: datetime) -> datetime:
    over = _over(moment)
    return moment + (_QUARTER - over) if over else moment


def _down(moment: datetime) -> datetime:
    return moment - _over(moment)


def _over(moment: datetime) -> timedelta:
    """What a moment is past a quarter hour; zones differ by whole quarters."""
    return timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)


def free_text(
    days: Sequence[FreeDay], zone: ZoneInfo, other: ZoneInfo | None = None, clock: str = TWENTY_FOUR
) -> str:
    """Lines such as `Mon 23 Nov: 09:00–10:30, 13:00–17:30`; with `other`, its clocks follow in brackets."""
    twice = other is not None and any(
        start.astimezone(zone).utcoffset() != start.astimezone(other).utcoffset()
        for day in days
        for start, _ in day.spans
    )
    lines = [f"I am free ({city_of(zone)} time):"]
    for one in days:
        said = [_said(span, one.day, zone, other if twice else None, clock) for span in one.spans]
        lines.append(f"{say_day(one.day)}: {', '.join(said) or 'not free'}")
    return "\n".join(lines) + "\n"


def _said(span: Span, day: date, zone: ZoneInfo, other: ZoneInfo | None, clock: str) -> str:
    here = _clocks(span, zone, clock)
    if other is None:
        return here
    there = span[0].astimezone(other).date()
    named = f"{say_day(there)} " if there != day else ""
    return f"{here} ({named}{_clocks(span, other, clock)} in {city_of(other)})"


def _clocks(span: Span, zone: ZoneInfo, clock: str) -> str:
    return "–".join(clock_words(moment.astimezone(zone), clock) for moment in span)
