"""Times as people type them, read predictably: a day is never mistaken for a month.

All is relative to what is given (`base`, `now`, `today`); what is understood is echoed before it counts.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MAX_SHIFT = timedelta(days=3660)

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a|p)?")
_SHIFT = re.compile(r"([+-])\s*(?:(\d+)\s*(w|d|h|m|min))(?:\s*(\d+)\s*(?:m|min)?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


class TimePhraseError(ValueError):
    """The text is not understood; the message says why and what to write, in the user's words."""


def parse_moment(text: str, *, base: datetime, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant meant, aware and in `zone`.

    A bare time keeps the date of `base`; `+45m` counts from `base`; a day without a time keeps its time.
    Raises TimePhraseError.
    """
    phrase = _flat(text)
    if not phrase:
        raise TimePhraseError("Write a time, such as fri 15:00.")
    local_base = base.astimezone(zone)
    if phrase == "now":
        return now.astimezone(zone).replace(second=0, microsecond=0)
    if shift := _shift_of(phrase):
        return _shifted(local_base, shift, phrase, zone)
    day_words, clock = _split(phrase)
    day = _day(day_words, now.astimezone(zone).date()) if day_words else local_base.date()
    at = clock if clock is not None else local_base.time().replace(second=0, microsecond=0)
    return _combined(day, at, zone)


def _combined(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The wall time in the zone; a time skipped by a clock change is the one an hour on."""
    try:
        return datetime.combine(day, at, tzinfo=zone).astimezone(UTC).astimezone(zone)
    except OverflowError as error:
        raise TimePhraseError("That date is out of reach.") from error


def _flat(text: str) -> str:
    return re.sub(r"[\s,]+", " ", text.casefold()).strip().removeprefix("at ")


def _shift_of(phrase: str) -> tuple[timedelta, bool] | None:
    """The shift, and whether it is counted in days (wall time) rather than elapsed time."""
    found = _SHIFT.fullmatch(phrase)
    if found is None:
        return None
    sign = -1 if found[1] == "-" else 1
    if len(found[2]) > 5:
        raise TimePhraseError(f"“{phrase}” is too far away.")
    amount, unit = int(found[2]), found[3]
    named = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "min": "minutes"}[unit]
    length = timedelta(**{named: amount}) + timedelta(minutes=int(found[4] or 0) if unit == "h" else 0)
    if length > MAX_SHIFT:
        raise TimePhraseError(f"“{phrase}” is too far away.")
    return sign * length, unit in "wd"


def _shifted(base: datetime, shift: tuple[timedelta, bool], phrase: str, zone: ZoneInfo) -> datetime:
    length, by_days = shift
    try:
        if by_days:
            return _combined((base + length).date(), base.time(), zone)
        return (base.astimezone(UTC) + length).astimezone(zone)
    except OverflowError as error:
        raise TimePhraseError(f"“{phrase}” is too far away.") from error


def _split(phrase: str) -> tuple[str, time | None]:
    """The words that name a day, and the time of day after them if there is one."""
    words = phrase.split(" ")
    for count in (2, 1):
        tail = " ".join(words[-count:])
        if len(words) >= count and (found := _CLOCK.fullmatch(tail)) and _reads_as_clock(words, count, found):
            head = " ".join(words[:-count]).removesuffix(" at")
            return head, _time_of(found, tail)
    return phrase, None


def _reads_as_clock(words: list[str], count: int, found: re.Match[str]) -> bool:
    """A number alone after a month's name is a day or a year, not an hour."""
    if found[2] or found[3] or len(words) == count:
        return True
    before = words[-count - 1]
    return not (before[:3] in MONTHS and len(words) == count + 1)


def _time_of(found: re.Match[str], said: str) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif half:
        raise TimePhraseError(f"“{said}” is not a time — write 15:00 or 3pm.")
    if hour > 23 or minute > 59:
        raise TimePhraseError(f"“{said}” is not a time — write 15:00 or 3pm.")
    return time(hour, minute)


def parse_day(text: str, *, today: date) -> date:
    """The day meant: `fri`, `+2w`, `2026-12-01`, `1 dec`, `tomorrow`. Raises TimePhraseError."""
    phrase = _flat(text)
    if not phrase:
        raise TimePhraseError("Write a day, such as fri or 1 dec.")
    return _day(phrase, today)


