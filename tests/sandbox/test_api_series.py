"""A developer works with series: instances, edits, cancellations, summer time, and rules that never end."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.sandbox.curl import JSON, Curl, span

LONDON = ZoneInfo("Europe/London")
MONDAY = int(datetime(2027, 3, 22, 9, 0, tzinfo=LONDON).timestamp())
"""The last Monday before British summer time begins."""
DAY = 86_400
THREE_WEEKS = {"start": MONDAY - DAY, "end": MONDAY + 20 * DAY, "expand_recurring": True}


@pytest.fixture
def calendar(google: Curl) -> str:
    return str(google.call("POST", "calendars", body={"name": "Series"}).data["id"])


@pytest.fixture
def weekly(google: Curl, calendar: str) -> JSON:
    series: JSON = google.create(
        calendar, title="Firing", when=span(MONDAY), recurrence=["RRULE:FREQ=WEEKLY"]
    ).data
    return series


def starts(events: list[JSON]) -> list[int]:
    return [event["when"]["start_time"] for event in events]


def instance_id(master: JSON, start: int) -> str:
    return f"{master['id']}_{datetime.fromtimestamp(start, UTC):%Y%m%dT%H%M%SZ}"


SECOND = MONDAY + 7 * DAY - 3_600
"""A week later on the wall is an hour less in UTC, for the clocks went forward."""


def test_instances_keep_their_wall_time_across_the_change_of_clocks(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    events = google.events(calendar, **THREE_WEEKS)
    assert starts(events) == [MONDAY, SECOND, SECOND + 7 * DAY]
    assert [event["id"] for event in events] == [instance_id(weekly, start) for start in starts(events)]
    assert all(event["master_event_id"] == weekly["id"] and "recurrence" not in event for event in events)
    assert {event["ical_uid"] for event in events} == {weekly["ical_uid"]}


def test_unexpanded_the_series_is_one_master(google: Curl, calendar: str, weekly: JSON) -> None:
    events = google.events(calendar, **THREE_WEEKS | {"expand_recurring": False})
    assert [event["id"] for event in events] == [weekly["id"]]
    assert events[0]["recurrence"] == ["RRULE:FREQ=WEEKLY"]


def test_an_instance_is_readable_by_its_own_id(google: Curl, calendar: str, weekly: JSON) -> None:
    found = google.event(instance_id(weekly, SECOND), calendar).data
    assert found["when"]["start_time"] == SECOND
    assert google.event(instance_id(weekly, SECOND + 60), calendar).refusal[0] == 404


def test_an_instance_nobody_edited_reads_the_same_alone_and_in_the_list(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    alone = google.event(instance_id(weekly, SECOND), calendar).data
    assert alone in google.events(calendar, **THREE_WEEKS)
    assert "original_start_time" not in alone


def test_an_edited_instance_moves_alone(google: Curl, calendar: str, weekly: JSON) -> None:
    moved_to = SECOND + 2 * 3_600
    changed = google.update(
        instance_id(weekly, SECOND), calendar, title="Late firing", when=span(moved_to)
    ).data
    assert changed["master_event_id"] == weekly["id"]
    assert changed["original_start_time"] == SECOND
    assert starts(google.events(calendar, **THREE_WEEKS)) == [MONDAY, moved_to, SECOND + 7 * DAY]
    listed = google.events(calendar, **THREE_WEEKS | {"expand_recurring": False})
    assert {event["id"] for event in listed} == {weekly["id"], instance_id(weekly, SECOND)}


def test_an_instance_moved_out_of_the_window_leaves_it_and_one_moved_in_enters(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    far = SECOND + 100 * DAY
    google.update(instance_id(weekly, SECOND), calendar, when=span(far))
    assert starts(google.events(calendar, **THREE_WEEKS)) == [MONDAY, SECOND + 7 * DAY]
    there = google.events(calendar, start=far - 60, end=far + 60, expand_recurring=True)
    assert starts(there) == [far]


def test_a_deleted_instance_is_gone_and_shown_as_cancelled_on_request(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    assert google.delete(instance_id(weekly, SECOND), calendar).status == 200
    assert starts(google.events(calendar, **THREE_WEEKS)) == [MONDAY, SECOND + 7 * DAY]
    shown = google.events(calendar, **THREE_WEEKS, show_cancelled=True)
    assert [event["status"] for event in shown] == ["confirmed", "cancelled", "confirmed"]


def test_a_deleted_master_takes_its_instances_along(google: Curl, calendar: str, weekly: JSON) -> None:
    google.update(instance_id(weekly, SECOND), calendar, title="Edited")
    assert google.delete(weekly["id"], calendar).status == 200
    assert google.events(calendar, **THREE_WEEKS) == []
    assert google.event(instance_id(weekly, SECOND + 7 * DAY), calendar).refusal[0] == 404


def test_a_renamed_master_renames_the_instances_nobody_edited(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    google.update(instance_id(weekly, SECOND), calendar, title="Edited")
    google.update(weekly["id"], calendar, title="Kiln")
    assert [event["title"] for event in google.events(calendar, **THREE_WEEKS)] == ["Kiln", "Edited", "Kiln"]


def test_the_instances_of_a_master_can_be_listed(google: Curl, calendar: str, weekly: JSON) -> None:
    google.create(calendar, title="Other", when=span(MONDAY))
    found = google.events(calendar, **THREE_WEEKS, master_event_id=weekly["id"])
    assert {event["master_event_id"] for event in found} == {weekly["id"]}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        (["RRULE:FREQ=DAILY;COUNT=3"], 3),
        (["RRULE:FREQ=DAILY;UNTIL=20270324T235959Z"], 3),
        (["RRULE:FREQ=DAILY;UNTIL=20270324"], 3),
        (["RRULE:FREQ=WEEKLY;INTERVAL=2"], 2),
        (["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4"], 4),
        (["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270323T090000Z"], 2),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1MO"], 1),
        (["RRULE:FREQ=YEARLY"], 1),
    ],
)
def test_rules_of_every_kind_expand(google: Curl, calendar: str, rules: list[str], count: int) -> None:
    google.create(calendar, title="Rule", when=span(MONDAY), recurrence=rules)
    assert len(google.events(calendar, **THREE_WEEKS)) == count


def test_whole_day_series_repeat_by_date(google: Curl, calendar: str) -> None:
    google.create(calendar, title="Rent", when={"date": "2027-03-22"}, recurrence=["RRULE:FREQ=WEEKLY"])
    events = google.events(calendar, **THREE_WEEKS)
    assert [event["when"]["date"] for event in events] == ["2027-03-22", "2027-03-29", "2027-04-05"]
    assert all(google.event(event["id"], calendar).data["when"] == event["when"] for event in events)


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY"])
def test_a_rule_that_would_fill_the_page_a_thousand_times_ends_quickly(
    google: Curl, calendar: str, frequency: str
) -> None:
    rules = [f"RRULE:FREQ={frequency}"]
    made = google.create(calendar, title="Flood", when=span(MONDAY), recurrence=rules)
    if made.status == 200:
        assert len(google.get("events", calendar_id=calendar, **THREE_WEEKS).data) <= 200
    else:
        assert made.refusal[0] == 400


def test_an_old_endless_series_is_still_expanded_far_from_its_start(google: Curl, calendar: str) -> None:
    old = int(datetime(1990, 1, 1, 9, 0, tzinfo=LONDON).timestamp())
    google.create(calendar, title="Since 1990", when=span(old), recurrence=["RRULE:FREQ=DAILY"])
    # The window begins at 09:00 in winter and ends at 10:00 in summer time, so both its ends count.
    assert len(google.events(calendar, **THREE_WEEKS)) == 22


def test_pages_of_a_series_hold_each_instance_once(google: Curl, calendar: str) -> None:
    google.create(calendar, title="Daily", when=span(MONDAY), recurrence=["RRULE:FREQ=DAILY;COUNT=20"])
    seen: list[int] = []
    token: str | None = None
    while True:
        query = THREE_WEEKS | {"limit": 7} | ({"page_token": token} if token else {})
        answer = google.get("events", calendar_id=calendar, **query)
        seen += starts(answer.data)
        token = answer.body.get("next_cursor")
        if token is None:
            break
    assert len(seen) == len(set(seen)) == 20
    assert seen == sorted(seen)


def test_the_seeded_stand_up_shows_its_moved_and_not_its_cancelled_day(google: Curl) -> None:
    team = "c_team@group.calendar.sandbox.test"
    monday = int(datetime(2026, 11, 23, tzinfo=LONDON).timestamp())
    week = {"start": monday, "end": monday + 7 * DAY, "expand_recurring": True, "title": "stand-up"}
    events = google.events(team, **week)
    local = [datetime.fromtimestamp(start, LONDON).strftime("%a %H:%M") for start in starts(events)]
    assert local == ["Mon 09:30", "Tue 12:15", "Wed 09:30", "Thu 09:30"]


def test_a_single_event_can_become_a_series_and_a_series_single_again(google: Curl, calendar: str) -> None:
    event = google.create(calendar, title="Once", when=span(MONDAY)).data
    google.update(event["id"], calendar, recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    assert len(google.events(calendar, **THREE_WEEKS)) == 2
    google.update(event["id"], calendar, recurrence=[])
    assert [found["id"] for found in google.events(calendar, **THREE_WEEKS)] == [event["id"]]


def test_a_shortened_series_takes_the_edited_instances_after_its_end_along(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    third = SECOND + 7 * DAY
    google.update(instance_id(weekly, SECOND), calendar, title="Edited")
    google.update(instance_id(weekly, third), calendar, title="Also edited", when=span(SECOND + DAY))
    google.delete(instance_id(weekly, third + 7 * DAY), calendar)
    until = f"{datetime.fromtimestamp(third - 1, UTC):%Y%m%dT%H%M%SZ}"
    google.update(weekly["id"], calendar, recurrence=[f"RRULE:FREQ=WEEKLY;UNTIL={until}"])
    shown = google.events(calendar, **THREE_WEEKS | {"end": MONDAY + 40 * DAY}, show_cancelled=True)
    assert [event["title"] for event in shown] == ["Firing", "Edited"]
    assert google.event(instance_id(weekly, third), calendar).refusal[0] == 404


@pytest.mark.parametrize(
    "change",
    [{"recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=TU"]}, {"recurrence": []}, {"when": span(MONDAY + 7_200)}],
    ids=["other days", "no series any more", "another time of day"],
)
def test_an_edited_instance_goes_when_the_series_has_no_such_time_any_more(
    google: Curl, calendar: str, weekly: JSON, change: JSON
) -> None:
    google.update(instance_id(weekly, SECOND), calendar, title="Edited")
    google.update(weekly["id"], calendar, **change)
    assert "Edited" not in [event["title"] for event in google.events(calendar, **THREE_WEEKS)]


def test_an_edited_instance_stays_while_its_time_belongs_to_the_series(
    google: Curl, calendar: str, weekly: JSON
) -> None:
    google.update(instance_id(weekly, SECOND), calendar, title="Edited")
    google.update(weekly["id"], calendar, recurrence=["RRULE:FREQ=DAILY;COUNT=9"])
    titles = [event["title"] for event in google.events(calendar, **THREE_WEEKS)]
    assert titles == [*["Firing"] * 7, "Edited", "Firing"]
