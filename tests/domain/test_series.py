"""A series lived through: across clock changes, cut short, gone on with, and moved as a whole."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.domain.samples import LISBON, NEW_YORK, at, span
from tests.domain.test_repeating import expert_rules, whens, zones
from tui.domain.moving import moved_along
from tui.domain.series import (
    RepeatError,
    begun_at,
    ended_before,
    first_of,
    going_on,
    occurrences,
    parts_of,
    zone_of,
)
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, is_all_day

FRIDAY = span(at(15), at(15, 30))
WEEKLY = "RRULE:FREQ=WEEKLY"


def walls(*rules: str, when: When = FRIDAY, zone: ZoneInfo = LISBON, count: int = 4) -> list[str]:
    """The first times of a series as its place reads them off the wall."""
    return [f"{wall:%d %b %H:%M}" for wall in occurrences(rules, when, zone, count)]


def moved(
    rules: tuple[str, ...], when: When, *, was: When = FRIDAY, zone: ZoneInfo = LISBON
) -> tuple[str, ...]:
    return moved_along(rules, (was, zone_of(was, LISBON)), (when, zone_of(when, zone)))


def later(by: timedelta, when: Timespan = FRIDAY) -> Timespan:
    """The event so much later on the clock of the wall."""
    zone = zone_of(when, LISBON)
    start, end = ((moment.astimezone(zone) + by).astimezone(UTC) for moment in (when.start, when.end))
    return Timespan(start, end, when.start_zone, when.end_zone)


def test_a_series_keeps_its_wall_time_when_the_clocks_change() -> None:
    start = datetime(2026, 10, 23, 14, 0, tzinfo=UTC)
    when = span(start, start + timedelta(hours=1))
    assert walls(WEEKLY, when=when, count=2) == ["23 Oct 15:00", "30 Oct 15:00"]


def test_it_is_followed_where_it_is_written_not_where_it_is_read() -> None:
    tokyo = Timespan(at(23), at(23, 30), "Asia/Tokyo", "Asia/Tokyo")
    assert zone_of(tokyo, LISBON).key == "Asia/Tokyo"
    assert zone_of(Moment(at(9), "Mars/Olympus"), LISBON) is LISBON
    assert zone_of(AllDay(date(2026, 11, 20)), LISBON) is LISBON
    assert walls(WEEKLY + ";BYDAY=SA", when=tokyo, zone=zone_of(tokyo, LISBON), count=1) == ["21 Nov 08:00"]


@pytest.mark.parametrize(
    "exdate",
    [
        "EXDATE:20261127T150000Z",
        "EXDATE:20261127T150000",
        "EXDATE;TZID=America/New_York:20261127T100000",
        "EXDATE;TZID=Mars/Olympus:20261127T150000",
        "EXDATE;VALUE=DATE:20261127",
    ],
)
def test_a_time_left_out_is_recognised_however_it_is_written(exdate: str) -> None:
    assert walls(WEEKLY, exdate, count=2) == ["20 Nov 15:00", "04 Dec 15:00"]


def test_a_time_the_clocks_skip_can_be_left_out() -> None:
    start = datetime(2027, 3, 27, 1, 30, tzinfo=UTC)
    when = span(start, start + timedelta(minutes=10))
    assert walls("RRULE:FREQ=DAILY", "EXDATE:20270328T013000Z", when=when, count=2) == [
        "27 Mar 01:30",
        "29 Mar 01:30",
    ]


@pytest.mark.parametrize("stamp", ["20261121", "20261121T000000Z", "20261121T235959Z"])
def test_in_whole_days_only_the_day_counts(stamp: str) -> None:
    when = AllDay(date(2026, 11, 20))
    assert walls("RRULE:FREQ=DAILY", f"EXDATE:{stamp}", when=when, zone=NEW_YORK, count=2) == [
        "20 Nov 00:00",
        "22 Nov 00:00",
    ]
    assert len(walls(f"RRULE:FREQ=DAILY;UNTIL={stamp}", when=when, zone=ZoneInfo("Asia/Tokyo"))) == 2


def test_a_series_is_not_followed_for_ever() -> None:
    assert len(occurrences(("RRULE:FREQ=DAILY",), FRIDAY, LISBON, 10**6)) < 3000
    late = AllDay(date(9998, 12, 30))
    assert len(occurrences(("RRULE:FREQ=YEARLY",), late, LISBON, 10)) == 1
    with pytest.raises(RepeatError):
        occurrences(("RRULE:FREQ=YEARLY;INTERVAL=0;BYMONTH=2",), FRIDAY, LISBON, 1)


def test_this_and_all_following_are_cut_off_and_go_on_elsewhere() -> None:
    rules = ("RRULE:COUNT=10;FREQ=WEEKLY", "EXDATE:20261127T150000Z")
    assert ended_before(rules, at(15, day=27)) == ("RRULE:FREQ=WEEKLY;UNTIL=20261127T145959Z", rules[1])
    assert ended_before(("RRULE:FREQ=DAILY;UNTIL=20270101",), date(2026, 12, 1)) == (
        "RRULE:FREQ=DAILY;UNTIL=20261130",
    )
    rest = span(at(15, day=27), at(16, day=27))
    assert going_on(rules, 3, rest, LISBON) == ("RRULE:COUNT=7;FREQ=WEEKLY", rules[1])
    assert going_on(rules, 99, span(at(15, day=28), at(16, day=28)), LISBON) == ("RRULE:COUNT=1;FREQ=WEEKLY",)
    odd = (WEEKLY + ";UNTIL=20270101", "RRULE:FREQ=DAILY;COUNT=" + "9" * 5000)
    assert going_on(odd, 3, rest, LISBON) == odd


@given(st.integers(1, 30), st.integers(1, 30), whens, zones)
def test_a_series_cut_in_two_takes_place_as_before(
    total: int, gone: int, when: When, viewer: ZoneInfo
) -> None:
    assume(gone < total)
    zone = zone_of(when, viewer)
    whole = (f"RRULE:FREQ=WEEKLY;COUNT={total}",)
    times = occurrences(whole, when, zone, 100)
    cut = times[gone]
    first = ended_before(whole, cut.date() if is_all_day(when) else cut.replace(tzinfo=zone).astimezone(UTC))
    assert occurrences(first, when, zone, 100) == times[:gone]
    rest = begun_at(when, cut, zone)
    again = going_on(whole, gone, rest, zone)
    assert occurrences(again, rest, zone, 100) == times[gone:]


# Moved as a whole


def test_a_later_hour_takes_the_exclusions_along_and_keeps_the_end() -> None:
    rules = (WEEKLY + ";UNTIL=20261218T235959Z", "EXDATE:20261204T150000Z,20261211T150000Z")
    assert moved(rules, later(timedelta(hours=2))) == (rules[0], "EXDATE:20261204T170000Z,20261211T170000Z")


def test_another_day_of_the_week_takes_the_exclusions_to_that_day() -> None:
    rules = (WEEKLY + ";COUNT=8", "EXDATE:20261204T150000Z")
    assert moved(rules, later(timedelta(days=3))) == (rules[0], "EXDATE:20261207T150000Z")


def test_a_day_off_stays_a_day_off_where_the_series_still_comes_by() -> None:
    rules = ("RRULE:FREQ=DAILY", "EXDATE:20261225T150000Z")
    assert moved(rules, later(timedelta(days=1, hours=1))) == (rules[0], "EXDATE:20261225T160000Z")


def test_the_last_time_is_not_lost_to_a_later_hour() -> None:
    rules = (WEEKLY + ";UNTIL=20261204T150000Z",)
    assert moved(rules, later(timedelta(hours=2))) == (WEEKLY + ";UNTIL=20261204T170000Z",)
    assert moved(rules, later(timedelta(hours=-2))) == rules


def test_another_zone_moves_them_to_its_wall_time() -> None:
    rules = (WEEKLY + ";UNTIL=20261218T235959Z", "EXDATE:20261204T150000Z")
    there = Timespan(at(20), at(20, 30), "America/New_York", "America/New_York")
    assert moved(rules, there) == (WEEKLY + ";UNTIL=20261219T045959Z", "EXDATE:20261204T200000Z")


def test_whole_days_are_written_as_days_and_back() -> None:
    rules = (WEEKLY + ";UNTIL=20261218T235959Z", "EXDATE:20261204T150000Z")
    days = moved(rules, AllDay(date(2026, 11, 20)))
    assert days == (WEEKLY + ";UNTIL=20261218", "EXDATE:20261204")
    assert moved(days, FRIDAY, was=AllDay(date(2026, 11, 20))) == rules


def test_exclusions_across_a_clock_change_keep_their_wall_time() -> None:
    rules = (WEEKLY, "EXDATE:20270402T140000Z")
    assert moved(rules, later(timedelta(hours=1))) == (WEEKLY, "EXDATE:20270402T150000Z")


def test_a_longer_event_leaves_the_rules_letter_for_letter() -> None:
    odd = ("EXDATE;TZID=Europe/Lisbon:20261204T150000", WEEKLY, "RDATE:20261205T150000Z")
    longer = span(FRIDAY.start, FRIDAY.end + timedelta(hours=1))
    assert moved(odd, longer) == odd


@pytest.mark.parametrize(
    "rules",
    [
        (WEEKLY, "RDATE:20261205T150000Z"),
        (WEEKLY, "RRULE:FREQ=DAILY"),
        ("EXDATE:20261204T150000Z",),
        (WEEKLY, "EXDATE:soon"),
        (WEEKLY + ";UNTIL=00010101T000000Z",),
        (WEEKLY, *(["EXDATE:20261204T150000Z"] * 30)),
    ],
)
def test_what_cannot_be_moved_says_so(rules: tuple[str, ...]) -> None:
    there = Timespan(at(20), at(20, 30), "America/New_York", "America/New_York")
    with pytest.raises(RepeatError):
        moved_along(rules, (FRIDAY, NEW_YORK), (there, LISBON))


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 3),
    st.integers(-6, 6),
    st.integers(-10, 10),
    st.sets(st.integers(1, 7), max_size=3),
    zones,
)
@example("WEEKLY", 1, 0, 0, {1}, NEW_YORK)
def test_moved_by_days_and_hours_as_many_times_take_place_as_before(
    freq: str, interval: int, days: int, hours: int, gone: set[int], zone: ZoneInfo
) -> None:
    start = datetime(2026, 11, 10, 12, 0, tzinfo=zone)
    when = Timespan(start, start, zone.key, zone.key)
    bare = f"RRULE:FREQ={freq};INTERVAL={interval};COUNT=9"
    times = occurrences((bare,), when, zone, 99)
    stamps = [f"{times[n].replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}" for n in sorted(gone)]
    rules = (bare, f"EXDATE:{','.join(stamps)}") if stamps else (bare,)
    there = start + timedelta(days=days, hours=hours)
    now = Timespan(there, there, zone.key, zone.key)
    along = moved_along(rules, (when, zone), (now, zone))
    left = occurrences(along, now, zone, 99)
    assert along[0] == bare
    if freq != "DAILY" or days == 0:
        assert len(left) == 9 - len(gone)
    assert {wall.time() for wall in left} == {there.time()}
    assert len(along) == len(rules)


@settings(deadline=None)
@given(expert_rules, whens, whens, zones, zones)
def test_any_series_moved_anywhere_is_moved_or_says_that_it_cannot(
    text: str, was: When, now: When, before: ZoneInfo, after: ZoneInfo
) -> None:
    rules = tuple(text.split())
    try:
        along = moved_along(rules, (was, before), (now, after))
    except RepeatError:
        return
    assert len(along) == len(rules)
    assert parts_of(along[0]).keys() == parts_of(rules[0]).keys()
    assert parts_of(along[0]).get("COUNT") == parts_of(rules[0]).get("COUNT")
    assert moved_along(along, (now, after), (now, after)) == along


@given(whens, zones)
def test_the_first_time_is_the_event_s_own(when: When, viewer: ZoneInfo) -> None:
    zone = zone_of(when, viewer)
    assert occurrences(("RRULE:FREQ=DAILY",), when, zone, 1) == (first_of(when, zone),)


def test_several_days_begin_on_the_first_of_them() -> None:
    trip = AllDaySpan(date(2026, 11, 20), date(2026, 11, 22))
    assert walls("RRULE:FREQ=MONTHLY", when=trip, count=2) == ["20 Nov 00:00", "20 Dec 00:00"]
