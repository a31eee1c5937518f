"""“Automatic meeting details” (API v2) as printed: each request sent, each answer's shape compared."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.documents.shapes import ASKED, FINISHED, JSON, REQUESTS, unlike
from tests.sandbox.curl import Curl
from tui.sandbox.serve import ServedSandbox

HOME = {"Zoom Meeting": "gmail", "Google Meet": "gmail", "Microsoft Teams": "exchange"}
PROVIDERS = tuple(REQUESTS)
NOTE = {
    "body": "Reminding you about our meeting.",
    "subject": "Test Event Notification",
    "minutes_before_event": "600",
    "type": "email",
}


@pytest.fixture(scope="module")
def older(served: ServedSandbox) -> Iterator[dict[str, httpx.Client]]:
    """A client for each kind of account, with its access token as the documents print it."""
    found = {
        one.kind: httpx.Client(
            base_url=served.api_uri,
            headers={"Authorization": f"Bearer {one.token}", "Content-Type": "application/json"},
            timeout=20,
            trust_env=False,
        )
        for one in served.sandbox.accounts
    }
    yield found
    for client in found.values():
        client.close()


def sent(client: httpx.Client, provider: str, **changes: object) -> httpx.Response:
    """The printed request, on the account's own calendar."""
    calendars = client.get("/calendars").json()
    calendar = next(one["id"] for one in calendars if not one["read_only"])
    return client.post("/events", json=REQUESTS[provider] | {"calendar_id": calendar} | changes)


def finished(client: httpx.Client, asked: JSON) -> JSON:
    """The event its job leaves behind."""
    for _ in range(4):
        job = client.get(f"/job-statuses/{asked['job_status_id']}").json()
        if job["status"] == "successful":
            event: JSON = client.get(f"/events/{job['id']}").json()
            return event
    raise AssertionError(job)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_printed_request_is_answered_in_the_printed_shape_without_the_meeting(
    older: dict[str, httpx.Client], provider: str
) -> None:
    notes = {"notifications": [NOTE]} if provider == "Zoom Meeting" else {}
    answer = sent(older[HOME[provider]], provider, **notes)
    assert answer.status_code == 200
    assert unlike(ASKED[provider], answer.json()) == []
    assert not answer.json().get("conferencing")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_once_the_job_is_successful_the_event_has_the_printed_shape(
    older: dict[str, httpx.Client], provider: str
) -> None:
    client = older[HOME[provider]]
    event = finished(client, sent(client, provider).json())
    assert unlike(FINISHED[provider], event) == []
    assert "job_status_id" not in event
    assert event["visibility"] == FINISHED[provider].get("visibility")


def test_the_meeting_then_also_shows_in_the_provider_s_account(
    older: dict[str, httpx.Client], curls: dict[str, Curl]
) -> None:
    event = finished(older["gmail"], sent(older["gmail"], "Zoom Meeting").json())
    held = curls["google"].get("/__sandbox__/conferences").data
    assert [one["state"] for one in held if one["event_id"] == event["id"]] == ["live"]


def test_times_may_be_text_and_come_back_as_numbers(older: dict[str, httpx.Client]) -> None:
    asked = sent(older["gmail"], "Zoom Meeting").json()
    when = {name: int(value) for name, value in REQUESTS["Zoom Meeting"]["when"].items()}
    assert asked["when"] == when | {"object": "timespan"}


def test_read_only_in_a_request_is_ignored(older: dict[str, httpx.Client]) -> None:
    assert REQUESTS["Google Meet"]["read_only"] is True
    assert sent(older["gmail"], "Google Meet").json()["read_only"] is False


def test_an_answer_may_be_given_with_the_guest(older: dict[str, httpx.Client]) -> None:
    assert sent(older["gmail"], "Google Meet").json()["participants"][0]["status"] == "yes"


