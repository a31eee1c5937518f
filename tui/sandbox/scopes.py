"""What an account's owner has consented to, and the refusal that names what is missing.

An account of which no scopes are known, as of a provider that has none, is never refused for them.
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
    known, granted = needed.get(grant["provider"]), _granted(grant)
    if known and granted and not set(known) & granted:
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
    granted = _granted(grant)
    needed = _MEETINGS.get(grant["provider"], ()) if granted else ()
    missing = [scope for scope in needed if scope not in granted]
    if missing:
        where = "the Zoom application" if grant["provider"] == "zoom" else "the application"
        raise Problem(
            403, "insufficient_scopes", f"creating a meeting needs the scope {missing[0]} on {where}"
        )


def can_mail(grant: JSON) -> bool:
    """Whether mail can be sent for this account; a virtual one has none."""
    needed, granted = _MAIL.get(grant["provider"], ()), _granted(grant)
    return grant["provider"] != "virtual-calendar" and (not granted or set(needed) <= granted)
