"""API version 2: its paths at the root of the host, and what answers each of them, in bare bodies."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.routing import Route

from tui.sandbox import v2_free
from tui.sandbox.accounts import Accounts
from tui.sandbox.exchange import JSON, Call
from tui.sandbox.free_time import FreeTime
from tui.sandbox.gate import Gate
from tui.sandbox.problems import Problem
from tui.sandbox.rooms import rooms_of
from tui.sandbox.store import Store
from tui.sandbox.v2_accounts import Account
from tui.sandbox.v2_events import EventsV2
from tui.sandbox.v2_jobs import Jobs


class RoutesV2:
    """The calls of version 2 on the world of version 3."""

    def __init__(self, store: Store, accounts: Accounts, events: EventsV2, jobs: Jobs) -> None:
        self._store = store
        self._accounts = accounts
        self._events = events
        self._jobs = jobs
        self._free = FreeTime(store, accounts)

    def routes(self, gate: Gate) -> list[Route]:
        """Every path."""
        events, jobs = self._events, self._jobs
        return [
            gate.route("/account", GET=lambda call: _who(call).shown()),
            gate.route("/calendars", GET=self._list_calendars, POST=self._create_calendar),
            gate.route("/calendars/free-busy", POST=self._free_busy),
            gate.route("/calendars/availability", POST=self._availability),
            gate.route("/calendars/availability/consecutive", POST=self._consecutive),
            gate.route(
                "/calendars/{calendar:path}",
                GET=lambda call: self._calendar_shown(call, self._calendar(call)),
                PUT=self._update_calendar,
                DELETE=self._delete_calendar,
            ),
            gate.route(
                "/events",
                GET=lambda call: _viewed(events.listed(_who(call), call.query), call),
                POST=lambda call: events.create(_who(call), call.body(), _notify(call)),
            ),
            gate.route(
                "/events/{event:path}",
                GET=lambda call: events.read(_who(call), call.path["event"]),
                PUT=lambda call: events.update(_who(call), call.path["event"], call.body(), _notify(call)),
                DELETE=lambda call: events.delete(_who(call), call.path["event"], _notify(call)),
            ),
            gate.route("/resources", GET=self._list_rooms),
            gate.route("/send-rsvp", POST=lambda call: events.answer(_who(call), call.body())),
            gate.route("/job-statuses", GET=lambda call: _viewed(jobs.listed(_who(call), call.query), call)),
            gate.route("/job-statuses/{job}", GET=lambda call: jobs.one(_who(call), call.path["job"])),
        ]

    # Calendars

    def _list_calendars(self, call: Call) -> Any:
        found = self._store.calendars(_who(call).grant["id"])
        return _viewed([self._calendar_shown(call, one) for one in call.query.page(found)], call)

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
        new_id = f"c_{secrets.token_hex(12)}"
        made = self._accounts.create_calendar(_who(call).grant, call.body(), new_id)
        return self._calendar_shown(call, made) | self._job(call, "create_calendar", new_id)

    def _update_calendar(self, call: Call) -> JSON:
        changed = self._accounts.update_calendar(_who(call).grant, self._calendar(call), call.body())
        return self._calendar_shown(call, changed) | self._job(call, "update_calendar", changed["id"])

    def _delete_calendar(self, call: Call) -> JSON:
        calendar = self._calendar(call)
        self._accounts.delete_calendar(_who(call).grant, calendar)
        return self._job(call, "delete_calendar", calendar["id"])

    def _job(self, call: Call, action: str, calendar_id: str) -> JSON:
        return {"job_status_id": self._jobs.begun(_who(call), action, calendar_id)}

    # Rooms and free time

    def _list_rooms(self, call: Call) -> Any:
        rooms = rooms_of(_who(call).grant)
        bare = [{name: value for name, value in room.items() if name != "grant_id"} for room in rooms]
        return _viewed(call.query.page(bare), call)

    def _free_busy(self, call: Call) -> list[JSON]:
        return self._free.free_busy(_who(call).grant, v2_free.asked(call.body()))

    def _availability(self, call: Call) -> JSON:
        return v2_free.availability(self._free, call.body())

    def _consecutive(self, call: Call) -> list[list[JSON]]:
        return v2_free.consecutive(self._free, call.body())


def _notify(call: Call) -> bool:
    return call.query.flag("notify_participants", True) is not False


def _viewed(found: list[JSON], call: Call) -> Any:
    """The page in the view asked for: whole, ids alone, or how many there are."""
    match call.query.text("view"):
        case "ids":
            return [one.get("id") for one in found]
        case "count":
            return {"count": len(found)}
        case _:
            return found


def _who(call: Call) -> Account:
    account: Account = call.account["account"]
    return account
