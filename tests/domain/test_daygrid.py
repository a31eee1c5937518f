"""The grid of hours: side by side without covering each other, bars in lanes, a full week at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON, at, event, span
from tui.domain.daygrid import DayGrid, is_bar
from tui.domain.sidebyside import in_lanes, side_by_side
from tui.domain.when import AllDay, AllDaySpan, Moment
from tui.domain.when import days as touched

MONDAY = date(2026, 11, 16)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
FRIDAY = 4


def grid(*events: object, days: list[date] | None = None, per_hour: int = 2) -> DayGrid:
    return DayGrid(events, days or WEEK, LONDON, per_hour)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=40))
def test_what_meets_stands_side_by_side_and_covers_nothing(shapes: list[tuple[int, int]]) -> None:
    spans = sorted(((first, first + more) for first, more in shapes), key=lambda one: (one[0], -one[1]))
    places = side_by_side(spans)
    assert len(places) == len(spans)
    for (one, here), (other, there) in combinations(zip(spans, places, strict=True), 2):
        if one[0] <= other[1] and other[0] <= one[1]:
            assert here.columns == there.columns
            left, right = sorted((here, there), key=lambda place: place.column)
            assert left.column + left.width <= right.column
    assert all(place.column + place.width <= place.columns for place in places)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_no_two_bars_share_a_lane_on_a_day(shapes: list[tuple[int, int]]) -> None:
    spans = sorted((first, first + more) for first, more in shapes)
    lanes = in_lanes(spans)
    for (one, here), (other, there) in combinations(zip(spans, lanes, strict=True), 2):
        if one[0] <= other[1] and other[0] <= one[1]:
            assert here != there
    busiest = max((sum(a <= day <= b for a, b in spans) for day in range(17)), default=0)
    assert max(lanes, default=-1) + 1 == busiest


def test_two_at_the_same_time_share_the_day_and_the_third_has_it_to_itself() -> None:
    one = event(id="one", when=span(at(9), at(10)))
    two = event(id="two", when=span(at(9, 30), at(11)))
    three = event(id="three", when=span(at(11), at(12)))
    found = {b.event.id: (b.place.column, b.place.columns) for b in grid(one, two, three).blocks[FRIDAY]}
    assert found == {"one": (0, 2), "two": (1, 2), "three": (0, 1)}


def test_half_hours_in_one_row_stand_side_by_side() -> None:
    one, two = (event(id=str(m), when=span(at(9, m), at(9, m) + timedelta(minutes=30))) for m in (0, 30))
    columns = [block.place.columns for block in grid(one, two, per_hour=1).blocks[FRIDAY]]
    assert columns == [2, 2]


def test_what_crosses_midnight_stands_on_both_days() -> None:
    night = event(when=span(at(23), at(1, day=21)))
    found = grid(night)
    evening, morning = found.blocks[FRIDAY][0], found.blocks[FRIDAY + 1][0]
    assert (evening.first, evening.last, evening.begins, evening.ends) == (46, 47, True, False)
    assert (morning.first, morning.last, morning.begins, morning.ends) == (0, 1, False, True)


def test_what_takes_no_time_has_a_row() -> None:
    (block,) = grid(event(when=Moment(at(9, 10)))).blocks[FRIDAY]
    assert (block.first, block.last) == (18, 18)


def test_whole_days_and_what_lasts_longer_than_one_are_bars() -> None:
    trip = event(id="trip", when=AllDaySpan(date(2026, 11, 10), WEEK[1]))
    day = event(id="day", when=AllDay(WEEK[2]))
    sprint = event(id="sprint", when=span(at(9), at(9, day=21)))
    gone = event(id="gone", when=AllDay(date(2026, 11, 30)))
    found = grid(trip, day, sprint, gone)
    bars = {bar.event.id: (bar.first, bar.last, bar.lane, bar.begins, bar.ends) for bar in found.bars}
    assert bars == {
        "trip": (0, 1, 0, False, True),
        "day": (2, 2, 0, True, True),
        "sprint": (4, 5, 0, True, True),
    }
    assert found.lanes == 1
    assert not any(found.blocks)


def test_a_lookup_finds_what_was_laid_out() -> None:
    one, two = event(id="one", when=span(at(9), at(10))), event(id="day", when=AllDay(WEEK[FRIDAY]))
    found = grid(one, two)
    assert [block.event.id for block in found.at(FRIDAY, 19)] == ["one"]
    assert found.at(FRIDAY, 20) == []
    assert [bar.event.id for bar in found.bars_over(FRIDAY)] == ["day"]
    assert found.block_of(one.key) == found.blocks[FRIDAY][0]
    assert found.block_of(one.key, 0) is None
    assert found.bar_of(two.key) == found.bars[0]


STARTS = st.datetimes(datetime.fromisoformat("2026-11-14"), datetime.fromisoformat("2026-11-24"))


@given(st.lists(st.tuples(STARTS, st.timedeltas(timedelta(), timedelta(days=3))), max_size=25))
def test_everything_in_sight_is_somewhere_on_each_of_its_days(
    shapes: list[tuple[datetime, timedelta]],
) -> None:
    events = [
        event(id=str(number), when=span(start.replace(tzinfo=UTC), start.replace(tzinfo=UTC) + length))
        for number, (start, length) in enumerate(shapes)
    ]
    found = grid(*events)
    for one in events:
        start, end = touched(one.when, LONDON)
        seen = {WEEK[b.day] for column in found.blocks for b in column if b.event is one}
        seen |= {
            WEEK[day] for bar in found.bars if bar.event is one for day in range(bar.first, bar.last + 1)
        }
        assert seen == {day for day in WEEK if start <= day <= end}
        assert is_bar(one, LONDON) == any(bar.event is one for bar in found.bars) or not seen


def test_a_week_of_seven_hundred_is_laid_out_whole() -> None:
    events = [
        event(
            id=str(n),
            when=span(
                at(0, day=16) + timedelta(minutes=14 * n), at(0, day=16) + timedelta(minutes=14 * n + 40)
            ),
        )
        for n in range(700)
    ]
    found = grid(*events)
    assert {block.event.id for column in found.blocks for block in column} == {one.id for one in events}
    assert max(block.place.columns for column in found.blocks for block in column) < 12
