"""A developer lists events with every documented filter, and pages through exactly what was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.curl import JSON, Curl, span

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
T0 = int(datetime(2027, 6, 7, 9, 0, tzinfo=UTC).timestamp())
"""A Monday that the seeded world leaves empty."""
HOUR = 3_600
WINDOW = {"start": T0, "end": T0 + 8 * HOUR}


@pytest.fixture
def calendar(google: Curl) -> str:
    made = google.call("POST", "calendars", body={"name": "Scratch"}).data
    return str(made["id"])


def titles(events: list[JSON]) -> list[str]:
    return [event["title"] for event in events]


def test_an_event_is_listed_when_any_part_of_it_lies_in_the_window(google: Curl, calendar: str) -> None:
    for title, start, minutes in (
        ("over before", T0 - 2 * HOUR, 60),
        ("running at the start", T0 - HOUR, 90),
        ("inside", T0 + HOUR, 30),
        ("running at the end", T0 + 8 * HOUR - 60, 30),
        ("after", T0 + 9 * HOUR, 30),
    ):
        assert google.create(calendar, title=title, when=span(start, minutes)).status == 200
    assert titles(google.events(calendar, **WINDOW)) == [
        "running at the start",
        "inside",
        "running at the end",
    ]


def test_whole_days_are_listed_on_their_days(google: Curl, calendar: str) -> None:
    day = datetime.fromtimestamp(T0, UTC).date()
    google.create(calendar, title="one day", when={"date": day.isoformat()})
    days = {"start_date": (day - timedelta(days=2)).isoformat(), "end_date": day.isoformat()}
    google.create(calendar, title="three days", when=days)
    google.create(calendar, title="day before", when={"date": (day - timedelta(days=1)).isoformat()})
    listed = google.events(calendar, start=T0, end=T0 + HOUR)
    assert sorted(titles(listed)) == ["one day", "three days"]
    assert {event["when"]["object"] for event in listed} == {"date", "datespan"}


def test_the_window_must_not_end_before_it_starts(google: Curl) -> None:
    answer = google.get("events", calendar_id="primary", start=T0, end=T0 - 1)
    assert answer.refusal[:2] == (400, "invalid_request_error")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("start", "tomorrow"),
        ("end", "1.5"),
        ("limit", "many"),
        ("limit", "0"),
        ("limit", "-1"),
        ("busy", "perhaps"),
        ("expand_recurring", "maybe"),
        ("page_token", "not-a-cursor"),
        ("updated_after", "yesterday"),
        ("start", "9" * 30),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused_by_name(google: Curl, name: str, value: str) -> None:
    answer = google.get("events", calendar_id="primary", **{name: value})
    status, kind, message = answer.refusal
    assert (status, kind) == (400, "invalid_request_error")
    assert name in message


def test_the_calendar_must_be_named_and_must_exist(google: Curl) -> None:
    status, kind, message = google.get("events").refusal
    assert (status, kind) == (400, "invalid_request_error")
    assert "calendar_id" in message
    assert google.get("events", calendar_id="nowhere").refusal[:2] == (404, "not_found_error")


def test_an_unknown_parameter_is_ignored(google: Curl) -> None:
    assert google.get("events", calendar_id="primary", colour="blue").status == 200


def walk(curl: Curl, calendar: str, **query: Any) -> list[list[JSON]]:
    pages: list[list[JSON]] = []
    token: str | None = None
    while True:
        answer = curl.get("events", calendar_id=calendar, **query, **({"page_token": token} if token else {}))
        pages.append(answer.data)
        token = answer.body.get("next_cursor")
        if token is None:
            return pages
        assert len(pages) < 50


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 200])
def test_pages_hold_each_event_once_in_order_of_start(google: Curl, calendar: str, limit: int) -> None:
    for number in range(6):
        google.create(calendar, title=str(number), when=span(T0 + number // 2 * HOUR))
    pages = walk(google, calendar, limit=limit, **WINDOW)
    assert sorted(titles([event for page in pages for event in page])) == list("012345")
    starts = [event["when"]["start_time"] for page in pages for event in page]
    assert starts == sorted(starts)
    assert all(len(page) <= limit for page in pages)


def test_an_event_made_between_two_pages_hides_no_other(google: Curl, calendar: str) -> None:
    for number in range(4):
        google.create(calendar, title=f"old {number}", when=span(T0 + number * HOUR))
    first = google.get("events", calendar_id=calendar, limit=2, **WINDOW)
    google.create(calendar, title="new", when=span(T0 + 60))
    rest = walk(google, calendar, limit=2, page_token=first.body["next_cursor"], **WINDOW)
    assert {"old 0", "old 1", "old 2", "old 3"} <= {
        *titles(first.data),
        *titles([e for page in rest for e in page]),
    }


def test_a_full_last_page_promises_no_further_one(google: Curl, calendar: str) -> None:
    for number in range(4):
        google.create(calendar, title=str(number), when=span(T0 + number * HOUR))
    assert [len(page) for page in walk(google, calendar, limit=2, **WINDOW)] == [2, 2]


@pytest.mark.parametrize(
    ("filter_by", "found"),
    [
        ({"title": "KILN"}, ["Kiln: 100% loaded", "kiln_a"]),
        ({"title": "ÉMAIL"}, ["émail rouge"]),
        ({"title": "%"}, ["Kiln: 100% loaded"]),
        ({"title": "_"}, ["kiln_a"]),
        ({"title": "'; drop table events; --"}, []),
        ({"description": "gloves"}, ["kiln_a"]),
        ({"location": "yard"}, ["émail rouge"]),
        ({"attendees": "li@sandbox.test"}, ["Kiln: 100% loaded", "kiln_a"]),
        ({"attendees": "LI@sandbox.test"}, ["Kiln: 100% loaded", "kiln_a"]),
        ({"busy": "True"}, ["Kiln: 100% loaded", "émail rouge"]),
        ({"busy": "false"}, ["kiln_a"]),
        ({"busy": "0", "title": "kiln"}, ["kiln_a"]),
    ],
)
def test_each_filter_keeps_what_matches(
    google: Curl, calendar: str, filter_by: JSON, found: list[str]
) -> None:
    li, bo = {"email": "li@sandbox.test"}, {"email": "bo@sandbox.test"}
    google.create(calendar, title="Kiln: 100% loaded", when=span(T0), participants=[li, bo])
    google.create(
        calendar,
        title="kiln_a",
        when=span(T0 + HOUR),
        description="Bring GLOVES.",
        participants=[li],
        busy=False,
    )
    google.create(calendar, title="émail rouge", when=span(T0 + 2 * HOUR), location="Back yard")
    assert titles(google.events(calendar, **WINDOW, **filter_by)) == found


def test_attendees_may_be_joined_by_commas_or_repeated(google: Curl, calendar: str) -> None:
    people = [{"email": "li@sandbox.test"}, {"email": "bo@sandbox.test"}]
    google.create(calendar, title="both", when=span(T0), participants=people)
    google.create(calendar, title="nobody", when=span(T0))
    joined = google.events(calendar, **WINDOW, attendees="li@sandbox.test,bo@sandbox.test")
    repeated = google.events(calendar, **WINDOW, attendees=["li@sandbox.test", "bo@sandbox.test"])
    assert titles(joined) == titles(repeated) == ["both"]


def test_metadata_pairs_find_events_and_stand_alone(google: Curl, calendar: str) -> None:
    google.create(
        calendar, title="marked", when=span(T0), metadata={"key1": "kiln", "key2": "a", "other": "x"}
    )
    google.create(calendar, title="plain", when=span(T0), metadata={"key1": "glaze"})
    assert titles(google.events(calendar, metadata_pair="key1:kiln")) == ["marked"]
    assert titles(google.events(calendar, metadata_pair="key1:kiln,key2:a")) == ["marked"]
    assert google.events(calendar, metadata_pair=["key1:kiln", "key2:b"]) == []
    combined = google.get("events", calendar_id=calendar, metadata_pair="key1:kiln", title="marked")
    assert combined.refusal[:2] == (400, "invalid_request_error")
    unindexed = google.get("events", calendar_id=calendar, metadata_pair="other:x")
    assert unindexed.refusal[:2] == (400, "invalid_request_error")


def test_an_ical_uid_finds_its_event_and_stands_alone(google: Curl, calendar: str) -> None:
    event = google.create(calendar, title="one", when=span(T0)).data
    assert titles(google.events(calendar, ical_uid=event["ical_uid"])) == ["one"]
    combined = google.get("events", calendar_id=calendar, ical_uid=event["ical_uid"], title="one")
    assert combined.refusal[:2] == (400, "invalid_request_error")


def test_events_of_another_kind_are_listed_when_asked_for(google: Curl) -> None:
    week = {
        "start": int(NOW.timestamp()) - 5 * 86_400,
        "end": int(NOW.timestamp()) + 9 * 86_400,
        "limit": 200,
    }
    plain = titles(google.events(**week))
    assert not any(title.startswith("Focus") for title in plain)
    assert all(title.startswith("Focus") for title in titles(google.events(**week, event_type="focusTime")))
    both = titles(google.events(**week, event_type=["default", "focusTime"]))
    assert len(both) > len(plain)
    assert google.get("events", calendar_id="primary", event_type="party").refusal[0] == 400


def test_updated_bounds_keep_what_changed_between_them(google: Curl, calendar: str) -> None:
    event = google.create(calendar, title="fresh", when=span(T0)).data
    at = event["updated_at"]
    assert titles(google.events(calendar, **WINDOW, updated_after=at - 1)) == ["fresh"]
    assert google.events(calendar, **WINDOW, updated_after=at + 1_000) == []
    assert google.events(calendar, **WINDOW, updated_before=at - 1) == []


def test_select_returns_only_the_chosen_fields(google: Curl, calendar: str) -> None:
    event = google.create(calendar, title="slim", when=span(T0)).data
    assert google.events(calendar, **WINDOW, select="id,title") == [{"id": event["id"], "title": "slim"}]
    assert google.event(event["id"], calendar, select="title,busy").data == {"title": "slim", "busy": True}
    assert google.get("calendars", select="id").data[0] == {"id": "ada@sandbox.test"}


def test_calendars_are_paged_too(google: Curl) -> None:
    first = google.get("calendars", limit=2)
    rest = google.get("calendars", limit=200, page_token=first.body["next_cursor"])
    ids = [calendar["id"] for calendar in (*first.data, *rest.data)]
    assert len(ids) == len(set(ids)) == len(google.get("calendars", limit=200).data)
    assert rest.body.get("next_cursor") is None


def test_icloud_has_six_months_no_primary_and_fewer_filters(icloud: Curl) -> None:
    home = icloud.get("calendars").data[0]["id"]
    wide = icloud.get("events", calendar_id=home, start=T0, end=T0 + 200 * 86_400)
    assert wide.refusal == (
        400,
        "invalid_request_error",
        "The maximum time range for iCloud event queries is 6 months.",
    )
    assert icloud.get("events", calendar_id=home, start=T0, end=T0 + 170 * 86_400).status == 200
    assert icloud.get("events", calendar_id="primary").refusal[0] in (400, 404)


def test_the_import_call_gives_masters_and_up_to_five_hundred(google: Curl, icloud: Curl) -> None:
    team = "c_team@group.calendar.sandbox.test"
    week = {"start": int(NOW.timestamp()), "end": int(NOW.timestamp()) + 14 * 86_400}
    imported = google.get("events/import", calendar_id=team, limit=500, **week).data
    assert any("recurrence" in event and event["title"] == "Stand-up" for event in imported)
    assert any(event.get("master_event_id") for event in imported)
    assert google.get("events/import", calendar_id=team, limit=501, **week).refusal[0] == 400
    refused = icloud.get("events/import", calendar_id="5C1D7E2A-HOME", **week).refusal
    assert refused == (400, "invalid_request_error", "Method not supported for provider")
