"""How old what is shown may be: a week that was read says nothing about another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.when import Window
from tui.services.freshness import Readings

DAY = datetime(2026, 11, 16, tzinfo=UTC)
BEFORE = DAY - timedelta(days=30)


def days(first: int, last: int) -> Window:
    return Window(DAY + timedelta(days=first), DAY + timedelta(days=last))


def at(hour: int) -> datetime:
    return DAY + timedelta(hours=hour)


def test_a_stretch_is_as_old_as_its_oldest_part() -> None:
    readings = Readings(BEFORE)
    readings.add(days(0, 7), at(1))
    readings.add(days(7, 14), at(2))
    assert readings.of(days(0, 7)) == at(1)
    assert readings.of(days(8, 9)) == at(2)
    assert readings.of(days(3, 10)) == at(1)
    assert readings.of(days(13, 15)) == BEFORE
    readings.add(days(0, 14), at(3))
    assert readings.of(days(3, 10)) == at(3)


def test_what_nobody_ever_read_has_no_age() -> None:
    readings = Readings(None)
    assert readings.of(days(0, 7)) is None
    readings.add(days(0, 3), at(1))
    readings.add(days(4, 7), at(2))
    assert readings.of(days(0, 7)) is None


stretches = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(stretches, max_size=8), stretches)
def test_it_is_what_asking_every_day_for_itself_would_say(
    read: list[tuple[int, int]], wanted: tuple[int, int]
) -> None:
    readings, daily = Readings(BEFORE), dict.fromkeys(range(20), BEFORE)
    for hour, (first, last) in enumerate(read):
        readings.add(days(first, last), at(hour))
        daily |= dict.fromkeys(range(first, last), at(hour))
    assert readings.of(days(*wanted)) == min(daily[day] for day in range(*wanted))
