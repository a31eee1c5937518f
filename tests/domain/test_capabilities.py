"""What can be created where: one ruling for every combination, each "no" with its reason and the way out."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from tests.domain.samples import GOOGLE, HOLIDAYS, MICROSOFT, WORK, ZOOM_HOST
from tui.domain.calendars import AccountKind, Grant
from tui.domain.capabilities import TABLE, Generation, Switches, Verdict, hosts_for, rule, said
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, Provider
from tui.domain.drafts import CallMode

HOSTS = (GOOGLE, MICROSOFT, ZOOM_HOST)
ALL = list(product(AccountKind, Provider, CallMode))


def test_the_table_has_every_combination_exactly_once() -> None:
    rows = Counter((row.generation, row.account, row.provider, row.mode) for row in TABLE)
    assert set(rows) == {(generation, *one) for generation in ("v3", "v2") for one in ALL}
    assert set(rows.values()) == {1}


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
        (row.account, row.provider)
        for row in TABLE
        if row.generation == "v3" and row.verdict is Verdict.ALLOWED and row.mode == "create"
    }
    assert allowed == {(AccountKind.GOOGLE, Provider.MEET), (AccountKind.MICROSOFT, Provider.TEAMS)}


def test_the_older_generation_creates_what_its_document_lists_and_names_no_host() -> None:
    rows = [row for row in TABLE if row.generation == "v2" and row.mode == "create"]
    assert {(r.account, r.provider) for r in rows if r.verdict is Verdict.ALLOWED} == {
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
