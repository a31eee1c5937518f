"""Two people at one event: nobody's text is lost, and nobody's is taken for the other's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.samples import LISBON, at, context, event, linked, span
from tui.domain.checking import check
from tui.domain.conferencing import NoConference
from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, Draft
from tui.domain.events import Event, Participant
from tui.domain.merging import conflicts, merged

CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "title": ({"title": "Mine"}, {"title": "Theirs"}),
    "location": ({"location": "Yard"}, {"location": "Roof"}),
    "description": ({"description": "Bring mine."}, {"description": "Bring theirs."}),
    "participants": ({"guests": "li@sandbox.test"}, {"participants": (Participant("mo@sandbox.test"),)}),
    "when": (
        {"starts": "Sat 21 Nov 2026 10:00", "ends": "Sat 21 Nov 2026 11:00"},
        {"when": span(at(9, day=22), at(10, day=22))},
    ),
    "conferencing": ({"call": CallDraft()}, {"conferencing": linked("https://meet.google.com/xyz-abcd-efg")}),
}
"""A field → what I type into it, and what it is when I save."""
WAS = event(conferencing=linked("https://meet.google.com/abc-defg-hij"))


def typed(*fields: str) -> Draft:
    draft = draft_of("d", WAS, LISBON)
    for field in fields:
        draft = replace(draft, **CHANGES[field][0])
    return draft


def since(*fields: str) -> Event:
    changed = WAS
    for field in fields:
        changed = replace(changed, **CHANGES[field][1])
    return changed


fields = st.sets(st.sampled_from(sorted(CHANGES)))


@given(fields, fields, fields)
def test_each_field_is_whose_it_was_chosen_to_be(mine: set[str], theirs: set[str], kept: set[str]) -> None:
    now = since(*theirs)
    settled = merged(typed(*mine), now, frozenset(kept & mine & theirs), context())
    write = check(settled, context()).write
    assert settled.original == now
    assert write is not None
    stays_mine = {f for f in mine if f not in theirs or f in kept}
    written = set(write.named()) - {"description"}
    assert written == stays_mine - {"description"}
    assert ("description" in write.named()) == ("description" in stays_mine)


@pytest.mark.parametrize("field", sorted(CHANGES))
def test_both_texts_are_shown_side_by_side(field: str) -> None:
    [both] = conflicts(typed(field), since(field), (field,), context())
    assert both.field == field
    assert both.mine != both.theirs
    assert all(0 < len(text) < 250 for text in (both.mine, both.theirs))


def test_a_call_is_told_by_its_host_and_none_as_none() -> None:
    [both] = conflicts(typed("conferencing"), since("conferencing"), ("conferencing",), context())
    assert (both.mine, both.theirs) == ("no call", "Google Meet at meet.google.com")
    gone = replace(WAS, conferencing=NoConference())
    [both] = conflicts(typed(), gone, ("conferencing",), context())
    assert (both.mine, both.theirs) == ("Google Meet at meet.google.com", "no call")
