"""Which appointments stand in each other's way, checked against looking at every pair."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, at, event, span
from tui.domain.conflicts import MOST_NAMED, conflicts, is_firm, takes_time
from tui.domain.events import Event, EventKey, Participant, Person, Rsvp, Status
from tui.domain.when import AllDay, Moment, bounds

ME = "mira@northlight.test"
LI = "li@northlight.test"


def invited(answer: Rsvp) -> tuple[Participant, ...]:
    return (Participant(LI, rsvp=Rsvp.YES), Participant(ME, rsvp=answer))


def marked(*events: Event, zone: ZoneInfo = LISBON) -> dict[str, list[str]]:
    found = conflicts(events, ME, zone)
    return {key.event_id: [other.id for other in one.others] for key, one in found.items()}


def test_two_appointments_at_once_name_each_other() -> None:
    review = event(id="review", when=span(at(15), at(16)))
    dentist = event(id="dentist", when=span(at(15, 30), at(17)))
    assert marked(review, dentist) == {"review": ["dentist"], "dentist": ["review"]}


def test_back_to_back_is_no_conflict_and_an_instant_is_in_nobodys_way() -> None:
    first, second = event(id="a", when=span(at(15), at(16))), event(id="b", when=span(at(16), at(17)))
    ping = event(id="ping", when=Moment(at(15, 30)))
    assert marked(first, second, ping) == {}


def test_what_takes_no_time_is_in_nobodys_way() -> None:
    meeting = event(id="meeting")
    assert marked(meeting, event(id="declined", participants=invited(Rsvp.NO))) == {}
    assert marked(meeting, event(id="off", status=Status.CANCELLED)) == {}
    assert marked(meeting, event(id="free", busy=False)) == {}
    assert marked(meeting, event(id="birthday", busy=False, when=AllDay(date(2026, 11, 20)))) == {}


def test_a_busy_whole_day_is_in_the_way_of_what_falls_on_it_in_the_viewers_zone() -> None:
    away = event(id="away", when=AllDay(date(2026, 11, 20)))
    late = event(id="late", when=span(at(23, 30), at(23, 45)))
    assert marked(away, late) == {"away": ["late"], "late": ["away"]}
    assert marked(away, late, zone=ZoneInfo("Asia/Tokyo")) == {}


def test_an_open_invitation_is_marked_and_does_not_mark_what_it_falls_on() -> None:
    mine = event(id="mine")
    for answer in (Rsvp.NONE, Rsvp.MAYBE):
        assert marked(mine, event(id="asked", participants=invited(answer))) == {"asked": ["mine"]}
    accepted = event(id="asked", participants=invited(Rsvp.YES))
    assert marked(mine, accepted) == {"mine": ["asked"], "asked": ["mine"]}


def test_my_own_event_counts_though_i_never_answered_it() -> None:
    own = event(id="own", participants=invited(Rsvp.NONE), organizer=Person(ME.upper()))
    assert marked(event(id="mine"), own) == {"mine": ["own"], "own": ["mine"]}


def test_an_event_shown_in_two_calendars_is_not_in_its_own_way() -> None:
    here, there = event(id="one", ical_uid="u1"), event(id="two", ical_uid="u1", calendar_id="team")
    assert marked(here, there) == {}
    found = conflicts((here, there, event(id="other")), ME, LISBON)
    assert found[here.key] == found[there.key]
    assert found[EventKey(here.calendar_id, "other")].count == 1


def test_a_hundred_at_once_are_counted_and_few_are_named() -> None:
    many = [event(id=f"e{number}", title=f"{number:03}") for number in range(100)]
    found = conflicts(many, ME, LISBON)
    assert {one.count for one in found.values()} == {99}
    assert {len(one.others) for one in found.values()} == {MOST_NAMED}
    assert all(event.key not in {other.key for other in found[event.key].others} for event in many)


SHAPES = st.builds(
    lambda start, length, busy, answer, status: {
        "when": span(at(8) + timedelta(minutes=15 * start), at(8) + timedelta(minutes=15 * (start + length))),
        "busy": busy,
        "participants": invited(answer) if answer else (),
        "status": status,
    },
    st.integers(0, 20),
    st.integers(0, 8),
    st.booleans(),
    st.none() | st.sampled_from(Rsvp),
    st.sampled_from(Status),
)


@given(st.lists(SHAPES, max_size=14))
def test_every_pair_agrees(shapes: list[dict[str, object]]) -> None:
    events = [event(id=f"e{number}", **shape) for number, shape in enumerate(shapes)]
    found = conflicts(events, ME, LISBON)
    expected: dict[EventKey, set[EventKey]] = {}
    for one, other in combinations(events, 2):
        if _clash(one, other):
            for a, b in ((one, other), (other, one)):
                if is_firm(b, ME):
                    expected.setdefault(a.key, set()).add(b.key)
    assert {key: one.count for key, one in found.items()} == {k: len(v) for k, v in expected.items()}
    for key, conflict in found.items():
        named = {other.key for other in conflict.others}
        assert named <= expected[key]
        assert len(named) == len(conflict.others) == min(conflict.count, MOST_NAMED)
    assert found == conflicts(reversed(events), ME, LISBON)


def _clash(one: Event, other: Event) -> bool:
    (start, end), (begins, ends) = bounds(one.when, LISBON), bounds(other.when, LISBON)
    long = end > start and ends > begins
    return long and start < ends and begins < end and takes_time(one, ME) and takes_time(other, ME)
