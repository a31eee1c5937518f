"""A developer asks who would have got mail, and is told which consent is missing where one is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sandbox.conftest import NOW
from tests.sandbox.curl import JSON, Answer, Curl, span
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings

T0 = int(datetime(2027, 6, 7, 9, 0, tzinfo=UTC).timestamp())
HOME = "5C1D7E2A-HOME"
GUEST = "leyah@example.com"
GOOGLE = "https://www.googleapis.com/auth/"


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, also=("ews",))) as sandbox:
        yield sandbox


def mails(curl: Curl, event_id: str) -> list[tuple[str, str]]:
    return [
        (mail["about"], mail["to"])
        for mail in curl.get("/__sandbox__/mails").data
        if mail["event_id"] == event_id
    ]


def made(curl: Curl, calendar: str = "primary", notify: str = "true", **members: object) -> JSON:
    body = {"title": "Kiln", "when": span(T0), "participants": [{"email": GUEST}]} | members
    event: JSON = curl.call(
        "POST", "events", body=body, calendar_id=calendar, notify_participants=notify
    ).data
    return event


def test_guests_are_told_of_every_change_unless_the_request_says_no(google: Curl) -> None:
    event = made(google)
    google.update(event["id"], title="Later")
    google.delete(event["id"])
    assert mails(google, event["id"]) == [("created", GUEST), ("updated", GUEST), ("deleted", GUEST)]
    assert mails(google, made(google, notify="false")["id"]) == []
    refused = google.call(
        "POST", "events", body={"when": span(T0)}, calendar_id="primary", notify_participants="perhaps"
    )
    assert refused.refusal[0] == 400


def test_microsoft_and_icloud_mail_whatever_the_request_says(curls: dict[str, Curl]) -> None:
    for provider, calendar in (("microsoft", "primary"), ("icloud", HOME)):
        event = made(curls[provider], calendar, notify="false")
        assert mails(curls[provider], event["id"]) == [("created", GUEST)]


def test_an_address_registered_with_icloud_gets_no_mail_from_icloud(icloud: Curl, google: Curl) -> None:
    guests = [{"email": "li@icloud.com"}, {"email": GUEST}]
    assert mails(icloud, made(icloud, HOME, participants=guests)["id"]) == [("created", GUEST)]
    assert len(mails(google, made(google, participants=guests)["id"])) == 2


# Answers to invitations


def invitation(curl: Curl, calendar: str = "primary") -> JSON:
    """An event of somebody else's in which the account takes part."""
    start = int(NOW.timestamp())
    found = curl.events(calendar, start=start - 5 * 86_400, end=start + 20 * 86_400, limit=200)
    me = curl.get("/v3/grants/" + curl.grant).data["email"]
    return next(
        event
        for event in found
        if event["organizer"]["email"] != me and me in [p["email"] for p in event["participants"]]
    )


def rsvp(curl: Curl, event: JSON, status: str, calendar: str = "primary", **query: Any) -> Answer:
    path = f"events/{event['id']}/send-rsvp"
    return curl.call("POST", path, body={"status": status}, calendar_id=calendar, **query)


def answer_of(curl: Curl, event: JSON, calendar: str = "primary") -> str:
    me = curl.get("/v3/grants/" + curl.grant).data["email"]
    people = curl.event(event["id"], calendar).data["participants"]
    return str(next(person["status"] for person in people if person["email"] == me))


@pytest.mark.parametrize("provider", ["google", "microsoft"])
def test_an_answer_is_stored_and_mailed_to_who_invited(curls: dict[str, Curl], provider: str) -> None:
    curl = curls[provider]
    event = invitation(curl)
    assert rsvp(curl, event, "maybe").data == {}
    assert answer_of(curl, event) == "maybe"
    assert ("answered maybe", event["organizer"]["email"]) in mails(curl, event["id"])
    before = mails(curl, event["id"])
    rsvp(curl, event, "yes", skip_nylas_email="true")
    assert (answer_of(curl, event), mails(curl, event["id"])) == ("yes", before)


def test_organizers_answer_their_own_events_on_google_alone(curls: dict[str, Curl]) -> None:
    for provider, taken in (("google", True), ("microsoft", False)):
        curl = curls[provider]
        me = curl.get("/v3/grants/" + curl.grant).data["email"]
        event = made(curl, participants=[{"email": me}])
        assert (rsvp(curl, event, "no").status == 200) is taken


def test_who_does_not_take_part_cannot_answer(google: Curl, icloud: Curl) -> None:
    assert rsvp(google, made(google), "yes").refusal[0] == 400
    assert rsvp(google, invitation(google), "perhaps").refusal[0] == 400
    assert rsvp(icloud, made(icloud, HOME), "yes", HOME).refusal[2] == "Method not supported for provider"


def test_declining_takes_the_event_off_an_exchange_calendar(curls: dict[str, Curl]) -> None:
    ews = curls["ews"]
    event = invitation(ews)
    assert rsvp(ews, event, "maybe").status == 200
    assert answer_of(ews, event) == "maybe"
    assert rsvp(ews, event, "no").status == 200
    assert ews.event(event["id"]).status == 404


# Consent


