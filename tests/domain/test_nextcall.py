"""Which call to join now, when the day is full, empty, or holds two at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import NOW, event, linked, span
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.nextcall import LOOK_AHEAD, NextCall, about_to_begin, current_or_next
from tui.domain.when import AllDay, Moment

ME = "mira@northlight.test"


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def call(name: str, start: int, end: int, **changes: object) -> Event:
    facts: dict[str, object] = {
        "id": name,
        "title": name,
        "when": span(minutes(start), minutes(end)),
        "conferencing": linked(f"https://meet.google.com/{name}"),
    }
    return event(**(facts | changes))


def plain(name: str, start: int, end: int) -> Event:
    return event(id=name, title=name, when=span(minutes(start), minutes(end)))


def coming(*events: Event, email: str = ME) -> NextCall | None:
    return current_or_next(events, NOW, email)


def name_of(found: NextCall | None) -> str:
    return found.event.id if found else ""


def test_nothing_comes_on_an_empty_day() -> None:
    assert coming() is None


def test_the_next_call_is_counted_down_to() -> None:
    found = coming(call("later", 120, 150), call("soon", 20, 50))
    assert found is not None
    assert (found.event.id, found.starts_in, found.running) == ("soon", timedelta(minutes=20), False)
    assert found.link is not None
    assert found.link.url == "https://meet.google.com/soon"
    assert found.others == ()


def test_a_running_call_wins_over_a_later_one() -> None:
    found = coming(call("running", -30, 30), call("later", 20, 50))
    assert found is not None
    assert (found.event.id, found.starts_in, found.running) == ("running", timedelta(minutes=-30), True)


def test_the_call_about_to_begin_wins_over_one_long_running_which_stays_on_offer() -> None:
    found = coming(call("long", -120, 60), call("begins", 5, 35))
    assert found is not None
    assert (found.event.id, [other.id for other in found.others]) == ("begins", ["long"])


def test_two_calls_at_once_leave_a_choice() -> None:
    found = coming(call("one", 5, 35), call("two", 5, 65), call("after", 60, 90))
    assert found is not None
    assert (found.event.id, [other.id for other in found.others]) == ("one", ["two"])


def test_lunch_without_a_link_never_wins() -> None:
    found = coming(plain("lunch", -5, 55), call("review", 180, 210))
    assert name_of(found) == "review"
    assert found is not None
    assert found.others == ()


def test_without_any_call_the_next_meeting_is_told() -> None:
    found = coming(plain("lunch", 5, 55), plain("walk", 60, 90))
    assert found is not None
    assert (found.event.id, found.link, found.others) == ("lunch", None, ())


def test_what_is_no_call_does_not_count() -> None:
    declined = call("declined", 5, 35, participants=(Participant(ME, rsvp=Rsvp.NO),))
    cancelled = call("cancelled", 5, 35, status=Status.CANCELLED)
    whole_day = call("holiday", 0, 0, when=AllDay(NOW.date()))
    over = call("over", -60, 0)
    far = call("far", int(LOOK_AHEAD.total_seconds() // 60), 5000)
    assert coming(declined, cancelled, whole_day, over, far) is None
    assert name_of(coming(declined, email="someone@else.test")) == "declined"


def test_a_guest_without_an_address_is_not_me() -> None:
    nobody = call("open", 5, 35, participants=(Participant("", "Room 4", Rsvp.NO),))
    assert name_of(coming(nobody, email="")) == "open"


def test_a_moment_counts_until_it_has_passed() -> None:
    assert name_of(coming(call("ping", 0, 0, when=Moment(minutes(3))))) == "ping"
    assert coming(call("ping", 0, 0, when=Moment(minutes(-3)))) is None


spans = st.tuples(st.integers(-300, 1400), st.integers(1, 300), st.booleans())


@given(st.lists(spans, max_size=8))
def test_the_choice_hangs_on_links_and_times_not_on_the_order_of_events(
    shapes: list[tuple[int, int, bool]],
) -> None:
    events = [
        (call if linked_up else plain)(f"e{at}", start, start + length)
        for at, (start, length, linked_up) in enumerate(shapes)
    ]
    found = coming(*events)
    assert found == coming(*reversed(events))
    calls = [start + length for start, length, linked_up in shapes if linked_up]
    if any(end > 0 for end in calls):
        assert found is not None
        assert found.link is not None
    if found is not None:
        assert found.event not in found.others
        assert found.running == (found.starts_in <= timedelta())


def test_a_link_less_block_never_wins_over_a_call_however_it_overlaps() -> None:
    found = coming(plain("focus", -60, 240), plain("lunch", 0, 60), call("soon", 20, 50))
    assert (name_of(found), found.others if found else ()) == ("soon", ())


def announced(*events: Event, within: int = 5) -> list[str]:
    return [one.id for one in about_to_begin(events, NOW, timedelta(minutes=within), ME)]


def test_only_calls_that_begin_soon_are_announced() -> None:
    no = (Participant(ME, rsvp=Rsvp.NO),)
    events = (
        call("b", 5, 35),
        call("a", 1, 31),
        call("far", 6, 9),
        call("runs", 0, 30),
        plain("block", 3, 33),
    )
    assert announced(*events, call("declined", 2, 9, participants=no)) == ["a", "b"]
    assert announced(*events, within=0) == []
