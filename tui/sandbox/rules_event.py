"""What a create or update request may hold; every refusal names the member it is about."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tui.sandbox import recurrence
from tui.sandbox.problems import bad_request

JSON = dict[str, Any]
MEMBERS = (
    "title",
    "description",
    "location",
    "busy",
    "when",
    "participants",
    "resources",
    "conferencing",
    "reminders",
    "recurrence",
    "visibility",
    "hide_participants",
    "capacity",
    "metadata",
    "notetaker",
    "color_id",
)
_LIMITS = {"title": 1024, "location": 255, "description": 1_000_000}
_GOOGLE_DESCRIPTION = 8192
_SHAPES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "time": (frozenset({"time"}), frozenset({"timezone"})),
    "timespan": (frozenset({"start_time", "end_time"}), frozenset({"start_timezone", "end_timezone"})),
    "date": (frozenset({"date"}), frozenset()),
    "datespan": (frozenset({"start_date", "end_date"}), frozenset()),
}
_NEVER_HIDE = ("icloud", "ews")
_ONE_REMINDER = ("microsoft", "ews", "icloud")
_METHODS = {"google": ("popup", "email"), "icloud": ("display", "sound")}
"""Provider → its ways of reminding, the usual one first; elsewhere they are ignored."""
_LATEST = 253_402_300_799
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")


def known_members(body: JSON) -> JSON:
    """The members the API writes; read-only and unheard-of ones are ignored."""
    return {name: body[name] for name in MEMBERS if name in body}


def check(body: JSON, provider: str) -> JSON:
    """The checked body, its `when` in the read shape. `conferencing` is checked by its own rules."""
    checked = dict(body)
    for name, limit in _LIMITS.items():
        _text(body, name, _GOOGLE_DESCRIPTION if (name, provider) == ("description", "google") else limit)
    for name in ("busy", "hide_participants"):
        if body.get(name) is not None and not isinstance(body[name], bool):
            raise bad_request(f"{name} must be a boolean")
    if body.get("hide_participants") and provider in _NEVER_HIDE:
        raise bad_request("hide_participants is not supported by this provider")
    if body.get("capacity") is not None and not (_is_int(body["capacity"]) and body["capacity"] >= 0):
        raise bad_request("capacity must be an integer")
    if body.get("notetaker") is not None and not isinstance(body["notetaker"], dict):
        raise bad_request("notetaker must be an object")
    if "when" in body:
        checked["when"] = when(body["when"])
    for name in ("participants", "resources"):
        _addressed(body.get(name, []), name)
    _visibility(body.get("visibility"), provider)
    metadata(body.get("metadata", {}))
    if "reminders" in body:
        checked["reminders"] = reminders(body["reminders"], provider)
    if body.get("recurrence") is not None:
        recurrence.check(body["recurrence"])
        _virtual(body["recurrence"], provider)
    return checked


def _text(body: JSON, name: str, limit: int) -> None:
    value = body.get(name)
    if value is None:
        return
    if not isinstance(value, str):
        raise bad_request(f"{name} must be a string")
    if len(value) > limit:
        raise bad_request(f"{name} must not be longer than {limit} characters")


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def when(value: object) -> JSON:
    """The `when` of a request in the shape it is read back: one of four kinds, `time` as a timespan."""
    if not isinstance(value, dict):
        raise bad_request("when must be an object")
    given = {name: item for name, item in value.items() if name != "object"}
    for kind, (needed, optional) in _SHAPES.items():
        if needed <= given.keys() and given.keys() <= needed | optional:
            return _shaped(kind, given)
    raise bad_request("when must be exactly one of time, timespan, date and datespan")


def _shaped(kind: str, given: JSON) -> JSON:
    if kind in ("date", "datespan"):
        return _days(kind, given)
    moments = [given["time"]] if kind == "time" else [given["start_time"], given["end_time"]]
    if not all(_is_int(at) and 0 <= at <= _LATEST for at in moments):
        raise bad_request("when must hold times in seconds since 1970, as integers")
    if moments[-1] < moments[0]:
        raise bad_request("when must not end before it starts: end_time is before start_time")
    zones = _zones(kind, given)
    span: JSON = {"object": "timespan", "start_time": moments[0], "end_time": moments[-1]}
    return span | zones


def _zones(kind: str, given: JSON) -> JSON:
    names = ("timezone", "timezone") if kind == "time" else ("start_timezone", "end_timezone")
    zones = [given.get(name) for name in names]
    if (zones[0] is None) != (zones[1] is None):
        raise bad_request("when must have both start_timezone and end_timezone, or neither")
    for zone in zones:
        if zone is not None and not _is_zone(zone):
            raise bad_request(f"when has an unknown timezone: {str(zone)[:60]}")
    return {"start_timezone": zones[0], "end_timezone": zones[1]} if zones[0] else {}


def _is_zone(name: object) -> bool:
    try:
        return isinstance(name, str) and bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def _days(kind: str, given: JSON) -> JSON:
    names = ("date",) if kind == "date" else ("start_date", "end_date")
    try:
        parsed = [
            date.fromisoformat(given[name]) for name in names if re.fullmatch(r"\d{4}-\d\d-\d\d", given[name])
        ]
    except (TypeError, ValueError) as error:
        raise bad_request("when must hold dates as YYYY-MM-DD") from error
    if len(parsed) != len(names):
        raise bad_request("when must hold dates as YYYY-MM-DD")
    if parsed[-1] < parsed[0]:
        raise bad_request("when must not end before it starts: end_date is before start_date")
    return {"object": kind} | {name: given[name] for name in names}


def _addressed(people: object, name: str) -> None:
    """Participants and resources: each has an address and is there once."""
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        raise bad_request(f"{name} must be a list of objects")
    for place, one in enumerate(people):
        if not isinstance(one.get("email"), str) or not _EMAIL.fullmatch(one["email"]):
            raise bad_request(f"{name} must each have an email")
        if one in people[:place]:
            raise bad_request(f"{name} must not hold {one['email'][:80]} twice")


def _virtual(rules: list[str], provider: str) -> None:
    if provider == "virtual-calendar" and any("DTSTART" in rule or "TZID" in rule for rule in rules):
        raise bad_request("recurrence on a virtual calendar cannot hold DTSTART or TZID")


def _visibility(value: object, provider: str) -> None:
    if value is None:
        return
    if provider == "icloud":
        raise bad_request("visibility is not supported by this provider")
    if value not in ("public", "private", "default") or (value == "default" and provider != "google"):
        raise bad_request("visibility is not one this provider knows")


def metadata(value: object) -> None:
    """Refuse metadata beyond its limits."""
    if value is None:
        return
    sound = (
        isinstance(value, dict)
        and len(value) <= 50
        and all(
            isinstance(k, str) and isinstance(v, str) and len(k) <= 40 and len(v) <= 500
            for k, v in value.items()
        )
    )
    if not sound:
        raise bad_request("metadata takes 50 pairs of text, keys up to 40 and values up to 500 characters")


def reminders(value: object, provider: str) -> JSON:
    """The reminders to store; what is left empty or out is the provider's default."""
    if value is None or value == {}:
        return {"use_default": True, "overrides": None}
    if not isinstance(value, dict) or not isinstance(value.get("use_default", False), bool | None):
        raise bad_request("reminders must be an object with use_default and overrides")
    overrides = value.get("overrides") or []
    if not isinstance(overrides, list) or not all(isinstance(one, dict) for one in overrides):
        raise bad_request("reminders must have overrides as a list of objects")
    if overrides and value.get("use_default"):
        raise bad_request("reminders cannot have overrides when use_default is true")
    if provider in _ONE_REMINDER and len(overrides) > 1:
        raise bad_request("reminders can have one override on this provider")
    return {
        "use_default": bool(value.get("use_default")),
        "overrides": [_override(o, provider) for o in overrides],
    }


def _override(one: JSON, provider: str) -> JSON:
    minutes, method = one.get("reminder_minutes"), one.get("reminder_method")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or minutes < 0:
        raise bad_request("reminders must have overrides with reminder_minutes")
    methods = _METHODS.get(provider)
    if methods is None:
        return {"reminder_minutes": minutes}
    if method not in (None, *methods):
        raise bad_request("reminders on this provider take a reminder_method of " + " or ".join(methods))
    return {"reminder_minutes": minutes, "reminder_method": method or methods[0]}
