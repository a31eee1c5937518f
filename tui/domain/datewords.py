"""Days named by a stretch of time: `in 3 weeks`, `end of month`, `2026-W50`, `last friday`, `december`.

Read predictably, like all other days; what begins like one of them can be completed with its reading.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from tui.domain.patterns import pattern

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = r"(\d{1,4}|a|an|one|two|three|four|five|six)"
_UNIT = r"(days?|weeks?|months?|years?)"
_IN = pattern(rf"in {_COUNT} {_UNIT}")
_AGO = pattern(rf"{_COUNT} {_UNIT} ago")
_EDGE = pattern(r"(end|last day|start|beginning|first day) of (?:the |this )?(next |last )?(week|month|year)")
_EDGE_OF_MONTH = pattern(r"(end|last day|start|beginning|first day) of ([a-z]{3,9})(?: (\d{4}))?")
_TURN = pattern(r"(next|last) (month|year)")
_WEEK = pattern(r"(?:(\d{4})-?w|(?:week |w))(\d{1,2})(?:-([1-7]))?(?: (\d{4}))?")
_MONTH = pattern(r"([a-z]{3,9})(?: (\d{4}))?")
_FAR = {"day after tomorrow": 2, "the day after tomorrow": 2, "day before yesterday": -2, "last week": -7}
_MOST_MONTHS = 120

MonthOf = Callable[[str], int | None]
"""The number of a month by its name, from 0; None for what is none."""


def day_in_words(phrase: str, today: date, month_of: MonthOf, weekday_of: MonthOf) -> date | None:
    """The day a flat phrase names, or None. Raises ValueError or OverflowError for one there is not."""
    if phrase in _FAR:
        return today + timedelta(days=_FAR[phrase])
    if found := _IN.fullmatch(phrase):
        return _moved(today, _number(found[1]), found[2])
    if found := _AGO.fullmatch(phrase):
        return _moved(today, -_number(found[1]), found[2])
    if found := _TURN.fullmatch(phrase):
        return _turned(today, found[2], 1 if found[1] == "next" else -1)
    if found := _EDGE.fullmatch(phrase):
        by = {"next ": 1, "last ": -1}.get(found[2] or "", 0)
        return _edge(_turned(today, found[3], by) if by else today, found[3], _is_end(found[1]))
    if found := _WEEK.fullmatch(phrase):
        return _of_week(today, found[1] or found[4], int(found[2]), int(found[3] or 1))
    if phrase.startswith("last ") and (index := weekday_of(phrase.removeprefix("last "))) is not None:
        return today - timedelta(days=(today.weekday() - index - 1) % 7 + 1)
    return _in_month(phrase, today, month_of)


def _number(word: str) -> int:
    return _NUMBERS.get(word) or int(word)


def _is_end(word: str) -> bool:
    return word in ("end", "last day")


def _moved(day: date, count: int, unit: str) -> date:
    match unit[0]:
        case "d":
            return day + timedelta(days=count)
        case "w":
            return day + timedelta(weeks=count)
        case "m":
            return months_on(day, count)
        case _:
            return months_on(day, 12 * count)


def months_on(day: date, count: int) -> date:
    """The same day so many months on, or the month's last where it is too short."""
    if abs(count) > _MOST_MONTHS:
        raise OverflowError(count)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _turned(day: date, unit: str, by: int) -> date:
    """The first day of the month or year before or after; a week from the day."""
    if unit == "week":
        return day + timedelta(weeks=by)
    return months_on(day.replace(day=1), by) if unit == "month" else date(day.year + by, 1, 1)


def _edge(day: date, unit: str, last: bool) -> date:
    match unit:
        case "week":
            return day + timedelta(days=(6 if last else 0) - day.weekday())
        case "month":
            return day.replace(day=monthrange(day.year, day.month)[1] if last else 1)
        case _:
            return date(day.year, 12, 31) if last else date(day.year, 1, 1)


def _of_week(today: date, year: str | None, week: int, weekday: int) -> date:
    """A day of an ISO week, Monday unless one is named; without a year the one nearest to come."""
    if year:
        return date.fromisocalendar(int(year), week, weekday)
    this = today.isocalendar().year
    named = date.fromisocalendar(this, week, weekday)
    return named if (today - named).days <= 180 else date.fromisocalendar(this + 1, week, weekday)


def _in_month(phrase: str, today: date, month_of: MonthOf) -> date | None:
    """`december`: its first day, this year's or next year's; `end of november`: its last."""
    edge = _EDGE_OF_MONTH.fullmatch(phrase)
    found = edge or _MONTH.fullmatch(phrase)
    if found is None:
        return None
    name, year = (found[2], found[3]) if edge else (found[1], found[2])
    month = month_of(name)
    if month is None:
        return None
    first = date(int(year) if year else today.year, month + 1, 1)
    if not year and (today - first).days > 180:
        first = date(today.year + 1, month + 1, 1)
    return _edge(first, "month", _is_end(edge[1])) if edge else first


_PHRASES = (
    *("today", "tomorrow", "yesterday", "day after tomorrow", "next week", "last week"),
    *("next month", "next year", "last month", "end of week", "end of month", "end of next month"),
    *("end of year", "start of month", "start of next month"),
)


def phrases_like(typed: str, weekdays: tuple[str, ...], months: tuple[str, ...]) -> Iterator[str]:
    """Phrases that begin as a flat text does, the usual ones first."""
    if found := re.fullmatch(r"(?:in |\+ ?)(\d{1,3})( ?[a-z]*)", typed):
        yield from (
            f"in {found[1]} {unit}"
            for unit in ("days", "weeks", "months")
            if unit.startswith(found[2].strip())
        )
    elif found := re.fullmatch(r"(\d{1,2}) ?([a-z]*)", typed):
        yield from (f"{found[1]} {month}" for month in months if month.startswith(found[2]))
    candidates = (
        *_PHRASES,
        *weekdays,
        *(f"next {day}" for day in weekdays),
        *(f"last {day}" for day in weekdays),
        *months,
        *(f"end of {month}" for month in months),
    )
    yield from (phrase for phrase in candidates if phrase.startswith(typed))
