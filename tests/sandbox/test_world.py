"""A developer opens the sandbox and finds a believable, complete and repeatable working life."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sandbox.world import World, build_world

JSON = dict[str, Any]
FRIDAY_NOON = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
ZONES = (
    "Europe/London",
    "America/New_York",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Havana",
)


def world(now: datetime = FRIDAY_NOON, zone: str = "Europe/London", seed: int = 1, filler: int = 0) -> World:
    return build_world(now, zone, seed, filler)


def as_text(a_world: World) -> str:
    return json.dumps([a_world.grants, a_world.calendars, list(a_world.events)], sort_keys=True)


def bounds(when: JSON, zone: str) -> tuple[int, int]:
    """Unix seconds of start and end, whole days read in `zone`."""
    if when["object"] == "timespan":
        return when["start_time"], when["end_time"]
    first = when.get("date") or when["start_date"]
    last = when.get("date") or when["end_date"]
    start = datetime.fromisoformat(first).replace(tzinfo=ZoneInfo(zone))
    end = datetime.fromisoformat(last).replace(tzinfo=ZoneInfo(zone)) + timedelta(days=1)
    return int(start.timestamp()), int(end.timestamp())


def meetings_of_ada(now: datetime, zone: str, seed: int = 1) -> list[JSON]:
    """Ada's single timed meetings; series are left out, so the rules hold even without them."""
    a_world = world(now, zone, seed)
    google = a_world.grants[0]["id"]
    return [
        event
        for event in a_world.events
        if event["grant_id"] == google and event["when"]["object"] == "timespan" and "recurrence" not in event
    ]


def test_the_same_arguments_give_the_same_world_and_another_seed_another_one() -> None:
    assert as_text(world(filler=50)) == as_text(world(filler=50))
    assert as_text(world(seed=1)) != as_text(world(seed=2))


def test_the_events_can_be_read_more_than_once() -> None:
    events = world(filler=10).events
    assert list(events) == list(events)


def test_every_id_is_unique_within_its_grant_and_refers_to_something() -> None:
    a_world = world(filler=500)
    grants = {grant["id"] for grant in a_world.grants}
    calendars = {(calendar["grant_id"], calendar["id"]) for calendar in a_world.calendars}
    events = list(a_world.events)
    assert len(grants) == 5
    assert {grant for grant, _ in calendars} <= grants
    assert {(event["grant_id"], event["calendar_id"]) for event in events} <= calendars
    assert [key for key, count in Counter(event["id"] for event in events).items() if count > 1] == []


def test_edited_instances_name_a_master_of_the_same_calendar() -> None:
    events = list(world().events)
    masters = {event["id"]: event for event in events if "recurrence" in event}
    overrides = [event for event in events if event.get("master_event_id")]
    assert {event["status"] for event in overrides} == {"confirmed", "cancelled"}
    for event in overrides:
        master = masters[event["master_event_id"]]
        assert event["calendar_id"] == master["calendar_id"]
        assert event["id"].startswith(master["id"] + "_")
        assert event["ical_uid"] == master["ical_uid"]
        stamp = datetime.fromtimestamp(event["original_start_time"], UTC).strftime("%Y%m%dT%H%M%SZ")
        assert event["id"].endswith(stamp)


def test_the_first_grant_is_ada_and_her_calendars_are_what_a_user_expects() -> None:
    a_world = world()
    assert [grant["provider"] for grant in a_world.grants] == [
        "google",
        "microsoft",
        "icloud",
        "virtual-calendar",
        "zoom",
    ]
    ada = a_world.grants[0]
    assert (ada["name"], ada["email"]) == ("Ada Okafor", "ada@sandbox.test")
    mine = [calendar for calendar in a_world.calendars if calendar["grant_id"] == ada["id"]]
    assert [calendar["name"] for calendar in mine] == [
        "ada@sandbox.test",
        "Team",
        "Personal",
        "Travel",
        "Holidays",
    ]
    assert [calendar["is_primary"] for calendar in mine] == [True, False, False, False, False]
    assert [calendar["read_only"] for calendar in mine] == [False, False, False, False, True]
    assert len({calendar["hex_color"] for calendar in mine}) == 5


def test_grant_ids_depend_on_the_seed_alone() -> None:
    later = world(now=FRIDAY_NOON + timedelta(days=400), zone="Asia/Tokyo")
    assert [grant["id"] for grant in world().grants] == [grant["id"] for grant in later.grants]
    assert world().grants[0]["id"] != world(seed=2).grants[0]["id"]


def test_only_icloud_has_calendars_but_no_primary_one() -> None:
    a_world = world()
    primaries = {
        grant["provider"]: sum(
            bool(calendar["is_primary"])
            for calendar in a_world.calendars
            if calendar["grant_id"] == grant["id"]
        )
        for grant in a_world.grants
    }
    assert primaries == {"google": 1, "microsoft": 1, "icloud": 0, "virtual-calendar": 1, "zoom": 0}


