"""Hours as rows: one scale for all days, the hour that comes twice and the one that never comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON
from tui.domain.dayrows import DayRows, Slot
from tui.domain.when import midnight

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days London puts its clocks forward, and back."""
ZONES = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Santiago",
    "Asia/Kathmandu",
    "Africa/Casablanca",
]


def week(first: date, count: int = 7) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def test_an_ordinary_week_has_one_row_for_each_half_hour() -> None:
    rows = DayRows(week(date(2026, 11, 16)), LONDON, 2)
    assert len(rows) == 48
    assert rows.row(datetime(2026, 11, 18, 9, 45, tzinfo=UTC)) == 19
    assert rows.moment(date(2026, 11, 18), 19) == datetime(2026, 11, 18, 9, 30, tzinfo=UTC)


def test_the_hour_that_comes_twice_has_rows_only_its_day_fills() -> None:
    rows = DayRows(week(AUTUMN - timedelta(days=6)), LONDON, 1)
    assert rows.slots[:4] == (Slot(0), Slot(60), Slot(60, again=True), Slot(120))
    assert [rows.moment(AUTUMN, row) for row in (1, 2)] == [
        datetime(2026, 10, 25, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
    ]
    assert rows.moment(AUTUMN - timedelta(days=1), 2) is None


def test_the_hour_that_never_comes_keeps_its_row_and_holds_nothing() -> None:
    rows = DayRows(week(SPRING - timedelta(days=6)), LONDON, 1)
    assert len(rows) == 24
    assert rows.moment(SPRING, 1) is None
    assert rows.moment(SPRING, 2) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert rows.end(SPRING, 0) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_meeting_across_the_change_is_as_long_as_it_lasts() -> None:
    rows = DayRows([AUTUMN], LONDON, 1)
    start = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    assert rows.span(AUTUMN, start, start + timedelta(hours=3)) == (0, 2)


def test_half_an_hour_is_put_back_on_lord_howe() -> None:
    zone, day = ZoneInfo("Australia/Lord_Howe"), date(2026, 4, 5)
    rows = DayRows([day], zone, 1)
    again = rows.slots.index(Slot(60, again=True))
    moment = rows.moment(day, again)
    assert moment is not None
    assert (moment.astimezone(zone).minute, moment.astimezone(zone).fold) == (30, 1)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2019, 1, 1), date(2027, 12, 1)),
    st.sampled_from([1, 2, 4]),
    st.integers(1, 9),
)
def test_rows_and_instants_lead_to_each_other(name: str, first: date, per_hour: int, count: int) -> None:
    shown = week(first, count)
    rows = DayRows(shown, ZoneInfo(name), per_hour)
    for day in shown:
        found = [(row, moment) for row in range(len(rows)) if (moment := rows.moment(day, row)) is not None]
        assert all(rows.row(moment) == row for row, moment in found)
        moments = [moment for _, moment in found]
        assert moments == sorted(set(moments))
        assert moments[0] == midnight(day, ZoneInfo(name))


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2027-01-01")),
    st.timedeltas(timedelta(), timedelta(hours=30)),
    st.sampled_from([1, 2, 4]),
)
def test_what_happens_covers_the_rows_of_its_instants(
    name: str, start: datetime, length: timedelta, per_hour: int
) -> None:
    zone, start = ZoneInfo(name), start.replace(tzinfo=UTC)
    end = start + length
    day = start.astimezone(zone).date()
    rows = DayRows([day], zone, per_hour)
    span = rows.span(day, start, end)
    assert span is not None
    assert 0 <= span[0] <= span[1] < len(rows)
    for minutes in (0, 10, 45, 90):
        at = start + timedelta(minutes=minutes)
        if at < end and at.astimezone(zone).date() == day:
            assert span[0] <= rows.row(at) <= span[1]


@pytest.mark.parametrize(("start", "end"), [(-3, 0), (24, 25), (-5, -4)])
def test_what_happens_on_another_day_is_not_on_this_one(start: int, end: int) -> None:
    day = date(2026, 11, 20)
    begins = midnight(day, LONDON)
    rows = DayRows([day], LONDON, 2)
    assert rows.span(day, begins + timedelta(hours=start), begins + timedelta(hours=end)) is None
