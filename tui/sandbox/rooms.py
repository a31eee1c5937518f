"""The rooms that can be booked with an event, where the provider has a directory of them."""

from __future__ import annotations

from typing import Any

from tui.sandbox.problems import unsupported

JSON = dict[str, Any]
_ROOMS = (
    ("theatre-1", "Theatre 1", "Harbour House", 40, "Ground floor", 0, "North"),
    ("glass-room", "Glass Room", "Harbour House", 8, "Second floor", 2, "East"),
    ("quiet-room", "Quiet Room", "Annex", 2, "First floor", 1, "West"),
)


def rooms_of(grant: JSON) -> list[JSON]:
    """The rooms of the grant's organisation. Raises Problem where the provider has none."""
    if grant["provider"] not in ("google", "microsoft"):
        raise unsupported()
    domain = str(grant["email"]).partition("@")[2]
    names = ("name", "building", "capacity", "floor_name", "floor_number", "floor_section")
    return [
        {"email": f"{local}@{domain}", "object": "room_resource", "grant_id": grant["id"]}
        | dict(zip(names, facts, strict=True))
        for local, *facts in _ROOMS
    ]
