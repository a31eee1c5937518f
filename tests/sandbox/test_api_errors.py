"""A developer makes every mistake once and is told, in the documented body, what was wrong."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest

from tests.sandbox.curl import JSON, Curl, span
from tui.sandbox.serve import ServedSandbox

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
T0 = int(datetime(2027, 6, 7, 9, 0, tzinfo=UTC).timestamp())
UNKNOWN_GRANT = "00000000-0000-4000-8000-000000000000"
BAD = (400, "invalid_request_error")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic d3Jvbmc6"},
        {"Authorization": "nonsense"},
        {"Authorization": "Bearer ключ".encode()},
    ],
)
def test_without_the_right_key_every_call_is_unauthorized(
    served: ServedSandbox, headers: dict[str, str | bytes]
) -> None:
    for path in (
        "/v3/grants",
        f"/v3/grants/{UNKNOWN_GRANT}",
        "/v3/calendars/availability",
        "/__sandbox__/links",
    ):
        raw = {key.encode(): v.encode() if isinstance(v, str) else v for key, v in headers.items()}
        answer = httpx.get(served.api_uri + path, headers=raw, trust_env=False)
        assert answer.status_code == 401, path
        assert answer.json()["error"]["type"]
        assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_every_answer_carries_its_request_id_in_body_and_header(google: Curl) -> None:
    good, bad = google.get("events", calendar_id="primary"), google.get("events")
    assert good.body["request_id"] == good.headers["x-request-id"]
    assert bad.body["request_id"] == bad.headers["x-request-id"]
    assert good.body["request_id"] != bad.body["request_id"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v3/nothing", 404),
        ("GET", "/", 404),
        ("PATCH", "events", 405),
        ("DELETE", "/v3/calendars/availability", 405),
    ],
)
def test_unknown_paths_and_methods_answer_in_json(google: Curl, method: str, path: str, status: int) -> None:
    assert google.call(method, path).refusal[0] == status


def test_a_grant_is_found_by_id_by_address_and_by_explicit_forms(google: Curl) -> None:
    for name in (google.grant, "ada%40sandbox.test", f"grant:{google.grant}", "email:ada@sandbox.test"):
        assert google.get(f"/v3/grants/{name}").data["id"] == google.grant
        assert google.get(f"/v3/grants/{name}/calendars").status == 200
    assert google.get(f"/v3/grants/{UNKNOWN_GRANT}/calendars").refusal[0] == 404
    assert google.get("/v3/grants/me/calendars").refusal[0] in (400, 401)


def test_a_zoom_grant_has_no_calendars(served: ServedSandbox) -> None:
    zoom = Curl(served, "zoom")
    assert zoom.get("calendars").refusal[:2] == BAD
    assert zoom.get("events", calendar_id="primary").refusal[:2] == BAD
    zoom.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"title": NaN, "when": {"date": "2027-06-07"}}',
        b"[" * 100_000,
        b'{"when": {"time": ' + b"9" * 5_000 + b"}}",
    ],
)
def test_a_body_that_is_no_json_object_is_refused(google: Curl, raw: bytes) -> None:
    answer = google.call("POST", "events", raw=raw, calendar_id="primary")
    assert answer.refusal[:2] == BAD


def test_half_a_character_in_a_title_does_not_break_the_answer(google: Curl) -> None:
    raw = b'{"title": "half \\ud83d", "when": {"date": "2027-06-07"}}'
    answer = google.call("POST", "events", raw=raw, calendar_id="primary")
    assert answer.status in (200, 400)


@pytest.mark.parametrize(
    "when",
    [
        None,
        {},
        [],
        "tomorrow",
        {"object": "date"},
        {"date": "07.06.2027"},
        {"date": "2027-02-30"},
        {"date": "2027-06-07", "time": T0},
        {"start_date": "2027-06-07"},
        {"start_date": "2027-06-07", "end_date": "2027-06-06"},
        {"start_time": T0},
        {"start_time": str(T0), "end_time": str(T0 + 60)},
        {"start_time": T0, "end_time": T0 - 1},
        {"start_time": True, "end_time": False},
        {"start_time": T0 + 0.5, "end_time": T0 + 60.5},
        {"start_time": 10**18, "end_time": 10**18 + 1},
        {"start_time": T0, "end_time": T0 + 60, "start_timezone": "Europe/London"},
        {"start_time": T0, "end_time": T0 + 60, "start_timezone": "Mars/Base", "end_timezone": "Mars/Base"},
        {"start_time": T0, "end_time": T0 + 60, "start_timezone": "../etc", "end_timezone": "../etc"},
        {"time": T0, "timezone": "Nowhere"},
        {"time": None},
    ],
)
def test_a_when_that_is_not_one_of_the_four_shapes_is_refused(google: Curl, when: object) -> None:
    members: JSON = {"title": "never"} if when is None else {"title": "never", "when": when}
    assert google.call("POST", "events", body=members, calendar_id="primary").refusal[:2] == BAD


@pytest.mark.parametrize(
    "when",
    [
        {"time": T0},
        {"time": T0, "timezone": "Asia/Tokyo"},
        span(T0, 0),
        span(T0, 30, None),
        {"date": "2027-06-07"},
        {"start_date": "2027-06-07", "end_date": "2027-06-07"},
        {"object": "datespan", "start_date": "2027-06-07", "end_date": "2027-06-09"},
    ],
)
def test_each_of_the_four_shapes_is_accepted_and_answered_with_its_kind(google: Curl, when: JSON) -> None:
    answered = google.create(title="kinds", when=when).data["when"]
    assert answered["object"] in ("timespan", "date", "datespan")


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("title", "x" * 1_025),
        ("title", 7),
        ("location", "x" * 256),
        ("description", "x" * 8_193),
        ("busy", "yes"),
        ("participants", {"email": "li@sandbox.test"}),
        ("participants", [{"name": "Nobody"}]),
        ("participants", ["li@sandbox.test"]),
        ("visibility", "secret"),
        ("metadata", {"k" * 41: "v"}),
        ("metadata", {"k": "v" * 501}),
        ("metadata", {f"k{number}": "v" for number in range(51)}),
        ("metadata", ["k"]),
        ("reminders", {"use_default": True, "overrides": [{"reminder_minutes": 5}]}),
        ("reminders", 5),
        ("recurrence", "RRULE:FREQ=DAILY"),
        ("recurrence", ["FREQ=DAILY"]),
        ("recurrence", ["RRULE:FREQ=SOMETIMES"]),
        ("recurrence", ["RRULE:FREQ=DAILY;INTERVAL=0"]),
        ("recurrence", ["RDATE:20270607T090000Z"]),
        ("recurrence", ["EXDATE:soon", "RRULE:FREQ=DAILY"]),
        ("conferencing", "Google Meet"),
        ("conferencing", []),
        ("hide_participants", "no"),
        ("capacity", "five"),
    ],
)
def test_a_member_beyond_its_documented_limits_is_refused_by_name(
    google: Curl, member: str, value: object
) -> None:
    status, kind, message = google.create(when=span(T0), **{member: value}).refusal
    assert (status, kind) == BAD
    assert member in message


def test_a_refused_create_leaves_nothing_behind(google: Curl) -> None:
    day = {"start": T0 + 86_400, "end": T0 + 2 * 86_400}
    google.create(title="half", when=span(T0 + 86_400), conferencing={"provider": "Nope", "details": {}})
    assert "half" not in [event["title"] for event in google.events(**day)]


def test_microsoft_knows_no_default_visibility(microsoft: Curl) -> None:
    assert microsoft.create(title="x", when=span(T0), visibility="default").refusal[:2] == BAD
    assert microsoft.create(title="x", when=span(T0), visibility="private").data["visibility"] == "private"


def test_read_only_events_and_calendars_cannot_be_written(google: Curl) -> None:
    holidays = "c_holidays@group.v.calendar.sandbox.test"
    assert google.create(holidays, title="mine", when={"date": "2027-06-07"}).refusal[0] in (400, 403)
    year = {"start": int(NOW.timestamp()), "end": int(NOW.timestamp()) + 60 * 86_400}
    christmas = next(event for event in google.events(holidays, **year) if event["title"] == "Christmas Day")
    assert google.update(christmas["id"], holidays, title="Mine").refusal[0] in (400, 403)
    assert google.delete(christmas["id"], holidays).refusal[0] in (400, 403)
    today = {"start": int(NOW.timestamp()), "end": int(NOW.timestamp()) + 86_400}
    invited = next(
        event for event in google.events(**today) if event["title"].startswith("Kanda Films: notes")
    )
    assert google.update(invited["id"], title="Mine").refusal[0] in (400, 403)


def test_an_event_is_not_found_under_another_calendar_or_after_its_end(google: Curl) -> None:
    event = google.create(title="short-lived", when=span(T0)).data
    assert google.event(event["id"], "c_team@group.calendar.sandbox.test").refusal[:2] == (
        404,
        "not_found_error",
    )
    gone = google.delete(event["id"])
    assert (gone.status, set(gone.body)) == (200, {"request_id"})
    assert google.delete(event["id"]).refusal[:2] == (404, "not_found_error")
    assert google.update(event["id"], title="again").refusal[:2] == (404, "not_found_error")
    assert google.event("no-such-event").refusal[:2] == (404, "not_found_error")


def test_microsoft_shows_an_event_through_any_calendar_of_the_grant(microsoft: Curl) -> None:
    calendars = [calendar["id"] for calendar in microsoft.get("calendars").data]
    event = microsoft.create(calendars[0], title="shared", when=span(T0)).data
    assert microsoft.event(event["id"], calendars[1]).data["id"] == event["id"]


def test_a_body_on_a_delete_and_unknown_members_are_no_trouble(google: Curl) -> None:
    event = google.create(title="x", when=span(T0), unheard_of={"a": 1}, id="mine", read_only=True).data
    assert (event["id"] != "mine", event["read_only"], "unheard_of" in event) == (True, False, False)
    assert google.call("DELETE", f"events/{event['id']}", body={}, calendar_id="primary").status == 200


def test_a_format_that_cannot_be_made_is_refused(served: ServedSandbox, google: Curl) -> None:
    headers = {"Authorization": f"Bearer {served.api_key}", "Accept": "text/html"}
    answer = httpx.get(f"{served.api_uri}/v3/grants", headers=headers, trust_env=False)
    assert answer.status_code == 406
    browser = headers | {"Accept": "text/html, */*;q=0.8"}
    assert httpx.get(f"{served.api_uri}/v3/grants", headers=browser, trust_env=False).status_code == 200


@pytest.mark.parametrize("status", ["perhaps", "noreply", "", None, 1])
def test_an_answer_to_an_invitation_is_yes_no_or_maybe(google: Curl, status: object) -> None:
    today = {"start": int(NOW.timestamp()), "end": int(NOW.timestamp()) + 86_400}
    invited = next(
        event for event in google.events(**today) if event["title"].startswith("Kanda Films: notes")
    )
    path = f"events/{invited['id']}/send-rsvp"
    assert google.call("POST", path, body={"status": status}, calendar_id="primary").refusal[:2] == BAD


def test_only_the_invited_can_answer(google: Curl) -> None:
    event = google.create(title="nobody asked", when=span(T0)).data
    path = f"events/{event['id']}/send-rsvp"
    assert google.call("POST", path, body={"status": "yes"}, calendar_id="primary").refusal[0] == 400


@pytest.mark.parametrize(
    "change",
    [
        {"emails": []},
        {"emails": "ada@sandbox.test"},
        {"emails": [f"p{number}@sandbox.test" for number in range(51)]},
        {"start_time": T0 + 86_400, "end_time": T0},
        {"end_time": T0 + 100 * 86_400},
        {"start_time": "soon"},
    ],
)
def test_free_busy_has_its_limits(google: Curl, change: JSON) -> None:
    body = {"start_time": T0, "end_time": T0 + 86_400, "emails": ["ada@sandbox.test"]} | change
    assert google.call("POST", "calendars/free-busy", body=body).refusal[:2] == BAD


@pytest.mark.parametrize(
    "change",
    [
        {"duration_minutes": 7},
        {"duration_minutes": 0},
        {"participants": []},
        {"start_time": T0 + 60},
        {"end_time": T0},
        {"participants": [{"email": "nobody@elsewhere.test"}]},
        {"availability_rules": {"availability_method": "guess"}},
        {"availability_rules": {"buffer": {"before": 3, "after": 0}}},
        {"interval_minutes": 0},
    ],
)
def test_availability_has_its_rules(google: Curl, change: JSON) -> None:
    ada = {"email": "ada@sandbox.test"}
    body = {"start_time": T0, "end_time": T0 + 86_400, "duration_minutes": 30, "participants": [ada]} | change
    assert google.call("POST", "/v3/calendars/availability", body=body).refusal[:2] == BAD
