"""The last official clients of the older generation, request by request as they send them.

Bodies, queries and headers are those of the Python client 5.14.1 and the Node client 6.11.1, noted while they
spoke to this sandbox; only what depends on an answer is filled in.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.sandbox.curl import JSON, Curl
from tui.sandbox.serve import ServedSandbox

START = 1_812_000_000
PYTHON = {
    "X-Nylas-API-Wrapper": "python",
    "X-Nylas-Client-Id": "cid",
    "Nylas-API-Version": "2.5",
    "User-Agent": "Nylas Python SDK 5.14.1 - 3.11.7",
}
NOTE = {"type": "email", "minutes_before_event": "600", "body": "b", "subject": "s"}


def token(served: ServedSandbox, kind: str) -> str:
    return next(one.token for one in served.sandbox.accounts if one.kind == kind)


def opened(served: ServedSandbox, headers: dict[str, str]) -> httpx.Client:
    return httpx.Client(base_url=served.api_uri, headers=headers, timeout=20, trust_env=False)


@pytest.fixture(scope="module")
def python(served: ServedSandbox) -> Iterator[dict[str, httpx.Client]]:
    """The Python client on a Google and on an Exchange account: a bearer token, and `offset=0` everywhere."""
    found = {
        kind: opened(served, PYTHON | {"Authorization": f"Bearer {token(served, kind)}"})
        for kind in ("gmail", "exchange")
    }
    yield found
    for client in found.values():
        client.close()


@pytest.fixture(scope="module")
def node(served: ServedSandbox) -> Iterator[httpx.Client]:
    """The Node client: the token as the name of basic authentication, without a password."""
    basic = base64.b64encode(f"{token(served, 'gmail')}:".encode()).decode()
    headers = {
        "Authorization": f"Basic {basic}",
        "User-Agent": "Nylas Node SDK v6.11.1",
        "Nylas-API-Version": "2.5",
        "Nylas-SDK-API-Version": "2.5",
        "X-Nylas-Client-Id": "cid",
        "Content-Type": "text/plain;charset=UTF-8",
    }
    with opened(served, headers) as client:
        yield client


@pytest.fixture(autouse=True)
def _links_on_the_second_look(google: Curl) -> Iterator[None]:
    google.call("PUT", "/__sandbox__/links", body={"rule": "reads:2"})
    yield
    google.call("PUT", "/__sandbox__/links", body={"rule": "after:4"})


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


def test_the_account_and_its_calendars_are_read(python: dict[str, httpx.Client], node: httpx.Client) -> None:
    assert read(python["gmail"], "/account")["email_address"] == "ada@sandbox.test"
    assert node.get("/account").json()["provider"] == "gmail"
    first = primary(python["gmail"])
    assert read(python["gmail"], f"/calendars/{first}")["is_primary"] is True
    page = python["gmail"].get("/calendars", params={"offset": "0", "limit": "50"}).json()
    beyond = python["gmail"].get("/calendars", params={"offset": "50", "limit": "50"}).json()
    assert (len(page) > 1, beyond) == (True, [])


def test_an_event_is_made_read_and_saved_whole(python: dict[str, httpx.Client], google: Curl) -> None:
    client = python["gmail"]
    event = made(client, primary(client))
    stored = read(client, f"/events/{event['id']}")
    assert stored["notifications"] == [NOTE]
    saved = client.put(f"/events/{event['id']}", json=whole(stored, title="Changed")).json()
    assert saved["title"] == "Changed"
    after = read(client, f"/events/{event['id']}")
    assert {n: v for n, v in after.items() if n not in ("title", "updated_at")} == {
        n: v for n, v in stored.items() if n not in ("title", "updated_at")
    }
    mailed = [one["about"] for one in google.get("/__sandbox__/mails").data if one["event_id"] == event["id"]]
    assert mailed == ["created", "updated"]


@pytest.mark.parametrize(
    ("kind", "provider"),
    [("gmail", "Google Meet"), ("gmail", "Zoom Meeting"), ("exchange", "Microsoft Teams")],
)
def test_a_finished_call_is_sent_back_with_the_event_and_stays_as_it_is(
    python: dict[str, httpx.Client], google: Curl, kind: str, provider: str
) -> None:
    client = python[kind]
    asked = {"provider": provider, "autocreate": {}}
    event = waited(client, made(client, primary(client), conferencing=asked))
    assert "details" in event["conferencing"]
    saved = client.put(f"/events/{event['id']}", json=whole(event, title="Renamed"))
    assert saved.status_code == 200, saved.text
    again = read(client, f"/events/{event['id']}")
    assert (again["title"], again["conferencing"]) == ("Renamed", event["conferencing"])
    code = again["conferencing"]["details"].get("meeting_code", 0)
    assert isinstance(code, int)
    if kind == "gmail":
        newer = google.event(event["id"], event["calendar_id"]).data["conferencing"]["details"]
        assert isinstance(newer.get("meeting_code", ""), str)


def test_a_pending_call_survives_an_event_that_is_saved_without_it(python: dict[str, httpx.Client]) -> None:
    client = python["gmail"]
    asked = {"provider": "Google Meet", "autocreate": {}}
    event = made(client, primary(client), conferencing=asked)
    client.put(f"/events/{event['id']}", json=whole(event, location="Yard"))
    ended = waited(client, event)
    assert ended["location"] == "Yard"
    assert ended["conferencing"]["details"]["url"]


def test_a_series_and_each_kind_of_when_are_saved_back(python: dict[str, httpx.Client]) -> None:
    client = python["gmail"]
    zone = {"start_timezone": "Europe/London", "end_timezone": "Europe/London"}
    rule = {"rrule": ["RRULE:FREQ=WEEKLY;COUNT=3"], "timezone": "Europe/London"}
    kinds: list[tuple[JSON, JSON, JSON]] = [
        (
            {"start_time": START, "end_time": START + 1800} | zone,
            {"recurrence": rule},
            {"object": "timespan"},
        ),
        ({"time": START}, {}, {"object": "time", "time": START}),
        ({"date": "2027-06-01"}, {}, {"object": "date", "date": "2027-06-01"}),
        ({"start_date": "2027-06-01", "end_date": "2027-06-01"}, {}, {"object": "date"}),
        ({"start_date": "2027-06-01", "end_date": "2027-06-02"}, {}, {"object": "datespan"}),
    ]
    for when, members, shown in kinds:
        event = read(client, f"/events/{made(client, primary(client), when=when, **members)['id']}")
        assert event["when"] | shown == event["when"]
        assert client.put(f"/events/{event['id']}", json=whole(event, title="Again")).status_code == 200
        again = read(client, f"/events/{event['id']}")
        assert (again["when"], again.get("recurrence")) == (event["when"], event.get("recurrence"))


def test_lists_are_walked_by_offset_until_a_page_is_empty(python: dict[str, httpx.Client]) -> None:
    client = python["gmail"]
    calendar = client.post("/calendars", json={"name": "Walk"}).json()["id"]
    for number in range(5):
        made(client, calendar, title=f"W{number}", metadata={"walk": f"n{number % 2}"})
    seen: list[str] = []
    while True:
        page = client.get(
            "/events", params={"calendar_id": calendar, "offset": str(len(seen)), "limit": "2"}
        ).json()
        if not page:
            break
        seen += [event["title"] for event in page]
    assert sorted(seen) == [f"W{number}" for number in range(5)]
    for query, count in (
        ({"metadata_key": "walk"}, 5),
        ({"metadata_key": "none"}, 0),
        ({"metadata_key": "walk", "metadata_value": "n1"}, 2),
        ({"metadata_pair": "walk:n0"}, 3),
        ({"participants": "k@sandbox.test"}, 5),
        ({"participants": "nobody@sandbox.test"}, 0),
        ({"show_cancelled": "True", "expand_recurring": "True", "busy": "True"}, 5),
    ):
        found = client.get(
            "/events", params={"calendar_id": calendar, "view": "count", "limit": "50"} | query
        )
        assert found.json() == {"count": count}, query
    ids = client.get("/events", params={"calendar_id": calendar, "view": "ids", "limit": "2"}).json()
    assert len(ids) == 2


def test_calendars_are_made_saved_and_deleted_with_jobs(python: dict[str, httpx.Client]) -> None:
    client = python["gmail"]
    calendar = client.post("/calendars", json={"name": "N2"}).json()
    body = {"name": "N2", "description": "d", "metadata": {}}
    assert client.put(f"/calendars/{calendar['id']}", json=body).json()["description"] == "d"
    deleted = client.request("DELETE", f"/calendars/{calendar['id']}").json()
    job = read(client, f"/job-statuses/{deleted['job_status_id']}")
    assert (job["action"], job["object"], job["id"], job["status"]) == (
        *("delete_calendar", "calendar", calendar["id"]),
        "successful",
    )
    assert (
        client.get(f"/calendars/{calendar['id']}").json()["message"] == f"Calendar {calendar['id']} not found"
    )
    assert client.get("/calendars", params={"view": "count"}).json()["count"] >= 1


def said(client: httpx.Client, method: str, path: str, body: JSON) -> JSON:
    """A body of the Node client: JSON that calls itself plain text."""
    answer = client.request(method, path, content=json.dumps(body))
    assert answer.status_code == 200, answer.text
    found: JSON = answer.json()
    return found


def test_node_s_finished_call_comes_back_whole_with_its_event(node: httpx.Client) -> None:
    calendar = primary(node)
    when = {"start_time": START, "end_time": START + 1800}
    asked = {"provider": "Zoom Meeting", "autocreate": {"settings": {"password": "1"}}}
    body = {"calendar_id": calendar, "title": "P", "description": "d", "participants": [], "when": when}
    event = said(node, "POST", "/events?notify_participants=true", body | {"conferencing": asked})
    for _ in range(2):
        job = node.get(f"/job-statuses/{event['job_status_id']}").json()
    event = node.get(f"/events/{job['id']}").json()
    back = {
        "calendar_id": calendar,
        "title": "Z2",
        "description": event["description"],
        "participants": [],
        "read_only": False,
        "location": "",
        "when": when,
        "busy": True,
        "conferencing": event["conferencing"],
        "notifications": [],
        "metadata": {},
        "hide_participants": False,
    }
    saved = said(node, "PUT", f"/events/{event['id']}", back)
    assert (saved["title"], saved["conferencing"]) == ("Z2", event["conferencing"])
    said(node, "PUT", f"/events/{event['id']}", back | {"conferencing": None})
    assert node.get(f"/events/{event['id']}").json()["conferencing"] == event["conferencing"]
    answer = said(
        node, "POST", "/calendars", {"name": "N", "description": "", "location": "", "timezone": ""}
    )
    assert answer["name"] == "N"


def test_node_creates_with_empty_lists_and_deletes_with_an_empty_object(node: httpx.Client) -> None:
    calendar = primary(node)
    body = {
        "title": "Node",
        "calendar_id": calendar,
        "when": {"start_time": START, "end_time": START + 1800, "object": "timespan"},
        "participants": [],
        "notifications": [],
    }
    event = said(node, "POST", "/events", body)
    assert said(node, "DELETE", f"/events/{event['id']}", {})["job_status_id"]
    assert node.get(f"/events/{event['id']}").status_code == 404


def test_an_invitation_has_the_message_it_came_with_and_is_answered(
    python: dict[str, httpx.Client],
) -> None:
    client = python["gmail"]
    query = {"starts_after": "1795100000", "expand_recurring": "True", "offset": "0", "limit": "50"}
    found = client.get("/events", params=query | {"calendar_id": primary(client)}).json()
    invited = next(event for event in found if event["message_id"])
    assert invited["organizer_email"] != "ada@sandbox.test"
    body = {"event_id": invited["id"], "status": "maybe", "account_id": invited["account_id"]}
    answered = client.post("/send-rsvp", json=body | {"comment": "late"}).json()
    mine = next(one for one in answered["participants"] if one["email"] == "ada@sandbox.test")
    assert (mine["status"], mine["comment"]) == ("maybe", "late")
    wrong = client.post("/send-rsvp", json=body | {"account_id": "another"})
    assert (wrong.status_code, wrong.json()["type"]) == (400, "invalid_request_error")
    # The Python client's own `rsvp` forgets its credentials, and is refused in plain text.
    assert httpx.post(f"{client.base_url}/send-rsvp", json=body, trust_env=False).status_code == 401


def test_free_time_is_asked_for_as_the_clients_ask(python: dict[str, httpx.Client]) -> None:
    client, ada = python["gmail"], "ada@sandbox.test"
    window = {"start_time": START // 300 * 300, "end_time": START // 300 * 300 + 4 * 3600}
    busy = client.post("/calendars/free-busy", json=window | {"emails": [ada]}).json()
    assert [one["email"] for one in busy] == [ada]
    texts = {name: str(value) for name, value in window.items()}
    assert client.post("/calendars/free-busy", json=texts | {"emails": [ada]}).json() == busy
    ask = window | {"duration_minutes": 30, "interval_minutes": 30, "free_busy": [], "open_hours": []}
    found = client.post("/calendars/availability", json=ask | {"emails": [ada]}).json()
    assert found["object"] == "availability"
    guest = {
        "email": "guest@elsewhere.test",
        "object": "free_busy",
        "time_slots": [{"object": "time_slot", "status": "busy"} | window],
    }
    both = ask | {"emails": [ada, "guest@elsewhere.test"], "free_busy": [guest]}
    assert client.post("/calendars/availability", json=both).json()["time_slots"] == []
    never = {
        "emails": [ada],
        "days": [5, 6],
        "timezone": "UTC",
        "start": "9:00",
        "end": "10:00",
        "object_type": "open_hours",
    }
    weekend = client.post(
        "/calendars/availability", json=ask | {"emails": [ada], "open_hours": [never]}
    ).json()
    assert weekend["time_slots"] == []
    rows = client.post("/calendars/availability/consecutive", json=ask | {"emails": [[ada], [ada]]}).json()
    assert rows
    assert all(first["end_time"] == then["start_time"] for first, then in rows)
    assert client.post("/calendars/availability", json=ask | {"emails": []}).status_code == 400


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"when": None}, "Must specify 'when' when creating an event."),
        ({"calendar_id": None}, "Must specify 'calendar_id' when creating an event."),
        ({"when": {"date": "2027-06-01", "time": START}}, "When object had invalid keys."),
        ({"when": "tomorrow"}, "When object had invalid keys."),
        ({"when": {"start_time": START, "end_time": START - 1}}, "'start_time' must be < 'end_time'."),
        ({"busy": "yes"}, "'busy' must be true or false"),
        ({"notifications": [NOTE | {"type": "pigeon"}]}, None),
        ({"notifications": [{"type": "sms", "message": "m"}]}, None),
        ({"notifications": [NOTE | {"url": "https://x.test"}]}, None),
        ({"participants": "k@sandbox.test"}, None),
    ],
)
def test_a_wrong_request_is_told_of_in_message_and_type(
    python: dict[str, httpx.Client], members: JSON, message: str | None
) -> None:
    client = python["gmail"]
    body = {"title": "W", "calendar_id": primary(client), "when": {"time": START}} | members
    answer = client.post("/events", json={name: value for name, value in body.items() if value is not None})
    assert answer.status_code == 400
    assert set(answer.json()) == {"message", "type"}
    assert message in (None, answer.json()["message"])
