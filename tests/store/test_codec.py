"""What is kept comes back as it was, and what is not ours does not come back at all."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.things import CALENDARS, DRAFTS, EVENTS, GRANTS, JOBS, JSON, UNREADABLE
from tui.domain import calendars, conferencing, drafts, events, jobs, when
from tui.domain.drafts import Draft
from tui.domain.events import Event, UnreadableEvent
from tui.store.codec import KNOWN, NotStored, dumps, dumps_members, loads, loads_all, loads_members


@settings(deadline=None)
@given(EVENTS)
def test_an_event_comes_back_whole_with_what_nobody_understood(event: Event) -> None:
    back = loads(dumps(event))
    assert back == event
    assert back.raw == event.raw
    assert [one.raw for one in back.participants] == [one.raw for one in event.participants]


@settings(deadline=None)
@given(EVENTS, st.sets(st.sampled_from(["when", "recurrence", "metadata", "conferencing", "organizer"])))
def test_some_members_of_an_event_come_back_by_their_names(event: Event, names: set[str]) -> None:
    assert loads_members(dumps_members(event, names)) == {name: getattr(event, name) for name in names}


@pytest.mark.parametrize("text", ["", "[]", "5", '{"when": {"#": "os.system", "v": {}}}', "[" * 100_000])
def test_members_that_were_tampered_with_are_refused(text: str) -> None:
    with pytest.raises(NotStored):
        loads_members(text)


@settings(deadline=None)
@given(st.one_of(DRAFTS, JOBS))
def test_a_draft_or_a_job_comes_back_whole(thing: object) -> None:
    back = loads(dumps(thing))
    assert back == thing
    assert getattr(back, "original", None) == getattr(thing, "original", None)


def test_every_kind_of_time_call_and_choice_the_app_knows_can_be_kept() -> None:
    kinds = [
        *get_args(when.When),
        *get_args(conferencing.Conferencing),
        *(conferencing.Details, drafts.Draft, drafts.CallDraft, jobs.Job),
        *(calendars.Grant, calendars.Calendar, events.Participant, events.Person, UnreadableEvent),
    ]
    choices = [calendars.AccountKind, conferencing.Provider, drafts.CallMode, events.Rsvp]
    assert {kind.__name__ for kind in (*kinds, *choices, events.Status, jobs.JobState)} <= KNOWN.keys()
    for one in (*choices, events.Status, jobs.JobState):
        for member in one:
            assert loads(dumps(member)) is member


@settings(deadline=None)
@given(CALENDARS | GRANTS | UNREADABLE)
def test_calendars_accounts_and_broken_events_come_back_whole(thing: object) -> None:
    back = loads(dumps(thing))
    assert back == thing
    assert getattr(back, "raw", None) == getattr(thing, "raw", None)


def test_an_answer_as_deep_as_the_client_lets_through_does_not_make_its_event_vanish() -> None:
    deep: dict[str, object] = {}
    for _ in range(450):
        deep = {"within": deep}
    event = Event("e1", "work", "Deep", when.AllDay(date(2026, 11, 20)), raw=deep)
    assert loads(dumps(event)).raw == deep


def test_a_draft_kept_by_an_earlier_callsheet_is_read() -> None:
    text = (
        '{"#":"Draft","v":{"id":"d1","calendar_id":"work","title":"Old","original":{"#":"Event","v":{"id":'
        '"e1","calendar_id":"work","title":"Old","when":{"#":"AllDay","v":{"day":{"#":"date","v":'
        '"2026-11-20"}}},"raw":{"#":"map","v":{"id":"e1","x":{"#":"map","v":{"y":[1,{"#":"map","v":{}}]}}}}}}}}'
    )
    draft = loads(text)
    assert draft.original.when == when.AllDay(date(2026, 11, 20))
    assert draft.original.raw == {"id": "e1", "x": {"y": [1, {}]}}


@settings(deadline=None)
@given(JSON)
def test_odd_json_makes_nothing_or_plain_values_never_an_error_of_ours(value: object) -> None:
    with contextlib.suppress(NotStored):
        loads(json.dumps(value))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"#": "os.system", "v": {}}',
        '{"#": "Event", "v": {"id": 1}}',
        '{"#": "datetime", "v": "yesterday"}',
        '{"#": "Rsvp", "v": "perhaps"}',
        "[" * 100_000,
    ],
)
def test_a_tampered_text_is_refused(text: str) -> None:
    with pytest.raises(NotStored):
        loads(text)


@settings(deadline=None)
@given(EVENTS)
def test_one_bad_text_does_not_cost_the_others(event: Event) -> None:
    assert loads_all(["nonsense", dumps(event), "{}", "5", '"text"'], Event) == (event,)
    assert loads_all([dumps(event)], Draft) == ()


def test_a_field_of_a_later_callsheet_is_passed_over() -> None:
    text = '{"#": "Person", "v": {"email": "a@b.test", "name": "A", "pronoun": "she"}}'
    assert loads(text).name == "A"
