"""Which invitations wait for an answer, and why some cannot be answered."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, NOW, at, event, span
from tui.domain.answering import unanswered, why_no_answer
from tui.domain.calendars import AccountKind
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.when import AllDay

ME = "mira@northlight.test"
LI = Person("li@northlight.test", "Li")
HERE = NOW.astimezone(LISBON)


def asked(answer: Rsvp = Rsvp.NONE, **changes: object) -> Event:
    facts: dict[str, object] = {
        "organizer": LI,
        "participants": (Participant(LI.email, rsvp=Rsvp.YES), Participant(ME.title(), rsvp=answer)),
    }
    return event(**(facts | changes))


def ids(*events: Event) -> list[str]:
    return [one.id for one in unanswered(events, ME, HERE)]


def test_open_invitations_come_in_the_order_they_begin() -> None:
    later, sooner = asked(id="later", when=span(at(17), at(18))), asked(id="sooner")
    assert ids(later, sooner) == ["sooner", "later"]


def test_what_needs_no_answer_is_left_out() -> None:
    assert ids(asked(Rsvp.YES), asked(Rsvp.NO), asked(Rsvp.MAYBE), event()) == []
    assert ids(asked(status=Status.CANCELLED), asked(organizer=Person(ME))) == []
    assert ids(asked(when=span(at(7), at(8)))) == []
    assert unanswered([asked()], "", HERE) == ()


def test_a_running_one_and_a_whole_day_still_wait() -> None:
    running, today = (
        asked(id="running", when=span(at(8), at(10))),
        asked(id="today", when=AllDay(date(2026, 11, 20))),
    )
    assert ids(running, today) == ["today", "running"]
    assert ids(asked(when=AllDay(date(2026, 11, 19)))) == []


def test_one_shown_in_two_calendars_is_asked_once() -> None:
    twice = [asked(id=name, ical_uid="u", calendar_id=name) for name in ("a", "b")]
    assert ids(*twice) == ["a"]


def test_each_kind_of_account_says_why_not() -> None:
    google, microsoft = AccountKind.GOOGLE, AccountKind.MICROSOFT
    assert why_no_answer(asked(), ME, google) is None
    assert "iCloud" in (why_no_answer(asked(), ME, AccountKind.ICLOUD) or "")
    assert "guests" in (why_no_answer(event(), ME, google) or "")
    own = asked(organizer=Person(ME))
    assert why_no_answer(own, ME, google) is None
    assert "organise" in (why_no_answer(own, ME, microsoft) or "")
    assert "organise" in (why_no_answer(event(organizer=Person(ME)), ME, google) or "")
    assert "called off" in (why_no_answer(asked(status=Status.CANCELLED), ME, google) or "")


@given(
    st.lists(st.tuples(st.sampled_from(Rsvp), st.sampled_from(Status), st.integers(-600, 600)), max_size=12)
)
def test_all_that_is_listed_waits_and_all_that_waits_is_listed(
    shapes: list[tuple[Rsvp, Status, int]],
) -> None:
    events = [
        asked(answer, id=f"e{number}", status=status, when=_from(minutes))
        for number, (answer, status, minutes) in enumerate(shapes)
    ]
    open_ones = {
        f"e{number}"
        for number, (answer, status, minutes) in enumerate(shapes)
        if answer is Rsvp.NONE and status is not Status.CANCELLED and minutes + 30 > 0
    }
    found = unanswered(events, ME, HERE)
    assert {one.id for one in found} == open_ones
    assert found == unanswered(reversed(events), ME, HERE)


def _from(minutes: int) -> object:
    start = NOW + timedelta(minutes=minutes)
    return span(start, start + timedelta(minutes=30))
