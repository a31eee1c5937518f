"""The last official clients of the older generation make and change events, request by request."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox.curl import JSON, Curl
from tests.sandbox.older_wires import NOTE, START, made, primary, read, said, waited, whole


@pytest.fixture(autouse=True)
def _links_on_the_second_look(google: Curl) -> Iterator[None]:
    google.call("PUT", "/__sandbox__/links", body={"rule": "reads:2"})
    yield
    google.call("PUT", "/__sandbox__/links", body={"rule": "after:4"})


def test_the_account_and_its_calendars_are_read(python: dict[str, httpx.Client], node: httpx.Client) -> None:
    assert read(python["gmail"], "/account")["email_address"] == "ada@sandbox.test"
    assert node.get("/account").json()["provider"] == "gmail"
    first = primary(python["gmail"])
    assert read(python["gmail"], f"/calendars/{first}")["is_primary"] is True
    rooms = python["gmail"].get("/resources", params={"offset": "0", "limit": "50"}).json()
    assert [room["name"] for room in rooms] == ["Theatre 1", "Glass Room", "Quiet Room"]
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
    held = google.get("/__sandbox__/conferences").data
    assert [one["state"] for one in held if one["event_id"] == event["id"]] == ["live"]
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
