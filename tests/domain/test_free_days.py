"""My free time as text: only what is free, in working hours, in words somebody else can read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON, NOW, at
from tui.domain.busy import Busy
from tui.domain.free_days import SHORTEST, free_days, free_text, window_of, working_days
from tui.domain.working_hours import WorkingHours

MINE = WorkingHours(LONDON)
TOKYO = ZoneInfo("Asia/Tokyo")
BUSY = Busy(
    "me@x.test",
    ((at(9), at(16)), (at(9, 5, day=23), at(11, 50, day=23))),
    ((at(14, day=23), at(15, day=23)),),
)


def test_the_next_days_are_said_line_by_line() -> None:
    assert free_text(free_days(MINE, BUSY, NOW, 3), LONDON) == (
        "I am free (London time):\n"
        "Fri 20 Nov: 16:00–17:30\n"
        "Mon 23 Nov: 12:00–14:00, 15:00–17:30\n"
        "Tue 24 Nov: 09:00–17:30\n"
    )


def test_what_is_half_accepted_may_be_offered() -> None:
    days = free_days(MINE, BUSY, NOW, 2, tentative_as_busy=False)
    assert "Mon 23 Nov: 12:00–17:30" in free_text(days, LONDON)


def test_the_others_clock_stands_beside_it_where_it_shows_another_time() -> None:
    days = free_days(MINE, BUSY, NOW, 1)
    assert "16:00–17:30 (Sat 21 Nov 01:00–02:30 in Tokyo)" in free_text(days, LONDON, TOKYO)
    assert free_text(days, LONDON, ZoneInfo("Europe/Lisbon")) == free_text(days, LONDON)


def test_a_full_day_says_so_and_a_day_that_is_over_is_left_out() -> None:
    full = Busy("me@x.test", ((at(0), at(23)),))
    assert "Fri 20 Nov: not free" in free_text(free_days(MINE, full, NOW, 1), LONDON)
    assert working_days(MINE, at(17, 20), 2) == (date(2026, 11, 23), date(2026, 11, 24))
    assert window_of(MINE, NOW, 2).end == at(0, day=24)


@given(
    st.integers(0, 60 * 24 * 400),
    st.integers(0, 40),
    st.lists(st.tuples(st.integers(0, 6000), st.integers(1, 500))),
)
def test_all_that_is_offered_is_free_and_worked(
    minute: int, count: int, taken: list[tuple[int, int]]
) -> None:
    now = NOW + timedelta(minutes=minute)
    spans = tuple((now + timedelta(minutes=a), now + timedelta(minutes=a + n)) for a, n in taken)
    days = free_days(MINE, Busy("me@x.test", spans), now, count)
    assert len(days) == min(count, 31)
    for one in days:
        for start, end in one.spans:
            assert end - start >= SHORTEST
            assert start >= now
            assert not any(a < end and start < b for a, b in spans)
            local: datetime = start.astimezone(LONDON)
            assert (local.date(), local.minute % 15) == (one.day, 0)
            assert 9 <= local.hour < 18
    if count:
        assert window_of(MINE, now, count).end >= max((end for d in days for _, end in d.spans), default=now)
