"""Printed requests and answers, and whether an answer of ours has the same shape."""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]
TEXT, WHOLE, TRUTH = "", 0, False
EITHER = object()
"""Stands for a value the documents print as null in one place and fill in another."""


def unlike(printed: Any, answered: Any, where: str = "answer") -> list[str]:
    """Where an answer differs in shape from a printed one; members beyond the printed are no difference."""
    if printed is EITHER:
        return []
    if isinstance(printed, dict):
        if not isinstance(answered, dict):
            return [f"{where} is no object"]
        missing = [f"{where}.{name} is not there" for name in printed if name not in answered]
        shared = [name for name in printed if name in answered]
        return missing + [
            line for name in shared for line in unlike(printed[name], answered[name], f"{where}.{name}")
        ]
    if isinstance(printed, list):
        if not isinstance(answered, list) or len(answered) < len(printed):
            return [f"{where} is no such list"]
        pairs = zip(printed, answered, strict=False)
        return [line for one, other in pairs for line in unlike(one, other, f"{where}[]")]
    if type(printed) is not type(answered):
        return [f"{where} is {answered!r}, of another type than {printed!r}"]
    return []


_GUEST = {"comment": None, "email": TEXT, "name": TEXT, "phone_number": EITHER, "status": TEXT}
_SPAN = {"end_time": WHOLE, "object": "timespan", "start_time": WHOLE}
EVENT: JSON = {
    "account_id": TEXT,
    "busy": TRUTH,
    "calendar_id": TEXT,
    "description": TEXT,
    "ical_uid": EITHER,
    "id": TEXT,
    "location": TEXT,
    "message_id": None,
    "object": "event",
    "owner": TEXT,
    "participants": [_GUEST],
    "read_only": TRUTH,
    "reminders": None,
    "status": TEXT,
    "title": TEXT,
    "when": _SPAN,
}
"""What every printed event of the older generation has."""

ASKED: dict[str, JSON] = {
    "Zoom Meeting": EVENT
    | {
        "ical_uid": None,
        "job_status_id": TEXT,
        "metadata": {},
        "notifications": [{"body": TEXT, "subject": TEXT, "minutes_before_event": TEXT, "type": TEXT}],
    },
    "Google Meet": EVENT
    | {"ical_uid": None, "job_status_id": TEXT, "conferencing": None, "visibility": None},
    "Microsoft Teams": EVENT | {"ical_uid": None, "job_status_id": TEXT, "visibility": None},
}
"""Provider → the printed answer to the request that asks for its meeting."""

FINISHED: dict[str, JSON] = {
    "Zoom Meeting": EVENT
    | {
        "metadata": {},
        "conferencing": {
            "details": {"meeting_code": WHOLE, "password": EITHER, "url": TEXT},
            "provider": "Zoom Meeting",
        },
    },
    "Google Meet": EVENT
    | {
        "ical_uid": TEXT,
        "visibility": None,
        "conferencing": {"details": {"phone": [TEXT], "pin": TEXT, "url": TEXT}, "provider": "Google Meet"},
    },
    "Microsoft Teams": EVENT
    | {
        "ical_uid": TEXT,
        "visibility": "normal",
        "reminders": {"reminder_method": "popup", "reminder_minutes": WHOLE},
        "conferencing": {"details": {"url": TEXT}, "provider": "Microsoft Teams"},
    },
}
"""Provider → the printed event once its job is done."""

REQUESTS: dict[str, JSON] = {
    "Zoom Meeting": {
        "title": "Birthday Party",
        "location": "Roller Rink",
        "busy": True,
        "read_only": False,
        "conferencing": {"provider": "Zoom Meeting", "autocreate": {}},
        "participants": [{"name": "Katherine Johnson", "email": "katherine@example.com"}],
        "description": "Lets celebrate",
        "when": {"start_time": "1827499520", "end_time": "1830245600"},
    },
    "Google Meet": {
        "title": "Birthday Party",
        "conferencing": {"provider": "Google Meet", "autocreate": {}},
        "status": "confirmed",
        "busy": True,
        "read_only": True,
        "participants": [{"name": "Alexander Graham Bell", "email": "alex@example.com", "status": "yes"}],
        "description": "Come ready to skate",
        "when": {"start_time": 1831732400, "end_time": 1831736000},
        "location": "Roller Rink",
    },
    "Microsoft Teams": {
        "title": "Birthday Party",
        "location": "Roller Rink",
        "busy": True,
        "read_only": False,
        "conferencing": {"provider": "Microsoft Teams", "autocreate": {}},
        "participants": [{"name": "Katherine Johnson", "email": "katherine@example.com>"}],
        "description": "Lets celebrate",
        "when": {"start_time": "1832869341", "end_time": "1832872941"},
    },
}
"""Provider → the printed request, its times moved into the sandbox's future."""
