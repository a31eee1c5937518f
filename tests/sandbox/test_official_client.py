"""A developer points the official `nylas` package at the sandbox and changes nothing else.

The package is used unmodified over a real socket; what it cannot decode, the sandbox must not answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from nylas import Client  # type: ignore[import-untyped]
from nylas.models.errors import NylasApiError  # type: ignore[import-untyped]

from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings

# dataclasses_json, under the package, warns of every null it decodes into a field typed as always there.
pytestmark = pytest.mark.filterwarnings(
    "ignore:('NoneType' object|Missing) value of non-optional type:RuntimeWarning:dataclasses_json.core"
)

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
NEXT_MONTH = int(datetime(2026, 12, 18, 9, 0, tzinfo=UTC).timestamp())
PRIMARY = {"calendar_id": "primary"}
DEADLINE_SECONDS = 10.0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, links=LinkRule.after(0.3))) as served:
        yield served


@pytest.fixture
def nylas(sandbox: ServedSandbox) -> Any:
    return Client(sandbox.api_key, sandbox.api_uri, timeout=10)


@pytest.fixture
def grants(sandbox: ServedSandbox) -> dict[str, str]:
    return {grant.provider: grant.id for grant in sandbox.grants}


def timespan(start: int = NEXT_MONTH, minutes: int = 30) -> dict[str, Any]:
    zone = "Europe/London"
    end = start + minutes * 60
    return {"start_time": start, "end_time": end, "start_timezone": zone, "end_timezone": zone}


def create(nylas: Any, grant: str, **members: Any) -> Any:
    body = {"title": "Kiln handover", "when": timespan(), **members}
    return nylas.events.create(grant, body, PRIMARY).data


def poll(find: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not done(found := find()):
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def has_link(event: Any) -> bool:
    details = getattr(event.conferencing, "details", None) or {}
    return bool(details.get("url"))


def walk(nylas: Any, grant: str, **query: Any) -> list[Any]:
    found: list[Any] = []
    token: str | None = None
    while True:
        page = nylas.events.list(grant, query | ({"page_token": token} if token else {}))
        found += page.data
        token = page.next_cursor
        if not token:
            return found


def test_she_lists_the_grants_page_by_page_and_finds_one(nylas: Any, grants: dict[str, str]) -> None:
    first = nylas.grants.list({"limit": 2, "sort_by": "created_at", "order_by": "asc"}).data
    rest = nylas.grants.list({"limit": 10, "offset": 2, "sort_by": "created_at", "order_by": "asc"}).data
    assert {grant.id for grant in (*first, *rest)} == set(grants.values())
    assert len(first) == 2
    found = nylas.grants.find(grants["google"]).data
    assert (found.provider, found.email, found.grant_status) == ("google", "ada@sandbox.test", "valid")


def test_a_wrong_key_and_an_unknown_grant_become_the_packages_errors(
    sandbox: ServedSandbox, nylas: Any, grants: dict[str, str]
) -> None:
    stranger = Client("not-the-key", sandbox.api_uri, timeout=10)
    with pytest.raises(NylasApiError) as refused:
        stranger.calendars.list(grants["google"])
    assert refused.value.status_code == 401
    with pytest.raises(NylasApiError) as missing:
        nylas.grants.find("00000000-0000-4000-8000-000000000000")
    assert missing.value.status_code == 404
    assert missing.value.request_id


@pytest.mark.parametrize("provider", ["google", "microsoft", "icloud", "virtual-calendar"])
def test_every_seeded_calendar_and_event_of_every_account_decodes(
    nylas: Any, grants: dict[str, str], provider: str
) -> None:
    grant = grants[provider]
    calendars = nylas.calendars.list(grant).data
    assert calendars
    start = int(NOW.timestamp()) - 60 * 86_400
    for calendar in calendars:
        assert nylas.calendars.find(grant, calendar.id).data == calendar
        events = walk(
            nylas,
            grant,
            calendar_id=calendar.id,
            start=start,
            end=start + 150 * 86_400,
            limit=50,
            expand_recurring=True,
        )
        for event in events[:3]:
            found = nylas.events.find(grant, event.id, {"calendar_id": calendar.id}).data
            assert (found.id, found.title, found.when) == (event.id, event.title, event.when)


def test_she_makes_renames_and_destroys_a_calendar(nylas: Any, grants: dict[str, str]) -> None:
    google = grants["google"]
    made = nylas.calendars.create(
        google, {"name": "Kilns", "description": "Firings", "timezone": "Europe/Lisbon"}
    )
    calendar = made.data
    assert (calendar.name, calendar.timezone, calendar.is_primary) == ("Kilns", "Europe/Lisbon", False)
    updated = nylas.calendars.update(
        google, calendar.id, {"name": "Kilns & glazes", "hex_color": "#0b8043"}
    ).data
    assert (updated.name, updated.description, updated.hex_color) == ("Kilns & glazes", "Firings", "#0b8043")
    assert nylas.calendars.destroy(google, calendar.id).request_id
    with pytest.raises(NylasApiError) as gone:
        nylas.calendars.find(google, calendar.id)
    assert gone.value.status_code == 404


def test_the_primary_calendar_can_be_named_primary_and_cannot_be_destroyed(
    nylas: Any, grants: dict[str, str]
) -> None:
    assert nylas.calendars.find(grants["google"], "primary").data.id == "ada@sandbox.test"
    with pytest.raises(NylasApiError) as refused:
        nylas.calendars.destroy(grants["google"], "primary")
    assert refused.value.status_code == 400


def test_she_creates_an_event_with_a_meet_and_polls_until_its_link_is_there(
    nylas: Any, grants: dict[str, str]
) -> None:
    google = grants["google"]
    event = create(
        nylas,
        google,
        participants=[{"email": "li@sandbox.test", "name": "Li Moreau"}],
        conferencing={"provider": "Google Meet", "autocreate": {}},
    )
    assert not has_link(event)
    ready = poll(lambda: nylas.events.find(google, event.id, PRIMARY).data, has_link)
    assert ready.conferencing.provider == "Google Meet"
    assert ready.conferencing.details["url"].startswith("https://meet.google.com/")
    assert ready.conferencing.details["url"] in (ready.description or "")


def test_zoom_needs_the_grant_that_hosts_the_meeting(nylas: Any, grants: dict[str, str]) -> None:
    google = grants["google"]
    with pytest.raises(NylasApiError) as refused:
        create(nylas, google, conferencing={"provider": "Zoom Meeting", "autocreate": {}})
    assert refused.value.status_code == 400
    assert "conf_grant_id" in str(refused.value)
    autocreate = {"conf_grant_id": grants["zoom"], "conf_settings": {"settings": {"waiting_room": True}}}
    event = create(
        nylas,
        google,
        title="Kiln handover #link:reads:2",
        conferencing={"provider": "Zoom Meeting", "autocreate": autocreate},
    )
    ready = poll(lambda: nylas.events.find(google, event.id, PRIMARY).data, has_link)
    assert "zoom.us/j/" in ready.conferencing.details["url"]
    assert isinstance(ready.conferencing.details["meeting_code"], str)


def test_teams_is_made_on_the_microsoft_account(nylas: Any, grants: dict[str, str]) -> None:
    microsoft = grants["microsoft"]
    event = create(
        nylas,
        microsoft,
        title="Kiln handover #link:at-once",
        conferencing={"provider": "Microsoft Teams", "autocreate": {}},
    )
    assert has_link(event)
    assert event.conferencing.details["url"].startswith("https://teams.microsoft.com/")


def test_autocreate_together_with_details_is_refused(nylas: Any, grants: dict[str, str]) -> None:
    both = {
        "provider": "Google Meet",
        "autocreate": {},
        "details": {"url": "https://meet.google.com/aaa-bbbb-ccc"},
    }
    with pytest.raises(NylasApiError) as refused:
        create(nylas, grants["google"], conferencing=both)
    assert refused.value.status_code == 400
    assert "'details' not allowed" in str(refused.value)


def test_she_adds_her_own_details_and_updates_only_the_title(nylas: Any, grants: dict[str, str]) -> None:
    google = grants["google"]
    details = {
        "url": "https://us02web.zoom.us/j/90000000001",
        "meeting_code": "90000000001",
        "password": "k1ln",
    }
    event = create(nylas, google, conferencing={"provider": "Zoom Meeting", "details": details})
    assert event.conferencing.details == details
    updated = nylas.events.update(google, event.id, {"title": "Kiln handover, new room"}, PRIMARY).data
    assert updated.title == "Kiln handover, new room"
    assert updated.when == event.when
    assert updated.conferencing.details == details
    assert updated.updated_at >= event.updated_at


def test_she_takes_the_conference_and_its_text_off_the_event(nylas: Any, grants: dict[str, str]) -> None:
    google = grants["google"]
    event = create(
        nylas,
        google,
        title="Kiln handover #link:at-once",
        description="Bring gloves.",
        conferencing={"provider": "Google Meet", "autocreate": {}},
    )
    assert event.description != "Bring gloves."
    cleaned = {"conferencing": {}, "description": "Bring gloves."}
    nylas.events.update(google, event.id, cleaned, PRIMARY)
    found = nylas.events.find(google, event.id, PRIMARY).data
    assert (found.conferencing, found.description) == (None, "Bring gloves.")


def test_she_answers_an_invitation(nylas: Any, grants: dict[str, str]) -> None:
    google = grants["google"]
    start = int(NOW.timestamp())
    query = {"calendar_id": "primary", "title": "kanda films: notes", "start": start, "end": start + 86_400}
    invitation = nylas.events.list(google, query).data[0]
    assert mine(invitation) == "noreply"
    assert nylas.events.send_rsvp(google, invitation.id, {"status": "yes"}, PRIMARY).request_id
    assert mine(nylas.events.find(google, invitation.id, PRIMARY).data) == "yes"


def mine(event: Any) -> str:
    return next(str(p.status) for p in event.participants if p.email == "ada@sandbox.test")


def test_she_destroys_an_event_and_google_still_shows_it_as_cancelled(
    nylas: Any, grants: dict[str, str]
) -> None:
    google = grants["google"]
    event = create(nylas, google, title="Kiln, called off")
    assert nylas.events.destroy(google, event.id, PRIMARY).request_id
    window = {"calendar_id": "primary", "start": NEXT_MONTH, "end": NEXT_MONTH + 1800, "title": "called off"}
    assert nylas.events.list(google, window).data == []
    shown = nylas.events.list(google, window | {"show_cancelled": True}).data
    assert [(found.id, found.status) for found in shown] == [(event.id, "cancelled")]


def test_a_cursor_walk_over_five_hundred_events_meets_each_of_them_once(
    nylas: Any, grants: dict[str, str]
) -> None:
    google = grants["google"]
    calendar = nylas.calendars.create(google, {"name": "Firings"}).data
    query = {"calendar_id": calendar.id}
    for number in range(500):
        when = timespan(NEXT_MONTH + number // 3 * 900)
        nylas.events.create(google, {"title": f"Firing {number}", "when": when}, query)
    window = {"start": NEXT_MONTH, "end": NEXT_MONTH + 500 * 900}
    events = walk(nylas, google, calendar_id=calendar.id, limit=99, **window)
    assert len(events) == 500
    assert {event.title for event in events} == {f"Firing {number}" for number in range(500)}
    starts = [event.when.start_time for event in events]
    assert starts == sorted(starts)


def test_free_busy_tells_her_own_hours_and_names_the_unknown_address(
    nylas: Any, grants: dict[str, str]
) -> None:
    google = grants["google"]
    event = create(nylas, google, title="Kiln loading", when=timespan(NEXT_MONTH + 7_200, 60))
    body = {
        "start_time": NEXT_MONTH,
        "end_time": NEXT_MONTH + 6 * 3_600,
        "emails": ["ada@sandbox.test", "nobody@elsewhere.test"],
    }
    ada, nobody = nylas.calendars.get_free_busy(google, body).data
    assert ada.email == "ada@sandbox.test"
    busy = [(slot.start_time, slot.end_time) for slot in ada.time_slots]
    assert any(start <= event.when.start_time and event.when.end_time <= end for start, end in busy)
    assert nobody.email == "nobody@elsewhere.test"
    assert nobody.error


def test_availability_offers_only_slots_that_are_free(nylas: Any, grants: dict[str, str]) -> None:
    start = NEXT_MONTH + 86_400
    create(nylas, grants["google"], title="Kiln watch", when=timespan(start + 3_600, 60))
    body = {
        "start_time": start,
        "end_time": start + 4 * 3_600,
        "duration_minutes": 30,
        "interval_minutes": 30,
        "participants": [{"email": "ada@sandbox.test", "calendar_ids": ["primary"]}],
    }
    slots = nylas.calendars.get_availability(body).data.time_slots
    offered = [slot.start_time for slot in slots]
    assert start in offered
    assert all(slot.end_time - slot.start_time == 1_800 for slot in slots)
    assert not any(start + 3_600 - 1_800 < at < start + 7_200 for at in offered)
