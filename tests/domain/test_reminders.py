"""Reminders: the provider's own, none, or one's own, typed as one would say them."""

from __future__ import annotations

import time as stopwatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.reminders import (
    MOST_MINUTES,
    Method,
    Reminder,
    ReminderError,
    Reminders,
    parse_reminders,
    say_reminders,
)
from tui.domain.text import clean


def answer(text: str) -> Reminders | str:
    """The reminders meant, or what is said instead."""
    try:
        return parse_reminders(text)
    except ReminderError as error:
        return str(error)


@pytest.mark.parametrize("text", ["", "  ", "default", "Default ", ","])
def test_nothing_said_means_the_provider_s_own(text: str) -> None:
    assert parse_reminders(text) == Reminders()
    assert say_reminders(Reminders()) == ""


@pytest.mark.parametrize("text", ["none", "No", "off"])
def test_none_is_something_else(text: str) -> None:
    assert parse_reminders(text) == Reminders(use_default=False)
    assert say_reminders(Reminders(use_default=False)) == "none"


@pytest.mark.parametrize(
    ("text", "minutes", "method"),
    [
        ("10", 10, ""),
        ("10m", 10, ""),
        ("0", 0, ""),
        ("1h30", 90, ""),
        ("1.5h", 90, ""),
        ("1d email", 1440, "email"),
        ("10m by Popup", 10, "popup"),
        ("1 day before", 1440, ""),
        ("2 hours before by email", 120, "email"),
        ("15 minutes email before", 15, "email"),
        ("1 week", 10_080, ""),
        ("4 weeks display", MOST_MINUTES, "display"),
    ],
)
def test_lengths_and_ways(text: str, minutes: int, method: str) -> None:
    assert parse_reminders(text) == Reminders(False, (Reminder(minutes, method),))


def test_several_are_kept_in_order_and_once() -> None:
    read = parse_reminders("1h, 10m email, 60m, 10m popup")
    assert read.overrides == (Reminder(60), Reminder(10, "email"), Reminder(10, "popup"))
    assert say_reminders(read) == "1h, 10m email, 10m popup"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", "“soon” is no reminder. Write 10m, or 1h email."),
        ("10m pigeon", "“pigeon” is no way to be reminded. Write popup or email."),
        ("-5m", "“-5m” is no reminder."),
        ("5 weeks", "four weeks before, at most"),
        ("99999999", "four weeks before, at most"),
        ("none, 10m", "“none” is no reminder."),
        ("²m", "is no reminder"),
        ("by email", "is no reminder"),
    ],
)
def test_what_is_no_reminder_is_answered_in_words(text: str, words: str) -> None:
    assert words in str(answer(text))


def test_the_default_and_one_s_own_never_meet() -> None:
    with pytest.raises(ValueError, match="beside the default"):
        Reminders(True, (Reminder(10),))


reminders = st.builds(
    Reminder, st.integers(0, MOST_MINUTES), st.just("") | st.sampled_from(tuple(Method)).map(str)
)


@given(st.lists(reminders, unique=True, max_size=100).map(tuple))
def test_reminders_are_said_as_they_are_read(some: tuple[Reminder, ...]) -> None:
    told = Reminders(False, some)
    assert parse_reminders(say_reminders(told)) == told


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["10", "1d", " ", ",", "m", "by", "email", "before", "week", "\x1b"])).map(
        "".join
    )
)
def test_whatever_is_typed_is_reminders_or_an_answer(text: str) -> None:
    read = answer(text)
    if isinstance(read, str):
        assert read == clean(read)
    else:
        assert parse_reminders(say_reminders(read)) == read


@pytest.mark.parametrize(
    "text", ["1m," * 10**6, "9" * 10**6, "10 " * 600, "1" * 1999, "by " * 600, "\u202e" * 1999]
)
def test_hostile_texts_are_answered_at_once(text: str) -> None:
    began = stopwatch.perf_counter()
    assert isinstance(answer(text), str)
    assert stopwatch.perf_counter() - began < 0.5
