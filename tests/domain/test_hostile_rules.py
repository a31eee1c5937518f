"""Rules made to keep a calendar busy for ever: the work is counted, and what is refused is said in words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.samples import LISBON, at, span
from tests.domain.test_repeating import refused
from tui.domain.repeating import parse_repeats, say_repeats
from tui.domain.series import RepeatError, occurrences, standing

FRIDAY = span(at(15), at(15, 30))
MOST_STEPS = 600_000
"""Calls of functions: some years of hours, each looked at once; to the year 9999 it takes millions."""
UNTOUCHED = settings(max_examples=60, deadline=None)


class TooMuchWork(BaseException):
    """More steps than anybody waits for."""


def within_steps(act: Callable[[], object]) -> None:
    """Do it, or stop it where it takes too many steps; refusing is an answer."""
    left, said = MOST_STEPS, "It was followed."

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal left
        left -= event == "call"
        if left < 0:
            raise TooMuchWork(act)

    was = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    except RepeatError as error:
        said = str(error)
    finally:
        sys.setprofile(was)
    assert said.endswith(".")


def follow(rules: tuple[str, ...]) -> None:
    """All the app ever does with the rules of a series."""
    within_steps(lambda: say_repeats(rules, FRIDAY, LISBON))
    within_steps(lambda: occurrences(rules, FRIDAY, LISBON, 6))
    within_steps(lambda: standing(rules, FRIDAY, LISBON, datetime.fromisoformat("2031-01-01"), 6))


numbers = st.one_of(st.integers(-400, 400), st.sampled_from((10**9, 10**30, 0)))
lists = st.lists(numbers, min_size=1, max_size=40).map(lambda found: ",".join(map(str, found)))
members = st.one_of(
    st.sampled_from(("UNTIL=99991231T235959Z", "UNTIL=20270101", "UNTIL=00010101", "WKST=SU", "BYDAY=MO,FR")),
    st.tuples(st.sampled_from(("COUNT", "INTERVAL")), numbers.map(str)).map("=".join),
    st.tuples(
        st.sampled_from(
            ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")
        ),
        lists | st.integers(1, 31).map(str),
    ).map("=".join),
)
rules_of = st.tuples(
    st.sampled_from(("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "", "NOW")),
    st.lists(members, max_size=4),
).map(lambda told: ";".join((f"FREQ={told[0]}", *told[1])))


@example("FREQ=SECONDLY;COUNT=1000000000")
@example("FREQ=DAILY;COUNT=1000000000")
@example("FREQ=DAILY;INTERVAL=1000000000")
@example("FREQ=WEEKLY;INTERVAL=1000000000")
@example("FREQ=DAILY;UNTIL=99991231T235959Z")
@example("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
@example("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231")
@example("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30")
@example("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6")
@example("FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))))
@example("FREQ=YEARLY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60))))
@UNTOUCHED
@given(rules_of)
def test_following_any_rule_is_bounded_work(rule: str) -> None:
    follow((f"RRULE:{rule}",))
    within_steps(lambda: parse_repeats(rule, FRIDAY, LISBON))


def test_ten_thousand_dates_left_out_are_stepped_over() -> None:
    days = (at(15) + timedelta(days=one) for one in range(10_000))
    rules = ("RRULE:FREQ=DAILY", f"EXDATE:{','.join(f'{day:%Y%m%dT%H%M%S}' for day in days)}")
    follow(rules)
    assert occurrences(rules, FRIDAY, LISBON, 1) == ()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("FREQ=SECONDLY", "by the day, week, month or year. Write FREQ=DAILY, or every day."),
        ("FREQ=HOURLY;COUNT=9", "by the day, week, month or year"),
        ("FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60))), "24 times a day are the most"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "It would never take place."),
        ("every day for 999999 times", "Write a number of times from 1 to 100000."),
    ],
)
def test_what_cannot_be_is_said_in_words(typed: str, says: str) -> None:
    assert says in refused(typed)


def test_a_rule_looked_at_late_in_time_takes_place_when_it_does() -> None:
    leap = span(datetime(2028, 2, 29, 15, tzinfo=UTC), datetime(2028, 2, 29, 16, tzinfo=UTC))
    found = occurrences(("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",), leap, LISBON, 4)
    assert [day.year for day in found] == [2028, 2032, 2036, 2040]
    fifth = occurrences(("RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",), FRIDAY, LISBON, 3)
    assert [f"{day:%Y-%m-%d}" for day in fifth] == ["2026-12-28", "2032-12-27", "2037-12-28"]
