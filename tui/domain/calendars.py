"""Accounts and calendars: who hosts events, and who may write where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """What stands behind a grant, by the API's `provider` words."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"
    ICLOUD = "icloud"
    EWS = "ews"
    IMAP = "imap"
    YAHOO = "yahoo"
    VIRTUAL = "virtual-calendar"
    ZOOM = "zoom"
    AGENT = "nylas"
    UNKNOWN = "unknown"

    @classmethod
    def named(cls, word: str) -> AccountKind:
        """The kind the API means by `word`; a new word is UNKNOWN, never an error."""
        try:
            return cls(word)
        except ValueError:
            return cls.UNKNOWN


@dataclass(frozen=True, slots=True)
class Grant:
    """One authorised account: a calendar account, or (kind zoom) only a host for meetings."""

    id: str
    kind: AccountKind
    email: str = ""
    name: str = ""
    valid: bool = True
    """False when the API says the grant must be authenticated again."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar of a grant."""

    id: str
    name: str
    grant_id: str = ""
    description: str = ""
    zone: str | None = None
    colour: str = ""
    """`#rrggbb`, or empty when the provider gives none."""
    primary: bool = False
    read_only: bool = False
    owned: bool = True
