"""What needs a hand in the coming days is named in words, once, with the one key that mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.samples import LISBON, NOW, at, event, linked, span
from tui.domain.attention import AHEAD, Concern, needs_attention
from tui.domain.attention_calls import Fix, Kind
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.jobs import DEADLINE, JobState, request
from tui.domain.when import AllDay

ME, GRACE, ALAN = (
    "mira@northlight.test",
    Participant("grace@example.com", "Grace"),
    Participant("alan@a.test"),
)
HERE = NOW.astimezone(LISBON)
MEET, ZOOM = "https://meet.google.com/abc-defg-hij", "https://us02web.zoom.us/j/8123456789"
INVITATION = (
    f"Ada is inviting you to a scheduled Zoom meeting.\n\nJoin Zoom Meeting\n{ZOOM}\n\nMeeting ID: 812 345"
)


def concerns(*events: Event, **named: Any) -> list[Concern]:
    return list(needs_attention(events, named.pop("jobs", ()), HERE, ME, **named))


def kinds(*events: Event, **named: Any) -> list[Kind]:
    return [one.fault.kind for one in concerns(*events, **named)]


def test_a_meeting_of_several_people_without_place_and_link_wants_a_call() -> None:
    [one] = concerns(event(participants=(Participant(ME, rsvp=Rsvp.YES), GRACE)))
    assert (one.fault.kind, one.fault.fix) == (Kind.NO_CALL, Fix.ADD_CALL)
    assert one.fault.says == "Grace is invited: no place, no link."
    many = tuple(Participant(f"{n}@a.test") for n in range(4))
    assert concerns(event(participants=many))[0].fault.says.startswith("0@a.test, 1@a.test and 2 more are")


@pytest.mark.parametrize(
    "changes",
    [
        {"participants": ()},
        {"participants": (Participant(ME, rsvp=Rsvp.YES),)},
        {"participants": (replace(GRACE, rsvp=Rsvp.NO),)},
        {"location": "Room 4"},
        {"resources": (Person("room@a.test"),)},
        {"conferencing": linked(MEET)},
        {"conferencing": Requested("Google Meet")},
        {"description": MEET},
        {"read_only": True},
        {"when": AllDay(date(2026, 11, 21))},
        {"status": Status.CANCELLED},
        {"when": span(at(7), at(8))},
        {"when": span(at(9) + AHEAD, at(10) + AHEAD)},
        {"participants": (Participant(ME, rsvp=Rsvp.NO), GRACE)},
        {"calendar_id": "holidays"},
    ],
    ids=str,
)
def test_what_needs_no_call_is_left_in_peace(changes: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"participants": (GRACE,)} | changes
    assert kinds(event(**facts), foreign=frozenset({"holidays"})) == []


def test_two_calls_on_one_event_are_told_with_where_they_stand() -> None:
    [one] = concerns(event(conferencing=linked(MEET), location=ZOOM))
    assert (one.fault.kind, one.fault.fix) == (Kind.TWO_CALLS, Fix.CHOOSE_LINK)
    assert one.fault.says == "Guests may join Google Meet (in the call) or Zoom (in the place)."
    assert kinds(event(conferencing=linked(MEET), location=MEET)) == []


def test_the_invitation_of_a_call_the_event_has_no_more_is_to_be_taken_out() -> None:
    stale = event(conferencing=linked(MEET), description=INVITATION)
    [one] = concerns(stale)
    assert (one.fault.kind, one.fault.fix) == (Kind.OLD_TEXT, Fix.NOTES)
    assert one.fault.says == "The call is Google Meet, but the notes still invite to Zoom."
    assert kinds(replace(stale, read_only=True)) == [Kind.TWO_CALLS]
    assert kinds(event(conferencing=linked(ZOOM), description=INVITATION)) == []


def test_calls_that_failed_or_take_long_are_told_whenever_the_event_is() -> None:
    asked = request("j1", event().key, "Prism", "Google Meet", NOW)
    failed = replace(asked, state=JobState.FAILED, reason="No licence.")
    slow = replace(asked, id="j2", next_check_at=NOW + DEADLINE * 2)
    first, second = concerns(jobs=(failed, slow, replace(asked, id="j3")))
    assert (first.fault.says, first.fault.fix) == ("Google Meet: No licence.", Fix.RETRY)
    assert (second.fault.kind, second.fault.fix) == (Kind.FAILED, Fix.ADD_CALL)
    assert kinds(event(participants=(GRACE,)), jobs=(failed,)) == [Kind.FAILED]


def test_an_invitation_waits_for_an_answer_until_it_has_one() -> None:
    invited = event(
        organizer=Person("grace@example.com", "Grace"), participants=(Participant(ME),), read_only=True
    )
    [one] = concerns(invited)
    assert (one.fault.says, one.fault.fix) == ("Grace waits for your answer.", Fix.ANSWER)
    assert kinds(replace(invited, participants=(Participant(ME, rsvp=Rsvp.YES),))) == []


def test_two_things_at_once_are_one_row_and_so_is_a_series() -> None:
    first, second = event(id="a", title="A"), event(id="b", title="B", when=span(at(15, 10), at(16)))
    [one] = concerns(first, second)
    assert (one.fault.kind, one.event, one.fault.says) == (Kind.CONFLICT, first, "It overlaps “B”.")
    [one] = concerns(replace(first, read_only=True), second)
    assert (one.event, one.fault.says, one.fault.fix) == (second, "It overlaps “A”.", Fix.MOVE)
    [one] = concerns(replace(first, read_only=True), replace(second, read_only=True))
    assert one.fault.fix is Fix.ANSWER
    times = [
        event(id=f"s{n}", master_id="s", participants=(GRACE,), when=span(at(15, day=n), at(16, day=n)))
        for n in range(20, 26)
    ]
    [row] = concerns(*times)
    assert (row.event, row.dates) == (times[0], 6)


def test_what_is_pressing_comes_first_and_twice_shown_is_told_once() -> None:
    alone = event(id="a", participants=(GRACE,), ical_uid="u")
    shown = replace(alone, id="x", calendar_id="other")
    double = event(id="b", conferencing=linked(MEET), location=ZOOM, when=span(at(10), at(11)))
    assert kinds(double, alone, shown) == [Kind.NO_CALL, Kind.TWO_CALLS]


def test_what_was_looked_at_before_need_not_be_looked_at_again() -> None:
    asked: list[str] = []
    concerns(event(), looked=lambda one: asked.append(one.id))
    assert asked == ["evt-1"]
    with pytest.raises(ValueError, match="time zone"):
        needs_attention((), (), NOW.replace(tzinfo=None), ME)
    assert timedelta(days=14) == AHEAD
