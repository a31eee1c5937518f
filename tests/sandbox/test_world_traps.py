"""The seeded world holds every shape and every hostile text that a calendar client has to survive."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from tui.sandbox.world import build_world
from tui.sandbox.world_traps import FRIENDLY_TITLES, HOSTILE_TITLES, LONG_TITLE

JSON = dict[str, Any]
NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
ZONE = "Europe/London"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def events() -> list[JSON]:
    return list(build_world(NOW, ZONE, 1, 0).events)


@pytest.fixture(scope="module")
def mine(events: list[JSON]) -> list[JSON]:
    google = build_world(NOW, ZONE, 1, 0).grants[0]["id"]
    return [event for event in events if event["grant_id"] == google]


def details(event: JSON) -> JSON:
    return (event.get("conferencing") or {}).get("details") or {}


def answer(event: JSON) -> str | None:
    return next((p["status"] for p in event["participants"] if p["email"] == "ada@sandbox.test"), None)


def test_links_of_every_readable_provider_are_there(mine: list[JSON]) -> None:
    linked = {
        event["conferencing"].get("provider"): details(event) for event in mine if details(event).get("url")
    }
    assert {
        "Google Meet",
        "Zoom Meeting",
        "Microsoft Teams",
        "WebEx",
        "GoToMeeting",
        "Skype for Business",
        "Skype for Consumer",
        "Teams for Business",
        "unknown",
    } <= set(linked)


def test_meet_zoom_webex_and_goto_bring_their_codes_and_phones(mine: list[JSON]) -> None:
    def has(provider: str, *names: str) -> bool:
        return any(
            event["conferencing"].get("provider") == provider and set(names) <= set(details(event))
            for event in mine
            if event.get("conferencing")
        )

    assert has("Google Meet", "url", "meeting_code", "phone", "pin")
    assert has("Zoom Meeting", "url", "meeting_code", "password")
    assert has("WebEx", "url", "password", "pin", "phone")
    assert has("GoToMeeting", "url", "meeting_code", "phone")


@pytest.mark.parametrize(
    "shape",
    [
        {},
        None,
        {"provider": "Google Meet"},
        {"details": {"url": "https://meet.google.com/det-only-ccc"}},
        {"provider": "Zoom Meeting", "conf_settings": {"waiting_room": True}},
        {"provider": "Google Meet", "autocreate": {}},
        {"provider": "WebEx", "details": {"pin": "204511"}},
    ],
)
def test_half_a_conference_is_there_in_every_known_form(mine: list[JSON], shape: JSON | None) -> None:
    assert any("conferencing" in event and event["conferencing"] == shape for event in mine)


def test_some_events_have_no_conferencing_member_and_one_code_is_a_number(mine: list[JSON]) -> None:
    assert any("conferencing" not in event for event in mine)
    assert any(type(details(event).get("meeting_code")) is int for event in mine)


def test_a_link_stands_only_in_the_place_only_in_the_text_and_twice(mine: list[JSON]) -> None:
    def link_in(event: JSON, member: str) -> bool:
        return "https://" in (event[member] or "")

    assert any(
        link_in(e, "location") and "conferencing" not in e and not link_in(e, "description") for e in mine
    )
    assert any(
        link_in(e, "description") and "conferencing" not in e and not link_in(e, "location") for e in mine
    )
    assert any(
        "zoom.us" in details(e).get("url", "") and "meet.google.com" in (e["description"] or "") for e in mine
    )


def test_descriptions_come_as_html_with_the_fence_of_google_and_the_rule_of_teams(mine: list[JSON]) -> None:
    texts = [event["description"] or "" for event in mine]
    assert any(text.startswith("<html><head>") for text in texts)
    assert any(text.count("-::~:~::~") >= 2 and "Join with Google Meet: https://" in text for text in texts)
    assert any("_" * 40 in text and "Microsoft Teams meeting" in text for text in texts)
    assert any("<script>" in text for text in texts)


def test_every_hostile_and_unusual_title_is_stored_as_it_is(mine: list[JSON]) -> None:
    titles = {event["title"] for event in mine}
    assert set(HOSTILE_TITLES.values()) | set(FRIENDLY_TITLES.values()) <= titles
    assert None in titles
    assert len(LONG_TITLE) == 1024


def test_hostile_titles_really_are_hostile() -> None:
    assert "\x1b]0;" in HOSTILE_TITLES["window title"]
    assert "\x1b]52;" in HOSTILE_TITLES["clipboard"]
    assert "[@click=app.quit]" in HOSTILE_TITLES["action markup"]
    assert "[/b]" in HOSTILE_TITLES["unbalanced markup"]
    assert "\u202e" in HOSTILE_TITLES["bidi override"]
    assert "\u200b" in HOSTILE_TITLES["zero width"]
    assert HOSTILE_TITLES["combining marks"].startswith("\u0301")


@pytest.mark.parametrize("day", range(16, 23))
def test_this_week_shows_no_hostile_text_on_any_day(day: int) -> None:
    now = datetime(2026, 11, day, 12, 7, tzinfo=UTC)
    for event in build_world(now, ZONE, 1, 0).events:
        start = event["when"].get("start_time", 0)
        if abs(start - now.timestamp()) < 4 * 86_400:
            assert not CONTROL.search(event["title"])
            assert "[" not in event["title"]


def test_right_to_left_emoji_and_wide_titles_are_there(mine: list[JSON]) -> None:
    titles = " ".join(event["title"] or "" for event in mine)
    assert re.search("[\u0590-\u05ff]", titles)
    assert re.search("[\u0600-\u06ff]", titles)
    assert re.search("[\u4e00-\u9fff]", titles)
    assert "🎬" in titles


def test_invitations_wait_are_tentative_and_are_declined(mine: list[JSON]) -> None:
    invited = [event for event in mine if event["organizer"]["email"] != "ada@sandbox.test"]
    assert {"noreply", "maybe", "no", "yes"} <= {answer(event) for event in invited}
    assert any(event["status"] == "maybe" for event in invited)
    assert all(event["read_only"] for event in invited)


def test_whole_days_spans_zones_flights_moments_and_zoneless_times_are_there(mine: list[JSON]) -> None:
    whens = [event["when"] for event in mine]
    spans = [when for when in whens if when["object"] == "timespan"]
    assert {when["object"] for when in whens} == {"timespan", "date", "datespan"}
    assert {"America/New_York", "Asia/Tokyo", ZONE} <= {when.get("start_timezone") for when in spans}
    assert sum(when.get("start_timezone") != when.get("end_timezone") for when in spans) == 2
    assert any("start_timezone" not in when for when in spans)
    assert any(when["start_time"] == when["end_time"] for when in spans)


def test_some_meetings_overlap(mine: list[JSON]) -> None:
    timed = sorted(
        (e["when"]["start_time"], e["when"]["end_time"]) for e in mine if "start_time" in e["when"]
    )
    assert any(later[0] < earlier[1] for earlier, later in itertools.pairwise(timed))


def test_series_repeat_daily_every_other_week_and_leave_dates_out(mine: list[JSON]) -> None:
    rules = [line for event in mine for line in event.get("recurrence", ())]
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in rules
    assert "RRULE:FREQ=WEEKLY;INTERVAL=2" in rules
    assert any(rule.startswith("EXDATE:") for rule in rules)
    moved = [event for event in mine if event.get("master_event_id") and event["status"] == "confirmed"]
    assert all(event["when"]["start_time"] != event["original_start_time"] for event in moved)
    assert len(moved) == 1


def test_private_read_only_focus_absence_and_metadata_are_there(mine: list[JSON]) -> None:
    assert any(event["visibility"] == "private" for event in mine)
    assert {"focusTime", "outOfOffice", "workingLocation"} <= {event.get("event_type") for event in mine}
    assert any(event.get("metadata", {}).get("key1") == "release-4.2" for event in mine)
    holidays = [event for event in mine if event["calendar_id"].startswith("c_holidays")]
    assert holidays
    assert all(event["read_only"] for event in holidays)


def test_each_account_writes_in_its_own_manner(events: list[JSON]) -> None:
    grants = {grant["provider"]: grant["id"] for grant in build_world(NOW, ZONE, 1, 0).grants}
    by = {provider: [e for e in events if e["grant_id"] == id_] for provider, id_ in grants.items()}
    assert all(event["visibility"] != "default" for event in by["microsoft"])
    assert any("<html><head>" in (event["description"] or "") for event in by["microsoft"])
    assert all("visibility" not in event and "status" not in event for event in by["icloud"])
    assert any(event.get("capacity") == 5 for event in by["virtual-calendar"])
    assert by["zoom"] == []
