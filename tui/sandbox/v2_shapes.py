"""One event in both manners: stored as version 3 reads it, spoken as the older generation did."""

from __future__ import annotations

import html
from typing import Any

from tui.sandbox.problems import bad_request
from tui.sandbox.v2_accounts import Account, base36

JSON = dict[str, Any]
_SAME = ("title", "description", "location", "busy", "hide_participants", "capacity", "metadata")
_EXTRA = ("master_event_id", "original_start_time", "capacity", "customer_event_id")
_TIMES = ("start_time", "end_time", "time")
_NOTES = {"email": ("subject", "body"), "sms": ("message",), "webhook": ("url", "payload")}
"""Kind of notification → what it may say beside its time."""
_MEET = "Google Meet"
_POPUP = {"reminder_method": "popup", "reminder_minutes": 15}
"""What Exchange reminds of when nobody says otherwise."""
_EXCHANGE = ("exchange", "eas", "ews", "graph")
_HEAD = '<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'


def shown(event: JSON, account: Account, job_id: str | None = None) -> JSON:
    """An event as `/events` answers it; a call still being made is null for Meet, else not there at all.

    With a job it is what was asked for, not yet what the provider has made of it.
    """
    organizer = event.get("organizer") or {}
    synced = job_id is None
    exchange = account.kind in _EXCHANGE and synced
    found: JSON = {
        "account_id": account.id,
        "busy": event.get("busy") is not False,
        "calendar_id": event["calendar_id"],
        "description": event.get("description"),
        "hide_participants": bool(event.get("hide_participants")),
        "ical_uid": None if job_id else event.get("ical_uid"),
        "id": event["id"],
        "location": event.get("location"),
        "message_id": _invitation(event, organizer, account),
        "metadata": event.get("metadata") or {},
        "notifications": event.get("notifications") or [],
        "object": "event",
        "organizer_email": organizer.get("email"),
        "organizer_name": organizer.get("name"),
        "owner": f"{organizer.get('name') or ''} <{organizer.get('email') or ''}>",
        "participants": [_person(person) for person in event.get("participants") or []],
        "read_only": bool(event.get("read_only")),
        "reminders": _reminders(event.get("reminders"), exchange),
        "status": event.get("status", "confirmed"),
        "title": event.get("title") or "",
        "visibility": _visibility(event.get("visibility")) or ("normal" if exchange else None),
        "when": _when(event["when"]),
        "updated_at": event.get("updated_at"),
    }
    found |= {name: event[name] for name in _EXTRA if event.get(name) is not None}
    if event.get("recurrence"):
        zone = event["when"].get("start_timezone") or "UTC"
        found["recurrence"] = {"rrule": event["recurrence"], "timezone": zone}
    if job_id:
        found["job_status_id"] = job_id
    return found | _conferencing(event.get("conferencing") or {})


def _invitation(event: JSON, organizer: JSON, account: Account) -> str | None:
    """The message that brought an event in which somebody else is the host; clients answer no other."""
    mine = organizer.get("email") in (None, "", account.grant.get("email"))
    return None if mine else base36(f"message/{event['id']}")


def call_of(event: JSON) -> object:
    """An event's conference as it is shown; clients that save a whole event send it back."""
    return _conferencing(event.get("conferencing") or {}).get("conferencing")


def _conferencing(value: JSON) -> JSON:
    if "details" in value:
        details = dict(value["details"])
        code = str(details.pop("meeting_code", "") or "")
        if value.get("provider") != _MEET and code:
            details["meeting_code"] = int(code) if code.isdigit() else code
            details.setdefault("password", None)
        return {"conferencing": {"provider": value.get("provider"), "details": details}}
    pending = value.get("provider") if "autocreate" in value else None
    return {} if pending and pending != _MEET else {"conferencing": None}


def _person(person: JSON) -> JSON:
    return {
        "comment": person.get("comment"),
        "email": person.get("email"),
        "name": person.get("name"),
        "phone_number": person.get("phone_number"),
        "status": person.get("status", "noreply"),
    }


