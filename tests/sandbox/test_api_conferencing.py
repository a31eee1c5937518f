"""A developer asks for meetings in every legal and illegal way and watches their links come, or not come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sandbox.curl import JSON, Answer, Curl, span

T0 = int(datetime(2027, 6, 7, 9, 0, tzinfo=UTC).timestamp())
BAD = (400, "invalid_request_error")
CALENDARS = {
    "google": "primary",
    "microsoft": "primary",
    "icloud": "5C1D7E2A-HOME",
    "virtual-calendar": "primary",
}


@pytest.fixture
def google(curls: dict[str, Curl]) -> Curl:
    return curls["google"]


def ask(
    curl: Curl, provider: str, host: Curl | None = None, rule: str = "at-once", account: str = "google"
) -> Answer:
    autocreate: JSON = {"conf_grant_id": host.grant} if host else {}
    conferencing = {"provider": provider, "autocreate": autocreate}
    return curl.create(
        CALENDARS[account], title=f"Call #link:{rule}", when=span(T0), conferencing=conferencing
    )


def link(event: JSON) -> str | None:
    found: str | None = ((event.get("conferencing") or {}).get("details") or {}).get("url")
    return found


@pytest.mark.parametrize(
    ("account", "provider", "host", "legal"),
    [
        ("google", "Google Meet", None, True),
        ("google", "Microsoft Teams", None, False),
        ("google", "Zoom Meeting", None, False),
        ("google", "Zoom Meeting", "zoom", True),
        ("google", "Zoom Meeting", "microsoft", False),
        ("google", "Microsoft Teams", "microsoft", True),
        ("google", "Microsoft Teams", "zoom", False),
        ("microsoft", "Microsoft Teams", None, True),
        ("microsoft", "Google Meet", None, False),
        ("microsoft", "Google Meet", "google", True),
        ("microsoft", "Zoom Meeting", "zoom", True),
        ("icloud", "Google Meet", None, False),
        ("icloud", "Zoom Meeting", "zoom", True),
        ("virtual-calendar", "Microsoft Teams", None, False),
        ("virtual-calendar", "Google Meet", "google", True),
    ],
)
def test_each_account_can_host_what_its_grants_allow(
    curls: dict[str, Curl], account: str, provider: str, host: str | None, legal: bool
) -> None:
    answer = ask(curls[account], provider, curls[host] if host else None, account=account)
    if legal:
        event = answer.data
        assert event["conferencing"]["provider"] == provider
        assert str(link(event)).startswith("https://")
    else:
        assert answer.refusal[:2] == BAD
        assert provider in answer.refusal[2]


@pytest.mark.parametrize("host", ["00000000-0000-4000-8000-000000000000", 7, [], {}])
def test_the_host_grant_must_exist(google: Curl, host: object) -> None:
    conferencing = {"provider": "Zoom Meeting", "autocreate": {"conf_grant_id": host}}
    answer = google.create(title="x", when=span(T0), conferencing=conferencing)
    assert answer.refusal[0] in (400, 404)


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_host_grant_counts_as_none(google: Curl, empty: str | None) -> None:
    conferencing = {"provider": "Google Meet", "autocreate": {"conf_grant_id": empty, "conf_settings": None}}
    assert google.create(title="x", when=span(T0), conferencing=conferencing).status == 200


@pytest.mark.parametrize(
    "conferencing",
    [
        {"provider": "Google Meet"},
        {"autocreate": {}},
        {"details": {"url": "https://meet.google.com/aaa-bbbb-ccc"}},
        {"provider": "google meet", "autocreate": {}},
        {"provider": "WebEx", "autocreate": {}},
        {"provider": "unknown", "details": {"url": "https://calls.test/x"}},
        {
            "provider": "Google Meet",
            "autocreate": {},
            "details": {"url": "https://meet.google.com/aaa-bbbb-ccc"},
        },
        {"provider": "Google Meet", "autocreate": True},
        {"provider": "Google Meet", "autocreate": None},
        {"provider": "Google Meet", "details": {}},
        {"provider": "Google Meet", "details": {"url": ""}},
        {"provider": "Google Meet", "details": {"url": 7}},
        {"provider": "Google Meet", "details": {"url": "https://meet.google.com/a", "phone": ["+1", "+2"]}},
        {"provider": "Google Meet", "details": {"url": "https://meet.google.com/a", "phone": "+1"}},
        {"provider": 5, "details": {"url": "https://calls.test/x"}},
    ],
)
def test_a_conference_that_is_neither_made_nor_given_is_refused(google: Curl, conferencing: JSON) -> None:
    assert google.create(title="x", when=span(T0), conferencing=conferencing).refusal[:2] == BAD


@pytest.mark.parametrize(
    ("provider", "members"),
    [
        ("Google Meet", {"phone": ["+44 20 7946 0000"], "pin": "440120911"}),
        ("Zoom Meeting", {"meeting_code": "90000000001", "password": "k1ln"}),
        ("Zoom Meeting", {"meeting_code": None, "password": None}),
        ("Microsoft Teams", {}),
        ("Teams for Business", {}),
        ("Skype for Consumer", {}),
        ("Skype for Business", {}),
        ("WebEx", {"password": "k1ln", "pin": "1", "phone": ["+1", "+2"]}),
        ("GoToMeeting", {"meeting_code": "123", "password": "k1ln", "phone": ["+1"]}),
    ],
)
def test_each_provider_takes_its_own_details(google: Curl, provider: str, members: JSON) -> None:
    details = {"url": "https://calls.test/room", **members}
    event = google.create(
        title="x", when=span(T0), conferencing={"provider": provider, "details": details}
    ).data
    assert event["conferencing"] == {"provider": provider, "details": details}


def test_the_settings_of_a_zoom_meeting_are_kept(google: Curl, curls: dict[str, Curl]) -> None:
    settings = {"password": "k3ys", "settings": {"waiting_room": False}}
    autocreate = {"conf_grant_id": curls["zoom"].grant, "conf_settings": settings}
    conferencing = {"provider": "Zoom Meeting", "autocreate": autocreate}
    event = google.create(title="x #link:never", when=span(T0), conferencing=conferencing).data
    assert link(event) is None
    assert settings == event["conferencing"]["autocreate"]["conf_settings"]


def poll(google: Curl, event_id: str, deadline: float) -> Iterator[JSON]:
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        yield google.event(event_id).data
        time.sleep(0.05)


def test_a_link_comes_after_its_delay_and_also_shows_in_the_list(google: Curl) -> None:
    event = ask(google, "Google Meet", rule="after:0.4").data
    assert link(event) is None
    assert any(link(found) for found in poll(google, event["id"], 10))
    listed = google.events(start=T0, end=T0 + 60, limit=200)
    assert [link(found) for found in listed if found["id"] == event["id"]] != [None]


def test_a_link_comes_with_the_third_read(google: Curl) -> None:
    event = ask(google, "Google Meet", rule="reads:3").data
    seen = [bool(link(google.event(event["id"]).data)) for _ in range(4)]
    assert seen == [False, False, True, True]


def test_a_link_never_comes(google: Curl) -> None:
    event = ask(google, "Google Meet", rule="never").data
    assert not any(link(found) for found in poll(google, event["id"], 0.3))


def test_a_failed_conference_leaves_an_event_without_one(google: Curl) -> None:
    answer = ask(google, "Google Meet", rule="fail")
    if answer.status == 200:
        assert not any(link(found) for found in poll(google, answer.data["id"], 0.3))
    else:
        assert answer.refusal[0] in (400, 504)


def test_the_rule_of_a_running_server_can_be_read_and_changed(google: Curl) -> None:
    before = google.get("/__sandbox__/links").body
    changed = google.call("PUT", "/__sandbox__/links", body={"rule": "at-once"})
    assert changed.status == 200
    conferencing = {"provider": "Google Meet", "autocreate": {}}
    assert link(google.create(title="plain", when=span(T0), conferencing=conferencing).data)
    assert google.call("PUT", "/__sandbox__/links", body={"rule": "sometimes"}).status == 400
    assert google.call("PUT", "/__sandbox__/links", body={}).status == 400
    assert google.call("PUT", "/__sandbox__/links", body=before.get("data", before)).status == 200
    assert google.get("/__sandbox__/links").body.get("data", before) == before.get("data", before)


def with_block(google: Curl) -> JSON:
    event: JSON = google.create(
        title="Kiln #link:at-once",
        description="Bring gloves.",
        when=span(T0),
        conferencing={"provider": "Google Meet", "autocreate": {}},
    ).data
    return event


def test_the_text_of_the_conference_is_appended_to_the_description(google: Curl) -> None:
    event = with_block(google)
    assert event["description"].startswith("Bring gloves.")
    assert str(link(event)) in event["description"]


def test_empty_conferencing_clears_the_meeting_and_leaves_the_text(google: Curl) -> None:
    event = with_block(google)
    cleared = google.update(event["id"], conferencing={}).data
    assert not cleared.get("conferencing")
    assert str(link(event)) in cleared["description"]
    cleaned = google.update(event["id"], conferencing={}, description="Bring gloves.").data
    assert (cleaned.get("conferencing") or {}, cleaned["description"]) == ({}, "Bring gloves.")


def test_a_change_that_does_not_speak_of_the_meeting_keeps_it(google: Curl) -> None:
    event = with_block(google)
    for change in ({"title": "Kiln"}, {"location": "Yard"}, {"when": span(T0 + 900)}):
        changed = google.update(event["id"], **change).data
        assert changed["conferencing"] == event["conferencing"]


def test_a_meeting_by_hand_becomes_a_made_one_and_back(google: Curl) -> None:
    own = {"provider": "Zoom Meeting", "details": {"url": "https://us02web.zoom.us/j/90000000001"}}
    event = google.create(title="Swap #link:at-once", when=span(T0), conferencing=own).data
    made = google.update(event["id"], conferencing={"provider": "Google Meet", "autocreate": {}}).data
    assert "meet.google.com" in str(link(made))
    assert google.update(event["id"], conferencing=own).data["conferencing"] == own


def test_a_pending_meeting_that_is_cleared_gets_no_link_later(google: Curl) -> None:
    event = ask(google, "Google Meet", rule="after:0.2").data
    google.update(event["id"], conferencing={})
    assert not any(link(found) for found in poll(google, event["id"], 0.6))


def test_a_pending_meeting_replaced_by_hand_keeps_the_hand_made_link(google: Curl) -> None:
    event = ask(google, "Google Meet", rule="after:0.2").data
    own: dict[str, Any] = {"provider": "WebEx", "details": {"url": "https://calls.test/room"}}
    google.update(event["id"], conferencing=own)
    assert {link(found) for found in poll(google, event["id"], 0.6)} == {"https://calls.test/room"}


def test_the_same_link_is_answered_every_time(google: Curl) -> None:
    event = with_block(google)
    assert {link(google.event(event["id"]).data) for _ in range(3)} == {link(event)}
    assert google.event(event["id"]).data["description"] == event["description"]


def test_a_zoom_meeting_has_the_passcode_it_was_asked_for_with(google: Curl, curls: dict[str, Curl]) -> None:
    settings = {"password": "k3ys", "settings": {"waiting_room": True}}
    autocreate = {"conf_grant_id": curls["zoom"].grant, "conf_settings": settings}
    conferencing = {"provider": "Zoom Meeting", "autocreate": autocreate}
    made = google.create(title="Passcode #link:reads:1", when=span(T0), conferencing=conferencing).data
    seen = [google.event(made["id"]).data for _ in range(3)]
    assert seen[-1]["conferencing"]["details"]["password"] == "k3ys"
