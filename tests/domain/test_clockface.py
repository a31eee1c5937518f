"""Times of day on the clock of twelve hours: said in one way, and read back as the same instant."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, at, span
from tui.domain.clockface import TWELVE, TWENTY_FOUR, as_shown, clock_of, clock_words, widest
from tui.domain.timephrase import parse_moment, write_moment
from tui.domain.when import Timespan
from tui.domain.whenwords import say_when, two_clocks
from tui.domain.working_hours import WorkingHours, say_hours

ZONES = tuple(
    ZoneInfo(name)
    for name in ("UTC", "Europe/London", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu")
)
NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
minutes = st.datetimes(
    datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2090-01-01"), timezones=st.just(UTC)
).map(lambda moment: moment.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "12:05 am"), (9, "9:05 am"), (12, "12:05 pm"), (15, "3:05 pm"), (23, "11:05 pm")]
)
def test_noon_is_twelve_pm_and_midnight_twelve_am(hour: int, said: str) -> None:
    assert clock_words(time(hour, 5), clock_of(12)) == said
    assert clock_words(time(hour, 5), clock_of(24)) == f"{hour:02}:05"


@given(minutes, st.sampled_from(ZONES), st.sampled_from((TWELVE, TWENTY_FOUR)))
def test_what_a_field_shows_is_read_back_as_the_same_instant(
    moment: datetime, zone: ZoneInfo, clock: str
) -> None:
    held = write_moment(moment, zone)
    shown = as_shown(held, clock)
    assert shown == write_moment(moment, zone, clock)
    read = parse_moment(shown, base=NOW, zone=zone, now=NOW)
    assert read.astimezone(UTC) == moment
    assert write_moment(read, zone) == held


@given(st.text(max_size=30))
def test_what_is_not_a_moment_is_shown_as_it_was_typed(text: str) -> None:
    assert as_shown(text, TWENTY_FOUR) == text
    if not any(sign.isdigit() for sign in text):
        assert as_shown(text, TWELVE) == text


@pytest.mark.parametrize(
    "text", ["", "+45m", "25:00", "Fri 20 Nov 2026", "call at 15:00", "2026-11-20 15:00"]
)
def test_other_words_stay(text: str) -> None:
    assert as_shown(text, TWELVE) == text


@given(st.integers(0, 1439))
def test_every_time_of_a_day_fits_its_column(minute: int) -> None:
    said = time(minute // 60, minute % 60)
    assert all(len(clock_words(said, clock)) <= widest(clock) for clock in (TWELVE, TWENTY_FOUR))


def test_sentences_say_it_too() -> None:
    tokyo = Timespan(at(3), at(3, 30), "Asia/Tokyo", "Asia/Tokyo")
    assert say_when(span(at(15), at(15, 30)), LISBON, NOW, TWELVE) == "Fri 20 Nov 3:00 pm–3:30 pm"
    assert say_when(tokyo, LISBON, NOW, TWELVE) == "Fri 20 Nov 12:00 pm–12:30 pm (Tokyo), 3:00 am for you"
    assert two_clocks(at(3), ZoneInfo("Asia/Tokyo"), LISBON, TWELVE) == "12:00 pm Tokyo · 3:00 am for you"


def test_working_hours_end_at_midnight_on_either() -> None:
    hours = WorkingHours(LISBON, start=9 * 60, end=24 * 60)
    assert say_hours(hours, TWELVE) == "9:00 am–12:00 am"
    assert say_hours(hours, TWENTY_FOUR) == "09:00–24:00"
