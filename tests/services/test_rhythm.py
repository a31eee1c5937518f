"""Looks nobody asked for: every few minutes, on coming back and on waking, and never too many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tui.services.rhythm import AWAY, SOON, Rhythm

START = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
FIVE = timedelta(minutes=5)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def looks(rhythm: Rhythm, seconds: int, *, failing: bool = False) -> list[int]:
    """The seconds at which is looked, each look over at once."""
    found = []
    for second in range(seconds):
        if rhythm.ticked(at(second), failing=failing):
            found.append(second)
            rhythm.looked(at(second), failing=failing)
    return found


def test_every_five_minutes() -> None:
    assert looks(Rhythm(FIVE), 1000) == [300, 600, 900]


def test_a_service_in_trouble_is_looked_for_sooner_and_then_ever_less_often() -> None:
    assert looks(Rhythm(FIVE), 1200, failing=True) == [30, 90, 210, 450, 750, 1050]


def test_a_look_that_worked_ends_the_hurry() -> None:
    rhythm = Rhythm(FIVE)
    looks(rhythm, 100, failing=True)
    rhythm.looked(at(100), failing=False)
    assert not rhythm.ticked(at(101), failing=False)
    assert not rhythm.ticked(at(101) + SOON - timedelta(seconds=2), failing=True)
    assert rhythm.ticked(at(130), failing=True)


def test_waking_up_is_a_reason_to_look_and_so_is_a_clock_that_was_set() -> None:
    for jump in (31, 9 * 3600, -3600):
        rhythm = Rhythm(FIVE)
        assert not rhythm.ticked(at(0), failing=False)
        assert rhythm.ticked(at(jump), failing=False)
        rhythm.looked(at(jump), failing=False)
        assert not rhythm.ticked(at(jump + 1), failing=False)


def test_who_comes_back_sees_news_unless_there_was_a_look_just_now() -> None:
    rhythm = Rhythm(FIVE)
    assert rhythm.came_back(at(0))
    rhythm.looked(at(0), failing=False)
    assert not rhythm.came_back(at(29))
    assert rhythm.came_back(START + AWAY)


@given(st.lists(st.integers(-100_000, 100_000)), st.booleans())
def test_none_is_none(jumps: list[int], failing: bool) -> None:
    rhythm = Rhythm(timedelta())
    for jump in jumps:
        assert not rhythm.ticked(at(jump), failing=failing)
        assert not rhythm.came_back(at(jump))
