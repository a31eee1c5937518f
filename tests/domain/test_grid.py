"""Days as a list shows them: every event on each day it touches, in order, and in the viewer's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, at, event, linked, span
from tui.domain.conferencing import Details, Linked, Requested
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.grid import Flags, flags_of, group_by_day
from tui.domain.when import AllDay, AllDaySpan, days, is_all_day

FRIDAY = date(2026, 11, 20)
WEEK = [FRIDAY + timedelta(days=count) for count in range(7)]
ME = "mira@northlight.test"


def rows(
    *events: Event, window: list[date] = WEEK, zone: ZoneInfo = LISBON
) -> list[tuple[list[str], list[str]]]:
    return [
        ([e.id for e in day.all_day], [e.id for e in day.timed]) for day in group_by_day(events, window, zone)
    ]


def test_every_day_of_the_window_is_there_even_when_empty() -> None:
    grouped = group_by_day([event()], WEEK, LISBON)
    assert [day.day for day in grouped] == WEEK
    assert [day.is_empty for day in grouped] == [False, *[True] * 6]
    assert group_by_day([event()], [], LISBON) == ()


def test_an_event_over_midnight_stands_on_both_days_and_one_that_ends_there_does_not() -> None:
    night = event(id="night", when=span(at(23), at(1, day=21)))
    until = event(id="until", when=span(at(22), at(0, day=21)))
    assert rows(night, until)[:3] == [([], ["until", "night"]), ([], ["night"]), ([], [])]


def test_whole_days_stand_apart_and_never_shift_with_the_zone() -> None:
    trip = event(id="trip", when=AllDaySpan(FRIDAY, FRIDAY + timedelta(days=2)))
    day = event(id="day", when=AllDay(FRIDAY + timedelta(days=1)))
    for zone in (LISBON, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")):
        assert [whole for whole, _ in rows(trip, day, zone=zone)][:4] == [
            ["trip"],
            ["trip", "day"],
            ["trip"],
            [],
        ]


def test_what_began_before_the_window_is_still_shown_in_it() -> None:
    trip = event(id="trip", when=AllDaySpan(date(1990, 1, 1), date(2090, 1, 1)))
    assert rows(trip) == [(["trip"], [])] * 7


def test_a_window_may_leave_days_out() -> None:
    trip = event(id="trip", when=AllDaySpan(FRIDAY, FRIDAY + timedelta(days=9)))
    workdays = [day for day in WEEK if day.weekday() < 5]
    assert rows(trip, window=workdays) == [(["trip"], [])] * 5


def test_order_is_by_start_then_longer_first_then_title() -> None:
    events = [
        event(id="b", title="B"),
        event(id="a", title="A"),
        event(id="long", title="Z", when=span(at(15), at(17))),
        event(id="early", title="Z", when=span(at(9), at(10))),
    ]
    assert rows(*events)[0][1] == ["early", "long", "a", "b"]


def test_the_hour_that_comes_twice_is_in_the_order_it_happens() -> None:
    zone = ZoneInfo("America/New_York")
    first, second = (datetime(2026, 11, 1, hour, 30, tzinfo=UTC) for hour in (5, 6))
    later = event(id="second", when=span(second, second + timedelta(minutes=5)))
    sooner = event(id="first", when=span(first, first + timedelta(minutes=5)))
    assert rows(later, sooner, window=[date(2026, 11, 1)], zone=zone) == [([], ["first", "second"])]


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime.fromisoformat("2026-11-10"), datetime.fromisoformat("2026-12-05")),
            st.timedeltas(timedelta(), timedelta(days=4)),
        ),
        max_size=10,
    ),
    st.sampled_from(["UTC", "America/Havana", "Pacific/Kiritimati", "America/New_York"]),
)
def test_each_event_stands_on_exactly_the_days_it_touches(
    shapes: list[tuple[datetime, timedelta]], name: str
) -> None:
    zone = ZoneInfo(name)
    events = [
        event(id=str(number), when=span(start.replace(tzinfo=UTC), start.replace(tzinfo=UTC) + length))
        for number, (start, length) in enumerate(shapes)
    ]
    for row in group_by_day(events, WEEK, zone):
        shown = {e.id for e in (*row.all_day, *row.timed)}
        touching = {e.id for e in events if days(e.when, zone)[0] <= row.day <= days(e.when, zone)[1]}
        assert shown == touching
        assert not any(is_all_day(e.when) for e in row.timed)


def me(answer: Rsvp) -> tuple[Participant, ...]:
    return (Participant(ME.upper(), rsvp=answer), Participant("ada@x.test", rsvp=Rsvp.YES))


def test_flags_say_what_an_event_is() -> None:
    assert flags_of(event(), ME) == Flags()
    assert flags_of(event(conferencing=linked("https://zoom.us/j/1")), ME) == Flags(video=True)
    assert flags_of(event(description="https://zoom.us/j/1"), ME) == Flags(video=True)
    assert flags_of(event(conferencing=Linked("unknown", Details(code="1"))), ME).video
    assert flags_of(event(conferencing=Requested("Zoom Meeting")), ME) == Flags(pending=True)
    assert flags_of(event(status=Status.TENTATIVE), ME) == Flags(tentative=True)
    assert flags_of(event(status=Status.CANCELLED), ME) == Flags(cancelled=True)
    assert flags_of(event(master_id="m"), ME) == Flags(series=True)
    assert flags_of(event(recurrence=("RRULE:FREQ=DAILY",)), ME) == Flags(series=True)
    assert flags_of(event(oddities=("It ends before it starts.",)), ME) == Flags(odd=True)


def test_flags_know_my_answer() -> None:
    assert flags_of(event(participants=me(Rsvp.NONE)), ME) == Flags(unanswered=True)
    assert flags_of(event(participants=me(Rsvp.MAYBE)), ME) == Flags(tentative=True)
    assert flags_of(event(participants=me(Rsvp.NO)), ME) == Flags(declined=True)
    assert flags_of(event(participants=me(Rsvp.YES)), ME) == Flags()
    assert flags_of(event(participants=me(Rsvp.NONE), organizer=Person(ME)), ME) == Flags()
    assert flags_of(event(participants=(Participant("", rsvp=Rsvp.NONE),)), "") == Flags()