def _day(phrase: str, today: date) -> date:
    relative = {"today": 0, "now": 0, "tomorrow": 1, "tmr": 1, "yesterday": -1}
    if phrase in relative:
        return _moved(today, timedelta(days=relative[phrase]), phrase)
    if shift := _shift_of(phrase):
        if not shift[1]:
            raise TimePhraseError(f"“{phrase}” is not a number of days — write +3d or +2w.")
        return _moved(today, shift[0], phrase)
    if found := _ISO.fullmatch(phrase):
        return _made(int(found[1]), int(found[2]), int(found[3]), phrase)
    if (named := _named_date(phrase, today)) is not None:
        return named
    return _weekday(phrase, today)


def _moved(day: date, by: timedelta, phrase: str) -> date:
    try:
        return day + by
    except OverflowError as error:
        raise TimePhraseError(f"“{phrase}” is too far away.") from error


def _named_date(phrase: str, today: date) -> date | None:
    words = phrase.split(" ")
    if len(words) > 2 and words[0][:3] in WEEKDAYS:
        phrase = " ".join(words[1:])
    found, day_at, month_at = _DAY_MONTH.fullmatch(phrase), 1, 2
    if found is None:
        found, day_at, month_at = _MONTH_DAY.fullmatch(phrase), 2, 1
    if found is None or found[month_at][:3] not in MONTHS:
        return None
    month = MONTHS.index(found[month_at][:3]) + 1
    if found[3]:
        return _made(int(found[3]), month, int(found[day_at]), phrase)
    this_year = _made(today.year, month, int(found[day_at]), phrase)
    far_past = this_year < today - timedelta(days=180) if today.year > 1 else False
    return _made(today.year + 1, month, int(found[day_at]), phrase) if far_past else this_year


def _made(year: int, month: int, day: int, phrase: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise TimePhraseError(f"“{phrase}” is not a date in the calendar.") from error


def _weekday(phrase: str, today: date) -> date:
    name = phrase.removeprefix("next ").removeprefix("on ")
    index = next((i for i, day in enumerate(WEEKDAYS) if len(name) >= 3 and _is_day(name, day)), None)
    if index is None:
        raise TimePhraseError(f"“{phrase}” is not understood — write fri 15:00, 3pm, +45m or 2026-12-01.")
    ahead = (index - today.weekday()) % 7
    if phrase.startswith("next ") and ahead == 0:
        ahead = 7
    return _moved(today, timedelta(days=ahead), phrase)


def _is_day(name: str, short: str) -> bool:
    full = {
        "mon": "monday",
        "tue": "tuesday",
        "wed": "wednesday",
        "thu": "thursday",
        "fri": "friday",
        "sat": "saturday",
        "sun": "sunday",
    }
    return full[short].startswith(name)


def parse_duration(text: str) -> timedelta:
    """A length: `45m`, `1h30`, `1h`, `90` (minutes). Raises TimePhraseError."""
    phrase = _flat(text).replace(" ", "")
    found = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})(?:m|min)?)?", phrase)
    length = timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)) if found else timedelta()
    if not length:
        raise TimePhraseError(f"“{text}” is not a length — write 45m or 1h30.")
    return length


def gap_or_fold(naive: datetime, zone: ZoneInfo) -> Literal["gap", "fold"] | None:
    """Whether a wall time is skipped (`gap`) or happens twice (`fold`) in the zone."""
    early, late = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return None
    back = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return "fold" if back == naive else "gap"


def wall_moment(text: str, *, base: datetime, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The naive wall time typed, when the text names one; for telling the user about clock changes."""
    try:
        phrase = _flat(text)
        if phrase == "now" or _shift_of(phrase):
            return None
        day_words, clock = _split(phrase)
        day = _day(day_words, now.astimezone(zone).date()) if day_words else base.astimezone(zone).date()
    except TimePhraseError:
        return None
    return datetime.combine(day, clock) if clock is not None else None


def say_moment(moment: datetime, zone: ZoneInfo) -> str:
    """`Fri 20 Nov 15:00`, in the zone."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def write_moment(moment: datetime, zone: ZoneInfo) -> str:
    """The full form the editor's fields hold, `Fri 20 Nov 2026 15:00`; `parse_moment` reads it back."""
    local = moment.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b} {local.year:04d} {local:%H:%M}"


def write_day(day: date) -> str:
    """The full form of a day, `Fri 20 Nov 2026`; `parse_day` reads it back."""
    return f"{day:%a} {day.day} {day:%b} {day.year:04d}"
