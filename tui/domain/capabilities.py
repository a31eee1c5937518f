"""What can be created where, for the accounts at hand: the table's rows, judged by who is connected.

Nothing asks the server what the table can answer, and nothing is hidden: an impossible choice has its
reason and the way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.capabilities_conflicts import CONFLICTS, GUIDE, Switches
from tui.domain.capabilities_kinds import (
    ACCOUNTS,
    HOST_KINDS,
    KIND_WORDS,
    CalendarKind,
    Case,
    Generation,
    Verdict,
    calendars_of,
    said,
)
from tui.domain.capabilities_table import TABLE, Row
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode

__all__ = [
    "ACCOUNTS",
    "CONFLICTS",
    "HOST_KINDS",
    "KIND_WORDS",
    "TABLE",
    "CalendarKind",
    "Case",
    "Generation",
    "Row",
    "Ruling",
    "Switches",
    "Verdict",
    "calendar_kind",
    "calendars_of",
    "hosts_for",
    "rule",
    "said",
]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its reason and way out (both empty when allowed), and the document it rests on."""

    verdict: Verdict
    reason: str = ""
    fix: str = ""
    source: str = GUIDE
    needs: str = ""
    """What must have been granted at the provider besides."""


_BY_KEY = MappingProxyType({(row.case, row.cross): row for row in TABLE})


def calendar_kind(account: AccountKind, calendar: Calendar | None) -> CalendarKind:
    """What kind of calendar this is on such an account; None is any it can write to."""
    if calendar is not None and calendar.read_only:
        return CalendarKind.READ_ONLY
    return calendars_of(account)[0]


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
    row = _row(account, calendar, provider, mode, switches or Switches(), generation)
    if row.verdict is Verdict.NEEDS_HOST and not hosts_for(provider, hosts):
        return _nobody_hosts(row, hosts)
    reason = row.reason
    if calendar is not None and calendar.read_only and calendar.name:
        reason = f"{calendar.name} is read-only."
    return Ruling(row.verdict, reason, row.fix, row.source, row.needs)


def _row(
    account: AccountKind,
    calendar: Calendar | None,
    provider: Provider,
    mode: CallMode,
    switches: Switches,
    generation: Generation,
) -> Row:
    known = account if account in ACCOUNTS[generation] else AccountKind.UNKNOWN
    kind = calendar_kind(known, calendar)
    if kind not in calendars_of(known):
        known = AccountKind.UNKNOWN
    case = Case(generation, known, kind, provider, mode)
    return _BY_KEY.get((case, None)) or _BY_KEY[case, switches.cross_provider]


def _nobody_hosts(row: Row, hosts: tuple[Grant, ...]) -> Ruling:
    kind = HOST_KINDS[row.case.provider]
    name = KIND_WORDS[kind]
    expired = next((grant for grant in hosts if grant.kind is kind), None)
    if expired is not None:
        reason = f"The {name} account {expired.email or expired.name} must be signed in again."
        fix = "Authenticate it again, or enter a link you have."
    else:
        reason = f"{row.reason[:-1]}, and none is connected."
        fix = f"Connect a {name} account to the same application, or enter a link you have."
    return Ruling(Verdict.IMPOSSIBLE, reason, fix, row.source)
