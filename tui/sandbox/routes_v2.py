"""API version 2: its paths at the root of the host, and what answers each of them, in bare bodies."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.routing import Route

from tui.sandbox.accounts import Accounts
from tui.sandbox.exchange import JSON, Call
from tui.sandbox.free_time import FreeTime
from tui.sandbox.gate import Gate
from tui.sandbox.problems import Problem
from tui.sandbox.store import Store
from tui.sandbox.v2_accounts import Account
from tui.sandbox.v2_events import EventsV2


class RoutesV2:
    """The calls of version 2 on the world of version 3."""

    def __init__(self, store: Store, accounts: Accounts, events: EventsV2) -> None:
        self._store = store
        self._accounts = accounts
        self._events = events
        self._free = FreeTime(store, accounts)

    def routes(self, gate: Gate) -> list[Route]:
        """Every path."""
        events = self._events
        return [
            gate.route("/account", GET=lambda call: _who(call).shown()),
            gate.route("/calendars", GET=self._list_calendars, POST=self._create_calendar),
            gate.route("/calendars/free-busy", POST=self._free_busy),
            gate.route("/calendars/availability", POST=self._availability),
            gate.route(
                "/calendars/{calendar:path}",
                GET=lambda call: self._calendar_shown(call, self._calendar(call)),
                PUT=self._update_calendar,
                DELETE=self._delete_calendar,
            ),
            gate.route(
                "/events", GET=self._list_events, POST=lambda call: events.create(_who(call), call.body())
            ),
            gate.route(
                "/events/{event:path}",
                GET=lambda call: events.read(_who(call), call.path["event"]),
                PUT=lambda call: events.update(_who(call), call.path["event"], call.body()),
                DELETE=lambda call: events.delete(_who(call), call.path["event"]),
            ),
            gate.route("/send-rsvp", POST=lambda call: events.answer(_who(call), call.body())),
            gate.route("/job-statuses", GET=lambda call: events.jobs(_who(call), call.query)),
            gate.route("/job-statuses/{job}", GET=lambda call: events.job(_who(call), call.path["job"])),
        ]

    # Events

    def _list_events(self, call: Call) -> Any:
        found = self._events.listed(_who(call), call.query)
        match call.query.text("view"):
            case "ids":
                return [event["id"] for event in found]
            case "count":
                return {"count": len(found)}
            case _:
                return found

    # Calendars

    def _list_calendars(self, call: Call) -> list[JSON]:
        found = self._store.calendars(_who(call).grant["id"])
        offset, limit = max(call.query.number("offset", 0), 0), call.query.limit(100, 1000)
        return [self._calendar_shown(call, calendar) for calendar in found[offset : offset + limit]]

    def _calendar(self, call: Call) -> JSON:
        name = call.path["calendar"]
        found = next((c for c in self._store.calendars(_who(call).grant["id"]) if c["id"] == name), None)
        if found is None:
            raise Problem(404, "invalid_request_error", f"Calendar {name} not found")
        return found

    def _calendar_shown(self, call: Call, calendar: JSON) -> JSON:
        return {
            "account_id": _who(call).id,
            "description": calendar.get("description"),
            "hex_color": calendar.get("hex_color"),
            "id": calendar["id"],
            "is_primary": calendar.get("is_primary"),
            "location": calendar.get("location"),
            "metadata": calendar.get("metadata") or {},
            "name": calendar.get("name"),
            "object": "calendar",
            "read_only": bool(calendar.get("read_only")),
            "timezone": calendar.get("timezone"),
        }

    def _create_calendar(self, call: Call) -> JSON:
        made = self._accounts.create_calendar(_who(call).grant, call.body(), f"c_{secrets.token_hex(12)}")
        return self._calendar_shown(call, made)

    def _update_calendar(self, call: Call) -> JSON:
        changed = self._accounts.update_calendar(_who(call).grant, self._calendar(call), call.body())
        return self._calendar_shown(call, changed)

    def _delete_calendar(self, call: Call) -> JSON:
        self._accounts.delete_calendar(_who(call).grant, self._calendar(call))
        return {"job_status_id": secrets.token_hex(12)}

    # Free time

    def _free_busy(self, call: Call) -> list[JSON]:
        return self._free.free_busy(_who(call).grant, call.body())

    def _availability(self, call: Call) -> JSON:
        body = call.body()
        people = [{"email": email} for email in body.get("emails") or []]
        found = self._free.availability(body | {"participants": people})
        slots = [
            {
                "object": "time_slot",
                "status": "free",
                "start_time": s["start_time"],
                "end_time": s["end_time"],
            }
            for s in found["time_slots"]
        ]
        return {"object": "availability", "time_slots": slots}


def _who(call: Call) -> Account:
    account: Account = call.account["account"]
    return account
