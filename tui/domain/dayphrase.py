"""Days as people type them, read predictably: a day is never mistaken for a month.

Numbers with slashes or two dots are refused rather than guessed at, because half the world reads them the
other way round.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from tui.domain.datewords import day_in_words, phrases_like
from tui.domain.patterns import pattern

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MAX_SHIFT = timedelta(days=3660)

_RELATIVE = {"today": 0, "now": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "yesterday": -1, "next week": 7}
_SHIFT = pattern(
    r"([+-])\s*(\d+)\s*(weeks?|days?|hours?|minutes?|hrs?|mins?|w|d|h|m)(?:\s*(\d+)\s*(?:m|mins?)?)?"
)
_ISO = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = pattern(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_MONTH_DAY = pattern(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?")
_TWO_WAYS = pattern(r"\d{1,4}\s*(?:/\s*\d{1,2}\s*(?:/\s*\d{1,4})?|[.-]\s*\d{1,2}\s*[.-]\s*\d{1,4})")


class TimePhraseError(ValueError):
    """The text is not understood; the message says why and what to write, in the user's words."""


def parse_day(text: str, *, today: date) -> date:
    """The day meant: `fri`, `+2w`, `2026-12-01`, `1 dec`, `tomorrow`. Raises TimePhraseError.

    A weekday is the next one on or after today; with `next` before it, never today. A date without a year
    is the one of this year, unless that is more than half a year ago.
    """
    phrase = flat(text)
    if not phrase:
        raise TimePhraseError("Write a day, such as fri or 1 dec.")
    return day_of(phrase, today)


def flat(text: str) -> str:
    """The phrase in lower case, single spaces and without commas."""
    phrase = re.sub(r"[\s,]+", " ", text[:200].casefold()).strip()
    phrase = re.sub(r"\b([ap])\.m\.?", r"\1m", phrase)
    return re.sub(r"^(?:at|on|this) (?=.)", "", phrase)


def day_of(phrase: str, today: date) -> date:
    """The day a flat phrase names. Raises TimePhraseError."""
    if phrase in _RELATIVE:
        return moved(today, timedelta(days=_RELATIVE[phrase]), phrase)
    if shift := shift_of(phrase):
        if not shift[1]:
            raise TimePhraseError(f"“{phrase}” is not a number of days — write +3d or +2w.")
        return moved(today, shift[0], phrase)
    if found := _ISO.fullmatch(phrase):
        return _made(int(found[1]), int(found[2]), int(found[3]), phrase)
    if (named := _named_date(phrase, today) or _in_words(phrase, today)) is not None:
        return named
    if _TWO_WAYS.fullmatch(phrase):
        raise TimePhraseError(f"“{phrase}” can be read as two days — write 1 dec or 2026-12-01.")
    return _weekday(phrase, today)


def _in_words(phrase: str, today: date) -> date | None:
    try:
        return day_in_words(
            phrase, today, lambda word: _index(word, MONTHS), lambda word: _index(word, WEEKDAYS)
        )
    except (ValueError, OverflowError) as error:
        raise TimePhraseError(f"“{phrase}” is not a day in the calendar.") from error


def completions(text: str, *, today: date, most: int = 6) -> tuple[tuple[str, date], ...]:
    """Phrases that begin as the text does, each with the day it names; none for an empty text."""
    typed = flat(text)
    found: dict[str, date] = {}
    for phrase in phrases_like(typed, WEEKDAYS, MONTHS) if typed else ():
        if len(found) == most:
            break
        with suppress(TimePhraseError):
            found.setdefault(phrase, parse_day(phrase, today=today))
    return tuple(found.items())


def shift_of(phrase: str) -> tuple[timedelta, bool] | None:
    """How far `+45m`, `-2d` or `+1h30` goes, and whether it is counted in days (wall time)."""
    found = _SHIFT.fullmatch(phrase)
    if found is None:
        return None
    amount, unit, rest = int(found[2][:9]), found[3][0], int((found[4] or "0")[:9])
    if rest and unit != "h":
        return None
    if max(amount, rest) > 10**6:
        raise TimePhraseError(f"“{phrase}” is too far away.")
    named = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}[unit]
    length = timedelta(**{named: amount}) + timedelta(minutes=rest)
    if length > MAX_SHIFT:
        raise TimePhraseError(f"“{phrase}” is too far away.")
    return (-length if found[1] == "-" else length), unit in "wd"


def moved(day: date, by: timedelta, phrase: str) -> date:
    """The day so much later. Raises TimePhraseError where the calendar ends."""
    try:
        return day + by
    except OverflowError as error:
        raise TimePhraseError(f"“{phrase}” is too far away.") from error


def is_month(word: str) -> bool:
    """Whether the word is a month's name, or three letters or more of its beginning."""
    return _index(word.removesuffix("."), MONTHS) is not None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < 3:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word)), None)


def _named_date(phrase: str, today: date) -> date | None:
    first, _, others = phrase.partition(" ")
    if others and _index(first, WEEKDAYS) is not None:
        phrase = others
    if found := _DAY_MONTH.fullmatch(phrase):
        day, name = found[1], found[2]
    elif found := _MONTH_DAY.fullmatch(phrase):
        name, day = found[1], found[2]
    else:
        return None
    month = _index(name, MONTHS)
    if month is None:
        return None
    if found[3]:
        return _made(int(found[3]), month + 1, int(day), phrase)
    return _nearest_year(today, month + 1, int(day), phrase)


def _nearest_year(today: date, month: int, day: int, phrase: str) -> date:
    """This year's, or next year's when that is more than half a year ago; 29 February waits for its year."""
    for year in range(today.year, min(today.year + 9, 10_000)):
        try:
            named = date(year, month, day)
        except ValueError:
            if (month, day) != (2, 29):
                break
            continue
        if (today - named).days <= 180:
            return named
    return _made(today.year, month, day, phrase)


def _made(year: int, month: int, day: int, phrase: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise TimePhraseError(f"“{phrase}” is not a date in the calendar.") from error


def _weekday(phrase: str, today: date) -> date:
    following = phrase.startswith("next ")
    index = _index(phrase.removeprefix("next ").removeprefix("on "), WEEKDAYS)
    if index is None:
        raise TimePhraseError(f"“{phrase}” is not understood — write fri 15:00, 3pm, +45m or 2026-12-01.")
    ahead = (index - today.weekday()) % 7
    return moved(today, timedelta(days=7 if following and ahead == 0 else ahead), phrase)
