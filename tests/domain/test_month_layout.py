"""A month as whole weeks: no event is lost, none is drawn over another, and the count tells the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON, at, event, span
from tui.domain.events import Event
from tui.domain.month_layout import Bar, MonthWeek, event_of, lay_out, week_number, weeks_of
from tui.domain.when import AllDay, AllDaySpan, Timespan, When, days

NOVEMBER = date(2026, 11, 20)
FIRST = date(2026, 10, 26)


def month(*events: Event, week_start: int = 0) -> tuple[MonthWeek, ...]:
    return lay_out(events, weeks_of(NOVEMBER, week_start), LONDON)


def whole(name: str, first: int, last: int) -> Event:
    return event(id=name, title=name, when=AllDaySpan(date(2026, 11, first), date(2026, 11, last)))


def test_weeks_are_whole_and_begin_where_the_user_says() -> None:
    assert weeks_of(NOVEMBER)[0][0] == date(2026, 10, 26)
    assert weeks_of(NOVEMBER)[-1][-1] == date(2026, 12, 6)
    assert weeks_of(NOVEMBER, 6)[0][0] == date(2026, 11, 1)
    assert [len(weeks_of(date(2026, month, 9))) for month in (2, 3, 5, 8)] == [5, 6, 5, 6]
    assert len(weeks_of(date(2027, 2, 1))) == 4


def test_a_week_that_begins_on_sunday_is_numbered_by_its_thursday() -> None:
    assert week_number(date(2026, 11, 16)) == 47
    assert week_number(date(2026, 11, 15)) == 47
    assert week_number(date(2026, 12, 28)) == 53
    assert week_number(date(2027, 1, 3)) == 1


def test_a_bar_is_cut_at_the_week_and_says_that_it_goes_on() -> None:
    fourth, fifth = month(whole("trip", 20, 24))[3:5]
    assert fourth.bars == (Bar(whole("trip", 20, 24), 4, 6, 0, before=False, after=True),)
    assert fifth.bars == (Bar(whole("trip", 20, 24), 0, 1, 0, before=True, after=False),)


def test_bars_share_a_lane_where_they_do_not_meet() -> None:
    week = month(whole("a", 16, 17), whole("b", 17, 19), whole("c", 18, 18), whole("d", 19, 22))[3]
    assert {bar.event.id: bar.lane for bar in week.bars} == {"a": 0, "b": 1, "c": 0, "d": 0}


def test_an_hour_after_midnight_makes_one_bar_and_not_two_events() -> None:
    late = event(id="late", when=span(at(23), at(1, day=21), "Europe/London"))
    week = month(late)[3]
    assert [(bar.first, bar.last) for bar in week.bars] == [(4, 5)]
    assert not any(week.timed)


def test_a_day_holds_what_has_room_and_counts_the_rest() -> None:
    meetings = [event(id=f"m{hour}", when=span(at(hour), at(hour, 30))) for hour in range(9, 14)]
    week = month(whole("trip", 19, 20), *meetings)[3]
    cell = week.cell(4, 3)
    assert [event_of(row).id for row in cell.rows if row] == ["trip", "m9", "m10"]
    assert cell.more == 3
    kept = week.cell(4, 3, keep=meetings[-1])
    assert [event_of(row).id for row in kept.rows if row] == ["trip", "m9", "m13"]
    assert kept.more == 3
    assert week.cell(4, 0).more == 6


def test_a_time_fills_the_row_a_bar_leaves_free() -> None:
    week = month(whole("a", 16, 20), whole("b", 16, 17), event(id="m"))[3]
    assert [event_of(row).id if row else "" for row in week.cell(4, 3).rows] == ["a", "m", ""]


@st.composite
def whens(draw: st.DrawFn) -> When:
    first = FIRST + timedelta(days=draw(st.integers(-5, 45)))
    if draw(st.booleans()):
        length = draw(st.integers(0, 20))
        return AllDaySpan(first, first + timedelta(days=length)) if length else AllDay(first)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(
        minutes=draw(st.integers(0, 1439))
    )
    return Timespan(start, start + timedelta(minutes=draw(st.integers(0, 4000))))


@given(st.lists(whens(), max_size=25), st.integers(0, 6), st.integers(0, 6))
def test_every_event_stands_on_each_of_its_days_and_never_on_another(
    whens: list[When], week_start: int, room: int
) -> None:
    events = [event(id=f"e{number}", when=when) for number, when in enumerate(whens)]
    weeks = lay_out(events, weeks_of(NOVEMBER, week_start), LONDON)
    for week in weeks:
        for column, day in enumerate(week.days):
            here = [one.id for one in week.events(column)]
            expected = {e.id for e in events if days(e.when, LONDON)[0] <= day <= days(e.when, LONDON)[1]}
            assert set(here) == expected
            assert len(here) == len(expected)
            cell = week.cell(column, room)
            assert len(cell.rows) == room
            assert sum(row is not None for row in cell.rows) + cell.more == len(expected)


@given(st.lists(whens(), max_size=25))
def test_no_two_bars_of_a_lane_meet(whens: list[When]) -> None:
    events = [event(id=f"e{number}", when=when) for number, when in enumerate(whens)]
    for week in lay_out(events, weeks_of(NOVEMBER), LONDON):
        for one in week.bars:
            for other in week.bars:
                if one is not other and one.lane == other.lane:
                    assert one.last < other.first or other.last < one.first
