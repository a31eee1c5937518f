"""Working hours as clocks of a zone: over changes of clocks, across the world, and as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON, NEW_YORK
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours, parse_days, parse_hours, say_hours

ZONES = st.sampled_from(
    [
        LONDON,
        NEW_YORK,
        *map(ZoneInfo, ("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo")),
    ]
)
EVERY_DAY = frozenset(range(7))


def test_nine_stays_nine_when_the_clocks_go_back() -> None:
    hours = WorkingHours(LONDON, days=EVERY_DAY)
    before, after = hours.on(date(2026, 10, 24)), hours.on(date(2026, 10, 25))
    assert before is not None
    assert after is not None
    assert (before[0].hour, after[0].hour) == (8, 9)
    assert after[0] - before[0] == timedelta(hours=25)


def test_a_night_shift_over_the_change_is_as_long_as_it_is_lived() -> None:
    night = WorkingHours(LONDON, 0, 6 * 60, EVERY_DAY)
    spans = [night.on(date(2026, month, day)) for month, day in ((3, 29), (10, 25))]
    assert [end - start for start, end in filter(None, spans)] == [timedelta(hours=5), timedelta(hours=7)]


def test_days_off_have_no_hours_and_midnight_ends_a_day() -> None:
    hours = WorkingHours(LONDON, 20 * 60, 24 * 60)
    assert hours.on(date(2026, 11, 21)) is None
    assert hours.on(date(2026, 11, 20)) == (
        datetime(2026, 11, 20, 20, tzinfo=UTC),
        datetime(2026, 11, 21, tzinfo=UTC),
    )


@given(ZONES, st.integers(0, 24 * 700), st.integers(1, 24 * 40))
def test_every_span_is_inside_the_window_and_on_a_working_day(zone: ZoneInfo, hour: int, length: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    window = Window(start, start + timedelta(hours=length))
    found = list(WorkingHours(zone).spans(window))
    assert found == sorted(found)
    for first, last in found:
        assert window.start <= first < last <= window.end
        assert first.astimezone(zone).weekday() < 5
        assert last - first <= timedelta(hours=8, minutes=30)


def test_hours_and_days_are_read_as_people_type_them() -> None:
    assert parse_hours("09:00-17:30") == (540, 1050)
    assert parse_hours(" 8 – 16.15 ") == (480, 975)
    assert parse_hours("0:00 to 24:00") == (0, 1440)
    assert parse_days("mon-fri") == frozenset(range(5))
    assert parse_days("Sunday – Thursday") == frozenset({6, 0, 1, 2, 3})
    assert parse_days("mon, wed,fri") == frozenset({0, 2, 4})
    assert say_hours(WorkingHours(LONDON)) == "09:00–17:30"


@pytest.mark.parametrize(
    "wrong", ["", "9", "17-9", "9:75-17", "9-25", "9-9", "x" * 99, "-", "09:00-17:30-18"]
)
def test_wrong_hours_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="working hours"):
        parse_hours(wrong)


@pytest.mark.parametrize("wrong", ["", "m", "mon-tue-wed", "funday", ",", "mon,"])
def test_wrong_days_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="mon-fri"):
        parse_days(wrong)


def test_hours_that_end_before_they_begin_are_none() -> None:
    for start, end in ((600, 600), (700, 600), (-1, 60), (0, 1441)):
        with pytest.raises(ValueError, match="end after"):
            WorkingHours(LONDON, start, end)
