"""The words the table of capabilities is written in: generations, verdicts, kinds of calendar, hosts.

A case is one question to the table; what a kind of account cannot have is no case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Literal

from tui.domain.calendars import AccountKind
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode

Generation = Literal["v3", "v2"]
"""The generations of the API; the older one is v2."""


class Verdict(Enum):
    """Whether a call can be had."""

    ALLOWED = "allowed"
    NEEDS_HOST = "needs a host"
    """Once one of the connected accounts is named as the host."""
    IMPOSSIBLE = "impossible"


class CalendarKind(StrEnum):
    """What kind of calendar the event is on."""

    OWN = "own"
    READ_ONLY = "read-only"
    VIRTUAL = "virtual"
    NO_PRIMARY = "no primary"
    """The calendar the word `primary` would name, on an account that has none."""
    NONE = "none"
    """The account has no calendars."""


HOST_KINDS: Mapping[Provider, AccountKind] = MappingProxyType(
    {
        Provider.MEET: AccountKind.GOOGLE,
        Provider.ZOOM: AccountKind.ZOOM,
        Provider.TEAMS: AccountKind.MICROSOFT,
    }
)
"""The kind of account that hosts each provider's meetings."""

KIND_WORDS: Mapping[AccountKind, str] = MappingProxyType(
    {
        AccountKind.GOOGLE: "Google",
        AccountKind.MICROSOFT: "Microsoft",
        AccountKind.ICLOUD: "iCloud",
        AccountKind.EWS: "Exchange",
        AccountKind.IMAP: "IMAP",
        AccountKind.YAHOO: "Yahoo",
        AccountKind.VIRTUAL: "virtual",
        AccountKind.ZOOM: "Zoom",
        AccountKind.AGENT: "agent",
        AccountKind.UNKNOWN: "unknown",
    }
)
"""How people call the accounts."""

OLDER_CREATES: Mapping[Provider, frozenset[AccountKind]] = MappingProxyType(
    {
        Provider.MEET: frozenset({AccountKind.GOOGLE}),
        Provider.ZOOM: frozenset({AccountKind.GOOGLE, AccountKind.EWS}),
        Provider.TEAMS: frozenset({AccountKind.EWS}),
    }
)
"""In API v2, the kinds of account each provider's meetings can be created on; nobody else hosts them."""

ACCOUNTS: Mapping[Generation, tuple[AccountKind, ...]] = MappingProxyType(
    {
        "v3": tuple(AccountKind),
        "v2": tuple(kind for kind in AccountKind if kind not in (AccountKind.ZOOM, AccountKind.AGENT)),
    }
)
"""The kinds of account each generation knows; in v2 MICROSOFT is Graph and EAS-only, EWS all of Exchange."""


def calendars_of(account: AccountKind) -> tuple[CalendarKind, ...]:
    """The kinds of calendar such an account can have, and can be asked for."""
    match account:
        case AccountKind.ZOOM:
            return (CalendarKind.NONE,)
        case AccountKind.VIRTUAL:
            return (CalendarKind.VIRTUAL,)
        case AccountKind.ICLOUD:
            return (CalendarKind.OWN, CalendarKind.READ_ONLY, CalendarKind.NO_PRIMARY)
        case _:
            return (CalendarKind.OWN, CalendarKind.READ_ONLY)


def said(provider: str) -> str:
    """A provider's name as people say it: `Zoom`, not `Zoom Meeting`; an unnamed one is just a call."""
    short = {Provider.ZOOM: "Zoom", Provider.TEAMS: "Teams", Provider.WEBEX: "Webex"}
    return next((name for known, name in short.items() if known == provider), provider or "call")


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: this call, made this way, on this calendar."""

    generation: Generation
    account: AccountKind
    calendar: CalendarKind
    provider: Provider
    mode: CallMode

    @property
    def creates(self) -> bool:
        """Whether the meeting is to be made, not only linked."""
        return self.mode is CallMode.CREATE

    @property
    def host(self) -> AccountKind | None:
        """The kind of account that hosts such meetings."""
        return HOST_KINDS.get(self.provider)

    def words(self, text: str) -> str:
        """A law's words about this case."""
        host = KIND_WORDS[self.host] if self.host else ""
        return text.format(provider=said(self.provider), host=host, account=KIND_WORDS[self.account])
