"""A developer follows series, hours and calls through the providers; each has its own way with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.sandbox.conftest import NOW
from tests.sandbox.curl import JSON, Curl, span
from tests.sandbox.providers import BAD, CALENDARS, T0, create, refused
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings

DAY = 86_400
WEEKLY = ["RRULE:FREQ=WEEKLY;COUNT=3"]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    """A sandbox with an Exchange account beside the seeded five."""
    with running(SandboxSettings(now=NOW, also=("ews",))) as sandbox:
        yield sandbox


# Series


def listed(curl: Curl, calendar: str, title: str, **query: object) -> list[JSON]:
    window = {"start": T0 - DAY, "end": T0 + 30 * DAY, "limit": 200, "expand_recurring": True} | query
    return [event for event in curl.events(calendar, **window) if event["title"] == title]


def stamp(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


@pytest.mark.parametrize("provider", ["microsoft", "icloud", "virtual-calendar", "ews"])
def test_outside_google_a_deleted_instance_is_a_date_left_out(curls: dict[str, Curl], provider: str) -> None:
    curl, calendar = curls[provider], CALENDARS[provider]
    title = f"Series of {provider}"
    master = create(curls, provider, title=title, recurrence=WEEKLY)
    second = f"{master['id']}_{stamp(T0 + 7 * DAY)}"
    curl.update(second, calendar, location="Yard")
    assert curl.delete(second, calendar).status == 200
    assert [e["when"]["start_time"] for e in listed(curl, calendar, title)] == [T0, T0 + 14 * DAY]
    rules = curl.event(master["id"], calendar).data["recurrence"]
    assert f"EXDATE:{stamp(T0 + 7 * DAY)}" in rules
    assert curl.event(second, calendar).status == 404


def test_on_google_a_deleted_instance_is_an_event_of_its_own_that_is_cancelled(
    curls: dict[str, Curl],
) -> None:
    google = curls["google"]
    master = create(curls, "google", title="Series of google", recurrence=WEEKLY)
    second = f"{master['id']}_{stamp(T0 + 7 * DAY)}"
    google.delete(second)
    assert google.event(master["id"]).data["recurrence"] == WEEKLY
    shown = listed(google, "primary", "Series of google", show_cancelled=True)
    assert [event["id"] for event in shown if event["status"] == "cancelled"] == [second]


def test_only_the_main_event_carries_a_rule(curls: dict[str, Curl]) -> None:
    google = curls["google"]
    master = create(curls, "google", title="Ruled", recurrence=WEEKLY)
    instance = listed(google, "primary", "Ruled")[1]
    assert "recurrence" not in instance
    answer = google.update(instance["id"], recurrence=["RRULE:FREQ=DAILY;COUNT=2"])
    assert answer.refusal == (*BAD, "recurrence belongs to the main event of a series")
    assert google.event(master["id"]).data["recurrence"] == WEEKLY


def test_a_series_on_icloud_stays_a_series(curls: dict[str, Curl]) -> None:
    icloud, home = curls["icloud"], CALENDARS["icloud"]
    master = create(curls, "icloud", recurrence=WEEKLY)
    nothing: tuple[object, ...] = ([], None)
    for empty in nothing:
        assert "iCloud" in icloud.update(master["id"], home, recurrence=empty).refusal[2]
    changed = icloud.update(master["id"], home, recurrence=["RRULE:FREQ=DAILY;COUNT=2"]).data
    assert changed["recurrence"] == ["RRULE:FREQ=DAILY;COUNT=2"]


def test_microsoft_gives_a_rule_back_that_ends_a_day_later(curls: dict[str, Curl]) -> None:
    rules = ["RRULE:FREQ=DAILY;UNTIL=20270609T235959Z"]
    assert create(curls, "google", recurrence=rules)["recurrence"] == rules
    made = create(curls, "microsoft", title="Until", recurrence=rules)
    assert made["recurrence"] == ["RRULE:FREQ=DAILY;UNTIL=20270610T235959Z"]
    assert len(listed(curls["microsoft"], "primary", "Until")) == 3


@pytest.mark.parametrize("rule", ["EXDATE;TZID=Europe/London:20270614T100000", "DTSTART:20270607T090000Z"])
def test_a_virtual_calendar_takes_no_zone_and_no_start_in_a_rule(curls: dict[str, Curl], rule: str) -> None:
    assert "recurrence" in refused(curls, "virtual-calendar", recurrence=[*WEEKLY, rule])


# What takes time, what is found, what is shown


@pytest.mark.parametrize(
    ("provider", "busy"), [("microsoft", False), ("ews", False), ("google", True)], ids=str
)
def test_tentative_events_are_busy_unless_the_request_says_otherwise(
    curls: dict[str, Curl], provider: str, busy: bool
) -> None:
    curl, calendar = curls[provider], CALENDARS[provider]
    me = curl.get("/v3/grants/" + curl.grant).data["email"]
    guests = [{"email": me, "status": "maybe"}, {"email": "li@sandbox.test"}]
    made = create(curls, provider, participants=guests)
    assert made["busy"] is True
    assert curl.event(made["id"], calendar, tentative_as_busy="false").data["busy"] is busy
    assert curl.event(made["id"], calendar, tentative_as_busy="true").data["busy"] is True


def test_microsoft_reads_a_call_from_the_place_or_the_notes(curls: dict[str, Curl]) -> None:
    link = "https://us02web.zoom.us/j/89012345678?pwd=x"
    made = create(curls, "microsoft", location=link)
    assert made["conferencing"] == {"provider": "Zoom Meeting", "details": {"url": link}}
    noted = create(curls, "microsoft", description="Join: https://meet.google.com/abc-defg-hij please")
    assert noted["conferencing"]["provider"] == "Google Meet"
    assert create(curls, "microsoft", location="Yard")["conferencing"] == {}
    assert create(curls, "google", location=link)["conferencing"] == {}


def test_on_microsoft_a_call_that_is_only_cleared_comes_back_from_its_text(curls: dict[str, Curl]) -> None:
    call = {"provider": "Microsoft Teams", "autocreate": {}}
    made = create(curls, "microsoft", title="Kiln #link:at-once", description="Gloves.", conferencing=call)
    microsoft = curls["microsoft"]
    still = microsoft.update(made["id"], conferencing={}).data["conferencing"]
    assert still["details"]["url"] == made["conferencing"]["details"]["url"]
    cleaned = microsoft.update(made["id"], conferencing={}, description="Gloves.").data
    assert cleaned["conferencing"] == {}


def test_deleted_events_are_shown_by_google_alone(curls: dict[str, Curl]) -> None:
    for provider, shown in (("google", 1), ("microsoft", 0), ("icloud", 0), ("virtual-calendar", 0)):
        made = create(curls, provider, title=f"Gone from {provider}")
        curl, calendar = curls[provider], CALENDARS[provider]
        curl.delete(made["id"], calendar)
        assert len(listed(curl, calendar, f"Gone from {provider}", show_cancelled=True)) == shown


def test_filters_a_provider_lacks_are_ignored(curls: dict[str, Curl]) -> None:
    create(curls, "icloud", title="Free hour", busy=False)
    home = CALENDARS["icloud"]
    assert listed(curls["icloud"], home, "Free hour", busy="true", updated_after=T0 * 2)
    create(curls, "virtual-calendar", title="Booking")
    assert listed(curls["virtual-calendar"], "primary", "Booking", attendees="nobody@sandbox.test")


def test_an_import_holds_no_metadata(google: Curl, microsoft: Curl) -> None:
    google.create(title="Imported", when=span(T0), metadata={"key1": "x"})
    window = {"calendar_id": "primary", "start": T0 - 60, "end": T0 + 60, "limit": 500}
    found = google.get("events/import", **window).data
    assert "Imported" in [event["title"] for event in found]
    assert not any("metadata" in event for event in found)
    assert microsoft.get("events/import", **window).status == 200


def test_icloud_puts_the_registered_address_for_its_alias(curls: dict[str, Curl]) -> None:
    icloud = curls["icloud"]
    path = "/v3/grants/" + icloud.grant
    assert "email_aliases" not in icloud.get(path).data
    grant = icloud.get(path, expose_aliases="true").data
    made = create(curls, "icloud", participants=[{"email": grant["email_aliases"][0]}])
    assert [person["email"] for person in made["participants"]] == [grant["email"]]
