"""What can be created where: a table, so that a contradiction in the documents is a row to change.

Nothing asks the server what the table can answer, and nothing is hidden: an impossible choice has its
reason and the way out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode

Generation = Literal["v3", "v2"]
"""The generations of the API; the older one is v2."""
CREATE_EVENT = "Create an event"
GUIDE = "Adding conferencing to events"
COOKBOOK = "Add conferencing to calendar events"
OLDER = "Automatic meeting details (API v2)"
_OWN_LINK = "enter a link you have"


class Verdict(Enum):
    """Whether a call can be had."""

    ALLOWED = "allowed"
    NEEDS_HOST = "needs a host"
    """Once one of the connected accounts is named as the host."""
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its reason and way out (both empty when allowed), and the document it rests on."""

    verdict: Verdict
    reason: str = ""
    fix: str = ""
    source: str = GUIDE


@dataclass(frozen=True, slots=True)
class Switches:
    """Where the documents contradict each other, which reading holds."""

    cross_provider: bool = True
    """Whether a Meet or Teams call can be created on another provider's calendar through a host account."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what this account can have from this provider in this way."""

    generation: Generation
    account: AccountKind
    provider: Provider
    mode: CallMode
    verdict: Verdict
    reason: str = ""
    fix: str = ""
    source: str = GUIDE


HOST_KINDS: Mapping[Provider, AccountKind] = MappingProxyType(
    {
        Provider.MEET: AccountKind.GOOGLE,
        Provider.ZOOM: AccountKind.ZOOM,
        Provider.TEAMS: AccountKind.MICROSOFT,
    }
)
"""The kind of account that hosts each provider's meetings."""

KIND_WORDS: Mapping[AccountKind, str] = MappingProxyType(
    {AccountKind.GOOGLE: "Google", AccountKind.MICROSOFT: "Microsoft", AccountKind.ZOOM: "Zoom"}
)
"""How people call the accounts that host meetings."""


def said(provider: str) -> str:
    """A provider's name as people say it: `Zoom`, not `Zoom Meeting`; an unnamed one is just a call."""
    short = {Provider.ZOOM: "Zoom", Provider.TEAMS: "Teams", Provider.WEBEX: "Webex"}
    return next((name for known, name in short.items() if known == provider), provider or "call")


OLDER_CREATES: Mapping[Provider, frozenset[AccountKind]] = MappingProxyType(
    {
        Provider.MEET: frozenset({AccountKind.GOOGLE}),
        Provider.ZOOM: frozenset({AccountKind.GOOGLE, AccountKind.EWS}),
        Provider.TEAMS: frozenset({AccountKind.EWS}),
    }
)
"""In API v2, the kinds of account each provider's meetings can be created on; nobody else hosts them."""


def _rows() -> Iterator[Row]:
    for account in AccountKind:
        for provider in Provider:
            for generation in ("v3", "v2"):
                yield _row_by_hand(generation, account, provider)
            yield _row_created(account, provider)
            yield _row_created_v2(account, provider)


def _row_by_hand(generation: Generation, account: AccountKind, provider: Provider) -> Row:
    if account is AccountKind.ZOOM:
        return _without_calendars(generation, provider, CallMode.OWN)
    return Row(generation, account, provider, CallMode.OWN, Verdict.ALLOWED, source=GUIDE)


def _row_created(account: AccountKind, provider: Provider) -> Row:
    if account is AccountKind.ZOOM:
        return _without_calendars("v3", provider, CallMode.CREATE)
    host = HOST_KINDS.get(provider)
    if host is None:
        reason = f"{said(provider)} meetings cannot be created from a calendar."
        fix = f"Create the meeting there, then {_OWN_LINK}."
        return Row("v3", account, provider, CallMode.CREATE, Verdict.IMPOSSIBLE, reason, fix, CREATE_EVENT)
    if host is account:
        return Row("v3", account, provider, CallMode.CREATE, Verdict.ALLOWED)
    reason = f"{said(provider)} needs a {KIND_WORDS[host]} account that hosts the meeting."
    return Row("v3", account, provider, CallMode.CREATE, Verdict.NEEDS_HOST, reason, "Choose one.", COOKBOOK)


