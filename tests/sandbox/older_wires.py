"""What the last official clients of the older generation put on the wire.

Bodies, queries and headers are those of the Python client 5.14.1 and the Node client 6.11.1, noted while they
spoke to this sandbox; only what depends on an answer is filled in.
"""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.sandbox.curl import JSON
from tui.sandbox.serve import ServedSandbox

START = 1_812_000_000
PYTHON = {
    "X-Nylas-API-Wrapper": "python",
    "X-Nylas-Client-Id": "cid",
    "Nylas-API-Version": "2.5",
    "User-Agent": "Nylas Python SDK 5.14.1 - 3.11.7",
}
NOTE = {"type": "email", "minutes_before_event": "600", "body": "b", "subject": "s"}
NODE = {
    "User-Agent": "Nylas Node SDK v6.11.1",
    "Nylas-API-Version": "2.5",
    "Nylas-SDK-API-Version": "2.5",
    "X-Nylas-Client-Id": "cid",
    "Content-Type": "text/plain;charset=UTF-8",
}


def token(served: ServedSandbox, kind: str) -> str:
    return next(one.token for one in served.sandbox.accounts if one.kind == kind)


def opened(served: ServedSandbox, headers: dict[str, str]) -> httpx.Client:
    return httpx.Client(base_url=served.api_uri, headers=headers, timeout=20, trust_env=False)


def made(client: httpx.Client, calendar: str, **members: Any) -> JSON:
    """`event.save(notify_participants=True)` of the Python client: its booleans have capitals."""
    body = {
        "title": "Party",
        "description": "Lets celebrate",
        "location": "Rink",
        "when": {"start_time": START, "end_time": START + 1800},
        "participants": [{"name": "K", "email": "k@sandbox.test"}],
        "calendar_id": calendar,
        "metadata": {"key1": "v"},
        "notifications": [NOTE],
    }
    answer = client.post("/events", params={"notify_participants": "True"}, json=body | members)
    assert answer.status_code == 200, answer.text
    event: JSON = answer.json()
    return event


def read(client: httpx.Client, path: str) -> JSON:
    """`get` of the Python client: one object is read with `offset=0`."""
    answer = client.get(path, params={"offset": "0"})
    assert answer.status_code == 200, answer.text
    found: JSON = answer.json()
    return found


def whole(event: JSON, **changes: Any) -> JSON:
    """What the Python client sends when it saves an event it has read: all it can write that is not null."""
    members = (
        *("title", "description", "conferencing", "location", "busy", "calendar_id", "recurrence"),
        *("metadata", "notifications", "visibility", "capacity"),
    )
    sent = {name: event[name] for name in members if event.get(name) is not None}
    sent["when"] = {name: value for name, value in event["when"].items() if name != "object"}
    sent["participants"] = [
        {name: one[name] for name in ("comment", "email", "name", "phone_number")}
        for one in event["participants"]
    ]
    return sent | changes


def primary(client: httpx.Client) -> str:
    """The first calendar of a list of one: `calendars.first()`."""
    found = client.get("/calendars", params={"offset": "0", "limit": "1"}).json()
    assert len(found) == 1
    return str(found[0]["id"])


def waited(client: httpx.Client, event: JSON) -> JSON:
    """The event once `job_statuses.get` says that it is there."""
    for _ in range(4):
        job = read(client, f"/job-statuses/{event['job_status_id']}")
        assert set(job) == {
            *("account_id", "action", "created_at", "id", "job_status_id", "object", "status")
        }
        if job["status"] == "successful":
            return read(client, f"/events/{job['id']}")
    raise AssertionError(job)


def said(client: httpx.Client, method: str, path: str, body: JSON) -> JSON:
    """A body of the Node client: JSON that calls itself plain text."""
    answer = client.request(method, path, content=json.dumps(body))
    assert answer.status_code == 200, answer.text
    found: JSON = answer.json()
    return found
