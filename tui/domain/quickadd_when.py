"""The words of a quick line that say when: days, times, lengths, zones.

A bare number is a time only where nothing else is likely: behind a day, behind `at` or `from`, or in `15-16`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from types import MappingProxyType

from tui.domain.quickadd_parts import (
    AllDaySaid,
    Around,
    ClockSaid,
    DaySaid,
    EndSaid,
    Found,
    LengthSaid,
    RepeatsSaid,
    Said,
    Soon,
    Word,
    ZoneSaid,
    phrases,
)
from tui.domain.timephrase import TimePhraseError, parse_day, parse_duration
from tui.domain.zone_names import zone_of_city, zone_typed

WHEN = (DaySaid, ClockSaid, EndSaid, Soon, LengthSaid, AllDaySaid, ZoneSaid, RepeatsSaid)
"""Sayings a zone, an end or a bare hour can follow."""

_CLOCK = re.compile(r"(\d{1,2})(?:([:.h])(\d{2}))?\s?([ap]\.?m|h|o'clock)?")
_RANGE = re.compile(r"(.{1,12}?)\s*(-|–|—|\bto\b|\btill?\b|\buntil\b)\s*(.{1,12})")
_NAMED: Mapping[str, time] = MappingProxyType({"noon": time(12), "midday": time(12), "midnight": time(0)})
_LENGTH = re.compile(
    r"(?:(\d{1,3}(?:\.\d{1,2})?) ?(?:h|hrs?|hours?))? ?(?:(\d{1,4}) ?(?:m|mins?|minutes?)?)?"
)
_DAYS = re.compile(r"(\d{1,3}) ?(d|days?|w|weeks?)")
_SAID_LENGTHS: Mapping[str, int] = MappingProxyType(
    {
        "an hour": 60,
        "one hour": 60,
        "half an hour": 30,
        "half hour": 30,
        "quarter of an hour": 15,
        "an hour and a half": 90,
    }
)
_ALL_DAY = ("all day", "all-day", "allday", "whole day")
_TILL = ("until", "till", "til")
_TO = ("-", "–", "—", "to")
_DAY_RANGE = re.compile(r"(.{1,20}?)(?: ?[-–—] ?| (?:to|till|until) )(.{1,20})")
_MONTH_OF = re.compile(r"\d{1,2}(?:st|nd|rd|th)? ?([a-z]{3,9}.*)")
_BARE_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_FRONT_MONTH = re.compile(r"([a-z]{3,9}) (\d{1,2}) ?[-–—] ?(\d{1,2})")


def find_when(words: Sequence[Word], at: int, before: Said | None, around: Around) -> Found | None:
    """What the words from `at` on say about when, `before` being what was said just before them."""
    return (
        _all_day(words, at)
        or _end(words, at, before, around)
        or _ahead(words, at, around)
        or _day(words, at, around.today)
        or _length(words, at)
        or _clock(words, at, before)
        or _zone(words, at, before)
    )


def _all_day(words: Sequence[Word], at: int) -> Found | None:
    return next((Found(n, AllDaySaid()) for n, phrase in phrases(words, at, 2) if phrase in _ALL_DAY), None)


# Days


def _day(words: Sequence[Word], at: int, today: date) -> Found | None:
    for count, phrase in phrases(words, at, 7):
        said = _days_in(phrase, today) or (_one_day(phrase, today) if count < 5 else None)
        if said is not None:
            return Found(count, said)
    return None


def _one_day(phrase: str, today: date) -> DaySaid | None:
    named = _day_named(phrase, today)
    return DaySaid(named) if named is not None else None


def _day_named(phrase: str, today: date) -> date | None:
    if phrase in ("now", "on", "at", "this") or phrase.startswith(("at ", "-")):
        return None
    try:
        return parse_day(phrase, today=today)
    except TimePhraseError:
        return None


def _days_in(phrase: str, today: date) -> DaySaid | None:
    """`mon-wed`, `1-3 dec`, `dec 1-3`, `from 1 dec to 3 dec`."""
    bare = phrase.removeprefix("from ").removeprefix("on ")
    if front := _FRONT_MONTH.fullmatch(bare):
        bare = f"{front[2]} {front[1]} - {front[3]} {front[1]}"
    found = _DAY_RANGE.fullmatch(bare)
    if found is None or re.fullmatch(r"[\d\s-]+", bare):
        return None
    first, last = found[1], found[2]
    if _BARE_DAY.fullmatch(first) and (month := _MONTH_OF.fullmatch(last)):
        first = f"{first} {month[1]}"
    begins = _day_named(first, today)
    ends = _day_named(last, begins) if begins is not None else None
    return DaySaid(begins, ends) if begins is not None and ends is not None and ends >= begins else None


def _ahead(words: Sequence[Word], at: int, around: Around) -> Found | None:
    """`now`, `in 45m`, `in 3 days`."""
    if words[at].bare == "now" and at == len(words) - 1 > 0:
        return Found(1, Soon(timedelta()))
    if words[at].bare != "in":
        return None
    for count, phrase in phrases(words, at + 1, 4):
        if (length := _length_in(phrase)) is not None:
            return Found(count + 1, Soon(length))
        if (days := _days_counted(phrase)) is not None:
            named = _day_named(f"+{days}d", around.today)
            return Found(count + 1, DaySaid(named)) if named is not None else None
    return None


# Lengths


def _length(words: Sequence[Word], at: int) -> Found | None:
    said_for = words[at].bare == "for"
    for count, phrase in phrases(words, at + said_for, 4):
        if (length := _length_in(phrase, sure=said_for)) is not None:
            return Found(count + said_for, LengthSaid(length))
        days = _days_counted(phrase) if said_for or count == 1 else None
        if days is not None and not phrase.endswith("w"):
            return Found(count + said_for, LengthSaid(timedelta(days=days), days=True))
    return None


def _length_in(phrase: str, *, sure: bool = True) -> timedelta | None:
    """The length, with its unit; `15h` is one only where that is `sure`, else a time of day."""
    if phrase in _SAID_LENGTHS:
        return timedelta(minutes=_SAID_LENGTHS[phrase])
    found = _LENGTH.fullmatch(phrase)
    if found is None or phrase.isdecimal() or not (found[1] or found[2]):
        return None
    if re.fullmatch(r"\d+h\d*", phrase) and int(phrase.partition("h")[0]) > 8 and not sure:
        return None
    try:
        return parse_duration(f"{found[1] + 'h' if found[1] else ''}{found[2] + 'm' if found[2] else ''}")
    except TimePhraseError:
        return None


def _days_counted(phrase: str) -> int | None:
    found = _DAYS.fullmatch(phrase)
    count = int(found[1]) * (7 if found[2].startswith("w") else 1) if found else 0
    return count or None


# Times of day


@dataclass(frozen=True, slots=True)
class _Hour:
    hour: int
    minute: int
    half: str = ""
    """`a`, `p`, or nothing."""
    sure: bool = True
    """Whether it can be nothing but a time."""

    @property
    def time(self) -> time:
        """On a clock of 24 hours."""
        hour = self.hour % 12 + (12 if self.half == "p" else 0) if self.half else self.hour
        return time(hour, self.minute)

    def with_half(self, half: str) -> _Hour:
        """The same on this half of the day, where it can be."""
        return _Hour(self.hour, self.minute, half) if 1 <= self.hour <= 12 else self


def _hour(phrase: str) -> _Hour | None:
    if phrase in _NAMED:
        return _Hour(_NAMED[phrase].hour, 0)
    found = _CLOCK.fullmatch(phrase)
    if found is None:
        return None
    hour, minute, behind = int(found[1]), int(found[3] or 0), found[4] or ""
    half = behind[0] if behind[:1] in ("a", "p") else ""
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    return _Hour(hour, minute, half, sure=bool(behind) or found[2] in (":", "h"))


def _clock(words: Sequence[Word], at: int, before: Said | None) -> Found | None:
    led = words[at].bare in ("at", "from", "@", "on")
    loose = (led and words[at].bare != "on") or isinstance(before, DaySaid | RepeatsSaid)
    skip = 1 if led else 0
    for count, phrase in phrases(words, at + skip, 5):
        said = _range(phrase, loose=loose)
        if said is None and (hour := _hour(phrase)) is not None and (hour.sure or loose):
            said = ClockSaid(hour.time)
        if said is not None:
            return Found(count + skip, said)
    return None


def _range(phrase: str, *, loose: bool) -> ClockSaid | None:
    """`15-16`, `3-4pm`, `from 15 to 16:30`; the afternoon or the next morning where the end comes first."""
    found = _RANGE.fullmatch(phrase)
    first, last = (_hour(found[1].strip()), _hour(found[3].strip())) if found else (None, None)
    if found is None or first is None or last is None:
        return None
    dashed = found[2] in ("-", "–", "—")
    if not (loose or dashed or first.sure or last.sure):
        return None
    start, end = _both(first, last)
    return ClockSaid(start, end) if start != end else None


def _both(first: _Hour, last: _Hour) -> tuple[time, time]:
    other = {"a": "p", "p": "a"}
    if last.half and not first.half:
        near = first.with_half(last.half)
        return (near if near.time < last.time else first.with_half(other[last.half])).time, last.time
    if first.half and not last.half:
        near = last.with_half(first.half)
        return first.time, (near if near.time > first.time else last.with_half(other[first.half])).time
    if not first.half and last.time < first.time and first.hour <= 12:
        return first.time, last.with_half("p").time
    return first.time, last.time


def _end(words: Sequence[Word], at: int, before: Said | None, around: Around) -> Found | None:
    """`until 17:00`, `until sat 11:00`, and `- 17:00` or `to 13:00` behind a time."""
    word = words[at].bare
    behind = isinstance(before, ClockSaid | ZoneSaid) and not (isinstance(before, ClockSaid) and before.end)
    if word not in _TILL and not (word in _TO and behind):
        return None
    for count, phrase in phrases(words, at + 1, 6):
        head, _, tail = phrase.rpartition(" ")
        day = _day_named(phrase, around.today)
        if day is not None and word in _TILL:
            return Found(count + 1, EndSaid(day, None))
        for day_words, clock in (
            (head, tail),
            (head.rpartition(" ")[0], f"{head.rpartition(' ')[2]} {tail}"),
        ):
            hour = _hour(clock.strip())
            named = _day_named(day_words, around.today) if day_words else None
            if hour is not None and (not day_words or named is not None):
                return Found(count + 1, EndSaid(named, hour.time))
    return None


# Zones


def _zone(words: Sequence[Word], at: int, before: Said | None) -> Found | None:
    """`in New York`, `London time` or `UTC` behind a time; a full name such as `Europe/Lisbon` anywhere."""
    word = words[at].bare
    if "/" in word and (full := zone_typed(word)) is not None:
        return Found(1, ZoneSaid(full))
    if not isinstance(before, WHEN):
        return None
    if word in ("utc", "gmt") and (zone := zone_of_city(word)) is not None:
        return Found(1, ZoneSaid(zone))
    for count, phrase in phrases(words, at, 4):
        city = phrase.removesuffix(" time").removeprefix("in ")
        if city != phrase and (zone := zone_of_city(city) or zone_typed(city)) is not None:
            return Found(count, ZoneSaid(zone))
    return None
