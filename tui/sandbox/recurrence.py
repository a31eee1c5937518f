"""Series expanded in their own zone, so that a wall time stays what it is across a change of clocks.

Rules are checked before they reach the library, which would otherwise run for ever on some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from tui.sandbox.problems import bad_request

JSON = dict[str, Any]
MOST = 5_000
"""Instances one window may hold."""

_STAMP = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_OLDEST_STEP = {"DAILY": 1, "WEEKLY": 7}


def check(rules: object) -> None:
    """Refuse anything but RRULE and EXDATE lines that can be expanded safely."""
    if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
        raise bad_request("recurrence must be a list of RRULE and EXDATE strings")
    for rule in rules:
        name, _, value = rule.partition(":")
        if name == "RRULE":
            _check_rule(value)
        elif name.split(";")[0] != "EXDATE" or not all(_STAMP.fullmatch(s) for s in value.split(",")):
            raise bad_request(f"recurrence cannot hold {rule[:60]!r}")
    if rules and not any(rule.startswith("RRULE:") for rule in rules):
        raise bad_request("recurrence needs an RRULE")


def _check_rule(value: str) -> None:
    parts = dict(part.split("=", 1) for part in value.split(";") if "=" in part)
    interval, count = parts.get("INTERVAL", "1"), parts.get("COUNT", "1")
    sound = (
        parts.get("FREQ") in _FREQUENCIES
        and interval.isdecimal()
        and 1 <= int(interval) <= 999
        and count.isdecimal()
        and 1 <= int(count) <= 100_000
        and "RSCALE" not in parts
    )
    if not sound:
        raise bad_request("recurrence holds an RRULE that cannot be expanded")
    try:
        rrulestr(_local_rule(value, UTC), dtstart=datetime(2026, 1, 1))  # noqa: DTZ001
    except (ValueError, TypeError) as error:
        raise bad_request("recurrence holds an RRULE that cannot be understood") from error


def zone_of(when: JSON) -> ZoneInfo:
    """The zone a series repeats in."""
    return ZoneInfo(when.get("start_timezone") or "UTC")


def bounds(when: JSON) -> tuple[int, int]:
    """Start and end in seconds; whole days are days in UTC, the last one included."""
    if when["object"] == "timespan":
        return when["start_time"], when["end_time"]
    first = date.fromisoformat(when.get("date") or when["start_date"])
    last = date.fromisoformat(when.get("date") or when["end_date"])
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time.min, tzinfo=UTC).timestamp())


def _local_rule(value: str, zone: Any) -> str:
    """The rule with UNTIL as the wall time of the zone, which is how it is compared."""

    def local(found: re.Match[str]) -> str:
        stamp = found[1]
        if stamp.endswith("Z"):
            moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone)
            return f"UNTIL={moment:%Y%m%dT%H%M%S}"
        return f"UNTIL={stamp if 'T' in stamp else stamp + 'T235959'}"

    return re.sub(r"UNTIL=(\d{8}(?:T\d{6}Z?)?)", local, value)


def instances(master: JSON, start: int, end: int) -> Iterator[tuple[int, JSON]]:
    """Original start and event of each instance that overlaps `[start, end)`, in order."""
    when = master["when"]
    zone = zone_of(when)
    first, last = bounds(when)
    length = last - first
    local_first = datetime.fromtimestamp(first, zone).replace(tzinfo=None)
    left_out = {_exclusion(stamp, zone) for stamp in _exclusions(master)}
    since = datetime.fromtimestamp(max(start - length - 86_400, 0), zone).replace(tzinfo=None)
    for number, local in enumerate(_walls(master, local_first, since, zone)):
        at = int(local.replace(tzinfo=zone).timestamp())
        if at >= end or number >= MOST:
            return
        if at + max(length, 1) > start and local not in left_out:
            yield at, instance(master, at)


def _walls(master: JSON, first: datetime, since: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    text = next(rule for rule in master["recurrence"] if rule.startswith("RRULE:"))[6:]
    rule = rrulestr(_local_rule(text, zone), dtstart=_near(first, since, text))
    assert isinstance(rule, rrule)
    return iter(rule.xafter(max(since, first), inc=True))


def _near(first: datetime, since: datetime, text: str) -> datetime:
    """A start close to the window with the same rhythm, for old endless daily and weekly series."""
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    step = _OLDEST_STEP.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    if not step or "COUNT" in parts or since <= first:
        return first
    return first + timedelta(days=(since - first).days // step * step)


def _exclusions(master: JSON) -> Iterator[str]:
    for rule in master["recurrence"]:
        if rule.startswith("EXDATE"):
            yield from rule.partition(":")[2].split(",")


def _exclusion(stamp: str, zone: ZoneInfo) -> datetime:
    if stamp.endswith("Z"):
        moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return moment.astimezone(zone).replace(tzinfo=None)
    return datetime.strptime(stamp, "%Y%m%dT%H%M%S" if "T" in stamp else "%Y%m%d")  # noqa: DTZ007


def instance_id(master: JSON, at: int) -> str:
    """`<master>_<UTC start>`; whole days carry the date alone."""
    shape = "%Y%m%dT%H%M%SZ" if master["when"]["object"] == "timespan" else "%Y%m%d"
    return f"{master['id']}_{datetime.fromtimestamp(at, UTC).strftime(shape)}"


def instance(master: JSON, at: int) -> JSON:
    """The instance of a series that starts at `at`."""
    event = {name: value for name, value in master.items() if name != "recurrence"}
    first, _ = bounds(master["when"])
    moved = _moved(master["when"], at - first)
    return event | {"id": instance_id(master, at), "master_event_id": master["id"], "when": moved}


def _moved(when: JSON, by: int) -> JSON:
    if when["object"] == "timespan":
        return when | {"start_time": when["start_time"] + by, "end_time": when["end_time"] + by}
    days = timedelta(seconds=by)
    names = [name for name in ("date", "start_date", "end_date") if name in when]
    return when | {name: (date.fromisoformat(when[name]) + days).isoformat() for name in names}


def due(event_id: str) -> int | None:
    """The moment an instance is due at by its id, unix seconds; None for an id that is not an instance's."""
    stamp = event_id.rsplit("_", 1)[-1]
    if not _STAMP.fullmatch(stamp):
        return None
    shape = "%Y%m%dT%H%M%SZ" if "T" in stamp else "%Y%m%d"
    try:
        return int(datetime.strptime(stamp, shape).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def instance_of(master: JSON, event_id: str) -> tuple[int, JSON] | None:
    """The instance an id names, if the series has it."""
    at = due(event_id)
    if at is None:
        return None
    return next((pair for pair in instances(master, at, at + 1) if pair[1]["id"] == event_id), None)
