"""Moving by steps: days keep the clock, minutes are real, and there is always a way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, LONDON, NEW_YORK, at, context, event, span
from tui.domain.checking import check
from tui.domain.drafting import draft_of
from tui.domain.events import Participant, Rsvp, Status
from tui.domain.retiming import clashes, lengthened, moved, placed, retimed, say_change
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, is_all_day

ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")
INSTANTS = st.integers(0, 2_000_000).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@st.composite
def whens(draw: st.DrawFn) -> When:
    start, zone = draw(INSTANTS), draw(st.sampled_from(ZONES))
    length = timedelta(minutes=draw(st.integers(15, 3000)))
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(1, 9)))
    kinds: tuple[When, ...] = (
        Timespan(start, start + length, zone, zone),
        Moment(start, zone),
        AllDay(first),
        AllDaySpan(first, last),
    )
    return draw(st.sampled_from(kinds))


def test_a_day_keeps_the_clock_over_a_clock_change() -> None:
    before = Timespan(
        datetime(2026, 10, 24, 8, tzinfo=UTC), datetime(2026, 10, 24, 9, tzinfo=UTC), *ZONES[:1] * 2
    )
    after = moved(before, LONDON, days=1)
    assert isinstance(after, Timespan)
    assert after.start.astimezone(LISBON).hour == before.start.astimezone(LISBON).hour == 9
    assert after.end - after.start == timedelta(hours=1)


@given(whens(), st.integers(-20, 20), st.integers(-200, 200))
def test_there_is_a_way_back(when: When, days: int, quarters: int) -> None:
    minutes = quarters * 15
    there = moved(when, LISBON, minutes=minutes)
    assert moved(there, LISBON, minutes=-minutes) == when
    if is_all_day(when):
        assert moved(moved(when, LISBON, days=days), LISBON, days=-days) == when


@given(whens(), st.integers(-50, 50), st.integers(1, 50))
def test_nothing_ends_before_it_begins(when: When, steps: int, more: int) -> None:
    changed = lengthened(when, steps)
    if isinstance(changed, Timespan):
        assert changed.end > changed.start
    assert lengthened(lengthened(when, more), -more) == when or isinstance(when, Moment)


@given(whens(), st.integers(-9, 9), st.integers(-20, 20), st.integers(-5, 5))
def test_the_draft_says_what_was_chosen(when: When, days: int, quarters: int, steps: int) -> None:
    one = event(when=when)
    there = lengthened(moved(when, LISBON, days=days, minutes=15 * quarters), steps)
    draft = retimed(draft_of("d", one, LISBON), there, LISBON)
    checked = check(draft, context())
    assert checked.write is not None
    assert checked.write.is_empty if there == when else checked.write.when == there
    assert retimed(draft, when, LISBON) == draft_of("d", one, LISBON)


@given(whens())
def test_the_end_of_the_calendar_is_no_trap(when: When) -> None:
    assert moved(when, LISBON, days=4_000_000) == when
    assert lengthened(when, 10**9) == when


def test_an_event_is_placed_where_it_is_dropped() -> None:
    one = span(at(15), at(15, 30))
    assert placed(one, at(17)) == span(at(17), at(17, 30))
    assert placed(one, at(17), timedelta(hours=1)) == span(at(17), at(18))
    assert placed(AllDay(date(2026, 11, 20)), at(17)) == AllDay(date(2026, 11, 20))


@pytest.mark.parametrize(
    ("days", "minutes", "steps", "words"),
    [
        (0, 15, 0, "+15 min"),
        (1, 0, 0, "+1 d"),
        (-1, 0, 1, "-1 d, 15 min longer"),
        (0, 0, -1, "15 min shorter"),
    ],
)
def test_the_change_in_words(days: int, minutes: int, steps: int, words: str) -> None:
    was = span(at(15), at(16))
    assert say_change(was, lengthened(moved(was, LISBON, days=days, minutes=minutes), steps), LISBON) == words


def test_only_what_keeps_the_user_busy_is_in_the_way() -> None:
    mira = "mira@northlight.test"
    one = event(id="other", when=span(at(15, 15), at(16)))
    declined = replace(one, id="no", participants=(Participant(mira, rsvp=Rsvp.NO),))
    others = (
        one,
        declined,
        replace(one, id="off", status=Status.CANCELLED),
        replace(one, id="free", busy=False),
        replace(one, id="after", when=span(at(16), at(17))),
        replace(one, id="day", when=AllDay(date(2026, 11, 20))),
        event(),
    )
    assert clashes(span(at(15), at(16)), event().key, others, mira, LISBON) == (one,)
    assert clashes(AllDay(date(2026, 11, 20)), event().key, others, mira, LISBON) == ()


@given(st.sampled_from([LISBON, NEW_YORK, ZoneInfo("Asia/Tokyo")]), whens(), whens())
def test_being_in_the_way_is_mutual(zone: ZoneInfo, one: When, other: When) -> None:
    assume(not is_all_day(one) and not is_all_day(other))
    first, second = event(id="1", when=one), event(id="2", when=other)
    assert bool(clashes(one, first.key, [second], "", zone)) == bool(
        clashes(other, second.key, [first], "", zone)
    )
