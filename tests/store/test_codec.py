"""What is kept comes back as it was, and what is not ours does not come back at all."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.things import DRAFTS, EVENTS, JOBS, JSON
from tui.domain.events import Event
from tui.store.codec import NotStored, dumps, loads, loads_all


@given(EVENTS)
def test_an_event_comes_back_whole_with_what_nobody_understood(event: Event) -> None:
    back = loads(dumps(event))
    assert back == event
    assert back.raw == event.raw
    assert [one.raw for one in back.participants] == [one.raw for one in event.participants]


@given(st.one_of(DRAFTS, JOBS))
def test_a_draft_or_a_job_comes_back_whole(thing: object) -> None:
    back = loads(dumps(thing))
    assert back == thing
    assert getattr(back, "original", None) == getattr(thing, "original", None)


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


@given(EVENTS)
def test_one_bad_text_does_not_cost_the_others(event: Event) -> None:
    assert loads_all(["nonsense", dumps(event), "{}"]) == (event,)


def test_a_field_of_a_later_callsheet_is_passed_over() -> None:
    text = '{"#": "Person", "v": {"email": "a@b.test", "name": "A", "pronoun": "she"}}'
    assert loads(text).name == "A"
