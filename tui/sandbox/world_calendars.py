"""The calendars of the seeded world, each belonging to one grant.

A provider shows only the fields it really has: colours are missing on iCloud, zones on Microsoft and iCloud.
"""

from __future__ import annotations

from tui.sandbox.world_days import JSON
from tui.sandbox.world_people import ADA, grant_id

TEAM = "c_team@group.calendar.sandbox.test"
PERSONAL = "c_personal@group.calendar.sandbox.test"
TRAVEL = "c_travel@group.calendar.sandbox.test"
HOLIDAYS = "c_holidays@group.v.calendar.sandbox.test"
PRIMARY = ADA.address
WRITABLE_GOOGLE = (PRIMARY, TEAM, PERSONAL, TRAVEL)

OUTLOOK = "AAMkAGI2TG93AAA_sandbox-Calendar="
PROJECT = "AAMkAGI2TG93AAA_sandbox-Project="
HOME = "5C1D7E2A-HOME"
FAMILY = "5C1D7E2A-FAMILY"
SUITE = "virtual-edit-suite-2"
GRADING = "virtual-grading-room"


def calendars(seed: int, zone: str) -> tuple[JSON, ...]:
    """Every calendar, grouped by grant, in the order a list call answers them."""
    return (*_google(seed, zone), *_microsoft(seed), *_icloud(seed), *_virtual(seed, zone))


def _google(seed: int, zone: str) -> tuple[JSON, ...]:
    rows = (
        (PRIMARY, PRIMARY, "#3f51b5", True, True, "Work, as invited"),
        (TEAM, "Team", "#0b8043", False, True, "Engineering at Lumen & Slate"),
        (PERSONAL, "Personal", "#8e24aa", False, True, None),
        (TRAVEL, "Travel", "#f4511e", False, True, "Flights, trains and hotels"),
        (HOLIDAYS, "Holidays", "#616161", False, False, "Public holidays and observances"),
    )
    return tuple(
        {
            "id": id_,
            "grant_id": grant_id(seed, "google"),
            "object": "calendar",
            "name": name,
            "description": description,
            "timezone": zone,
            "hex_color": colour,
            "hex_foreground_color": "#ffffff",
            "is_primary": primary,
            "is_owned_by_user": owned,
            "read_only": not owned,
        }
        for id_, name, colour, primary, owned, description in rows
    )


def _microsoft(seed: int) -> tuple[JSON, ...]:
    rows = ((OUTLOOK, "Calendar", "#0078d4", True), (PROJECT, "Project Harbour", "#038387", False))
    return tuple(
        {
            "id": id_,
            "grant_id": grant_id(seed, "microsoft"),
            "object": "calendar",
            "name": name,
            "hex_color": colour,
            "is_primary": primary,
            "is_owned_by_user": True,
            "owner_email": "ada.okafor@harbourpost.test",
            "read_only": False,
        }
        for id_, name, colour, primary in rows
    )


def _icloud(seed: int) -> tuple[JSON, ...]:
    return tuple(
        {
            "id": id_,
            "grant_id": grant_id(seed, "icloud"),
            "object": "calendar",
            "name": name,
            "is_primary": False,
            "is_owned_by_user": True,
            "read_only": False,
        }
        for id_, name in ((HOME, "Home"), (FAMILY, "Family"))
    )


def _virtual(seed: int, zone: str) -> tuple[JSON, ...]:
    rows = ((SUITE, "Edit suite 2", True), (GRADING, "Grading room", False))
    return tuple(
        {
            "id": id_,
            "grant_id": grant_id(seed, "virtual-calendar"),
            "object": "calendar",
            "name": name,
            "description": "Bookable by the whole studio",
            "location": "Second floor",
            "timezone": zone,
            "is_primary": primary,
            "is_owned_by_user": True,
            "read_only": None,
            "metadata": {"key1": "bookable"},
        }
        for id_, name, primary in rows
    )
