"""The agenda's rows and words, before any of them is drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.domain.samples import LONDON, NOW, at, event, span
from tui.domain.grid import group_by_day
from tui.domain.when import AllDaySpan
from tui.ui.glyphs import ASCII, UNICODE
from tui.ui.widgets.agenda_rows import RowKind, is_running, rows_of
from tui.ui.widgets.agenda_words import (
    day_of_span,
    day_words,
    length_bar,
    nothing_words,
    times_of,
)

TODAY = date(2026, 11, 20)
WEEK = [date(2026, 11, 16) + timedelta(days=number) for number in range(7)]


@pytest.mark.parametrize(
    ("day", "said"), [(20, "22:00–…"), (21, "…–…"), (22, "…–02:00")], ids=["first", "middle", "last"]
)
def test_an_event_over_midnight_stands_on_each_day_with_the_edges_it_has_there(day: int, said: str) -> None:
    long = event(when=span(at(22), at(2, day=22)))
    assert times_of(long, date(2026, 11, day), LONDON, "%H:%M", UNICODE) == said


def test_an_event_that_ends_at_midnight_belongs_to_one_day() -> None:
    evening = event(when=span(at(22), at(0, day=21)))
    assert times_of(evening, TODAY, LONDON, "%H:%M", UNICODE) == "22:00–00:00"
    assert [day.day for day in group_by_day([evening], WEEK, LONDON) if not day.is_empty] == [TODAY]


def test_a_twelve_hour_clock_fits_its_gutter() -> None:
    meeting = event(when=span(at(11, 30), at(12, 45)))
    assert times_of(meeting, TODAY, LONDON, "%I:%M %p", UNICODE) == "11:30a–12:45p"


def test_several_whole_days_say_which_one_it_is() -> None:
    trip = event(when=AllDaySpan(date(2026, 11, 19), date(2026, 11, 21)))
    assert day_of_span(trip, TODAY, LONDON) == "day 2 of 3"


def test_the_now_line_stands_between_what_has_begun_and_what_has_not() -> None:
    meetings = [event(id="a", when=span(at(8), at(10))), event(id="b", when=span(at(11), at(12)))]
    rows = rows_of(group_by_day(meetings, [TODAY], LONDON), NOW, LONDON)
    assert [row.event.id if row.event else row.kind.value for row in rows] == ["day", "a", "now", "b"]


def test_empty_days_share_a_line_and_today_never_does() -> None:
    rows = rows_of(group_by_day([], WEEK, LONDON), NOW, LONDON)
    shown = [(row.kind, row.day.day, row.last.day if row.last else 0) for row in rows]
    nothing = [one for one in shown if one[0] is RowKind.NOTHING]
    assert nothing == [(RowKind.NOTHING, 16, 19), (RowKind.NOTHING, 21, 22)]
    assert (RowKind.NOW, 20, 0) in shown


def test_a_meeting_runs_and_a_whole_day_does_not() -> None:
    assert is_running(event(when=span(at(8), at(10))), NOW, LONDON)
    assert not is_running(event(when=span(at(8), at(9))), NOW, LONDON)
    assert not is_running(event(when=AllDaySpan(TODAY, TODAY)), NOW, LONDON)


def test_what_is_over_can_be_left_out() -> None:
    meetings = [event(id="a", when=span(at(7), at(8))), event(id="b", when=span(at(11), at(12)))]
    rows = rows_of(group_by_day(meetings, WEEK, LONDON), NOW, LONDON, past=False)
    assert [row.event.id for row in rows if row.event] == ["b"]


def test_events_that_cannot_be_read_are_counted_on_top() -> None:
    rows = rows_of(group_by_day([], WEEK, LONDON), NOW, LONDON, unreadable=2)
    assert (rows[0].kind, rows[0].count) == (RowKind.UNREADABLE, 2)


def test_a_window_of_weeks_numbers_each_where_it_begins() -> None:
    month = [date(2026, 11, 16) + timedelta(days=number) for number in range(14)]
    busy = event(when=span(at(8, day=23), at(9, day=23)))
    rows = rows_of(group_by_day([busy], month, LONDON), NOW, LONDON)
    assert [(row.kind, row.day.day) for row in rows if row.opens_week] == [
        (RowKind.NOTHING, 16),
        (RowKind.DAY, 23),
    ]
    one = rows_of(group_by_day([busy], month[7:], LONDON), NOW, LONDON)
    assert not any(row.opens_week for row in one)


def test_a_run_of_empty_days_ends_with_its_week() -> None:
    month = [date(2026, 12, 1) + timedelta(days=number) for number in range(14)]
    rows = rows_of(group_by_day([], month, LONDON), NOW, LONDON)
    runs = [(row.day.day, row.last.day) for row in rows if row.last]
    assert runs == [(1, 6), (7, 13), (14, 14)]


@pytest.mark.parametrize(
    ("minutes", "bar"), [(15, "╸"), (30, "━"), (50, "━╸"), (60, "━━"), (120, "━━━━"), (600, "━━━━")]
)
def test_a_meeting_is_as_long_as_it_takes(minutes: int, bar: str) -> None:
    meeting = event(when=span(at(9), at(9) + timedelta(minutes=minutes)))
    assert length_bar(meeting, LONDON, 4, UNICODE) == bar
    assert len(length_bar(meeting, LONDON, 4, ASCII)) == len(bar)


def test_a_whole_day_and_a_moment_have_no_length() -> None:
    assert length_bar(event(when=AllDaySpan(TODAY, TODAY)), LONDON, 4, UNICODE) == ""
    assert length_bar(event(when=span(at(9), at(9))), LONDON, 4, UNICODE) == ""


def test_days_are_called_what_people_call_them() -> None:
    assert day_words(TODAY, TODAY, UNICODE) == "Today · Fri 20 Nov"
    assert day_words(date(2026, 11, 21), TODAY, UNICODE) == "Tomorrow · Sat 21 Nov"
    assert day_words(date(2027, 1, 4), TODAY, UNICODE) == "Mon 4 Jan 2027"
    assert nothing_words(date(2026, 11, 21), date(2026, 11, 22), UNICODE) == "Sat 21 – Sun 22 Nov · nothing"
    assert nothing_words(date(2026, 11, 30), date(2026, 12, 1), ASCII) == "Mon 30 Nov - Tue 1 Dec - nothing"
