"""How an event repeats: words people use, or the rule itself, into the API's RRULE and EXDATE lines and back.

What words cannot say stays a rule, letter for letter; nothing is simplified on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tui.domain.dayphrase import WEEKDAYS
from tui.domain.series import (
    MOST_TIMES,
    RepeatError,
    exclusions,
    first_of,
    following,
    occurrences,
    parts_of,
    stamp_of,
    wall_of,
)
from tui.domain.text import clean
from tui.domain.timephrase import TimePhraseError, parse_day
from tui.domain.when import When

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = MappingProxyType({"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"})
_ONE_WORD = MappingProxyType(
    {
        "daily": "every day",
        "weekly": "every week",
        "fortnightly": "every 2 weeks",
        "biweekly": "every 2 weeks",
        "monthly": "every month",
        "quarterly": "every 3 months",
        "yearly": "every year",
        "annually": "every year",
        "weekdays": "every weekday",
    }
)
_NEVER = ("", "never", "once", "no", "none", "does not repeat")
_EVERY = re.compile(r"every(?: (?P<count>\d{1,3}|other))? (?P<unit>day|week|month|year)s?(?: on (?P<on>.+))?")
_TAIL = re.compile(
    r"(?P<head>.*?)(?: until (?P<until>.+?)| (?:for )?(?P<times>\d{1,6}) times)?(?: except (?P<except>.+))?"
)
_ORDINALS = MappingProxyType(
    {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
)
_SAID_ORDINALS = MappingProxyType({1: "1st", 2: "2nd", 3: "3rd", 4: "4th", -1: "last"})
_DAY_OF_MONTH = re.compile(r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?")
_LINE = re.compile(r"(?:RRULE:|EXDATE(?:;[^:\s]*)?:|FREQ=)", re.IGNORECASE)
_RULE = re.compile(r"RRULE:[A-Z0-9=;,+-]+")
_EXDATE = re.compile(r"EXDATE(?:;[A-Z]+=[\w/+-]+)*:[0-9TZ,]+", re.ASCII)
_LONGEST = 20_000
_END_OF_DAY = time(23, 59, 59, fold=1)
"""The very end, where the clocks go back at midnight."""


def parse_repeats(text: str, when: When, zone: ZoneInfo) -> tuple[str, ...]:
    """The rules meant, for a first time at `when`; none for an event that happens once.

    Understands `every 2 weeks on mon, wed until 1 jun except 24 dec`, and rules in their own language
    (`FREQ=…`, `RRULE:…`, `EXDATE:…`). The zone is the event's own. Raises RepeatError.
    """
    if len(text) > _LONGEST:
        raise RepeatError(f"That is too long; {_LONGEST} characters fit.")
    phrase = re.sub(r"\s+", " ", text.casefold()).strip()
    if phrase in _NEVER:
        return ()
    if _LINE.match(text.strip()):
        rules = _as_written(text)
    else:
        rules = following(lambda: _from_words(phrase, when, zone))
    _tried(rules, when, zone)
    return rules


def _as_written(text: str) -> tuple[str, ...]:
    """Rules as experts write them, one after another."""
    lines = [line if ":" in line else f"RRULE:{line}" for line in text.split()]
    rules = tuple(_upper(line) for line in lines)
    strange = next((rule for rule in rules if not (_RULE.fullmatch(rule) or _EXDATE.fullmatch(rule))), None)
    if strange is not None:
        raise RepeatError(f"“{_shown(strange)}” is neither an RRULE nor an EXDATE.")
    own = [parts_of(rule) for rule in rules if rule.startswith("RRULE:")]
    if len(own) != 1:
        raise RepeatError("A series has exactly one RRULE.")
    if own[0].keys() >= {"UNTIL", "COUNT"}:
        raise RepeatError("A rule ends by UNTIL or by COUNT. Leave one of them out.")
    return rules


def _shown(words: str) -> str:
    return clean(words, limit=60)


def _upper(line: str) -> str:
    """Rules are written in capitals; names of zones are not."""
    name, _, value = line.partition(":")
    head = re.sub(r"(^|;)([^=;]*)", lambda found: found[0].upper(), name)
    return f"{head}:{value.upper()}"


def _from_words(phrase: str, when: When, zone: ZoneInfo) -> tuple[str, ...]:
    parts = _TAIL.fullmatch(phrase)
    head = _ONE_WORD.get(parts["head"], parts["head"]) if parts else ""
    if parts is None or not head:
        raise RepeatError(f"“{_shown(phrase)}” is no rhythm. Write every week, or every 2 weeks on mon, wed.")
    ends = _ends(parts["until"], parts["times"], when, zone)
    rules = [f"RRULE:{_rhythm(head, when, zone)}{ends}"]
    if parts["except"]:
        days = (_day_after_first(word.strip(), when, zone) for word in parts["except"].split(","))
        rules.append(f"EXDATE:{','.join(_left_out(day, when, zone) for day in sorted(set(days)))}")
    return tuple(rules)


def _rhythm(head: str, when: When, zone: ZoneInfo) -> str:
    if head == "every weekday":
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if (days := _days_of(head.removeprefix("every "))) and head.startswith("every "):
        return f"FREQ=WEEKLY;BYDAY={','.join(days)}"
    found = _EVERY.fullmatch(head)
    if found is None:
        raise RepeatError(f"“{_shown(head)}” is no rhythm. Write every week, or every 2 weeks on mon, wed.")
    count = {None: 1, "other": 2}.get(found["count"]) or int(found["count"])
    if not 1 <= count <= 999:
        raise RepeatError("Write a number from 1 to 999.")
    interval = f";INTERVAL={count}" if count > 1 else ""
    return f"FREQ={_UNITS[found['unit']]}{interval}{_on(found['unit'], found['on'])}"


def _on(unit: str, on: str | None) -> str:
    if on is None:
        return ""
    if unit == "week" and (days := _days_of(on)):
        return f";BYDAY={','.join(days)}"
    if unit == "month":
        numbered = _DAY_OF_MONTH.fullmatch(on)
        if numbered and 1 <= int(numbered["day"]) <= 31:
            return f";BYMONTHDAY={int(numbered['day'])}"
        ordinal, _, name = on.removeprefix("the ").partition(" ")
        days = _days_of(name)
        if ordinal in _ORDINALS and len(days) == 1:
            return f";BYDAY={_ORDINALS[ordinal]}{days[0]}"
        raise RepeatError(f"“{_shown(on)}” is no day of a month. Write the 15th, or the 2nd tue.")
    raise RepeatError(f"“{_shown(on)}” are no days of the week. Write mon, wed.")


def _days_of(words: str) -> list[str]:
    """The codes of these days of the week, in the week's order; none if a word is not a day."""
    named = [word for word in re.split(r"[,\s]+|\band\b", words) if word]
    found = set()
    for word in named:
        hits = [i for i, day in enumerate(WEEKDAYS) if len(word) >= 2 and f"{day}s".startswith(word)]
        if len(hits) != 1:
            return []
        found.add(hits[0])
    return [_CODES[index] for index in sorted(found)]


