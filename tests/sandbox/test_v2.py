"""A developer on the older generation: bare bodies, tokens, and calls that are there once a job says so."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.sandbox.curl import JSON, Curl
from tui.sandbox.rules_calls import BOTH
from tui.sandbox.serve import ServedSandbox
from tui.sandbox.v2_accounts import Account

START = 1_812_000_000
WHEN = {"start_time": str(START), "end_time": str(START + 1800)}


@pytest.fixture(scope="module")
def older(served: ServedSandbox) -> Iterator[dict[str, httpx.Client]]:
    """A client for each kind of account."""
    clients = {
        account.kind: httpx.Client(
            base_url=served.api_uri,
            headers={"Authorization": f"Bearer {account.token}"},
            timeout=20,
            trust_env=False,
        )
        for account in served.sandbox.accounts
    }
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture
def gmail(older: dict[str, httpx.Client]) -> httpx.Client:
    return older["gmail"]


def account_of(served: ServedSandbox, kind: str) -> Account:
    return next(one for one in served.sandbox.accounts if one.kind == kind)


def own_calendar(client: httpx.Client) -> str:
    """The first calendar that can be written to."""
    return next(str(c["id"]) for c in client.get("/calendars").json() if not c["read_only"])


def create(client: httpx.Client, **members: Any) -> httpx.Response:
    """A new event, as the documents print the request."""
    body = {
        "title": "Birthday Party",
        "location": "Roller Rink",
        "calendar_id": own_calendar(client),
        "busy": True,
        "read_only": False,
        "participants": [{"name": "Katherine Johnson", "email": "katherine@sandbox.test"}],
        "description": "Lets celebrate",
        "when": WHEN,
    }
    return client.post("/events", json=body | members)


def autocreated(provider: str, **asked: Any) -> JSON:
    return {"provider": provider, "autocreate": asked}


@pytest.fixture(autouse=True)
def _links_at_once_they_are_looked_for(google: Curl) -> Iterator[None]:
    google.call("PUT", "/__sandbox__/links", body={"rule": "reads:2"})
    yield
    google.call("PUT", "/__sandbox__/links", body={"rule": "after:4"})


def test_a_token_is_taken_as_bearer_and_as_the_name_of_basic(served: ServedSandbox) -> None:
    account = account_of(served, "gmail")
    basic = base64.b64encode(f"{account.token}:".encode()).decode()
    for header in (f"Bearer {account.token}", f"Basic {basic}"):
        answer = httpx.get(f"{served.api_uri}/account", headers={"Authorization": header}, trust_env=False)
        assert answer.json()["email_address"] == "ada@sandbox.test"
        assert answer.json()["provider"] == "gmail"


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic !!!", "Basic d3Jvbmc6"])
def test_a_wrong_token_is_answered_in_plain_text(served: ServedSandbox, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = httpx.get(f"{served.api_uri}/events", headers=headers, trust_env=False)
    assert answer.status_code == 401
    assert answer.text == "Could not verify access credential."
    assert "Basic" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("kind", "provider", "stays"),
    [
        ("gmail", "Google Meet", True),
        ("gmail", "Zoom Meeting", False),
        ("exchange", "Zoom Meeting", False),
        ("exchange", "Microsoft Teams", False),
    ],
)
def test_a_call_is_made_after_the_answer_and_its_job_says_so(
    older: dict[str, httpx.Client], kind: str, provider: str, stays: bool
) -> None:
    client = older[kind]
    made = create(client, conferencing=autocreated(provider)).json()
    assert made["job_status_id"]
    assert made.get("conferencing") is None
    assert ("conferencing" in made) == stays
    assert made["when"] == {"object": "timespan", "start_time": START, "end_time": START + 1800}
    assert made["ical_uid"] is None
    first = client.get(f"/job-statuses/{made['job_status_id']}").json()
    assert (first["status"], first["id"], first["action"]) == ("pending", made["id"], "create_event")
    ended = client.get(f"/job-statuses/{made['job_status_id']}").json()
    assert ended["status"] == "successful"
    assert (ended["id"] == made["id"]) == stays
    event = client.get(f"/events/{ended['id']}", params={"offset": 0}).json()
    assert event["conferencing"]["provider"] == provider
    assert event["conferencing"]["details"]["url"].startswith("https://")
    assert "job_status_id" not in event
    if not stays:
        gone = client.get(f"/events/{made['id']}")
        assert gone.status_code == 404
        assert gone.json() == {
            "message": f"Couldn't find event id {made['id']}",
            "type": "invalid_request_error",
        }


def test_the_code_of_a_zoom_meeting_is_a_number(gmail: httpx.Client) -> None:
    made = create(gmail, conferencing=autocreated("Zoom Meeting", settings={"password": "1"})).json()
    for _ in range(2):
        job = gmail.get(f"/job-statuses/{made['job_status_id']}").json()
    details = gmail.get(f"/events/{job['id']}").json()["conferencing"]["details"]
    assert isinstance(details["meeting_code"], int)


def test_both_members_are_refused_in_the_documented_words(gmail: httpx.Client) -> None:
    both = autocreated("Zoom Meeting") | {"details": {"url": "https://zoom.us/j/1"}}
    refused = create(gmail, conferencing=both)
    assert refused.status_code == 400
    assert refused.json() == {"message": BOTH, "type": "invalid_request_error"}


ALLOWED = {
    ("gmail", "Google Meet"),
    ("gmail", "Zoom Meeting"),
    ("exchange", "Zoom Meeting"),
    ("exchange", "Microsoft Teams"),
}


@pytest.mark.parametrize("kind", ["gmail", "exchange", "eas", "graph", "icloud", "virtual"])
@pytest.mark.parametrize("provider", ["Google Meet", "Zoom Meeting", "Microsoft Teams"])
def test_each_kind_of_account_creates_what_the_documents_say(
    older: dict[str, httpx.Client], kind: str, provider: str
) -> None:
    answer = create(older[kind], conferencing=autocreated(provider))
    assert (answer.status_code == 200) == ((kind, provider) in ALLOWED)


def test_a_call_that_fails_is_a_failed_job_and_an_event_without_it(google: Curl, gmail: httpx.Client) -> None:
    google.call("PUT", "/__sandbox__/links", body={"rule": "fail"})
    made = create(gmail, conferencing=autocreated("Google Meet")).json()
    job = gmail.get(f"/job-statuses/{made['job_status_id']}").json()
    assert job["status"] == "failed"
    assert gmail.get(f"/events/{made['id']}").json()["conferencing"] is None


def test_the_provider_of_a_teams_meeting_cannot_be_changed(older: dict[str, httpx.Client]) -> None:
    client = older["exchange"]
    made = create(client, conferencing=autocreated("Microsoft Teams")).json()
    for _ in range(2):
        job = client.get(f"/job-statuses/{made['job_status_id']}").json()
    refused = client.put(f"/events/{job['id']}", json={"conferencing": autocreated("Zoom Meeting")})
    assert refused.status_code == 400
    assert "cannot be changed" in refused.json()["message"]


def test_what_one_generation_makes_the_other_one_sees(google: Curl, gmail: httpx.Client) -> None:
    made = create(gmail, title="Made by the older").json()
    newer = google.event(made["id"], made["calendar_id"]).data
    assert newer["title"] == "Made by the older"
    assert newer["when"]["start_time"] == START
    other = google.create(title="Made by the newer", when={"start_time": START, "end_time": START + 60}).data
    older = gmail.get(f"/events/{other['id']}").json()
    assert older["title"] == "Made by the newer"
    assert older["object"] == "event"
    gmail.put(f"/events/{other['id']}", json={"title": "Changed by the older"})
    assert google.event(other["id"]).data["title"] == "Changed by the older"
    assert gmail.delete(f"/events/{other['id']}").json()["job_status_id"]
    assert google.event(other["id"]).status == 404


def test_events_are_listed_between_bounds_page_by_page(gmail: httpx.Client) -> None:
    calendar = gmail.post("/calendars", json={"name": "Pages"}).json()["id"]
    for number in range(5):
        at = START + number * 3600
        create(gmail, calendar_id=calendar, title=f"P{number}", when={"start_time": at, "end_time": at + 600})
    bounds: JSON = {"calendar_id": calendar, "starts_after": START, "ends_before": START + 4 * 3600 + 600}
    titles = [event["title"] for event in gmail.get("/events", params=bounds).json()]
    assert titles == ["P1", "P2", "P3"]
    page = gmail.get("/events", params=bounds | {"limit": 2, "offset": 2}).json()
    assert [event["title"] for event in page] == ["P3"]
    assert gmail.get("/events", params=bounds | {"view": "count"}).json() == {"count": 3}
    assert len(gmail.get("/events", params=bounds | {"view": "ids"}).json()) == 3
    assert gmail.get("/events", params={"colour": "red"}).status_code == 400


def test_an_empty_change_a_missing_time_and_a_read_only_calendar_are_refused(gmail: httpx.Client) -> None:
    made = create(gmail).json()
    assert gmail.put(f"/events/{made['id']}", json={}).json()["message"] == "Empty request body"
    missing = gmail.post("/events", json={"calendar_id": own_calendar(gmail)})
    assert missing.json()["message"] == "Must specify 'when' when creating an event."
    holidays = next(c["id"] for c in gmail.get("/calendars").json() if c["read_only"])
    refused = create(gmail, calendar_id=holidays)
    assert refused.json()["message"] == "Can't create events on read_only calendar."


def test_a_call_by_hand_is_there_at_once_and_empty_conferencing_takes_it_off(gmail: httpx.Client) -> None:
    link = {
        "provider": "Zoom Meeting",
        "details": {"url": "https://zoom.us/j/89012345678", "meeting_code": "89012345678"},
    }
    made = create(gmail, conferencing=link).json()
    assert made["conferencing"]["details"]["url"] == "https://zoom.us/j/89012345678"
    gmail.put(f"/events/{made['id']}", json={"conferencing": {}})
    assert gmail.get(f"/events/{made['id']}").json()["conferencing"] is None


def test_jobs_are_listed_newest_first_and_an_unknown_one_is_not_there(gmail: httpx.Client) -> None:
    made = create(gmail).json()
    listed = gmail.get("/job-statuses", params={"limit": 3}).json()
    assert made["job_status_id"] in {job["job_status_id"] for job in listed}
    assert gmail.get("/job-statuses/none").status_code == 404


def test_free_time_is_told_in_the_older_manner(gmail: httpx.Client) -> None:
    start = START // 300 * 300
    body = {"start_time": start, "end_time": start + 7200, "emails": ["ada@sandbox.test"]}
    assert gmail.post("/calendars/free-busy", json=body).json()[0]["object"] == "free_busy"
    found = gmail.post("/calendars/availability", json=body | {"duration_minutes": 30}).json()
    assert found["object"] == "availability"
    assert {slot["status"] for slot in found["time_slots"]} <= {"free"}


def test_an_invitation_is_answered_with_the_event(gmail: httpx.Client) -> None:
    me = {"email": "ada@sandbox.test"}
    made = create(gmail, participants=[me]).json()
    body = {"event_id": made["id"], "status": "yes", "account_id": made["account_id"]}
    answered = gmail.post("/send-rsvp", json=body).json()
    assert answered["participants"][0]["status"] == "yes"


def test_throttling_names_the_limit_and_when_it_ends(google: Curl, gmail: httpx.Client) -> None:
    script = [{"match": {"path_contains": "/account"}, "do": {"retry_after": 3}}]
    google.call("PUT", "/__sandbox__/faults", body={"faults": script})
    answer = gmail.get("/account")
    assert answer.status_code == 429
    assert answer.json()["type"] == "rate_limit_error"
    assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Reset"]) == ("50", "3")