def _row_created_v2(account: AccountKind, provider: Provider) -> Row:
    if account is AccountKind.ZOOM:
        return _without_calendars("v2", provider, CallMode.CREATE)
    if account in OLDER_CREATES.get(provider, frozenset()):
        return Row("v2", account, provider, CallMode.CREATE, Verdict.ALLOWED, source=OLDER)
    reason = f"{said(provider)} meetings cannot be created on this type of account."
    if provider not in OLDER_CREATES:
        reason = f"{said(provider)} meetings cannot be created from a calendar."
    fix = f"Create the meeting there, then {_OWN_LINK}."
    return Row("v2", account, provider, CallMode.CREATE, Verdict.IMPOSSIBLE, reason, fix, OLDER)


def _without_calendars(generation: Generation, provider: Provider, mode: CallMode) -> Row:
    reason = "A Zoom account hosts meetings but has no calendar."
    fix = "Open a calendar account, and choose this one as the host there."
    return Row(generation, AccountKind.ZOOM, provider, mode, Verdict.IMPOSSIBLE, reason, fix)


TABLE: tuple[Row, ...] = tuple(_rows())
"""Every generation × account × provider × way, each exactly once."""

_BY_KEY = MappingProxyType({(row.generation, row.account, row.provider, row.mode): row for row in TABLE})


def hosts_for(provider: Provider, grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """The accounts among `grants` that can host this provider's meetings."""
    kind = HOST_KINDS.get(provider)
    return tuple(grant for grant in grants if kind is not None and grant.kind is kind and grant.valid)


def rule(
    account: AccountKind,
    calendar: Calendar | None,
    provider: Provider,
    mode: CallMode,
    hosts: tuple[Grant, ...],
    switches: Switches | None = None,
    generation: Generation = "v3",
) -> Ruling:
    """Whether an event on this calendar can have this call, made this way.

    NEEDS_HOST only where `hosts` holds an account that could be named; without one it is impossible.
    """
    if calendar is not None and calendar.read_only:
        reason = f"{calendar.name or 'This calendar'} is read-only."
        return Ruling(Verdict.IMPOSSIBLE, reason, "Choose one of your own calendars.", CREATE_EVENT)
    row = _BY_KEY[generation, account, provider, mode]
    if row.verdict is not Verdict.NEEDS_HOST:
        return Ruling(row.verdict, row.reason, row.fix, row.source)
    if provider is not Provider.ZOOM and not (switches or Switches()).cross_provider:
        reason = (
            f"{said(provider)} calls can only be created on {KIND_WORDS[HOST_KINDS[provider]]} calendars."
        )
        return Ruling(Verdict.IMPOSSIBLE, reason, f"Create the meeting there, then {_OWN_LINK}.", GUIDE)
    if hosts_for(provider, hosts):
        return Ruling(Verdict.NEEDS_HOST, row.reason, row.fix, row.source)
    return _nobody_hosts(row, hosts)


def _nobody_hosts(row: Row, hosts: tuple[Grant, ...]) -> Ruling:
    kind = HOST_KINDS[row.provider]
    expired = next((grant for grant in hosts if grant.kind is kind), None)
    if expired is not None:
        reason = f"The {KIND_WORDS[kind]} account {expired.email or expired.name} must be signed in again."
        fix = f"Authenticate it again, or {_OWN_LINK}."
    else:
        reason = f"{row.reason[:-1]}, and none is connected."
        fix = f"Connect a {KIND_WORDS[kind]} account to the same application, or {_OWN_LINK}."
    return Ruling(Verdict.IMPOSSIBLE, reason, fix, row.source)