def _ends(until: str | None, times: str | None, when: When, zone: ZoneInfo) -> str:
    if until is not None:
        return f";UNTIL={_last_moment(_day_after_first(until, when, zone), when, zone)}"
    if times is not None:
        if not 1 <= int(times) <= MOST_TIMES:
            raise RepeatError(f"Write a number of times from 1 to {MOST_TIMES}.")
        return f";COUNT={int(times)}"
    return ""


def _day_after_first(words: str, when: When, zone: ZoneInfo) -> date:
    """A day named without its year is the next such day after the first time."""
    first = first_of(when, zone).date()
    try:
        day = parse_day(words, today=first)
        if day < first and not re.search(r"\d{4}", words):
            return day.replace(year=day.year + 1)
        return day
    except TimePhraseError as error:
        says, _, fix = clean(str(error), limit=160).partition(" — ")
        raise RepeatError(f"{says.rstrip('.')}. {fix[:1].upper()}{fix[1:]}".strip()) from None
    except ValueError:
        raise RepeatError(f"“{_shown(words)}” is no day. Write 1 jun 2027.") from None


def _last_moment(day: date, when: When, zone: ZoneInfo) -> str:
    """The end of a day: whole days as a date, times in UTC, as the standard wants it."""
    return stamp_of(datetime.combine(day, _END_OF_DAY), when, zone)


def _left_out(day: date, when: When, zone: ZoneInfo) -> str:
    return stamp_of(datetime.combine(day, first_of(when, zone).time()), when, zone)


def _tried(rules: tuple[str, ...], when: When, zone: ZoneInfo) -> None:
    if not occurrences(rules, when, zone, 1):
        raise RepeatError("It would never take place.")


def say_repeats(rules: tuple[str, ...], when: When, zone: ZoneInfo) -> str:
    """The rules in the words `parse_repeats` reads, or as they are where words would lose something."""
    if not rules:
        return ""
    written = " ".join(rules)
    if len(written) > _LONGEST:
        return written
    try:
        said = _said(rules, when, zone)
        return said if said and parse_repeats(said, when, zone) == rules else written
    except (ValueError, OverflowError):
        return written


def _said(rules: tuple[str, ...], when: When, zone: ZoneInfo) -> str:
    parts = parts_of(rules[0])
    head = _said_rhythm(parts)
    if not head or len(rules) > 2:
        return ""
    if "UNTIL" in parts:
        head += f" until {_said_day(parts['UNTIL'], when, zone)}"
    elif "COUNT" in parts:
        head += f" {parts['COUNT']} times"
    if len(rules) == 2:
        days = (_said_day(stamp, when, zone) for stamp, _ in exclusions(rules))
        head += f" except {', '.join(days)}"
    return head


def _said_rhythm(parts: Mapping[str, str]) -> str:
    unit = next((word for word, freq in _UNITS.items() if freq == parts.get("FREQ")), "")
    if not unit or parts.keys() - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT"}:
        return ""
    days, interval = parts.get("BYDAY", ""), parts.get("INTERVAL", "1")
    if days == "MO,TU,WE,TH,FR" and unit == "week" and interval == "1":
        return "every weekday"
    every = f"every {unit}" if interval == "1" else f"every {interval} {unit}s"
    if "BYMONTHDAY" in parts:
        return f"{every} on the {_nth(parts['BYMONTHDAY'])}"
    return f"{every} on {_said_days(days)}" if days else every


def _nth(day: str) -> str:
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(day[-1:], "th") if day not in ("11", "12", "13") else "th"
    return f"{day}{ending}"


def _said_days(codes: str) -> str:
    ordinal = re.fullmatch(r"(-?\d)([A-Z]{2})", codes)
    if ordinal and int(ordinal[1]) in _SAID_ORDINALS and ordinal[2] in _CODES:
        return f"the {_SAID_ORDINALS[int(ordinal[1])]} {_short(ordinal[2])}"
    return ", ".join(_short(code) if code in _CODES else code for code in codes.split(","))


def _short(code: str) -> str:
    return WEEKDAYS[_CODES.index(code)][:3]


def _said_day(stamp: str, when: When, zone: ZoneInfo) -> str:
    return wall_of(stamp, time.min, when, zone).date().isoformat()
