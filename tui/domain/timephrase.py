"""Times as people type them, read predictably and always the same way.

All is relative to what is given (`base`, `now`, `today`); what is understood is echoed before it counts.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.dayphrase import (
    MONTHS,
    WEEKDAYS,
    TimePhraseError,
    day_of,
    flat,
    is_month,
    moved,
    parse_day,
    shift_of,
)
from tui.domain.patterns import pattern

__all__ = [
    "TimePhraseError",
    "clock_change",
    "clock_question",
    "end_phrase",
    "gap_or_fold",
    "left_open",
    "parse_day",
    "parse_duration",
    "parse_moment",
    "say_day",
    "say_moment",
    "write_day",
    "write_moment",
]

_LENGTH = pattern(r"[1-8](?:\.\d{1,2})?h(?:\d{1,2}(?:m|min)?)?|\d{1,4}(?:m|min)|\d{1,2}d")
"""A length that says its unit; `15h` is a time of day."""
_CLOCK = pattern(r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2})?)?\s*(am|pm|a|p|h)?")
_NAMED_CLOCKS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_ISO_T = pattern(r"^(\d{4}-\d{1,2}-\d{1,2})t(?=\d)")


def parse_moment(text: str, *, base: datetime, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant meant, aware and in `zone`.

    A bare time keeps the date of `base`; `+45m` counts from `base`, `in 45m` from `now`; a day without a
    time keeps the time of `base`. Where clocks go back and a time comes twice it is the first, or the one
    said (`01:30 second`); a time the clocks skip is the one as much later. Raises TimePhraseError.
    """
    phrase, second = _folded(text)
    if not phrase:
        raise TimePhraseError("Write a time, such as fri 15:00.")
    if phrase == "now":
        return now.astimezone(zone).replace(second=0, microsecond=0)
    if phrase.startswith("in ") and (shift := shift_of("+" + phrase.removeprefix("in "))):
        return _shifted(now.astimezone(zone).replace(second=0, microsecond=0), shift, phrase, zone)
    local_base = base.astimezone(zone)
    if shift := shift_of(phrase):
        return _shifted(local_base, shift, phrase, zone)
    day_words, clock = _split(phrase)
    day = _day_meant(day_words, local_base, now.astimezone(zone))
    at = clock if clock is not None else local_base.time().replace(second=0, microsecond=0)
    return _combined(day, at, zone, second=second)


def _day_meant(words: str, base: datetime, now: datetime) -> date:
    """The day of `base` or so many days from it, else the day named as seen from `now`."""
    shift = shift_of(words)
    if shift and shift[1]:
        return moved(base.date(), shift[0], words)
    return day_of(words, now.date()) if words else base.date()


def _folded(text: str) -> tuple[str, bool]:
    """The flat phrase, and whether it asks for the second of two equal times."""
    phrase = _ISO_T.sub(r"\1 ", flat(text))
    second = phrase.endswith(" second")
    return phrase.removesuffix(" second").removesuffix(" first"), second


def _combined(day: date, at: time, zone: ZoneInfo, *, second: bool = False) -> datetime:
    wall = datetime.combine(day, at.replace(fold=0))
    try:
        fold = 1 if second and gap_or_fold(wall, zone) == "fold" else 0
        return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).astimezone(zone)
    except OverflowError as error:
        raise TimePhraseError("That date is out of reach.") from error


def _shifted(base: datetime, shift: tuple[timedelta, bool], phrase: str, zone: ZoneInfo) -> datetime:
    length, by_days = shift
    try:
        if by_days:
            return _combined(base.date() + length, base.time(), zone)
        return (base.astimezone(UTC) + length).astimezone(zone)
    except OverflowError as error:
        raise TimePhraseError(f"“{phrase}” is too far away.") from error


def _split(phrase: str) -> tuple[str, time | None]:
    """The words that name a day, and the time of day behind or before them if there is one."""
    words = phrase.split(" ")
    for count in range(min(2, len(words)), 0, -1):
        tail, head = " ".join(words[-count:]), words[:-count]
        clock = _clock(tail)
        if clock is not None and (len(tail) > 2 or not _counts_days(head)):
            return " ".join(head).removesuffix(" at"), _checked(clock, tail)
    for count in range(min(2, len(words) - 1), 0, -1):
        head_text = " ".join(words[:count])
        clock = _clock(head_text)
        if clock is not None and not head_text.isdecimal():
            return " ".join(words[count:]).removeprefix("on "), _checked(clock, head_text)
    return phrase, None


def _counts_days(before: list[str]) -> bool:
    """Whether a bare number behind these words is a day of the month: `dec 1`, but not `1 dec 15`."""
    return bool(before) and is_month(before[-1]) and not (len(before) > 1 and before[-2][0].isdecimal())


def _clock(words: str) -> time | re.Match[str] | None:
    return _NAMED_CLOCKS.get(words) or _CLOCK.fullmatch(words)


