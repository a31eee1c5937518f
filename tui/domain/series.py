"""What the rules of a series mean: when it takes place, where it stops, and how it goes on.

Followed in wall time of the zone it is written in, as the standard wants, never further than anybody looks.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from math import prod
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, is_all_day
from tui.domain.whenwords import zone_named

MOST_TIMES = 100_000
STAMP = re.compile(r"\d{8}(?:T\d{6}Z?)?", re.ASCII)
"""A day or an instant as rules write it."""
_YEARS_LOOKED_AT = MappingProxyType({"DAILY": 8, "WEEKLY": 12, "MONTHLY": 30, "YEARLY": 40})
"""The rhythms calendars know, and how far ahead each is followed to find out what it means."""

_LONGEST_RULE = 500
_MOST_CLOCKS = 24
"""Times a day a rule may name; calendars know one."""
_LAST_YEAR = 9998
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_T = TypeVar("_T")


class RepeatError(ValueError):
    """A text that says no repetition; the message says what to write instead."""


def first_of(when: When, zone: ZoneInfo) -> datetime:
    """The wall time a series begins at, where it is written."""
    match when:
        case Timespan(start=start) | Moment(at=start):
            return start.astimezone(zone).replace(tzinfo=None, microsecond=0, fold=0)
        case AllDay(day) | AllDaySpan(first=day):
            return datetime.combine(day, time.min)


def zone_of(when: When, fallback: ZoneInfo) -> ZoneInfo:
    """The zone a series repeats in: its own, where it has one."""
    match when:
        case Timespan(start_zone=name) | Moment(zone=name):
            return zone_named(name or "") or fallback
        case _:
            return fallback


@lru_cache(maxsize=64)
def occurrences(rules: tuple[str, ...], when: When, zone: ZoneInfo, count: int) -> tuple[datetime, ...]:
    """The first `count` wall times of a series, where it is written. Raises RepeatError."""
    return following(lambda: tuple(islice(_walls(rules, when, zone), count)))


def following(act: Callable[[], _T]) -> _T:
    """What following a rule gives. Raises RepeatError for one that cannot be followed."""
    try:
        return act()
    except RepeatError:
        raise
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise RepeatError("That rule cannot be followed. See RFC 5545, or say it in words.") from None


def standing(
    rules: tuple[str, ...], when: When, zone: ZoneInfo, here: datetime, count: int
) -> tuple[int, tuple[datetime, ...]]:
    """How many times of a series come before a wall time, and the next `count` from there on.

    However long ago it began. Raises RepeatError, also where there is more to the series than one rule.
    """
    if sum(not rule.startswith("EXDATE") for rule in rules) != 1:
        raise RepeatError("There is more to that series than one rule.")
    return following(lambda: _standing(_walls(rules, when, zone, here), here, count))


def _standing(walls: Iterator[datetime], here: datetime, count: int) -> tuple[int, tuple[datetime, ...]]:
    gone, coming = 0, list[datetime]()
    for wall in walls:
        if wall < here:
            gone += 1
        elif len(coming) < count:
            coming.append(wall)
        else:
            break
    return gone, tuple(coming)


def _walls(
    rules: tuple[str, ...], when: When, zone: ZoneInfo, here: datetime | None = None
) -> Iterator[datetime]:
    left_out = {_placed(wall, when, zone) for wall in excluded(rules, when, zone)}
    return (wall for wall in rhythm(rules, when, zone, here) if _placed(wall, when, zone) not in left_out)


def _placed(wall: datetime, when: When, zone: ZoneInfo) -> datetime:
    """What is compared: a time the clocks skip is the instant it becomes."""
    return wall if is_all_day(when) else wall.replace(tzinfo=zone).astimezone(UTC)


def rhythm(
    rules: tuple[str, ...], when: When, zone: ZoneInfo, here: datetime | None = None
) -> Iterator[datetime]:
    """The wall times of a series, those taken out of it too.

    As far as anybody looks ahead, at its beginning or `here`.
    """
    first = first_of(when, zone)
    since = max(first, here or first)
    parts = _followable(next((rule for rule in rules if rule.startswith("RRULE:")), ""))
    years = _YEARS_LOOKED_AT[parts["FREQ"]]
    horizon = max(since, since.replace(year=min(since.year + years, 9999), day=1))
    times = int(parts.pop("COUNT", MOST_TIMES))
    until = wall_of(parts.pop("UNTIL"), time.max, when, zone) if "UNTIL" in parts else horizon
    until = min(until, horizon)
    if until < first:
        return iter(())
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    later = _years_to_the_last(first.year, until.year)
    rule = rrulestr(text, dtstart=first.replace(year=first.year + later))
    if not isinstance(rule, rrule):
        raise ValueError("more than one rule")
    late = rule.replace(until=until.replace(year=until.year + later))
    return islice((wall.replace(year=wall.year - later) for wall in late), times)


@lru_cache(maxsize=256)
def _years_to_the_last(first: int, last: int) -> int:
    """How much later the same calendar comes again, as close to the last year there is as it can be.

    A rule that hits no day is given up only there; followed from here it would take thousands of years.
    """
    wanted = [_layout(year) for year in range(first - 1, last + 2)]
    for start in range(_LAST_YEAR - (last - first), max(first, _LAST_YEAR - (last - first) - 400), -1):
        if all(_layout(start - 1 + at) == layout for at, layout in enumerate(wanted)):
            return start - first
    return 0


def _layout(year: int) -> tuple[int, bool]:
    """All there is to the calendar of a year: the day of the week it begins with, and its length."""
    return (year + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400) % 7, isleap(year)


def _followable(rule: str) -> dict[str, str]:
    """The members of a rule that comes to an end when followed. Raises ValueError."""
    parts = parts_of(rule)
    if parts.get("FREQ") not in _YEARS_LOOKED_AT:
        raise RepeatError("Events repeat by the day, week, month or year. Write FREQ=DAILY, or every day.")
    if len(rule) > _LONGEST_RULE or int(parts.get("INTERVAL", "1")) < 1 or "BYEASTER" in parts:
        raise ValueError("nobody can follow that")
    if prod(parts.get(name, "").count(",") + 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")) > _MOST_CLOCKS:
        raise RepeatError(f"That is too often: {_MOST_CLOCKS} times a day are the most. Leave some out.")
    return parts


def parts_of(rule: str) -> dict[str, str]:
    """The members of a rule, in their order."""
    return dict(part.partition("=")[::2] for part in rule.removeprefix("RRULE:").split(";") if part)


def rule_of(parts: Mapping[str, str]) -> str:
    """The rule of these members."""
    return "RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items())


def exclusions(rules: tuple[str, ...]) -> Iterator[tuple[str, ZoneInfo | None]]:
    """Every date taken out of a series, as written, and the zone it is written in where it says one."""
    for rule in rules:
        if rule.startswith("EXDATE"):
            name, _, stamps = rule.partition(":")
            zone = zone_named(name.partition("TZID=")[2].partition(";")[0])
            yield from ((stamp, zone) for stamp in stamps.split(","))


def excluded(rules: tuple[str, ...], when: When, zone: ZoneInfo) -> Iterator[datetime]:
    """Every wall time taken out of a series, where the series is written. Raises ValueError."""
    at = first_of(when, zone).time()
    for stamp, own_zone in exclusions(rules):
        wall = wall_of(stamp, at, when, zone)
        if own_zone is not None and stamp[8:9] == "T" and stamp[-1] != "Z" and not is_all_day(when):
            wall = wall.replace(tzinfo=own_zone).astimezone(zone).replace(tzinfo=None)
        yield wall


def wall_of(stamp: str, at: time, when: When, zone: ZoneInfo) -> datetime:
    """The wall time a rule's date means; a whole day is its time `at`. Raises ValueError.

    In a series of whole days only the day counts, whatever clock is written beside it.
    """
    if not STAMP.fullmatch(stamp):
        raise ValueError("that is no date")
    if is_all_day(when) or "T" not in stamp:
        return datetime.combine(date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])), at)
    day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
    moment = datetime.combine(day, time(int(stamp[9:11]), int(stamp[11:13]), int(stamp[13:15])))
    if stamp.endswith("Z"):
        return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    return moment


def stamp_of(wall: datetime, when: When, zone: ZoneInfo) -> str:
    """A wall time as rules write it: a day in a series of whole days, else UTC."""
    if is_all_day(when):
        return f"{wall:%Y%m%d}".zfill(8)
    return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}".zfill(16)


def ended_before(rules: tuple[str, ...], start: datetime | date) -> tuple[str, ...]:
    """The rules of a series that stops just before an occurrence (an instant in UTC, or a day)."""
    if isinstance(start, datetime):
        until = f"{start.astimezone(UTC) - timedelta(seconds=1):%Y%m%dT%H%M%SZ}"
    else:
        until = f"{start - timedelta(days=1):%Y%m%d}"
    return tuple(_until(rule, until) if rule.startswith("RRULE:") else rule for rule in rules)


def _until(rule: str, until: str) -> str:
    kept = {name: value for name, value in parts_of(rule).items() if name not in ("UNTIL", "COUNT")}
    return rule_of(kept | {"UNTIL": until})


def going_on(rules: tuple[str, ...], gone: int, rest: When, zone: ZoneInfo) -> tuple[str, ...]:
    """The rules of the rest of a series, whose first time is `rest`.

    `gone` of its times are past, those left out among them; what was left out before is forgotten.
    """
    left = ((_less(r, gone) if r.startswith("RRULE:") else _later(r, rest, zone)) for r in rules)
    return tuple(rule for rule in left if rule)


def _less(rule: str, gone: int) -> str:
    parts = parts_of(rule)
    count = parts.get("COUNT", "")
    if not _COUNT.fullmatch(count):
        return rule
    return rule_of(parts | {"COUNT": str(max(int(count) - gone, 1))})


def _later(rule: str, rest: When, zone: ZoneInfo) -> str:
    """The exclusions that are still to come; nothing when there are none."""
    name, _, stamps = rule.partition(":")
    walls = following(lambda: tuple(excluded((rule,), rest, zone)))
    here = first_of(rest, zone)
    later = [stamp for stamp, wall in zip(stamps.split(","), walls, strict=False) if wall >= here]
    return f"{name}:{','.join(later)}" if later else ""


def begun_at(when: When, wall: datetime, zone: ZoneInfo) -> When:
    """The same time, as long as it is, at another time of the clock where it is written."""
    match when:
        case Timespan(start, end, start_zone, end_zone):
            begins = wall.replace(tzinfo=zone).astimezone(UTC)
            return Timespan(begins, begins + (end - start), start_zone, end_zone)
        case Moment(_, own):
            return Moment(wall.replace(tzinfo=zone).astimezone(UTC), own)
        case AllDay():
            return AllDay(wall.date())
        case AllDaySpan(first, last):
            return AllDaySpan(wall.date(), wall.date() + (last - first))
