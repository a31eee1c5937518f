"""“Create an event” on the wire: parameters, members and responses, provider by provider."""

from __future__ import annotations

import pytest

from tests.documents.desk import EPOCH, WHEN, consented, mails
from tests.sandbox.curl import JSON, Curl

HOME = "5C1D7E2A-HOME"
CALENDARS = {"google": "primary", "microsoft": "primary", "icloud": HOME, "virtual-calendar": "primary"}
GUEST = {"email": "leyah@example.com", "name": "Leyah Miller"}
BAD = (400, "invalid_request_error")


def made(curls: dict[str, Curl], account: str, **body: object) -> JSON:
    members = {"title": "Kiln", "when": WHEN} | body
    event: JSON = curls[account].create(CALENDARS[account], **members).data
    return event


# Parameters


def test_the_grant_is_named_by_id_or_by_its_address(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    for name in (google.grant, "ada%40sandbox.test"):
        body = {"title": "Named", "when": WHEN}
        path = f"/v3/grants/{name}/events"
        assert google.call("POST", path, body=body, calendar_id="primary").data["grant_id"] == google.grant


def test_me_is_the_grant_of_an_access_token_and_says_nothing_beside_an_api_key(
    curls: dict[str, Curl],
) -> None:
    refused = curls["google"].call("POST", "/v3/grants/me/events", body={"when": WHEN}, calendar_id="primary")
    assert refused.refusal[:2] == BAD
    assert "access token" in refused.refusal[2]


def test_calendar_id_is_required(curls: dict[str, Curl]) -> None:
    refused = curls["google"].call("POST", "events", body={"when": WHEN}).refusal
    assert refused[:2] == BAD
    assert "calendar_id" in refused[2]


def test_primary_is_not_supported_for_icloud(curls: dict[str, Curl]) -> None:
    assert curls["icloud"].create("primary", title="x", when=WHEN).refusal[:2] == BAD
    for account in ("google", "microsoft", "virtual-calendar"):
        assert made(curls, account)["calendar_id"] != "primary"


def test_select_limits_the_answer_of_a_create(curls: dict[str, Curl]) -> None:
    body = {"title": "Slim", "when": WHEN}
    answer = curls["google"].call("POST", "events", body=body, calendar_id="primary", select="id,updated_at")
    assert set(answer.data) == {"id", "updated_at"}


@pytest.mark.parametrize(
    ("account", "notify", "mailed"),
    [
        ("google", None, True),
        ("google", "true", True),
        ("google", "false", False),
        ("microsoft", "false", True),
        ("icloud", "false", True),
    ],
)
def test_guests_are_notified_by_default_and_always_by_microsoft_and_icloud(
    curls: dict[str, Curl], account: str, notify: str | None, mailed: bool
) -> None:
    curl = curls[account]
    body = {"title": "Mail", "when": WHEN, "participants": [GUEST]}
    if notify is None:
        event = curl.call("POST", "events", body=body, calendar_id=CALENDARS[account]).data
    else:
        event = curl.call(
            "POST", "events", body=body, calendar_id=CALENDARS[account], notify_participants=notify
        ).data
    assert mails(curl, event["id"]) == ([GUEST["email"]] if mailed else [])


def test_addresses_registered_with_icloud_get_no_notification(curls: dict[str, Curl]) -> None:
    guests = [GUEST, {"email": "nyla@icloud.com"}]
    assert mails(curls["icloud"], made(curls, "icloud", participants=guests)["id"]) == [GUEST["email"]]


def test_icloud_may_replace_an_address_by_the_registered_one(curls: dict[str, Curl]) -> None:
    icloud = curls["icloud"]
    grant = icloud.get(f"/v3/grants/{icloud.grant}", expose_aliases="true").data
    alias, registered = grant["email_aliases"][0], grant["email"]
    event = made(curls, "icloud", participants=[{"email": alias}, GUEST])
    assert [person["email"] for person in event["participants"]] == [registered, GUEST["email"]]


def test_tentative_events_are_busy_by_default_and_as_asked_on_microsoft(curls: dict[str, Curl]) -> None:
    microsoft = curls["microsoft"]
    me = microsoft.get(f"/v3/grants/{microsoft.grant}").data["email"]
    maybe = [{"email": me, "status": "maybe"}, GUEST]
    event = made(curls, "microsoft", participants=maybe)
    assert event["busy"] is True
    assert microsoft.event(event["id"], tentative_as_busy="false").data["busy"] is False


# Members


def test_busy_left_null_is_busy(curls: dict[str, Curl]) -> None:
    assert made(curls, "google", busy=None)["busy"] is True
    assert made(curls, "google")["busy"] is True
    assert made(curls, "google", busy=False)["busy"] is False


def test_capacity_hide_participants_notetaker_and_resources_are_kept(curls: dict[str, Curl]) -> None:
    members = {
        "capacity": 5,
        "hide_participants": True,
        "notetaker": {"name": "Scribe"},
        "resources": [{"email": "room-130@example.com", "name": "Room 130"}],
    }
    event = made(curls, "google", **members)
    assert {name: event[name] for name in members} == members


@pytest.mark.parametrize(
    ("account", "member", "limit"),
    [
        ("google", "title", 1024),
        ("google", "location", 255),
        ("google", "description", 8192),
        ("microsoft", "title", 1024),
    ],
)
def test_texts_have_limits(curls: dict[str, Curl], account: str, member: str, limit: int) -> None:
    assert len(made(curls, account, **{member: "x" * limit})[member]) == limit
    body = {"title": "Kiln", "when": WHEN} | {member: "x" * (limit + 1)}
    refused = curls[account].create(**body).refusal
    assert refused[:2] == BAD
    assert member in refused[2]


def test_only_google_limits_the_description(curls: dict[str, Curl]) -> None:
    assert len(made(curls, "microsoft", description="x" * 9000)["description"]) == 9000


def test_a_rule_takes_its_zone_from_when(curls: dict[str, Curl]) -> None:
    zones = {"start_timezone": "America/New_York", "end_timezone": "America/New_York"}
    # 9 March 2028 is before the clocks go forward there, 16 March after it.
    before, after = 1_836_223_200, 1_836_824_400
    when = {"start_time": before, "end_time": before + 1800} | zones
    master = made(curls, "google", title="Zoned", when=when, recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    window = {"start": before - 60, "end": after + 86_400, "expand_recurring": "true"}
    found = [e for e in curls["google"].events(**window) if e.get("master_event_id") == master["id"]]
    assert [event["when"]["start_time"] for event in found] == [before, after]
    assert all("recurrence" not in event for event in found)


def test_a_changed_instance_is_an_object_of_its_own(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    master = made(curls, "google", title="Exceptions", recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    window = {"start": EPOCH - 60, "end": EPOCH + 30 * 86_400}
    second = [
        e
        for e in google.events(**window, expand_recurring="true")
        if e.get("master_event_id") == master["id"]
    ][1]
    google.update(second["id"], title="Exception")
    listed = [e["id"] for e in google.events(**window, expand_recurring="false")]
    assert {master["id"], second["id"]} <= set(listed)
    assert google.event(master["id"]).data["recurrence"] == ["RRULE:FREQ=WEEKLY;COUNT=3"]


def test_virtual_calendars_take_no_dtstart_and_no_tzid(curls: dict[str, Curl]) -> None:
    for rule in ("EXDATE;TZID=Europe/London:20270614T100000", "DTSTART:20270607T090000Z"):
        body = {"title": "x", "when": WHEN, "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=3", rule]}
        assert curls["virtual-calendar"].create(**body).refusal[:2] == BAD


def test_icloud_does_not_make_a_series_single_but_changes_and_deletes_it(curls: dict[str, Curl]) -> None:
    icloud = curls["icloud"]
    series = made(curls, "icloud", recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    assert icloud.update(series["id"], HOME, recurrence=[]).refusal[:2] == BAD
    assert icloud.update(series["id"], HOME, title="Changed").data["recurrence"]
    assert icloud.delete(series["id"], HOME).status == 200


def test_microsoft_graph_adds_one_day_to_until(curls: dict[str, Curl]) -> None:
    rules = ["RRULE:FREQ=DAILY;UNTIL=20270609T235959Z"]
    assert made(curls, "microsoft", recurrence=rules)["recurrence"] == [
        "RRULE:FREQ=DAILY;UNTIL=20270610T235959Z"
    ]


def test_reminders_left_out_are_the_provider_s_defaults(curls: dict[str, Curl]) -> None:
    for account in CALENDARS:
        assert made(curls, account)["reminders"]["use_default"] is True
        assert made(curls, account, reminders={})["reminders"]["use_default"] is True


@pytest.mark.parametrize("value", ["default", "public", "private", None])
def test_visibility_is_one_of_three_or_left_to_the_provider(curls: dict[str, Curl], value: object) -> None:
    assert made(curls, "google", visibility=value)["visibility"] == value
    refused = curls["google"].create(title="x", when=WHEN, visibility="secret").refusal
    assert refused[:2] == BAD


def test_visibility_is_not_supported_for_icloud_and_public_on_virtual_calendars(
    curls: dict[str, Curl],
) -> None:
    refused = curls["icloud"].create(HOME, title="x", when=WHEN, visibility="private").refusal
    assert refused[:2] == BAD
    assert made(curls, "virtual-calendar")["visibility"] == "public"
    event = made(curls, "virtual-calendar", visibility="private")
    assert curls["virtual-calendar"].update(event["id"], visibility="public").data["visibility"] == "public"


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ({"time": EPOCH}, "timespan"),
        ({"time": EPOCH, "timezone": "Europe/London"}, "timespan"),
        (WHEN, "timespan"),
        (WHEN | {"start_timezone": "Europe/London", "end_timezone": "America/New_York"}, "timespan"),
        ({"date": "2027-06-07"}, "date"),
        ({"start_date": "2027-06-07", "end_date": "2027-06-09"}, "datespan"),
    ],
)
def test_when_is_one_of_four_objects_with_zones_on_two_of_them(
    curls: dict[str, Curl], when: JSON, kind: str
) -> None:
    shown = made(curls, "google", when=when)["when"]
    assert shown["object"] == kind
    zones = {"start_timezone": when.get("start_timezone") or when.get("timezone")}
    assert {"start_timezone": shown.get("start_timezone")} == zones


# Responses and consent


def test_an_answer_is_a_request_id_and_the_data(curls: dict[str, Curl]) -> None:
    answer = curls["google"].create(title="Envelope", when=WHEN)
    assert set(answer.body) == {"request_id", "data"}
    assert answer.body["request_id"] == answer.headers["x-request-id"]


def test_both_ways_of_conferencing_at_once_are_an_error(curls: dict[str, Curl]) -> None:
    both = {"provider": "Google Meet", "autocreate": {}, "details": {"url": "https://meet.google.com/a"}}
    refused = curls["google"].create(title="Both", when=WHEN, conferencing=both).refusal
    assert refused == (*BAD, "'details' not allowed when auto generating a conference")


def test_creating_takes_leave_to_write(curls: dict[str, Curl]) -> None:
    with consented(curls["google"], "https://www.googleapis.com/auth/calendar.events.readonly"):
        refused = curls["google"].create("ada@sandbox.test", title="x", when=WHEN).refusal
    assert refused == (403, "insufficient_scopes", "writing events needs the scope calendar.events")
