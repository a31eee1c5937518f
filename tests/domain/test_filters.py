"""A filter shows what was asked for, says what it hides, and hides nothing when it asks nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.samples import event, linked
from tui.domain.conferencing import Requested
from tui.domain.events import Event, EventKey, Participant, Person, Rsvp
from tui.domain.filters import Facet, Filter, Viewer, blame, has, provider_of, providers_in, split

ME = "mira@northlight.test"
VIEWER = Viewer(ME, frozenset({EventKey("cal-work", "asked")}))
MEET, ZOOM = "https://meet.google.com/abc-defg-hij", "https://us02web.zoom.us/j/8123456789"
GRACE = Person("grace@example.com", "Grace")
PLAIN = event(id="plain")
CALL = event(id="call", conferencing=linked(MEET))
PASTED = event(id="pasted", location=ZOOM, calendar_id="team")
ASKED = event(id="asked")
MADE = event(id="made", conferencing=Requested("Zoom Meeting"))
INVITED = event(id="invited", organizer=GRACE, participants=(Participant(ME),))
ANSWERED = event(id="answered", organizer=GRACE, participants=(Participant(ME, rsvp=Rsvp.YES),))
ALL = (PLAIN, CALL, PASTED, ASKED, MADE, INVITED, ANSWERED)
NAMES = {"cal-work": "Work", "team": "Team"}


def shown(by: Filter) -> list[str]:
    return [one.id for one in split(ALL, by, VIEWER)[0]]


def test_a_filter_that_asks_nothing_hides_nothing() -> None:
    assert not Filter()
    assert split(ALL, Filter(), VIEWER) == (ALL, ())


@pytest.mark.parametrize(
    ("facet", "ids"),
    [
        (Facet.CALL, ["call", "pasted", "asked", "made"]),
        (Facet.NO_CALL, ["plain", "invited", "answered"]),
        (Facet.PENDING, ["asked", "made"]),
        (Facet.MINE, ["plain", "call", "pasted", "asked", "made"]),
        (Facet.UNANSWERED, ["invited"]),
    ],
)
def test_each_facet_shows_what_it_says(facet: Facet, ids: list[str]) -> None:
    assert shown(Filter().toggled(facet)) == ids
    assert [one.id for one in ALL if has(one, facet, VIEWER)] == ids


def test_kinds_narrow_and_choices_of_one_kind_widen() -> None:
    zoom = Filter().with_provider("Zoom Meeting")
    assert shown(zoom) == ["pasted", "made"]
    assert shown(zoom.with_provider("Google Meet")) == ["call", "pasted", "made"]
    assert shown(zoom.with_calendar("team")) == ["pasted"]
    assert shown(zoom.toggled(Facet.PENDING)) == ["made"]
    assert zoom.with_provider("Zoom Meeting") == Filter()


def test_with_and_without_a_call_exclude_each_other() -> None:
    both = Filter().toggled(Facet.CALL).toggled(Facet.NO_CALL)
    assert both.facets == {Facet.NO_CALL}
    assert both.toggled(Facet.NO_CALL) == Filter()


def test_a_filter_is_told_in_words_with_what_each_part_hides() -> None:
    by = Filter(frozenset({Facet.NO_CALL, Facet.MINE}), frozenset({"team"}), frozenset({"WebEx", "GoTo"}))
    assert by.words(NAMES) == "no call, mine, GoTo or WebEx, in Team"
    small = Filter(frozenset({Facet.CALL}), frozenset({"team"}))
    hidden = split(ALL, small, VIEWER)[1]
    assert list(blame(hidden, small, VIEWER, NAMES)) == ["“with a call” hides 3", "“in Team” hides 6"]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, ""),
        ({"conferencing": linked(MEET)}, "Google Meet"),
        ({"location": "https://meet.jit.si/prism"}, "Jitsi Meet"),
        ({"conferencing": linked("https://example.org/room")}, "other"),
    ],
)
def test_a_provider_goes_by_the_name_people_say(changes: dict[str, Any], name: str) -> None:
    one: Event = event(**changes)
    assert provider_of(one) == name
    assert providers_in([one, one, PLAIN]) == ((name,) if name else ())
