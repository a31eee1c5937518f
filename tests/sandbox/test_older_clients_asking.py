"""The last official clients of the older generation answer invitations, look for time, and make mistakes."""

from __future__ import annotations

import httpx
import pytest

from tests.sandbox.curl import JSON
from tests.sandbox.older_wires import NOTE, START, primary


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
