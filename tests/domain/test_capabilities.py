"""What can be created where: one ruling for every combination, each "no" with its reason and the way out."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, fields, replace
from itertools import product
from typing import Any

import pytest

from tests.domain.samples import GOOGLE, HOLIDAYS, MICROSOFT, WORK, ZOOM_HOST
from tui.domain.calendars import AccountKind, Grant
from tui.domain.capabilities import (
    ACCOUNTS,
    CONFLICTS,
    TABLE,
    CalendarKind,
    Case,
    Generation,
    Row,
    Switches,
    Verdict,
    calendars_of,
    hosts_for,
    rule,
    said,
)
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, Provider
from tui.domain.drafts import CallMode

HOSTS = (GOOGLE, MICROSOFT, ZOOM_HOST)
ALL = list(product(AccountKind, Provider, CallMode))


def test_the_table_has_every_case_once_and_every_open_question_with_both_answers() -> None:
    cases = {
        Case(generation, account, calendar, provider, mode)
        for generation, accounts in ACCOUNTS.items()
        for account in accounts
        for calendar, provider, mode in product(calendars_of(account), Provider, CallMode)
    }
    answers = Counter(row.case for row in TABLE)
    assert set(answers) == cases
    disputed = {case for case, count in answers.items() if count == 2}
    assert disputed == {row.case for row in TABLE if row.cross is not None}
    assert {row.cross for row in TABLE if row.case in disputed} == {True, False}
    assert {(case.generation, case.provider) for case in disputed} == {
        ("v3", Provider.MEET),
        ("v3", Provider.TEAMS),
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join((*astuple(row.case), str(row.cross))))
def test_the_ruling_on_real_accounts_is_the_row(row: Row) -> None:
    case = row.case
    if case.calendar is CalendarKind.NO_PRIMARY:
        assert row.verdict is Verdict.IMPOSSIBLE
        return
    calendar = HOLIDAYS if case.calendar is CalendarKind.READ_ONLY else None
    switches = Switches(cross_provider=row.cross is not False)
    ruling = rule(case.account, calendar, case.provider, case.mode, HOSTS, switches, case.generation)
    assert (ruling.verdict, ruling.fix, ruling.source) == (row.verdict, row.fix, row.source)


def test_what_must_be_granted_besides_is_told_where_a_call_is_made() -> None:
    teams = rule(AccountKind.MICROSOFT, WORK, Provider.TEAMS, CallMode.CREATE, HOSTS)
    zoom = rule(AccountKind.GOOGLE, WORK, Provider.ZOOM, CallMode.CREATE, HOSTS)
    assert "OnlineMeetings.ReadWrite" in teams.needs
    assert "meeting:write:meeting" in zoom.needs
    assert not rule(AccountKind.GOOGLE, WORK, Provider.ZOOM, CallMode.OWN, HOSTS).needs


def test_each_question_has_two_answers_and_the_first_is_held_unless_told_otherwise() -> None:
    assert [conflict.switch for conflict in CONFLICTS] == [field.name for field in fields(Switches)]
    for conflict in CONFLICTS:
        first, second = conflict.answers
        assert conflict.held(Switches()) == first
        assert first.value != second.value
        assert first.source != second.source
        other: dict[str, Any] = {conflict.switch: second.value}
        assert conflict.held(replace(Switches(), **other)) == second


@pytest.mark.parametrize(("account", "provider", "mode"), ALL)
def test_every_no_has_a_reason_and_a_way_out(
    account: AccountKind, provider: Provider, mode: CallMode
) -> None:
    generations: tuple[Generation, ...] = ("v3", "v2")
    for calendar, hosts, cross, generation in product(
        (WORK, HOLIDAYS, None), ((), HOSTS), (True, False), generations
    ):
        ruling = rule(account, calendar, provider, mode, hosts, Switches(cross_provider=cross), generation)
        assert ruling.source
        assert (ruling.verdict is Verdict.ALLOWED) == (not ruling.reason)
        assert bool(ruling.reason) == bool(ruling.fix)
        if ruling.verdict is Verdict.NEEDS_HOST:
            assert hosts_for(provider, hosts)


def test_each_account_creates_its_own_provider_s_calls_without_a_host() -> None:
    allowed = {
        (row.case.account, row.case.provider)
        for row in TABLE
        if row.case.generation == "v3" and row.verdict is Verdict.ALLOWED and row.case.creates
    }
    assert allowed == {(AccountKind.GOOGLE, Provider.MEET), (AccountKind.MICROSOFT, Provider.TEAMS)}


def test_the_older_generation_creates_what_its_document_lists_and_names_no_host() -> None:
    rows = [row for row in TABLE if row.case.generation == "v2" and row.case.creates]
    assert {(r.case.account, r.case.provider) for r in rows if r.verdict is Verdict.ALLOWED} == {
        (AccountKind.GOOGLE, Provider.MEET),
        (AccountKind.GOOGLE, Provider.ZOOM),
        (AccountKind.EWS, Provider.ZOOM),
        (AccountKind.EWS, Provider.TEAMS),
    }
    assert not [row for row in rows if row.verdict is Verdict.NEEDS_HOST]


def test_three_providers_can_be_created_and_all_eight_entered_by_hand() -> None:
    account = AccountKind.ICLOUD
    created = {
        p for p in Provider if rule(account, WORK, p, CallMode.CREATE, HOSTS).verdict is Verdict.NEEDS_HOST
    }
    by_hand = {p for p in Provider if rule(account, WORK, p, CallMode.OWN, ()).verdict is Verdict.ALLOWED}
    assert created == set(AUTOCREATE_PROVIDERS)
    assert by_hand == set(Provider)


def test_zoom_always_needs_a_host_and_says_what_to_do() -> None:
    ruling = rule(AccountKind.GOOGLE, WORK, Provider.ZOOM, CallMode.CREATE, (ZOOM_HOST,))
    assert ruling.verdict is Verdict.NEEDS_HOST
    assert f"{ruling.reason} {ruling.fix}" == "Zoom needs a Zoom account that hosts the meeting. Choose one."
    alone = rule(AccountKind.GOOGLE, WORK, Provider.ZOOM, CallMode.CREATE, (GOOGLE, MICROSOFT))
    assert alone.verdict is Verdict.IMPOSSIBLE
    assert "none is connected" in alone.reason
    assert alone.fix == "Connect a Zoom account to the same application, or enter a link you have."


def test_an_expired_host_is_named_rather_than_called_missing() -> None:
    expired = Grant("g", AccountKind.ZOOM, "host@northlight.test", valid=False)
    ruling = rule(AccountKind.GOOGLE, WORK, Provider.ZOOM, CallMode.CREATE, (expired,))
    assert ruling.verdict is Verdict.IMPOSSIBLE
    assert "host@northlight.test must be signed in again" in ruling.reason


def test_the_strict_reading_of_the_guide_is_one_switch() -> None:
    strict = Switches(cross_provider=False)
    for provider in (Provider.MEET, Provider.TEAMS):
        assert rule(AccountKind.ICLOUD, WORK, provider, CallMode.CREATE, HOSTS).verdict is Verdict.NEEDS_HOST
        ruling = rule(AccountKind.ICLOUD, WORK, provider, CallMode.CREATE, HOSTS, strict)
        assert ruling.verdict is Verdict.IMPOSSIBLE
    zoom = rule(AccountKind.ICLOUD, WORK, Provider.ZOOM, CallMode.CREATE, HOSTS, strict)
    assert zoom.verdict is Verdict.NEEDS_HOST


@pytest.mark.parametrize("mode", CallMode)
def test_a_read_only_calendar_takes_no_call(mode: CallMode) -> None:
    ruling = rule(AccountKind.GOOGLE, HOLIDAYS, Provider.MEET, mode, HOSTS)
    assert ruling.verdict is Verdict.IMPOSSIBLE
    assert "Holidays is read-only" in ruling.reason


@pytest.mark.parametrize("mode", CallMode)
def test_a_zoom_account_has_no_calendar_to_put_a_call_on(mode: CallMode) -> None:
    assert rule(AccountKind.ZOOM, None, Provider.ZOOM, mode, HOSTS).verdict is Verdict.IMPOSSIBLE


def test_names_are_said_as_people_say_them() -> None:
    assert [said(p) for p in AUTOCREATE_PROVIDERS] == ["Google Meet", "Zoom", "Teams"]
    assert said("") == "call"
