"""Days named in words are read the same way every time, and what is begun is completed with its reading."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.datewords import months_on
from tui.domain.dayphrase import TimePhraseError, completions, parse_day

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("next thursday", "2026-11-26"),
        ("last friday", "2026-11-13"),
        ("last thu", "2026-11-19"),
        ("in 3 weeks", "2026-12-11"),
        ("in a week", "2026-11-27"),
        ("in two days", "2026-11-22"),
        ("in 3 months", "2027-02-20"),
        ("2 weeks ago", "2026-11-06"),
        ("a year ago", "2025-11-20"),
        ("day after tomorrow", "2026-11-22"),
        ("the day before yesterday", None),
        ("day before yesterday", "2026-11-18"),
        ("last week", "2026-11-13"),
        ("next month", "2026-12-01"),
        ("last month", "2026-10-01"),
        ("next year", "2027-01-01"),
        ("end of month", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("End of next month", "2026-12-31"),
        ("start of month", "2026-11-01"),
        ("first day of next month", "2026-12-01"),
        ("end of week", "2026-11-22"),
        ("start of next week", "2026-11-23"),
        ("end of year", "2026-12-31"),
        ("end of february", "2027-02-28"),
        ("end of nov 2027", "2027-11-30"),
        ("december", "2026-12-01"),
        ("mar", "2027-03-01"),
        ("march 2026", "2026-03-01"),
        ("2026-W50", "2026-12-07"),
        ("2026w50", "2026-12-07"),
        ("2026-W53-7", "2027-01-03"),
        ("week 50", "2026-12-07"),
        ("w2", "2027-01-11"),
        ("week 1 2028", "2028-01-03"),
    ],
)
def test_a_day_in_words(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(TimePhraseError):
            parse_day(typed, today=FRIDAY)
    else:
        assert parse_day(typed, today=FRIDAY).isoformat() == meant


@pytest.mark.parametrize(
    "typed", ["2026-W54", "in 9999 years", "christmas", "end of", "in weeks", "week", "9999 weeks ago x"]
)
def test_what_is_no_day_is_refused_in_words(typed: str) -> None:
    with pytest.raises(TimePhraseError):
        parse_day(typed, today=FRIDAY)


def test_the_last_day_of_a_month_stays_the_last_where_a_month_is_shorter() -> None:
    assert months_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_on(date(2026, 3, 31), -1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("", []),
        ("next th", ["next thursday"]),
        ("end of n", ["end of next month", "end of november"]),
        ("in 3", ["in 3 days", "in 3 weeks", "in 3 months"]),
        ("+3 w", ["in 3 weeks"]),
        ("1 de", ["1 december"]),
        ("to", ["today", "tomorrow"]),
        ("zz", []),
    ],
)
def test_what_is_begun_is_completed(typed: str, phrases: list[str]) -> None:
    assert [phrase for phrase, _ in completions(typed, today=FRIDAY)] == phrases


@given(st.text(max_size=30), st.dates())
def test_every_completion_can_be_read_and_names_the_day_beside_it(typed: str, today: date) -> None:
    for phrase, day in completions(typed, today=today):
        assert parse_day(phrase, today=today) == day


@given(
    st.from_regex(
        r"(in |end of |next |last |week |w)?[a-z0-9]{1,5}( (days|weeks|month|year|ago))?", fullmatch=True
    ),
    st.dates(),
)
def test_any_words_are_a_day_or_refused_in_words(typed: str, today: date) -> None:
    with suppress(TimePhraseError):
        parse_day(typed, today=today)
