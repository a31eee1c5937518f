"""Every row of the table of capabilities, asked of a served sandbox and of our own checker: all three agree.

A row that is allowed is accepted, one that needs a host is accepted with it and refused without, and an
impossible one is refused in the service's words after we said no in ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.capabilities import HOST_KINDS, TABLE, CalendarKind, Case, Row, Switches, Verdict
from tui.domain.checking import check
from tui.domain.conferencing import Provider
from tui.domain.drafting import new_draft
from tui.domain.drafts import CallMode, Draft
from tui.domain.findings import Context
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.ui.widgets.call_offers import Rulings

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
JSON = dict[str, Any]
OLDER_KINDS = {
    AccountKind.GOOGLE: ("gmail",),
    AccountKind.EWS: ("exchange",),
    AccountKind.MICROSOFT: ("graph", "eas"),
    AccountKind.VIRTUAL: ("virtual",),
}
"""The older generation's accounts behind a kind; others are called the same."""
LINKS = {
    Provider.MEET: "https://meet.google.com/abc-defg-hij",
    Provider.ZOOM: "https://us02web.zoom.us/j/90000000001",
    Provider.TEAMS: "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    Provider.TEAMS_BUSINESS: "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    Provider.SKYPE_BUSINESS: "https://meet.lync.com/northlight/ada/ABC123",
    Provider.SKYPE_CONSUMER: "https://join.skype.com/abcdefGHIJKL",
    Provider.WEBEX: "https://northlight.webex.com/meet/ada",
    Provider.GOTO: "https://meet.goto.com/123456789",
}
READ_ONLY = {
    "v3": "events cannot be created on a read-only calendar",
    "v2": "Can't create events on read_only calendar.",
}


@dataclass(frozen=True)
class World:
    """A served sandbox with an empty account of every kind, and the hosts of its seeded person."""

    served: ServedSandbox
    http: httpx.Client

    def hosts(self) -> tuple[Grant, ...]:
        """The seeded accounts, which can host calls."""
        return tuple(
            Grant(line.id, AccountKind.named(line.provider), line.email)
            for line in self.served.grants
            if not line.email.startswith("also@")
        )

    def host(self, provider: Provider) -> str:
        """The account that hosts this provider's meetings."""
        return next(host.id for host in self.hosts() if host.kind is HOST_KINDS.get(provider))

    def create(self, case: Case, conferencing: JSON) -> list[httpx.Response]:
        """A new event on such a calendar with this conference, on each account of the kind."""
        start = int(NOW.timestamp()) + 86_400
        body = {"title": "Kiln", "conferencing": conferencing}
        body["when"] = {"start_time": start, "end_time": start + 1800}
        if case.generation == "v2":
            return [self._older(kind, case, body) for kind in OLDER_KINDS.get(case.account, (case.account,))]
        email = f"also@{case.account.value}-sandbox.test"
        grant = next(line.id for line in self.served.grants if line.email == email)
        key = {"Authorization": f"Bearer {self.served.api_key}"}
        query = {"calendar_id": calendar_id(case)}
        return [self.http.post(f"/v3/grants/{grant}/events", params=query, json=body, headers=key)]

    def _older(self, kind: str, case: Case, body: JSON) -> httpx.Response:
        accounts = [
            one
            for one in self.served.sandbox.accounts
            if one.kind == kind and one.grant["id"] in self._bare() and self._fits(one.grant, case)
        ]
        key = {"Authorization": f"Bearer {accounts[0].token}"}
        return self.http.post("/events", json=body | {"calendar_id": calendar_id(case)}, headers=key)

    def _bare(self) -> set[str]:
        return {line.id for line in self.served.grants if line.email.startswith("also@")}

    def _fits(self, grant: JSON, case: Case) -> bool:
        return bool(grant["provider"] == case.account.value)


def calendar_id(case: Case) -> str:
    """The calendar of the kind asked for, by the id the sandbox gives it."""
    name = {CalendarKind.READ_ONLY: "shared", CalendarKind.NO_PRIMARY: "primary"}.get(case.calendar, "own")
    return name if name == "primary" else f"also-{case.account.value}-{name}"


def calendar_of(case: Case) -> Calendar:
    """The same calendar, as the app knows it."""
    return Calendar(calendar_id(case), "Calendar", read_only=case.calendar is CalendarKind.READ_ONLY)


@pytest.fixture(scope="module")
def worlds() -> Iterator[dict[bool, World]]:
    """One world for each answer to whether calls cross providers."""
    also = tuple(kind.value for kind in AccountKind)
    with ExitStack() as open_ones:
        found = {}
        for cross in (True, False):
            settings = SandboxSettings(now=NOW, links=LinkRule("at-once"), also=also, cross_provider=cross)
            served = open_ones.enter_context(running(settings))
            http = httpx.Client(base_url=served.api_uri, timeout=20, trust_env=False)
            found[cross] = World(served, open_ones.enter_context(http))
        yield found


