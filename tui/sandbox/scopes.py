"""What an account's owner has consented to, and the refusal that names what is missing.

Accounts of providers without scopes carry none and are never refused for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.sandbox.problems import Problem

JSON = dict[str, Any]
_READ = {
    "google": ("calendar.events.readonly", "calendar.events", "calendar"),
    "microsoft": ("Calendars.Read", "Calendars.ReadWrite"),
}
_WRITE = {"google": ("calendar.events", "calendar"), "microsoft": ("Calendars.ReadWrite",)}
_PRIMARY = {"google": ("calendar",)}
_MAIL = {"google": ("gmail.send",), "microsoft": ("Mail.Send",)}
_MEETINGS = {
    "microsoft": ("OnlineMeetings.ReadWrite",),
    "zoom": ("meeting:write:meeting", "meeting:update:meeting", "meeting:delete:meeting", "user:read:user"),
}
"""Kind of host → every scope that creating a meeting takes."""


def _granted(grant: JSON) -> set[str]:
    return {str(scope).rsplit("/", 1)[-1] for scope in grant.get("scope") or ()}


def _one_of(grant: JSON, needed: Mapping[str, tuple[str, ...]], doing: str) -> None:
    known = needed.get(grant["provider"])
    if known and not set(known) & _granted(grant):
        raise Problem(403, "insufficient_scopes", f"{doing} needs the scope {known[0]}")


def to_read(grant: JSON) -> None:
    """Refuse who may not read events."""
    _one_of(grant, _READ, "reading events")


def to_write(grant: JSON) -> None:
    """Refuse who may not create, change, delete or answer events."""
    _one_of(grant, _WRITE, "writing events")


def to_say_primary(grant: JSON) -> None:
    """On Google, the word `primary` takes access to calendars, not only to events."""
    _one_of(grant, _PRIMARY, "the word primary")


def to_host(grant: JSON) -> None:
    """Refuse a host that may not create, change and delete meetings."""
    missing = [scope for scope in _MEETINGS.get(grant["provider"], ()) if scope not in _granted(grant)]
    if missing:
        where = "the Zoom application" if grant["provider"] == "zoom" else "the application"
        raise Problem(
            403, "insufficient_scopes", f"creating a meeting needs the scope {missing[0]} on {where}"
        )


def can_mail(grant: JSON) -> bool:
    """Whether mail can be sent for this account; a virtual one has none."""
    needed = _MAIL.get(grant["provider"], ())
    return grant["provider"] != "virtual-calendar" and set(needed) <= _granted(grant)
