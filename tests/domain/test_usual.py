"""The call a new event begins with: a habit, kept where the account can have it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.domain.samples import GOOGLE, HOLIDAYS, ICLOUD, MICROSOFT, WORK, ZOOM_HOST, context
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import Context
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.usual import usual_call

OTHER_HOST = Grant("grant-zoom-2", AccountKind.ZOOM, "team@northlight.test")
ZOOM = CallDraft(Provider.ZOOM, CallMode.CREATE, wishes={"waiting_room": True})
MEET = CallDraft(Provider.MEET, CallMode.CREATE)


def used_to(call: CallDraft, account: Grant = GOOGLE, *hosts: Grant) -> Context:
    return replace(context(account, hosts), usual=call)


def test_without_a_habit_a_new_event_has_no_call() -> None:
    assert usual_call(used_to(CallDraft(), GOOGLE, ZOOM_HOST), WORK) == CallDraft()


def test_a_call_the_calendar_makes_itself_needs_no_host() -> None:
    assert usual_call(used_to(replace(MEET, host_grant="left over")), WORK) == MEET


def test_the_only_host_is_taken_with_the_settings() -> None:
    assert usual_call(used_to(ZOOM, GOOGLE, ZOOM_HOST), WORK) == replace(ZOOM, host_grant=ZOOM_HOST.id)


def test_of_several_hosts_the_named_one_is_taken_and_none_is_guessed() -> None:
    assert usual_call(used_to(ZOOM, GOOGLE, ZOOM_HOST, OTHER_HOST), WORK).host_grant == ""
    named = replace(ZOOM, host_grant=OTHER_HOST.id)
    assert usual_call(used_to(named, GOOGLE, ZOOM_HOST, OTHER_HOST), WORK) == named


@pytest.mark.parametrize(
    ("call", "account", "calendar"),
    [(ZOOM, GOOGLE, WORK), (MEET, MICROSOFT, WORK), (MEET, ICLOUD, WORK), (MEET, GOOGLE, HOLIDAYS)],
    ids=["nobody hosts zoom", "meet on microsoft", "meet on icloud", "read-only"],
)
def test_a_habit_the_account_cannot_have_is_left_out(
    call: CallDraft, account: Grant, calendar: object
) -> None:
    assert usual_call(used_to(call, account), calendar) == CallDraft()  # type: ignore[arg-type]