def _reminders(value: object, exchange: bool) -> JSON | None:
    given: JSON = value if isinstance(value, dict) else {"use_default": True}
    if given.get("overrides"):
        override: JSON = given["overrides"][0]
        return {"reminder_method": "popup"} | override
    return dict(_POPUP) if exchange and given.get("use_default") else None


def _visibility(value: object) -> object:
    return None if value == "default" else value


def _when(when: JSON) -> JSON:
    """One of four kinds: what begins and ends at once is a time, and a span of one day is a date."""
    if when["object"] == "timespan" and when["start_time"] == when["end_time"]:
        when = {"object": "time", "time": when["start_time"], "timezone": when.get("start_timezone")}
    elif when["object"] == "datespan" and when["start_date"] == when["end_date"]:
        when = {"object": "date", "date": when["start_date"]}
    return {name: value for name, value in when.items() if value is not None}


def as_html(text: str | None) -> str:
    """Notes as Exchange keeps them."""
    body = html.escape(text or "", quote=False).replace("\n", "<br>")
    return text if text and "</body>" in text else f"<html>{_HEAD}<body>{body}</body></html>"


def coded(conference: JSON) -> JSON:
    """A conference with its code as text, as version 3 has it."""
    details = conference.get("details")
    if not isinstance(details, dict) or not isinstance(details.get("meeting_code"), int):
        return conference
    return conference | {"details": details | {"meeting_code": str(details["meeting_code"])}}


def stored(body: JSON) -> JSON:
    """The members of a request as version 3 takes them, without the conference. Raises Problem."""
    if not isinstance(body.get("busy", True), bool | None):
        raise bad_request("'busy' must be true or false")
    members: JSON = {name: body[name] for name in _SAME if name in body}
    if "when" in body:
        members["when"] = _asked_when(body["when"])
    if body.get("participants") is not None:
        members["participants"] = [_guest(person) for person in _listed(body["participants"], "participants")]
    if body.get("visibility") in ("public", "private"):
        members["visibility"] = body["visibility"]
    if isinstance(body.get("recurrence"), dict):
        members["recurrence"] = body["recurrence"].get("rrule")
    if body.get("notifications"):
        _notifications(body["notifications"])
    if isinstance(body.get("reminders"), dict):
        members["reminders"] = {"use_default": False, "overrides": [_reminder(body["reminders"])]}
    return members


def _asked_when(value: object) -> JSON:
    if not isinstance(value, dict):
        raise bad_request("When object had invalid keys.")
    given = {name: _number(name, item) for name, item in value.items() if name != "object"}
    kinds = ({"time"}, {"start_time", "end_time"}, {"date"}, {"start_date", "end_date"})
    if not any(kind == {name for name in given if not name.endswith("timezone")} for kind in kinds):
        raise bad_request("When object had invalid keys.")
    start, end = given.get("start_time"), given.get("end_time")
    if isinstance(start, int) and isinstance(end, int) and start > end:
        raise bad_request("'start_time' must be < 'end_time'.")
    return given


def _notifications(value: object) -> None:
    """Messages before the event: by mail, text message or webhook, the minutes as text."""
    for one in _listed(value, "notifications"):
        kind = one.get("type")
        minutes = one.get("minutes_before_event", one.get("minutes_before_events"))
        if kind not in _NOTES:
            raise bad_request("notifications must each have a type of email, sms or webhook")
        if not str(minutes).isdigit():
            raise bad_request("notifications must each have minutes_before_event")
        if not set(one) <= {"type", "minutes_before_event", "minutes_before_events", *_NOTES[kind]}:
            raise bad_request(f"notifications of type {kind} take " + " and ".join(_NOTES[kind]))


def _number(name: str, value: object) -> object:
    """Times may be sent as numbers in text."""
    return int(value) if name in _TIMES and isinstance(value, str) and value.lstrip("-").isdigit() else value


def _listed(value: object, name: str) -> list[JSON]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise bad_request(f"{name} must be a list of objects")
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
