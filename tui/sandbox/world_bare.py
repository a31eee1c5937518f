"""Further accounts of a sandbox: a calendar of one's own, one only to read, and next to nothing in them.

For trying out what the seeded accounts are not: Exchange, IMAP, Yahoo, or a second one of a kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tui.sandbox.world_days import JSON, Days
from tui.sandbox.world_entry import Entry, Ledger
from tui.sandbox.world_people import ADA, consented, grant_id


def grants(seed: int, now: int, providers: tuple[str, ...]) -> tuple[JSON, ...]:
    """A grant for each word."""
    return tuple(_grant(seed, now, provider) for provider in dict.fromkeys(providers))


def _grant(seed: int, now: int, provider: str) -> JSON:
    return {
        "id": grant_id(seed, f"also/{provider}"),
        "provider": provider,
        "grant_status": "valid",
        "email": _address(provider),
        "name": ADA.name,
        "scope": consented(provider),
        "created_at": now,
        "updated_at": now,
        "settings": {},
        "state": "",
        "ip": "192.0.2.17",
        "user_agent": "sandbox",
        "blocked": False,
    }


def _address(provider: str) -> str:
    return f"also@{provider}-sandbox.test"


def invitations(seed: int, now: datetime, zone: str, providers: tuple[str, ...]) -> Iterator[JSON]:
    """One to the owner of an Exchange account, which drops what is declined."""
    if "ews" not in providers:
        return
    days = Days(now, zone)
    time, calendar = days.meeting(days.monday, "10:00", 30), "also-ews-own"
    event = Ledger(seed, "ews", days.epoch, _address("ews")).event(
        Entry("Fjordpost: contract", time, calendar, organizer="ingrid")
    )
    yield event | {"grant_id": grant_id(seed, "also/ews")}


def calendars(seed: int, providers: tuple[str, ...]) -> tuple[JSON, ...]:
    """Their calendars: a zoom account has none, a virtual one none that can only be read."""
    return tuple(
        calendar
        for provider in dict.fromkeys(providers)
        if provider != "zoom"
        for calendar in _calendars(seed, provider)
    )


def _calendars(seed: int, provider: str) -> tuple[JSON, ...]:
    own = _calendar(seed, provider, "Calendar", read_only=False)
    own["is_primary"] = provider != "icloud"
    if provider == "virtual-calendar":
        return (own,)
    return own, _calendar(seed, provider, "Shared with me", read_only=True)


def _calendar(seed: int, provider: str, name: str, *, read_only: bool) -> JSON:
    return {
        "id": f"also-{provider}-{'shared' if read_only else 'own'}",
        "grant_id": grant_id(seed, f"also/{provider}"),
        "object": "calendar",
        "name": name,
        "is_primary": False,
        "is_owned_by_user": not read_only,
        "read_only": read_only,
    }
