"""“Events” on the wire: every endpoint of the overview, its scopes, and each provider's own way."""

from __future__ import annotations

import pytest

from tests.documents.desk import EPOCH, WHEN, consented
from tests.sandbox.curl import JSON, Answer, Curl

GOOGLE = "https://www.googleapis.com/auth/"
OWN = "ada@sandbox.test"
HOME = "5C1D7E2A-HOME"
WINDOW = {"start": EPOCH - 86_400, "end": EPOCH + 86_400}


def made(curl: Curl, calendar: str = "primary", **members: object) -> JSON:
    body = {"title": "Kiln", "when": WHEN} | members
    event: JSON = curl.create(calendar, **body).data
    return event


def rsvp(curl: Curl, event_id: str, status: str, calendar: str = "primary") -> Answer:
    return curl.call("POST", f"events/{event_id}/send-rsvp", body={"status": status}, calendar_id=calendar)


def invitation(curl: Curl) -> JSON:
    """An event its viewer cannot change, to which they are invited."""
    found = curl.events(start=1_794_700_000, end=1_796_900_000, limit=200)
    me = curl.get(f"/v3/grants/{curl.grant}").data["email"]
    return next(
        event
        for event in found
        if event["read_only"] and me in [person["email"] for person in event["participants"]]
    )


