"""Which days each view shows: moved, named and fitted without ever losing the day that is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON
from tui.ui.screens.calendar_window import (
    EARLIEST,
    LATEST,
    MONTH_OF_WEEKS,
    SPANS,
    Shown,
    ViewKind,
    window_of,
)

FRIDAY = date(2026, 11, 20)
DAYS = st.dates(EARLIEST, LATEST)
SHOWN = st.one_of(
    st.builds(Shown, DAYS, st.just(ViewKind.AGENDA), st.sampled_from(SPANS), st.sampled_from([0, 5, 6])),
    st.builds(Shown, DAYS, st.just(ViewKind.DAYS), st.integers(1, 9), st.sampled_from([0, 5, 6])),
    st.builds(
        Shown,
        DAYS,
        st.sampled_from([ViewKind.DAY, ViewKind.WEEK, ViewKind.MONTH]),
        st.just(7),
        st.sampled_from([0, 5, 6]),
    ),
)


@given(SHOWN)
def test_the_day_that_is_meant_is_among_those_shown(shown: Shown) -> None:
    assert shown.day in shown.days
    assert len(shown.days) == shown.length
    assert shown.first == shown.days[0]
    assert shown.title()


@given(SHOWN, st.integers(-30, 30))
def test_windows_follow_one_another_without_a_gap(shown: Shown, windows: int) -> None:
    there = shown.moved(windows)
    if there.kind is ViewKind.MONTH or not EARLIEST < there.day < LATEST:
        return
    assert there.first - shown.first == timedelta(days=shown.length * windows)


@given(SHOWN, DAYS)
def test_any_day_is_reached_in_the_same_view(shown: Shown, day: date) -> None:
    there = shown.reaching(day)
    assert day in there.days or not EARLIEST < there.day < LATEST
    assert (there.kind, there.count) == (shown.kind, shown.count)
    if day in shown.days and shown.kind is not ViewKind.MONTH:
        assert there.first == shown.first or shown.kind is ViewKind.DAY


@given(SHOWN, st.integers(1, 220), st.booleans())
def test_what_fits_holds_the_day_and_is_never_more(shown: Shown, cells: int, alone: bool) -> None:
    there = shown.fitting(cells, alone=alone)
    assert there.day in there.days
    assert there.length <= max(shown.length, MONTH_OF_WEEKS)
    assert shown.fitting(400, alone=alone) == shown


@pytest.mark.parametrize(
    ("cells", "alone", "kind", "length"),
    [
        (120, True, ViewKind.WEEK, 7),
        (80, True, ViewKind.WEEK, 7),
        (69, True, ViewKind.DAYS, 6),
        (60, True, ViewKind.AGENDA, 7),
        (63, False, ViewKind.WEEK, 7),
        (54, False, ViewKind.DAYS, 6),
    ],
)
def test_a_week_becomes_some_days_and_then_a_list(
    cells: int, alone: bool, kind: ViewKind, length: int
) -> None:
    fitting = Shown(FRIDAY, ViewKind.WEEK).fitting(cells, alone=alone)
    assert (fitting.kind, fitting.length) == (kind, length)


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        (Shown(FRIDAY), "Week 47 · 16–22 Nov 2026"),
        (Shown(FRIDAY, ViewKind.WEEK, week_start=6), "Week 47 · 15–21 Nov 2026"),
        (Shown(FRIDAY, ViewKind.WEEK, week_start=5), "Week 47 · 14–20 Nov 2026"),
        (Shown(FRIDAY, count=35), "Weeks 47–51 · 16 Nov–20 Dec 2026"),
        (Shown(FRIDAY, ViewKind.DAYS, 3), "Week 47 · 20–22 Nov 2026"),
        (Shown(FRIDAY, ViewKind.DAYS, 4), "Weeks 47–48 · 20–23 Nov 2026"),
        (Shown(FRIDAY, ViewKind.DAY), "Friday 20 November 2026 · week 47"),
        (Shown(date(2027, 1, 1), ViewKind.DAY), "Friday 1 January 2027 · week 53"),
        (Shown(FRIDAY, ViewKind.MONTH), "November 2026"),
    ],
)
def test_windows_are_named_with_the_weeks_of_the_standard(shown: Shown, title: str) -> None:
    assert shown.title() == title


def test_a_month_is_whole_weeks_and_keeps_the_number_of_the_day() -> None:
    month = Shown(date(2027, 1, 31), ViewKind.MONTH, week_start=6)
    assert (month.days[0], month.days[-1]) == (date(2026, 12, 27), date(2027, 2, 6))
    assert month.moved(1).day == date(2027, 2, 28)
    assert month.moved(-2).day == date(2026, 11, 30)


def test_the_ends_of_the_calendar_are_ends() -> None:
    for kind in ViewKind:
        for day in (date.min, date.max):
            shown = Shown(day, kind)
            for windows in (-40_000, -1, 1, 40_000):
                assert shown.moved(windows).window(LONDON)
    assert replace(Shown(FRIDAY), day=date.max).day == LATEST


def test_a_day_a_zone_left_out_has_the_next_one_s_instants() -> None:
    assert window_of(date(2011, 12, 30), 1, ZoneInfo("Pacific/Apia"))
