"""What can be created where: a table, so that a contradiction in the documents is a row to change.

Nothing asks the server what the table can answer, and nothing is hidden: an impossible choice has its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import AUTOCREATE_PROVIDERS, Provider
from tui.domain.drafts import CallMode

_GUIDE = "Adding conferencing to events"
_COOKBOOK = "Add conferencing to calendar events"
_REFERENCE = "Create an event"


class Verdict(Enum):
    """Whether a call can be had."""

    ALLOWED = "allowed"
    NEEDS_HOST = "needs a host"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its reason, the way out, and the document it rests on."""

    verdict: Verdict
    reason: str = ""
    fix: str = ""
    source: str = _GUIDE


@dataclass(frozen=True, slots=True)
class Switches:
    """Where the documents contradict each other, which reading holds."""

    cross_provider: bool = True
    """Whether a Meet or Teams call can be created on another provider's calendar through a host account."""
    icloud_months: int = 6
    """The longest window an iCloud calendar answers for."""


HOST_KINDS: dict[Provider, AccountKind] = {
    Provider.MEET: AccountKind.GOOGLE,
    Provider.ZOOM: AccountKind.ZOOM,
    Provider.TEAMS: AccountKind.MICROSOFT,
}
"""The kind of account that hosts each provider's meetings."""

_CALENDAR_KINDS = tuple(kind for kind in AccountKind if kind is not AccountKind.ZOOM)

TABLE: dict[tuple[str, AccountKind, Provider], Verdict] = {
    ("v3", kind, provider): (Verdict.ALLOWED if HOST_KINDS[provider] is kind else Verdict.NEEDS_HOST)
    for kind in _CALENDAR_KINDS
    for provider in AUTOCREATE_PROVIDERS
}
"""API generation × account × provider for "create for me"; what is not in the table is impossible."""


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
) -> Ruling:
    """Whether an event on this calendar can have this call, made this way."""
    if calendar is not None and calendar.read_only:
        reason = f"{calendar.name or 'This calendar'} is read-only."
        return Ruling(Verdict.IMPOSSIBLE, reason, "Choose one of your own calendars.", _REFERENCE)
    if mode is CallMode.OWN:
        return Ruling(Verdict.ALLOWED, source=_REFERENCE)
    if provider not in AUTOCREATE_PROVIDERS:
        return Ruling(
            Verdict.IMPOSSIBLE,
            f"{provider} meetings cannot be created from here.",
            "Create it there and enter its link.",
            _REFERENCE,
        )
    return _created(account, provider, hosts, switches or Switches())


def _created(
    account: AccountKind, provider: Provider, hosts: tuple[Grant, ...], switches: Switches
) -> Ruling:
    verdict = TABLE.get(("v3", account, provider), Verdict.IMPOSSIBLE)
    if verdict is Verdict.ALLOWED:
        return Ruling(Verdict.ALLOWED)
    if verdict is Verdict.IMPOSSIBLE:
        return Ruling(verdict, "This account has no calendar.", "Choose a calendar account.", _GUIDE)
    if provider is not Provider.ZOOM and not switches.cross_provider:
        reason = f"{provider} calls cannot be created from this account's calendars."
        return Ruling(Verdict.IMPOSSIBLE, reason, "Enter the link of a meeting you have.", _GUIDE)
    if hosts_for(provider, hosts):
        reason = f"{provider} needs an account that hosts the meeting."
        return Ruling(Verdict.NEEDS_HOST, reason, "Choose one.", _COOKBOOK)
    return _no_host(provider)


def _no_host(provider: Provider) -> Ruling:
    kind = {Provider.ZOOM: "Zoom", Provider.MEET: "Google", Provider.TEAMS: "Microsoft"}[provider]
    return Ruling(
        Verdict.IMPOSSIBLE,
        f"{provider} needs a {kind} account that hosts the meeting, and none is connected.",
        f"Connect a {kind} account to the same application, or enter a link you have.",
        _COOKBOOK,
    )
