"""What a call can be: asked for, entered or removed, and never two of these at once."""

from __future__ import annotations

import pytest

from tests.domain.samples import event
from tui.domain.calendars import AccountKind
from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    DETAIL_FIELDS,
    Autocreate,
    DetailField,
    Details,
    OwnDetails,
    Provider,
    Remove,
    provider_named,
)
from tui.domain.errors import Refused
from tui.domain.events import Participant, Rsvp
from tui.domain.writes import UNSET, EventWrite


@pytest.mark.parametrize("provider", [p for p in Provider if p not in AUTOCREATE_PROVIDERS])
def test_only_three_providers_can_be_asked_for_a_meeting(provider: Provider) -> None:
    with pytest.raises(ValueError, match="cannot be created automatically"):
        Autocreate(provider)


def test_a_call_entered_by_hand_has_its_link() -> None:
    with pytest.raises(ValueError, match="needs its link"):
        OwnDetails(Provider.ZOOM, Details(code="1"))


@pytest.mark.parametrize("provider", Provider)
def test_every_provider_takes_a_link(provider: Provider) -> None:
    assert DETAIL_FIELDS[provider][0] is DetailField.URL
    assert provider_named(provider.value) is provider


@pytest.mark.parametrize("name", ["", "unknown", "Hangouts", "google meet"])
def test_a_provider_that_is_not_known_is_no_error(name: str) -> None:
    assert provider_named(name) is None


def test_accounts_of_a_new_kind_are_no_error() -> None:
    assert AccountKind.named("google") is AccountKind.GOOGLE
    assert AccountKind.named("fastmail") is AccountKind.UNKNOWN


def test_a_write_names_what_it_carries_and_nothing_else() -> None:
    assert EventWrite().is_empty
    write = EventWrite(location="", conferencing=Remove(), participants=())
    assert write.named() == ("location", "participants", "conferencing")
    assert not write.is_empty
    assert write.title is UNSET


def test_an_event_knows_who_answered_what() -> None:
    asked = event(participants=(Participant("Ada@X.test", rsvp=Rsvp.MAYBE),))
    assert asked.answer_of("ada@x.TEST") is Rsvp.MAYBE
    assert asked.answer_of("bob@x.test") is None
    assert asked.key == ("cal-work", "evt-1")


def test_an_error_tells_its_whole_story_in_one_line() -> None:
    error = Refused(
        "The service declined.", means="The event is unchanged.", next_step="Mend it and save again."
    )
    assert error.sentences() == "The service declined. The event is unchanged. Mend it and save again."
    assert Refused("No.").sentences() == "No."
