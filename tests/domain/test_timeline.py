"""A day as cells: what is drawn is what is so, on short days, long days and narrow screens."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LONDON, NEW_YORK, at, event
from tui.domain.busy import Busy
from tui.domain.drafting import draft_of
from tui.domain.drafting_slots import at_slot, span_of
from tui.domain.free_time import Attendee, Standing
from tui.domain.timeline import axis_of, standings_along
from tui.domain.when import AllDay, Moment
from tui.domain.working_hours import WorkingHours

MINE = WorkingHours(LONDON)
FRIDAY = date(2026, 11, 20)
SIGNS = {
    Standing.FREE: ".",
    Standing.BUSY: "#",
    Standing.MAYBE: "~",
    Standing.OUTSIDE: " ",
    Standing.UNKNOWN: "?",
}


def drawn(one: Attendee, room: int = 26) -> str:
    return "".join(SIGNS[standing] for standing in standings_along(axis_of(FRIDAY, MINE, room), one))


def someone(zone: ZoneInfo = LONDON, trouble: str = "") -> Attendee:
    busy = Busy("li@x.test", ((at(10), at(11)), (at(13, 10), at(13, 20))), ((at(15), at(16)),), trouble)
    return Attendee(busy, WorkingHours(zone))


def test_a_day_is_drawn_hour_by_hour() -> None:
    assert drawn(someone()) == "  ..##....#...~~...   "
    assert drawn(someone(NEW_YORK)) == "    ##    # ..~~......"
    assert drawn(someone(trouble="no")) == "?" * 22


def test_half_past_five_ends_in_the_cell_it_ends_in() -> None:
    assert drawn(someone(), 100)[::2] == "  ..##....#...~~...   "


def test_what_is_shown_stretches_the_day() -> None:
    evening = axis_of(FRIDAY, MINE, 60, [(at(21), at(22))])
    assert (evening.at(0).hour, evening.end) == (8, at(23))
    assert evening.cells(at(21), at(22)) == range(52, 56)


def test_labels_leave_room_for_two_digits() -> None:
    for room in (6, 12, 26, 80):
        axis = axis_of(FRIDAY, MINE, room)
        cells = [n for n, _ in axis.labels()]
        assert all(later - before >= 3 for before, later in pairwise(cells))
        assert all(axis.at(n).hour == hour for n, hour in axis.labels())


@given(st.integers(0, 800), st.integers(5, 200), st.integers(0, 22), st.integers(1, 30))
def test_every_day_fits_and_holds_what_is_shown(day: int, room: int, hour: int, length: int) -> None:
    on = date(2026, 1, 1) + timedelta(days=day)
    start = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    axis = axis_of(on, MINE, room, [(start, start + timedelta(minutes=length))])
    assert 1 <= axis.count <= room
    assert len(standings_along(axis, someone())) == axis.count
    for moment in (start, start + timedelta(minutes=length)):
        inside = axis.start <= moment <= axis.end
        assert inside or moment.astimezone(LONDON).date() != on or axis.count == room


def test_a_draft_knows_its_span_and_takes_another() -> None:
    draft = draft_of("d", event(), LONDON)
    assert span_of(draft, LONDON, at(9)) == (at(15), at(15, 30))
    later = at_slot(draft, at(11, day=23), at(12, day=23), LONDON)
    assert span_of(later, LONDON, at(9)) == (at(11, day=23), at(12, day=23))
    assert later.title == draft.title


def test_what_has_no_span_has_none() -> None:
    for when in (AllDay(FRIDAY), Moment(at(9))):
        assert span_of(draft_of("d", event(when=when), LONDON), LONDON, at(9)) is None
