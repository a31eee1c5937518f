"""When people can meet: every slot checked anew, in several zones and over changes of clocks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.samples import LONDON, NEW_YORK, NOW, at
from tui.domain.busy import Busy, Span
from tui.domain.free_time import LONGEST, MOST_SLOTS, Attendee, Slot, Standing, Wish, slots, standing_of
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours

HALF = timedelta(minutes=30)
HOUR = timedelta(hours=1)
MINE = WorkingHours(LONDON)
TODAY = Window(at(0), at(23))
WEEK = Window(at(0), at(0, day=27))


def someone(
    *spans: Span, zone: ZoneInfo = LONDON, maybe: tuple[Span, ...] = (), trouble: str = ""
) -> Attendee:
    return Attendee(Busy("li@northlight.test", spans, maybe, trouble), WorkingHours(zone))


def found(*people: Attendee, wish: Wish | None = None, now: datetime = NOW) -> tuple[Slot, ...]:
    return slots(people, wish or Wish(TODAY, HOUR), MINE, now)


def clocks(some: tuple[Slot, ...]) -> list[str]:
    return [slot.start.astimezone(LONDON).strftime("%H:%M") for slot in some]


def test_the_gap_everybody_has_comes_first() -> None:
    li = someone((at(9), at(11)), (at(12), at(18)))
    noor = someone((at(9), at(10)))
    best = found(li, noor)[0]
    assert (best.start, best.suits_all) == (at(11), True)


def test_a_pause_before_and_after_is_kept() -> None:
    li = someone((at(9), at(10)), (at(12), at(18)))
    wish = Wish(TODAY, HOUR, before=timedelta(minutes=15), after=timedelta(minutes=30))
    good = [slot for slot in found(li, wish=wish) if slot.suits_all]
    assert clocks(tuple(good)) == ["10:15"]
    assert standing_of(li, at(10), at(11), wish) is Standing.BUSY
    assert standing_of(li, at(10, 45), at(11, 45), wish) is Standing.BUSY


def test_what_is_half_accepted_counts_as_busy_or_comes_last() -> None:
    li = someone(maybe=((at(9), at(16)),))
    strict = Wish(TODAY, HOUR)
    assert standing_of(li, at(10), at(11), strict) is Standing.BUSY
    loose = Wish(TODAY, HOUR, tentative_as_busy=False)
    assert standing_of(li, at(10), at(11), loose) is Standing.MAYBE
    assert clocks(found(li, wish=loose))[0] == "16:00"


def test_somebody_far_away_is_asked_within_their_own_day() -> None:
    nyc = someone(zone=NEW_YORK)
    best = found(nyc)[0]
    assert best.suits_all
    assert best.start == at(15)  # an hour into their morning, and an hour before the viewer's evening
    assert standing_of(nyc, at(13), at(14), Wish(TODAY, HOUR)) is Standing.OUTSIDE


def test_nobody_is_free_together_and_the_least_bad_is_told() -> None:
    tokyo, nyc = someone(zone=ZoneInfo("Asia/Tokyo")), someone(zone=NEW_YORK)
    best = found(tokyo, nyc)[0]
    assert not best.suits_all
    assert (best.count(Standing.OUTSIDE), best.count(Standing.BUSY)) == (1, 0)


def test_who_cannot_be_read_hinders_nobody_and_is_never_called_free() -> None:
    best = found(someone(trouble="address not found"))[0]
    assert best.standings == (Standing.UNKNOWN,)
    assert not best.suits_all


def test_nothing_begins_before_now_and_slots_begin_on_quarters() -> None:
    now = at(15, 7)
    assert sorted(clocks(found(wish=Wish(TODAY, HALF), now=now))) == ["15:15", "15:45", "16:15", "16:45"]


def test_quarters_are_those_of_the_viewers_clock() -> None:
    kathmandu = WorkingHours(ZoneInfo("Asia/Kathmandu"))
    some = slots((), Wish(TODAY, HALF), kathmandu, at(6, 1))
    assert {slot.start.astimezone(kathmandu.zone).minute % 15 for slot in some} == {0}


def test_a_sooner_day_wins_over_a_more_comfortable_hour() -> None:
    li = someone((at(9), at(16, 30)))
    assert found(li, wish=Wish(WEEK, HOUR))[0].start == at(16, 30)


def test_a_meeting_over_a_change_of_clocks_is_as_long_as_asked() -> None:
    night = WorkingHours(LONDON, 0, 6 * 60, frozenset(range(7)))
    window = Window(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC))
    some = slots((), Wish(window, HOUR), night, window.start)
    assert len(some) == 7
    assert {slot.end - slot.start for slot in some} == {HOUR}


def test_limits_are_held() -> None:
    with pytest.raises(ValueError, match="at most 62 days"):
        Wish(Window(NOW, NOW + LONGEST + HALF), HOUR)
    with pytest.raises(ValueError, match="five minutes"):
        Wish(TODAY, timedelta(minutes=1))
    with pytest.raises(ValueError, match="two hours"):
        Wish(TODAY, HOUR, before=timedelta(hours=3))


def test_fifty_full_diaries_over_two_months_are_looked_through_in_bounded_work() -> None:
    spans = tuple((NOW + HOUR * n, NOW + HOUR * n + HALF) for n in range(0, 62 * 24, 2))
    people = [someone(*spans, zone=zone) for zone in (LONDON, NEW_YORK) for _ in range(40)]
    began = time.process_time()
    some = slots(people, Wish(Window(NOW, NOW + LONGEST), HALF), MINE, NOW)
    assert len(some) == MOST_SLOTS
    assert len(some[0].standings) == 50
    assert time.process_time() - began < 20


MINUTES = st.integers(0, 14 * 4).map(lambda quarter: at(7) + timedelta(minutes=15 * quarter))
SPANS = st.lists(st.tuples(MINUTES, MINUTES).map(lambda ends: (min(ends), max(ends))), max_size=5).map(tuple)
PEOPLE = st.lists(
    st.builds(
        lambda spans, maybe, zone, known: someone(
            *spans, maybe=maybe, zone=zone, trouble="" if known else "?"
        ),
        SPANS,
        SPANS,
        st.sampled_from([LONDON, NEW_YORK]),
        st.integers(0, 5),
    ),
    max_size=4,
)
WISHES = st.builds(
    lambda length, before, after, busy: Wish(
        TODAY, timedelta(minutes=length), timedelta(minutes=before), timedelta(minutes=after), busy
    ),
    st.sampled_from([15, 30, 45, 60, 120]),
    st.sampled_from([0, 10, 30]),
    st.sampled_from([0, 5, 60]),
    st.booleans(),
)


@settings(max_examples=60)
@given(PEOPLE, WISHES)
def test_every_slot_holds_what_it_says(people: list[Attendee], wish: Wish) -> None:
    some = found(*people, wish=wish)
    for slot in some:
        assert slot.end - slot.start == wish.length
        assert slot.start >= NOW
        for person, standing in zip(people, slot.standings, strict=True):
            first, last = slot.start - wish.before, slot.end + wish.after
            hit = any(max(first, a) < min(last, b) for a, b in person.busy.spans if a < b)
            perhaps = any(max(first, a) < min(last, b) for a, b in person.busy.maybe if a < b)
            local = [moment.astimezone(person.hours.zone) for moment in (slot.start, slot.end)]
            works = local[0].hour >= 9 and (local[1].hour, local[1].minute) <= (17, 30)
            if not person.busy.known:
                assert standing is Standing.UNKNOWN
            elif hit or (perhaps and wish.tentative_as_busy):
                assert standing is Standing.BUSY
            elif not works:
                assert standing is Standing.OUTSIDE
            else:
                assert standing is (Standing.MAYBE if perhaps else Standing.FREE)
    assert all(one.end <= other.start or other.end <= one.start for one, other in combinations(some, 2))
    worst = [slot.count(Standing.BUSY) for slot in some]
    assert worst == sorted(worst)
