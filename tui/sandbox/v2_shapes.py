"""One event in both manners: stored as version 3 reads it, spoken as the older generation did."""

from __future__ import annotations

from typing import Any

from tui.sandbox.problems import bad_request

JSON = dict[str, Any]
_SAME = ("title", "description", "location", "busy", "hide_participants", "capacity", "metadata", "status")
_TIMES = ("start_time", "end_time", "time")


def shown(event: JSON, account_id: str, job_id: str | None = None) -> JSON:
    """An event as `/events` answers it; a call still being made is null for Meet, else not there at all."""
    organizer = event.get("organizer") or {}
    found: JSON = {
        "account_id": account_id,
        "busy": event.get("busy") is not False,
        "calendar_id": event["calendar_id"],
        "description": event.get("description"),
        "hide_participants": bool(event.get("hide_participants")),
        "ical_uid": None if job_id else event.get("ical_uid"),
        "id": event["id"],
        "location": event.get("location"),
        "message_id": None,
        "metadata": event.get("metadata") or {},
        "notifications": event.get("notifications") or [],
        "object": "event",
        "organizer_email": organizer.get("email"),
        "organizer_name": organizer.get("name"),
        "owner": f"{organizer.get('name') or ''} <{organizer.get('email') or ''}>",
        "participants": [_person(person) for person in event.get("participants") or []],
        "read_only": bool(event.get("read_only")),
        "reminders": _reminders(event.get("reminders")),
        "status": event.get("status", "confirmed"),
        "title": event.get("title") or "",
        "visibility": _visibility(event.get("visibility")),
        "when": _when(event["when"]),
        "updated_at": event.get("updated_at"),
    }
    found |= {name: event[name] for name in ("master_event_id", "original_start_time") if event.get(name)}
    if event.get("recurrence"):
        zone = event["when"].get("start_timezone") or "UTC"
        found["recurrence"] = {"rrule": event["recurrence"], "timezone": zone}
    if job_id:
        found["job_status_id"] = job_id
    return found | _conferencing(event.get("conferencing") or {})


def _conferencing(value: JSON) -> JSON:
    if "details" in value:
        details = dict(value["details"])
        code = str(details.get("meeting_code", ""))
        if code.isdigit():
            details["meeting_code"] = int(code)
            details.setdefault("password", None)
        return {"conferencing": {"provider": value.get("provider"), "details": details}}
    pending = value.get("provider") if "autocreate" in value else None
    return {} if pending and pending != "Google Meet" else {"conferencing": None}


def _person(person: JSON) -> JSON:
    return {
        "comment": person.get("comment"),
        "email": person.get("email"),
        "name": person.get("name"),
        "phone_number": person.get("phone_number"),
        "status": person.get("status", "noreply"),
    }


def _reminders(value: object) -> JSON | None:
    overrides = value.get("overrides") if isinstance(value, dict) else None
    return dict(overrides[0]) if overrides else None


def _visibility(value: object) -> object:
    return {"default": None, "normal": "normal"}.get(str(value), value)


def _when(when: JSON) -> JSON:
    return {name: value for name, value in when.items() if value is not None}


def stored(body: JSON) -> JSON:
    """The members of a request as version 3 takes them, without the conference. Raises Problem."""
    members: JSON = {name: body[name] for name in _SAME if name in body}
    if isinstance(body.get("when"), dict):
        members["when"] = {
            name: _number(name, value) for name, value in body["when"].items() if name != "object"
        }
    elif "when" in body:
        raise bad_request("When object had invalid keys.")
    if body.get("participants") is not None:
        members["participants"] = [_guest(person) for person in _listed(body["participants"])]
    if body.get("visibility") in ("public", "private"):
        members["visibility"] = body["visibility"]
    if isinstance(body.get("recurrence"), dict):
        members["recurrence"] = body["recurrence"].get("rrule")
    if isinstance(body.get("reminders"), dict):
        members["reminders"] = {"use_default": False, "overrides": [_reminder(body["reminders"])]}
    return members


def _number(name: str, value: object) -> object:
    """Times may be sent as numbers in text."""
    return int(value) if name in _TIMES and isinstance(value, str) and value.lstrip("-").isdigit() else value


def _listed(value: object) -> list[JSON]:
    if not isinstance(value, list) or not all(isinstance(person, dict) for person in value):
        raise bad_request("participants must be a list of objects")
    return value


def _guest(person: JSON) -> JSON:
    kept = ("email", "name", "status", "comment", "phone_number")
    return {name: person[name] for name in kept if person.get(name) is not None}


def _reminder(value: JSON) -> JSON:
    minutes = value.get("reminder_minutes")
    if isinstance(minutes, str):
        minutes = minutes.strip("[]")
        minutes = int(minutes) if minutes.lstrip("-").isdigit() else None
    return {"reminder_minutes": minutes, "reminder_method": value.get("reminder_method") or "popup"}