def test_every_endpoint_of_the_overview_answers(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    event = made(google, participants=[{"email": OWN}])
    assert google.get("events", calendar_id="primary", **WINDOW).status == 200
    assert google.get("events/import", calendar_id="primary", **WINDOW).status == 200
    assert google.event(event["id"]).data["id"] == event["id"]
    assert google.update(event["id"], title="Changed").data["title"] == "Changed"
    assert rsvp(google, event["id"], "yes").status == 200
    assert set(google.delete(event["id"]).body) == {"request_id"}


@pytest.mark.parametrize("status", ["yes", "no", "maybe"])
def test_an_answer_is_sent_even_where_the_event_cannot_be_edited(curls: dict[str, Curl], status: str) -> None:
    google = curls["google"]
    event = invitation(google)
    assert google.update(event["id"], title="Mine now").refusal[:2] == (403, "insufficient_scopes")
    assert rsvp(google, event["id"], status).status == 200
    people = google.event(event["id"]).data["participants"]
    assert [person["status"] for person in people if person["email"] == OWN] == [status]


def test_send_rsvp_is_not_supported_for_icloud(curls: dict[str, Curl]) -> None:
    me = curls["icloud"].get(f"/v3/grants/{curls['icloud'].grant}").data["email"]
    event = made(curls["icloud"], HOME, participants=[{"email": me}])
    refused = rsvp(curls["icloud"], event["id"], "yes", HOME).refusal
    assert refused == (400, "invalid_request_error", "Method not supported for provider")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_metadata_is_added_by_post_put_and_patch(curls: dict[str, Curl], method: str) -> None:
    google = curls["google"]
    path = "events" if method == "POST" else f"events/{made(google)['id']}"
    body: JSON = {"metadata": {"key1": "on-site"}} | ({"when": WHEN} if method == "POST" else {})
    event = google.call(method, path, body=body, calendar_id="primary").data
    assert google.event(event["id"]).data["metadata"] == {"key1": "on-site"}


def test_virtual_calendars_hold_events_like_any_other(curls: dict[str, Curl]) -> None:
    virtual = curls["virtual-calendar"]
    calendar = virtual.call("POST", "calendars", body={"name": "Contractor"}).data["id"]
    event = made(virtual, calendar)
    assert virtual.update(event["id"], calendar, title="Booked").data["title"] == "Booked"
    assert virtual.delete(event["id"], calendar).status == 200
    assert virtual.event(event["id"], calendar).status == 404


def test_virtual_accounts_send_no_mail(curls: dict[str, Curl]) -> None:
    virtual = curls["virtual-calendar"]
    me = virtual.get(f"/v3/grants/{virtual.grant}").data["email"]
    event = made(virtual, participants=[{"email": me}])
    assert "mail" in rsvp(virtual, event["id"], "yes").data["send_ics_error"]["message"]


@pytest.mark.parametrize(
    ("account", "calendar", "scopes", "reads", "writes"),
    [
        ("google", OWN, [GOOGLE + "calendar.events.readonly"], 200, 403),
        ("google", OWN, [GOOGLE + "calendar.events"], 200, 200),
        ("google", OWN, [GOOGLE + "calendar"], 200, 200),
        ("google", "primary", [GOOGLE + "calendar.events"], 403, 403),
        ("google", "primary", [GOOGLE + "calendar"], 200, 200),
        ("microsoft", "primary", ["Calendars.Read"], 200, 403),
        ("microsoft", "primary", ["Calendars.ReadWrite"], 200, 200),
        ("google", OWN, [GOOGLE + "contacts"], 403, 403),
    ],
)
def test_each_endpoint_takes_its_scope(
    curls: dict[str, Curl], account: str, calendar: str, scopes: list[str], reads: int, writes: int
) -> None:
    curl = curls[account]
    me = curl.get(f"/v3/grants/{curl.grant}").data["email"]
    guests = [{"email": me}, {"email": "li@sandbox.test"}]
    event = made(curl, participants=guests)
    with consented(curl, *scopes):
        assert curl.get("events", calendar_id=calendar, **WINDOW).status == reads
        assert curl.event(event["id"], calendar).status == reads
        assert curl.create(calendar, title="New", when=WHEN).status == writes
        assert curl.update(event["id"], calendar, title="Changed").status == writes
        answered = rsvp(curl, event["id"], "yes", calendar)
        organizers_answer = account == "google"
        assert (answered.status == 403) is (writes == 403)
        assert (answered.status == 200) is (writes == 200 and organizers_answer)
        assert curl.delete(event["id"], calendar).status == writes


def test_an_outlook_event_is_found_through_another_calendar_of_the_grant(curls: dict[str, Curl]) -> None:
    microsoft = curls["microsoft"]
    calendars = [one["id"] for one in microsoft.get("calendars").data]
    event = made(microsoft, calendars[0])
    assert {microsoft.event(event["id"], calendar).status for calendar in calendars} == {200}
    google = curls["google"]
    others = [one["id"] for one in google.get("calendars").data if not one["is_primary"]]
    assert google.event(made(google)["id"], others[0]).status == 404


def test_an_icloud_range_beyond_six_months_is_refused_in_the_printed_words(curls: dict[str, Curl]) -> None:
    half_a_year = {"start": EPOCH, "end": EPOCH + 184 * 86_400}
    assert curls["icloud"].get("events", calendar_id=HOME, **half_a_year).status == 200
    longer = half_a_year | {"end": EPOCH + 185 * 86_400}
    answer = curls["icloud"].get("events", calendar_id=HOME, **longer)
    assert answer.status == 400
    assert answer.body["error"] == {
        "type": "invalid_request_error",
        "message": "The maximum time range for iCloud event queries is 6 months.",
    }


def test_the_import_holds_series_their_exceptions_and_single_events(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    calendar = google.call("POST", "calendars", body={"name": "Import"}).data["id"]
    series = made(google, calendar, title="Series", recurrence=["RRULE:FREQ=DAILY;COUNT=2"])
    made(google, calendar, title="Single")
    instances = google.events(calendar, **WINDOW, expand_recurring="true", title="Series")
    google.update(instances[-1]["id"], calendar, title="Exception")
    found = google.get("events/import", calendar_id=calendar, **WINDOW, limit=500).data
    assert {event["title"]: event.get("master_event_id") for event in found} == {
        "Series": None,
        "Exception": series["id"],
        "Single": None,
    }
    assert [event["title"] for event in found if event.get("recurrence")] == ["Series"]


def test_a_put_replaces_all_of_a_nested_object_and_nothing_beside_it(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    guests = [{"email": "li@sandbox.test"}, {"email": "bo@sandbox.test"}]
    members: JSON = {
        "location": "Yard",
        "metadata": {"key1": "a", "key2": "b"},
        "participants": guests,
        "reminders": {"use_default": False, "overrides": [{"reminder_minutes": 5}]},
    }
    event: JSON = google.create(**{"title": "Kiln", "when": WHEN} | members).data
    changed = google.update(event["id"], metadata={"key3": "c"}, participants=guests[:1]).data
    assert changed["metadata"] == {"key3": "c"}
    assert [person["email"] for person in changed["participants"]] == ["li@sandbox.test"]
    assert (changed["location"], changed["reminders"]) == (event["location"], event["reminders"])


def test_google_shows_deleted_events_on_request_and_microsoft_deletes_at_once(curls: dict[str, Curl]) -> None:
    for account, statuses in (("google", ["cancelled"]), ("microsoft", [])):
        curl = curls[account]
        event = made(curl, title="Trash")
        curl.delete(event["id"])
        assert event["id"] not in [one["id"] for one in curl.events(**WINDOW, limit=200)]
        shown = curl.events(**WINDOW, limit=200, show_cancelled="true")
        assert [one["status"] for one in shown if one["id"] == event["id"]] == statuses


def test_declining_removes_the_event_from_an_exchange_calendar(curls: dict[str, Curl]) -> None:
    ews = curls["ews"]
    invited = invitation(ews)
    assert rsvp(ews, invited["id"], "no").status == 200
    assert ews.event(invited["id"]).status == 404
    google = curls["google"]
    kept = invitation(google)
    assert rsvp(google, kept["id"], "no").status == 200
    assert google.event(kept["id"]).status == 200


def test_an_event_is_public_private_or_as_the_calendar_has_it(curls: dict[str, Curl]) -> None:
    for visibility in ("public", "private", "default"):
        event = made(curls["google"], visibility=visibility)
        assert curls["google"].event(event["id"]).data["visibility"] == visibility