@contextmanager
def consented(curl: Curl, *scopes: str) -> Iterator[None]:
    """The account with these scopes alone."""
    path = f"/__sandbox__/grants/{curl.grant}"
    before = curl.get("/v3/grants/" + curl.grant).data["scope"]
    assert curl.call("PUT", path, body={"scope": list(scopes)}).status == 200
    yield
    curl.call("PUT", path, body={"scope": before})


def test_without_leave_to_send_mail_the_answer_is_stored_and_the_mail_error_told(google: Curl) -> None:
    event = invitation(google)
    with consented(google, GOOGLE + "calendar"):
        told = rsvp(google, event, "yes")
        assert told.status == 200
        assert set(told.data["send_ics_error"]) == {"type", "message"}
        assert answer_of(google, event) == "yes"
        assert rsvp(google, event, "no", skip_nylas_email="True").data == {}


def test_on_google_reading_writing_and_the_word_primary_take_their_own_scopes(google: Curl) -> None:
    own = "ada@sandbox.test"
    event = made(google)
    cases: list[tuple[tuple[str, ...], int, int, int]] = [
        ((GOOGLE + "calendar",), 200, 200, 200),
        ((GOOGLE + "calendar.events",), 200, 403, 200),
        ((GOOGLE + "calendar.events.readonly",), 200, 403, 403),
        ((GOOGLE + "contacts",), 403, 403, 403),
    ]
    for scopes, reading, primary, writing in cases:
        with consented(google, *scopes):
            assert google.event(event["id"], own).status == reading
            assert google.event(event["id"], "primary").status == primary
            assert google.update(event["id"], own, title="x").status == writing


def test_a_missing_scope_is_named(microsoft: Curl) -> None:
    with consented(microsoft, "Calendars.Read"):
        assert microsoft.events() is not None
        refused = microsoft.create(title="x", when=span(T0)).refusal
    assert refused == (403, "insufficient_scopes", "writing events needs the scope Calendars.ReadWrite")


@pytest.mark.parametrize(
    "missing", ["meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting", "user:read:user"]
)
def test_a_zoom_meeting_takes_all_of_zoom_s_scopes(
    google: Curl, curls: dict[str, Curl], missing: str
) -> None:
    zoom = curls["zoom"]
    rest = [scope for scope in zoom.get("/v3/grants/" + zoom.grant).data["scope"] if scope != missing]
    call = {"provider": "Zoom Meeting", "autocreate": {"conf_grant_id": zoom.grant}}
    with consented(zoom, *rest):
        status, kind, message = google.create(title="Zoomed", when=span(T0), conferencing=call).refusal
    assert (status, kind) == (403, "insufficient_scopes")
    assert missing in message
    assert "Zoom application" in message


def test_a_teams_meeting_takes_leave_to_make_online_meetings(microsoft: Curl) -> None:
    call = {"provider": "Microsoft Teams", "autocreate": {}}
    with consented(microsoft, "Calendars.ReadWrite"):
        refused = microsoft.create(title="Teams", when=span(T0), conferencing=call).refusal
        assert microsoft.create(title="Plain", when=span(T0)).status == 200
    assert "OnlineMeetings.ReadWrite" in refused[2]


def test_the_meeting_goes_when_its_event_is_deleted(google: Curl) -> None:
    call = {"provider": "Google Meet", "autocreate": {}}
    event = made(google, title="Kiln #link:at-once", conferencing=call)
    google.delete(event["id"])
    kept = google.get("/__sandbox__/conferences").data
    assert [one["state"] for one in kept if one["event_id"] == event["id"]] == ["deleted"]


def test_consent_of_an_unknown_account_or_of_no_form_is_refused(google: Curl) -> None:
    assert google.call("PUT", "/__sandbox__/grants/nobody", body={"scope": []}).refusal[0] == 404
    path = f"/__sandbox__/grants/{google.grant}"
    assert google.call("PUT", path, body={}).refusal[0] == 400
    assert google.call("PUT", path, body={"scope": "calendar"}).refusal[0] == 400


def test_an_account_that_must_be_authenticated_again_says_so(google: Curl) -> None:
    path = f"/__sandbox__/grants/{google.grant}"
    google.call("PUT", path, body={"grant_status": "invalid"})
    refused = google.get("calendars").refusal
    assert google.get(f"/v3/grants/{google.grant}").data["grant_status"] == "invalid"
    google.call("PUT", path, body={"grant_status": "valid"})
    assert refused[:2] == (401, "grant.refresh_token_invalid")
    assert google.get("calendars").status == 200


def test_rooms_are_listed_where_the_provider_has_a_directory(curls: dict[str, Curl]) -> None:
    for provider in ("google", "microsoft"):
        rooms = curls[provider].get("resources").data
        assert {room["object"] for room in rooms} == {"room_resource"}
        booked = made(curls[provider], resources=[{"email": rooms[0]["email"], "name": rooms[0]["name"]}])
        assert booked["resources"][0]["email"] == rooms[0]["email"]
        assert set(curls[provider].get("resources", select="email").data[0]) == {"email"}
    assert curls["icloud"].get("resources").refusal[0] == 400