def readings(row: Row) -> tuple[bool, ...]:
    """The answers to ask a row under: its own, or both where the answer must make no difference."""
    return (True, False) if row.cross is None else (row.cross,)


def ways(row: Row, world: World) -> Iterator[tuple[JSON, bool, str]]:
    """Each request such a call could be asked for with, whether it is to be accepted, and its host."""
    case = row.case
    name = {"provider": case.provider.value}
    if not case.creates:
        yield name | {"details": {"url": LINKS[case.provider]}}, row.verdict is Verdict.ALLOWED, ""
        return
    yield name | {"autocreate": {}}, row.verdict is Verdict.ALLOWED, ""
    if case.generation == "v3" and case.host is not None and row.verdict is not Verdict.ALLOWED:
        host = world.host(case.provider)
        yield name | {"autocreate": {"conf_grant_id": host}}, row.verdict is Verdict.NEEDS_HOST, host


def refusal_words(answer: httpx.Response) -> str:
    """What the service says in refusing, in either generation's body."""
    body = answer.json()
    return str(body.get("error", body)["message"])


def expected_words(case: Case) -> str:
    """A part of what the service says about an impossible or hostless call."""
    match case.calendar:
        case CalendarKind.NONE:
            return "Method not supported for provider"
        case CalendarKind.READ_ONLY:
            return READ_ONLY[case.generation]
        case CalendarKind.NO_PRIMARY:
            return "primary" if case.generation == "v2" else "iCloud accounts have no primary calendar"
        case _:
            pass
    if case.generation == "v2":
        return f"{case.provider.value} cannot be created on this type of account"
    if case.host is None:
        return f"conferencing provider '{case.provider.value}' cannot be created automatically"
    if case.provider is Provider.ZOOM:
        return "conf_grant_id is required to create a Zoom Meeting conference"
    return f"{case.provider.value} cannot be created on a {case.account.value} calendar"


def drafted(case: Case, context: Context, host: str) -> Draft:
    """What a user would have typed."""
    draft = replace(new_draft("d", calendar_of(case), NOW + timedelta(days=1), LONDON), title="Kiln")
    url = "" if case.creates else LINKS[case.provider]
    call = replace(draft.call, provider=case.provider, mode=case.mode, url=url, host_grant=host)
    return replace(draft, call=call)


def context_of(row: Row, cross: bool, world: World) -> Context:
    """What the app knows of such an account."""
    case = row.case
    account = Grant("me", case.account, f"also@{case.account.value}-sandbox.test")
    known = () if case.calendar is CalendarKind.NONE else (calendar_of(case),)
    if case.calendar is CalendarKind.NO_PRIMARY:
        known = (Calendar("also-icloud-own", "Calendar"),)
    switches = Switches(cross_provider=cross)
    return Context(account, known, world.hosts(), LONDON, NOW, switches, case.generation)


def named(row: Row) -> str:
    return " ".join((*map(str, astuple(row.case)), "" if row.cross is None else f"cross={row.cross}"))


def test_every_row_is_what_the_service_does_and_what_we_say_before(worlds: dict[bool, World]) -> None:
    asked = 0
    for row in TABLE:
        for cross in readings(row):
            world = worlds[cross]
            for conferencing, accepted, host in ways(row, world):
                for answer in world.create(row.case, conferencing):
                    asked += 1
                    assert (answer.status_code == 200) is accepted, (named(row), answer.text)
                    if not accepted:
                        assert expected_words(row.case) in refusal_words(answer), named(row)
                context = context_of(row, cross, world)
                problems = check(drafted(row.case, context, host), context).problems
                assert (not problems) is accepted, (named(row), problems)
    assert asked > len({row.case for row in TABLE})


def test_the_editor_offers_what_the_table_allows_and_says_the_row_s_reason_otherwise(
    worlds: dict[bool, World],
) -> None:
    for row in TABLE:
        case = row.case
        if case.host is None or not case.creates or case.calendar is CalendarKind.NO_PRIMARY:
            continue
        for cross in readings(row):
            context = context_of(row, cross, worlds[cross])
            calendar = context.calendar(calendar_id(case))
            offers = {offer.value: offer for offer in Rulings(context, calendar).providers(CallMode.CREATE)}
            why_not = offers[case.provider.value].why_not
            assert bool(why_not) is (row.verdict is Verdict.IMPOSSIBLE), named(row)
            if case.calendar is not CalendarKind.READ_ONLY and why_not:
                assert why_not == row.reason
