"""Grants and calendars of the sandbox, with each provider's own limits."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from tui.sandbox import scopes
from tui.sandbox.problems import Problem, bad_request, not_found, unsupported
from tui.sandbox.query import Query
from tui.sandbox.rules_event import metadata
from tui.sandbox.store import Store

JSON = dict[str, Any]
_WRITABLE = ("name", "description", "location", "timezone", "metadata")
_COLOURS = ("hex_color", "hex_foreground_color")
_NAME_ONLY = ("microsoft", "ews", "icloud")
_MOST_VIRTUAL = 10


class Accounts:
    """Who may be asked for what."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def by_id(self) -> dict[str, JSON]:
        """Every grant by its id."""
        return {grant["id"]: grant for grant in self._store.grants()}

    def grant(self, name: str) -> JSON:
        """The grant a path names: id, e-mail address, or an explicit form of either."""
        wanted = unquote(name)
        if wanted == "me":
            raise bad_request("me needs an access token; with an API key name the grant")
        plain = re.sub(r"^(grant|email|external):", "", wanted)
        for grant in self._store.grants():
            if plain in (grant["id"], grant.get("email")) and (
                grant["provider"] != "zoom" or plain == grant["id"]
            ):
                return grant
        raise not_found("No Grant found for this Grant ID")

    def calendar_grant(self, name: str) -> JSON:
        """A grant with calendars; a zoom grant only hosts meetings."""
        grant = self.grant(name)
        if grant["provider"] == "zoom":
            raise unsupported()
        if grant.get("grant_status") == "invalid":
            raise Problem(401, "grant.refresh_token_invalid", "The grant must be authenticated again.")
        return grant

    def grants(self, query: Query) -> tuple[list[JSON], int, int]:
        """A page of grants with its limit and offset."""
        limit, offset = query.limit(10, 200), max(query.number("offset", 0), 0)
        found = self._store.grants()
        for name, member in (("provider", "provider"), ("email", "email"), ("grant_status", "grant_status")):
            if query.has(name):
                found = [grant for grant in found if grant.get(member) == query.text(name)]
        return found[offset : offset + limit], limit, offset

    def calendar(self, grant: JSON, name: str) -> JSON:
        """The calendar a call names: its id, `primary` (not on iCloud), or the user's address."""
        if name == "primary":
            scopes.to_say_primary(grant)
        calendars = self._store.calendars(grant["id"])
        if name == "primary" or (name == grant.get("email") and name not in {c["id"] for c in calendars}):
            if grant["provider"] == "icloud":
                raise bad_request("iCloud accounts have no primary calendar")
            found = next((c for c in calendars if c.get("is_primary")), None)
        else:
            found = next((c for c in calendars if c["id"] == name), None)
        if found is None:
            raise not_found()
        return found

    def create_calendar(self, grant: JSON, body: JSON, new_id: str) -> JSON:
        """A new calendar; the first of a virtual account is its primary."""
        existing = self._store.calendars(grant["id"])
        if grant["provider"] == "virtual-calendar" and len(existing) >= _MOST_VIRTUAL:
            raise bad_request(f"a virtual account can have {_MOST_VIRTUAL} calendars")
        if not isinstance(body.get("name"), str) or not body["name"]:
            raise bad_request("name is required")
        calendar: JSON = {
            "id": new_id,
            "grant_id": grant["id"],
            "object": "calendar",
            "is_primary": grant["provider"] == "virtual-calendar" and not existing,
            "is_owned_by_user": True,
            "read_only": False,
        }
        calendar |= _checked(body, _WRITABLE)
        self._store.put_calendar(calendar)
        return calendar

    def update_calendar(self, grant: JSON, calendar: JSON, body: JSON) -> JSON:
        """A changed calendar."""
        if calendar.get("read_only") and not calendar.get("is_owned_by_user", True):
            raise Problem(403, "insufficient_scopes", "the calendar is read-only")
        members = ("name",) if grant["provider"] in _NAME_ONLY else (*_WRITABLE, *_COLOURS)
        if calendar.get("is_primary") and grant["provider"] == "microsoft" and "name" in body:
            raise bad_request("the name of the primary calendar cannot change")
        changed = calendar | _checked(body, members)
        self._store.put_calendar(changed)
        return changed

    def delete_calendar(self, grant: JSON, calendar: JSON) -> None:
        """Remove a calendar; never the primary, never one of others."""
        if calendar.get("is_primary"):
            raise bad_request("the primary calendar cannot be deleted")
        if calendar.get("read_only"):
            raise bad_request("a read-only calendar cannot be deleted")
        self._store.drop_calendar(grant["id"], calendar["id"])


def _checked(body: JSON, members: tuple[str, ...]) -> JSON:
    kept = {name: body[name] for name in members if name in body}
    metadata(kept.get("metadata"))
    for name in ("name", "description", "location", "timezone", *_COLOURS):
        if kept.get(name) is not None and not isinstance(kept[name], str):
            raise bad_request(f"{name} must be a string")
    if kept.get("timezone"):
        try:
            ZoneInfo(kept["timezone"])
        except (KeyError, ValueError, OSError) as error:
            raise bad_request("timezone is unknown") from error
    return kept
