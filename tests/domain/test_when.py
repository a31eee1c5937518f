"""Kinds of time that cannot be mixed, on days that last 23, 24 or 25 hours, or begin without a midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.when import (
    AllDay,
    AllDaySpan,
    Moment,
    Timespan,
    When,
    Window,
    bounds,
    dates,
    days,
    is_all_day,
    midnight,
    own_zone,
)

HAVANA = ZoneInfo("America/Havana")
SANTIAGO = ZoneInfo("America/Santiago")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")
ZONES = [HAVANA, SANTIAGO, NEW_YORK, LORD_HOWE, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Africa/Cairo")]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_illegal_times_do_not_construct() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Timespan(NOON, NOON - timedelta(seconds=1))
    with pytest.raises(ValueError, match="both zones or none"):
        Timespan(NOON, NOON, "Europe/Lisbon")
    with pytest.raises(ValueError, match="needs a time zone"):
        Moment(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="before it starts"):
        AllDaySpan(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="must end after"):
        Window(NOON, NOON)


def test_instants_are_kept_in_utc_whatever_they_came_in() -> None:
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    when = Timespan(east, east)
    assert when == Timespan(NOON, NOON)
    assert when.start.tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day", "first", "hours"),
    [
        (HAVANA, date(2026, 3, 8), "2026-03-08 01:00", 23),
        (HAVANA, date(2026, 11, 1), "2026-11-01 00:00", 25),
        (SANTIAGO, date(2026, 9, 6), "2026-09-06 01:00", 23),
        (SANTIAGO, date(2026, 4, 4), "2026-04-04 00:00", 25),
        (NEW_YORK, date(2026, 3, 8), "2026-03-08 00:00", 23),
        (NEW_YORK, date(2026, 11, 1), "2026-11-01 00:00", 25),
        (LORD_HOWE, date(2026, 10, 4), "2026-10-04 00:00", 23.5),
        (NEW_YORK, date(2026, 11, 20), "2026-11-20 00:00", 24),
    ],
)
def test_a_day_begins_with_its_first_instant_and_lasts_as_long_as_it_does(
    zone: ZoneInfo, day: date, first: str, hours: float
) -> None:
    begins, ends = bounds(AllDay(day), zone)
    assert f"{begins.astimezone(zone):%Y-%m-%d %H:%M}" == first
    assert (ends - begins) == timedelta(hours=hours)
    before = (begins - timedelta(microseconds=1)).astimezone(zone)
    assert before.date() == day - timedelta(days=1)
    window = Window.of_days(day, 1, zone)
    assert (window.start, window.end) == (begins, ends)


def test_a_day_that_never_was_has_no_length() -> None:
    assert midnight(date(2011, 12, 30), APIA) == midnight(date(2011, 12, 31), APIA)


@given(st.dates(date(1990, 1, 1), date(2037, 1, 1)), st.sampled_from(ZONES))
def test_days_follow_each_other_without_gap_or_overlap(day: date, zone: ZoneInfo) -> None:
    begins, ends = bounds(AllDay(day), zone)
    assert begins.astimezone(zone).date() == day
    assert (begins - timedelta(microseconds=1)).astimezone(zone).date() < day
    assert ends == midnight(day + timedelta(days=1), zone)
    assert timedelta(hours=22) < ends - begins < timedelta(hours=26)


@given(st.dates(date(1990, 1, 1), date(2037, 1, 1)), st.integers(0, 30), st.sampled_from(ZONES))
def test_whole_days_are_the_same_dates_everywhere(first: date, count: int, zone: ZoneInfo) -> None:
    span = AllDaySpan(first, first + timedelta(days=count))
    assert days(span, zone) == dates(span) == (first, first + timedelta(days=count))
    begins, ends = bounds(span, zone)
    assert begins.astimezone(zone).date() == first
    assert (ends - timedelta(microseconds=1)).astimezone(zone).date() == span.last


@given(
    st.datetimes(
        datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-01-01"), timezones=st.just(UTC)
    ),
    st.timedeltas(timedelta(), timedelta(days=9)),
    st.sampled_from(ZONES),
)
def test_a_timespan_touches_the_days_its_instants_lie_on(
    start: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    first, last = days(Timespan(start, start + length), zone)
    assert first == start.astimezone(zone).date()
    assert first <= last <= (start + length).astimezone(zone).date()
    window = Window(midnight(first, zone), midnight(last + timedelta(days=1), zone))
    assert window.overlaps(start, start + length)


def test_a_window_is_half_open() -> None:
    window = Window(NOON, NOON + timedelta(hours=1))
    hour = timedelta(hours=1)
    assert window.overlaps(NOON, NOON)
    assert window.overlaps(NOON - hour, NOON + timedelta(seconds=1))
    assert not window.overlaps(NOON - hour, NOON - timedelta(seconds=1))
    assert not window.overlaps(NOON + hour, NOON + 2 * hour)


@pytest.mark.parametrize(
    ("when", "zone", "whole"),
    [
        (Timespan(NOON, NOON, "Europe/Lisbon", "America/New_York"), "Europe/Lisbon", False),
        (Timespan(NOON, NOON), None, False),
        (Moment(NOON, "Asia/Tokyo"), "Asia/Tokyo", False),
        (AllDay(NOON.date()), None, True),
        (AllDaySpan(NOON.date(), NOON.date()), None, True),
    ],
)
def test_an_event_knows_its_own_zone(when: When, zone: str | None, whole: bool) -> None:
    assert own_zone(when) == zone
    assert is_all_day(when) is whole


def test_a_moment_has_no_length() -> None:
    assert bounds(Moment(NOON), HAVANA) == (NOON, NOON)
    assert days(Moment(NOON), HAVANA) == (NOON.date(), NOON.date())
