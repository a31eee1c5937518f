"""The rhythms offered are understood, and the event itself is the first of its series."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.driver import LONDON
from tui.domain.repeating import parse_repeats, say_repeats
from tui.domain.rhythms import common
from tui.domain.series import first_of, occurrences
from tui.domain.when import Timespan

BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 24 * 365 * 15).map(lambda hours: BEGINS + timedelta(hours=hours))


@given(moments)
def test_each_is_read_and_begins_with_the_event(start: datetime) -> None:
    when = Timespan(start, start + timedelta(minutes=30), "Europe/London", "Europe/London")
    for phrase in common(when, LONDON):
        rules = parse_repeats(phrase, when, LONDON)
        assert occurrences(rules, when, LONDON, 1) == (first_of(when, LONDON),)
        assert say_repeats(rules, when, LONDON) == phrase


def test_a_friday_in_the_third_week() -> None:
    start = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert common(Timespan(start, start + timedelta(minutes=30)), LONDON) == (
        "every day",
        "every weekday",
        "every week on fri",
        "every 2 weeks on fri",
        "every month on the 20th",
        "every month on the 3rd fri",
        "every year",
    )
