"""What the service sent, kept as its text: the same to look into as the object it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.things import JSON, WORDS
from tui.domain.sent import Sent


@given(st.dictionaries(WORDS, JSON, max_size=4))
def test_it_holds_what_its_text_says(members: dict[str, object]) -> None:
    sent = Sent(json.dumps(members))
    assert sent == members
    assert members == sent
    assert dict(sent) == members
    assert (len(sent), list(sent)) == (len(members), list(members))
    assert sent.get("nothing of that name, surely") is None


@pytest.mark.parametrize("text", ["", "{", "[1]", "5", "null", "[" * 100_000])
def test_a_text_that_holds_no_object_says_nothing(text: str) -> None:
    assert dict(Sent(text)) == {}


def test_nothing_of_it_is_shown_by_accident() -> None:
    assert "secret" not in repr(Sent('{"password": "secret"}'))