def _checked(clock: time | re.Match[str], said: str) -> time:
    if isinstance(clock, time):
        return clock
    hour, minute, half = int(clock[1]), int(clock[2] or 0), clock[3] or ""
    twelve_hours = half[:1] in ("a", "p")
    if minute > 59 or hour > 23 or (twelve_hours and not 1 <= hour <= 12):
        raise TimePhraseError(f"“{said}” is not a time — write 15:00 or 3pm.")
    if twelve_hours:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute)


def end_phrase(text: str) -> str:
    """An end as typed, a bare length such as `2h` or `1h30` counted from the start."""
    bare = flat(text).replace(" ", "")
    return f"+{bare}" if _LENGTH.fullmatch(bare) else text


def parse_duration(text: str) -> timedelta:
    """A length: `45m`, `1h30`, `1.5h`, `2d`, `90` (minutes). Raises TimePhraseError."""
    phrase = flat(text).replace(" ", "")
    found = re.fullmatch(r"(?:(\d{1,3})d)?(?:(\d{1,3}(?:\.\d{1,2})?)h)?(?:(\d{1,4})(?:m|min)?)?", phrase)
    length = timedelta()
    if found:
        length = timedelta(days=int(found[1] or 0), hours=float(found[2] or 0), minutes=int(found[3] or 0))
    if not length:
        raise TimePhraseError(f"“{text.strip()}” is not a length — write 45m or 1h30.")
    return length


def gap_or_fold(naive: datetime, zone: ZoneInfo) -> Literal["gap", "fold"] | None:
    """Whether a wall time is skipped (`gap`) or happens twice (`fold`) in the zone."""
    early, late = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return None
    back = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return "fold" if back == naive else "gap"


def clock_change(
    text: str, *, base: datetime, zone: ZoneInfo, now: datetime
) -> Literal["gap", "fold"] | None:
    """Whether the wall time a phrase names falls on a clock change, and it is left open what it means."""
    wall = _wall(text, base, zone, now)
    change = gap_or_fold(wall, zone) if wall is not None else None
    return None if change == "fold" and flat(text).endswith((" first", " second")) else change


def _wall(text: str, base: datetime, zone: ZoneInfo, now: datetime) -> datetime | None:
    """The day and the time on the clock a phrase names; None where it names none, or an instant."""
    phrase, _ = _folded(text)
    try:
        if phrase == "now" or phrase.startswith("in ") or shift_of(phrase):
            return None
        day_words, clock = _split(phrase)
        day = _day_meant(day_words, base.astimezone(zone), now.astimezone(zone))
    except TimePhraseError:
        return None
    at = clock if clock is not None else base.astimezone(zone).time().replace(second=0, microsecond=0, fold=0)
    return datetime.combine(day, at)


def left_open(text: str, *, base: datetime, zone: ZoneInfo, now: datetime) -> str | None:
    """A phrase that falls on a clock change with its day written out, still as open; None for any other."""
    wall = _wall(text, base, zone, now)
    if wall is None or clock_change(text, base=base, zone=zone, now=now) is None:
        return None
    return f"{write_day(wall)} {clock_words(wall, TWENTY_FOUR)}"


def clock_question(
    text: str, *, base: datetime, zone: ZoneInfo, now: datetime, clock: str = TWENTY_FOUR
) -> tuple[str, str] | None:
    """What has to be asked of a phrase that falls on a clock change, and the two answers it can have."""
    wall = _wall(text, base, zone, now)
    change = clock_change(text, base=base, zone=zone, now=now)
    if wall is None or change is None:
        return None
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if change == "gap":
        before, after = (write_moment(one.astimezone(UTC), zone, clock) for one in (late, early))
        return f"The clocks skip {clock_words(wall, clock)} that day.", f"Write {before}, or {after}."
    at = clock_words(wall, clock)
    day = f"{write_day(wall)} {at}"
    says = f"The clocks go back that day, and {at} comes twice."
    return says, f"Write {day} first ({early:%Z}), or second ({late:%Z})."


def say_moment(moment: datetime, zone: ZoneInfo, clock: str = TWENTY_FOUR) -> str:
    """`Fri 20 Nov 15:00`, in the zone."""
    local = moment.astimezone(zone)
    return f"{say_day(local)} {clock_words(local, clock)}"


def write_moment(moment: datetime, zone: ZoneInfo, clock: str = TWENTY_FOUR) -> str:
    """The full form drafts hold, `Fri 20 Nov 2026 15:00`; `parse_moment` reads it back, on either clock."""
    local = moment.astimezone(zone)
    return f"{say_day(local)} {local.year:04d} {clock_words(local, clock)}{_which(local, zone)}"


def _which(local: datetime, zone: ZoneInfo) -> str:
    """Which of two equal times it is."""
    if local.fold:
        return " second"
    return " first" if gap_or_fold(local.replace(tzinfo=None), zone) == "fold" else ""


def write_day(day: date) -> str:
    """The full form of a day, `Fri 20 Nov 2026`; `parse_day` reads it back."""
    return f"{say_day(day)} {day.year:04d}"


def say_day(day: date) -> str:
    """`Fri 20 Nov`: English names whatever the locale, so that what is written can be read back."""
    return f"{WEEKDAYS[day.weekday()][:3].title()} {day.day} {MONTHS[day.month - 1][:3].title()}"
