"""Free time in the older generation's words: addresses, not participants, and weeks from Monday on."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tui.sandbox.free_time import Busy, FreeTime
from tui.sandbox.problems import bad_request

JSON = dict[str, Any]
_BOUNDS = ("start_time", "end_time")


def asked(body: JSON) -> JSON:
    """The body with its times as numbers, which this generation also takes as text."""
    times = {name: int(body[name]) for name in _BOUNDS if str(body.get(name)).isdecimal()}
    return body | times


def availability(free: FreeTime, body: JSON) -> JSON:
    """Slots in which everybody is free."""
    slots = _slots(free, body, _addresses(body.get("emails")))
    return {"object": "availability", "time_slots": [_slot(one) for one in slots]}


def consecutive(free: FreeTime, body: JSON) -> list[list[JSON]]:
    """Rows of slots, one for each group of people, each beginning where the one before it ends."""
    groups = body.get("emails")
    if not isinstance(groups, list) or not groups:
        raise bad_request("emails must be a list of lists of addresses")
    found = [{one["start_time"]: one for one in _slots(free, body, _addresses(group))} for group in groups]
    rows = []
    for first in found[0].values():
        row = [first]
        for group in found[1:]:
            if (following := group.get(row[-1]["end_time"])) is not None:
                row.append(following)
        if len(row) == len(found) and all(a["end_time"] == b["start_time"] for a, b in pairwise(row)):
            rows.append([_slot(one) | {"emails": one["emails"]} for one in row])
    return rows


def _addresses(value: object) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        raise bad_request("emails must be a list of addresses")
    return value


def _slots(free: FreeTime, body: JSON, emails: list[str]) -> list[JSON]:
    hours = _objects(body, "open_hours")
    people = [
        {"email": email, "open_hours": [_weekly(one) for one in hours if email in _whose(one, emails)]}
        for email in emails
    ]
    rules = {
        "buffer": {"before": body.get("buffer") or 0, "after": body.get("buffer") or 0},
        "availability_method": body.get("round_robin") or "collective",
        "tentative_as_busy": body.get("tentative_busy", True),
    }
    newer = asked(body) | {"participants": people, "availability_rules": rules}
    slots: list[JSON] = free.availability(newer, _told(_objects(body, "free_busy")))["time_slots"]
    return slots


def _objects(body: JSON, name: str) -> list[JSON]:
    given = body.get(name) or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise bad_request(f"{name} must be a list of objects")
    return given


def _whose(hours: JSON, everyone: list[str]) -> list[str]:
    return _addresses(hours["emails"]) if "emails" in hours else everyone


def _weekly(hours: JSON) -> JSON:
    days = hours.get("days")
    if not isinstance(days, list) or not all(type(day) is int and 0 <= day <= 6 for day in days):
        raise bad_request("open_hours must have days from 0 (Monday) to 6")
    return hours | {"days": [(day + 1) % 7 for day in days]}


def _told(given: list[JSON]) -> dict[str, Busy]:
    """Hours of people without an account, told by whoever asks."""
    try:
        return {
            str(one["email"]): [(int(s["start_time"]), int(s["end_time"])) for s in one["time_slots"]]
            for one in given
        }
    except (KeyError, TypeError, ValueError) as error:
        raise bad_request("free_busy must be a list of addresses with time_slots") from error


def _slot(slot: JSON) -> JSON:
    return {
        "object": "time_slot",
        "status": "free",
        "start_time": slot["start_time"],
        "end_time": slot["end_time"],
    }