def test_everything_is_json_that_survives_a_round_trip_and_utf8() -> None:
    a_world = world(filler=5)
    events = list(a_world.events)
    assert json.loads(json.dumps(events, ensure_ascii=False).encode()) == events


def test_every_address_belongs_to_nobody() -> None:
    a_world = world(filler=20)
    addresses = {person["email"] for event in a_world.events for person in event["participants"]}
    addresses |= {grant["email"] for grant in a_world.grants}
    assert len(addresses) > 10
    assert all(address.endswith(".test") for address in addresses)


moments = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=60, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES))
def test_at_any_hour_of_any_day_there_is_a_meeting_to_join_soon(now: datetime, zone: str) -> None:
    seconds = now.timestamp()
    meetings = meetings_of_ada(now, zone)
    with_link = [m for m in meetings if (m.get("conferencing") or {}).get("details", {}).get("url")]
    assert any(m["when"]["start_time"] <= seconds < m["when"]["end_time"] for m in with_link)
    assert any(299 <= m["when"]["start_time"] - seconds <= 40 * 60 for m in with_link)


@settings(max_examples=60, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES))
def test_today_has_meetings_behind_and_ahead_and_tomorrow_has_some_too(now: datetime, zone: str) -> None:
    seconds, wall = now.timestamp(), ZoneInfo(zone)
    today = now.astimezone(wall).date()
    midnight = datetime.combine(today, datetime.min.time(), wall).timestamp()
    next_midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), wall).timestamp()
    spans = [(m["when"]["start_time"], m["when"]["end_time"]) for m in meetings_of_ada(now, zone)]
    of_today = [start for start, end in spans if start < next_midnight and end > midnight]
    assert len(of_today) >= 3
    if seconds - midnight > 2 * 3600:
        assert any(midnight <= start and end <= seconds for start, end in spans)
    if next_midnight - seconds > 3 * 3600:
        assert sum(seconds < start < next_midnight for start, _ in spans) >= 3
    the_day_after = next_midnight + 26 * 3600
    assert sum(next_midnight <= start < the_day_after for start, _ in spans) >= 3


@settings(max_examples=30, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES))
def test_no_planned_meeting_falls_on_top_of_the_agenda_around_now(now: datetime, zone: str) -> None:
    seconds = now.timestamp()
    near = [m for m in meetings_of_ada(now, zone) if abs(m["when"]["start_time"] - seconds) < 90 * 60]
    assert len({m["when"]["start_time"] for m in near}) == len(near)


@settings(max_examples=30, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES), seed=st.integers(0, 2**32))
def test_ids_stay_unique_at_any_moment(now: datetime, zone: str, seed: int) -> None:
    ids = [event["id"] for event in build_world(now, zone, seed, 0).events]
    assert len(ids) == len(set(ids))


@settings(max_examples=30, deadline=None)
@given(now=moments, zone=st.sampled_from(ZONES))
def test_nothing_was_changed_before_it_was_made_or_after_now(now: datetime, zone: str) -> None:
    for event in build_world(now, zone, 3, 5).events:
        assert event["created_at"] <= event["updated_at"] <= now.timestamp()
        start, end = bounds(event["when"], zone)
        assert start <= end


def test_this_week_and_the_next_are_the_fullest() -> None:
    zone = "Europe/London"
    monday = datetime(2026, 11, 16, tzinfo=ZoneInfo(zone))
    starts = [m["when"]["start_time"] for m in meetings_of_ada(FRIDAY_NOON, zone)]
    per_week = Counter(int((start - monday.timestamp()) // (7 * 86_400)) for start in starts)
    assert set(per_week) <= set(range(-8, 12))
    assert {week for week, _ in per_week.most_common(3)} <= {0, 1, 2}
    assert all(per_week[week] >= 3 for week in (-8, -1, 2, 3, 8, 10))


def test_a_hundred_thousand_more_events_are_made_lazily_within_two_years_either_way() -> None:
    events = world(filler=100_000).events
    base = sum(1 for _ in world().events)
    extra = list(itertools.islice(events, base, base + 400))
    two_years = 732 * 86_400
    for event in extra:
        start, end = bounds(event["when"], "Europe/London")
        assert abs(start - FRIDAY_NOON.timestamp()) < two_years > abs(end - FRIDAY_NOON.timestamp())
    assert sum(1 for _ in world(filler=2_000).events) == base + 2_000
    assert len({event["calendar_id"] for event in extra}) == 4


def test_a_moment_without_a_zone_and_an_unknown_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        build_world(datetime(2026, 11, 20, 12, 0), "Europe/London", 1, 0)  # noqa: DTZ001
    with pytest.raises(ZoneInfoNotFoundError):
        list(build_world(FRIDAY_NOON, "Mars/Olympus", 1, 0).events)