def test_events_can_have_metadata_and_reminders_beside_the_meeting(older: dict[str, httpx.Client]) -> None:
    members = {
        "metadata": {"key1": "cake"},
        "reminders": {"reminder_minutes": "[20]", "reminder_method": "popup"},
    }
    event = finished(older["gmail"], sent(older["gmail"], "Google Meet", **members).json())
    assert event["metadata"] == {"key1": "cake"}
    assert event["reminders"] == {"reminder_minutes": 20, "reminder_method": "popup"}
    assert event["conferencing"]["details"]["url"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_autocreate_and_details_together_are_refused_in_the_printed_words(
    older: dict[str, httpx.Client], provider: str
) -> None:
    both = {"provider": provider, "autocreate": {}, "details": {"url": "https://zoom.us/j/1"}}
    answer = sent(older[HOME[provider]], provider, conferencing=both)
    assert answer.status_code == 400
    assert answer.json() == {
        "message": "'details' not allowed when auto generating a conference",
        "type": "invalid_request_error",
    }


def test_zoom_s_settings_go_through_as_printed_and_are_not_validated(older: dict[str, httpx.Client]) -> None:
    client = older["gmail"]
    printed = {"password": "6789011", "settings": {"mute_upon_entry": True}}
    for settings in (printed, {"settings": {"nobody_knows_this": [1, {"a": None}]}}, {}):
        call = {"provider": "Zoom Meeting", "autocreate": {"settings": settings}}
        assert finished(client, sent(client, "Zoom Meeting", conferencing=call).json())["conferencing"]


def test_a_change_on_the_provider_s_side_does_not_reach_the_conference(
    older: dict[str, httpx.Client],
) -> None:
    client = older["gmail"]
    event = finished(client, sent(client, "Zoom Meeting").json())
    moved = {"description": "New link: https://us02web.zoom.us/j/99999999999"}
    client.put(f"/events/{event['id']}", json=moved)
    assert client.get(f"/events/{event['id']}").json()["conferencing"] == event["conferencing"]


def test_the_notes_of_a_teams_event_are_html_with_the_printed_block(older: dict[str, httpx.Client]) -> None:
    client = older["exchange"]
    notes = finished(client, sent(client, "Microsoft Teams").json())["description"]
    assert notes.startswith("<html><head>\r\n<meta ")
    assert "<body>Lets celebrate<br>~~~~~~~~~~<br>" in notes
    assert "url: https://teams.microsoft.com/l/meetup-join/19%3ameeting_" in notes
    assert notes.endswith(" </body></html>")


def test_the_provider_of_a_teams_event_changes_only_by_deleting_the_conference_first(
    older: dict[str, httpx.Client],
) -> None:
    client = older["exchange"]
    event = finished(client, sent(client, "Microsoft Teams").json())
    zoom = {"conferencing": {"provider": "Zoom Meeting", "autocreate": {}}}
    assert client.put(f"/events/{event['id']}", json=zoom).status_code == 400
    assert client.put(f"/events/{event['id']}", json={"conferencing": {}}).status_code == 200
    assert client.put(f"/events/{event['id']}", json=zoom).status_code == 200


AVAILABLE = {
    "Zoom Meeting": {"gmail", "exchange"},
    "Google Meet": {"gmail"},
    "Microsoft Teams": {"exchange", "ews"},
}
UNAVAILABLE = {
    "Zoom Meeting": {"eas", "icloud", "graph", "virtual"},
    "Google Meet": {"exchange", "ews", "eas", "icloud", "graph", "virtual"},
    "Microsoft Teams": {"graph", "icloud", "gmail", "eas"},
}


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_s_limitations_by_type_of_account(
    older: dict[str, httpx.Client], provider: str
) -> None:
    for kind in AVAILABLE[provider]:
        assert sent(older[kind], provider).status_code == 200, kind
    for kind in UNAVAILABLE[provider]:
        answer = sent(older[kind], provider)
        assert (answer.status_code, answer.json()["type"]) == (400, "invalid_request_error"), kind


def test_without_a_webhook_the_job_is_what_tells(older: dict[str, httpx.Client]) -> None:
    asked = sent(older["gmail"], "Google Meet").json()
    path = f"/job-statuses/{asked['job_status_id']}"
    told = [older["gmail"].get(path).json()["status"] for _ in range(3)]
    assert told == ["pending", "successful", "successful"]
