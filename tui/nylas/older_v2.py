"""The older generation's objects in the words of version 3, so that one reader understands both.

Pure: nothing is judged here; what is odd stays odd and is found out where version 3's oddities are.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic_core import from_json, to_json

from tui.nylas.setbacks import Answer

JSON = dict[str, Any]
_KINDS: Final = {
    "gmail": "google",
    "exchange": "ews",
    "ews": "ews",
    "eas": "microsoft",
    "graph": "microsoft",
    "office365": "microsoft",
    "outlook": "microsoft",
    "nylas": "virtual-calendar",
}
"""`/account`'s words for a provider, in those of version 3; others are the same in both."""


def enveloped(answer: Answer, convert: Any) -> Answer:
    """A bare answer as version 3 would envelope it, each object converted. Unreadable bytes stay."""
    try:
        body = from_json(answer.body, allow_inf_nan=False)
    except ValueError:
        return answer
    if isinstance(body, list):
        data: object = [convert(item) if isinstance(item, dict) else item for item in body]
    elif isinstance(body, dict):
        data = convert(body)
    else:
        return answer
    return Answer(answer.status, answer.headers, to_json({"data": data}))


def event(item: JSON) -> JSON:
    """An event: owner and organizer become one person, the rule comes out of its wrapping."""
    said = dict(item)
    if item.get("organizer_email") or item.get("organizer_name"):
        said["organizer"] = {"email": item.get("organizer_email"), "name": item.get("organizer_name")}
    elif isinstance(item.get("owner"), str):
        said["organizer"] = _person(item["owner"])
    recurrence = item.get("recurrence")
    if isinstance(recurrence, dict):
        said["recurrence"] = recurrence.get("rrule")
        said["when"] = _when(item.get("when"), recurrence.get("timezone"))
    if item.get("visibility") == "normal":
        said["visibility"] = "default"
    if "reminders" in item:
        said["reminders"] = _reminders(item["reminders"])
    return said


def _when(said: object, zone: object) -> object:
    """The time of a series in the zone its rule is wrapped with, where it names none itself."""
    if not isinstance(said, dict) or not isinstance(zone, str) or said.get("start_time") is None:
        return said
    if said.get("start_timezone") or said.get("end_timezone"):
        return said
    return said | {"start_timezone": zone, "end_timezone": zone}


def _reminders(said: object) -> JSON | None:
    """`{"reminder_minutes": "[20]", "reminder_method": "popup"}`; the minutes may be a number too."""
    if not isinstance(said, dict):
        return None
    minutes = re.search(r"\d{1,9}", str(said.get("reminder_minutes")))
    if minutes is None:
        return None
    override = {"reminder_minutes": int(minutes[0]), "reminder_method": said.get("reminder_method")}
    return {"use_default": False, "overrides": [override]}


def _person(owner: str) -> JSON:
    """`Ada Okafor <ada@sandbox.test>`."""
    name, _, address = owner.rpartition("<")
    return {"name": name.strip(), "email": address.rstrip("> ").strip()}


def account(item: JSON) -> JSON:
    """An account, as version 3 describes a grant."""
    provider = str(item.get("provider") or "")
    state = str(item.get("sync_state") or "")
    return {
        "id": item.get("account_id") or item.get("id"),
        "provider": _KINDS.get(provider, provider),
        "email": item.get("email_address"),
        "name": item.get("name"),
        "grant_status": "invalid" if state in ("invalid", "invalid-credentials", "stopped") else "valid",
    }


def unchanged(item: JSON) -> JSON:
    """Calendars and jobs say the same in both."""
    return item


def body_of_v2(body: JSON, zone: str | None = None) -> JSON:
    """A request body of version 3 as the older generation takes it.

    The settings of a meeting to be made are called otherwise and no host is named; a rule is wrapped with its
    zone. Both members of a conference never meet here, because version 3's body never holds both.
    """
    said = dict(body)
    conference = body.get("conferencing")
    if isinstance(conference, dict) and "autocreate" in conference:
        settings = conference["autocreate"].get("conf_settings")
        autocreate = {"settings": settings} if settings else {}
        said["conferencing"] = {"provider": conference["provider"], "autocreate": autocreate}
    if "recurrence" in body:
        said["recurrence"] = {"rrule": body["recurrence"], "timezone": zone or "UTC"}
    if body.get("visibility") == "default":
        said["visibility"] = None
    if "reminders" in body:
        said["reminders"] = _reminders_v2(body["reminders"])
    return said


def _reminders_v2(said: JSON) -> JSON | None:
    """One reminder, its minutes in brackets as the older reference writes them; null leaves the default."""
    overrides = said.get("overrides") or ()
    if not overrides:
        return None
    first = overrides[0]
    return {
        "reminder_minutes": f"[{first['reminder_minutes']}]",
        "reminder_method": first.get("reminder_method") or "popup",
    }
