"""API version 3: its paths, and what answers each of them, in envelopes."""

from __future__ import annotations

import secrets
from dataclasses import replace

from starlette.routing import Route

from tui.sandbox import listing
from tui.sandbox.accounts import Accounts
from tui.sandbox.events import Events
from tui.sandbox.exchange import JSON, Call
from tui.sandbox.free_time import FreeTime
from tui.sandbox.gate import Gate
from tui.sandbox.query import Query, cursor_for
from tui.sandbox.settings import Clock
from tui.sandbox.store import Store


class RoutesV3:
    """The calls of version 3 on one world."""

    def __init__(self, store: Store, accounts: Accounts, events: Events, clock: Clock) -> None:
        self._store = store
        self._accounts = accounts
        self._events = events
        self._free = FreeTime(store, accounts)
        self._clock = clock

    def routes(self, gate: Gate) -> list[Route]:
        """Every path."""
        grant = "/v3/grants/{grant}"
        one = grant + "/events/{event:path}"
        return [
            gate.route("/v3/grants", GET=self._list_grants),
            gate.route("/v3/calendars/availability", POST=self._availability),
            gate.route(grant, GET=self._get_grant),
            gate.route(grant + "/calendars", GET=self._list_calendars, POST=self._create_calendar),
            gate.route(grant + "/calendars/free-busy", POST=self._free_busy),
            gate.route(
                grant + "/calendars/{calendar:path}",
                GET=self._get_calendar,
                PUT=self._update_calendar,
                DELETE=self._delete_calendar,
            ),
            gate.route(grant + "/events", GET=self._list_events, POST=self._create_event),
            gate.route(grant + "/events/import", GET=self._import_events),
            gate.route(one + "/send-rsvp", POST=self._rsvp),
            gate.route(one, GET=self._get_event, PUT=self._update_event, DELETE=self._delete_event),
        ]

    # Grants and calendars

    def _list_grants(self, call: Call) -> JSON:
        found, limit, offset = self._accounts.grants(call.query)
        return {"data": found, "limit": limit, "offset": offset}

    def _get_grant(self, call: Call) -> JSON:
        return {"data": self._accounts.grant(call.path["grant"])}

    def _grant(self, call: Call) -> JSON:
        return self._accounts.calendar_grant(call.path["grant"])

    def _list_calendars(self, call: Call) -> JSON:
        found = self._store.calendars(self._grant(call)["id"])
        limit, position = call.query.limit(50, 200), call.query.cursor()
        start = position[0] if position else 0
        rest = {"next_cursor": cursor_for(start + limit, "")} if len(found) > start + limit else {}
        return {"data": [listing.selected(c, call.query) for c in found[start : start + limit]], **rest}

    def _calendar_in_path(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        return grant, self._accounts.calendar(grant, call.path["calendar"])

    def _get_calendar(self, call: Call) -> JSON:
        return {"data": listing.selected(self._calendar_in_path(call)[1], call.query)}

    def _create_calendar(self, call: Call) -> JSON:
        new_id = f"c_{secrets.token_hex(12)}@group.calendar.sandbox.test"
        return {"data": self._accounts.create_calendar(self._grant(call), call.body(), new_id)}

    def _update_calendar(self, call: Call) -> JSON:
        return {"data": self._accounts.update_calendar(*self._calendar_in_path(call), call.body())}

    def _delete_calendar(self, call: Call) -> JSON:
        self._accounts.delete_calendar(*self._calendar_in_path(call))
        return {}

    # Events

    def _calendar_in_query(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        return grant, self._accounts.calendar(grant, call.query.required("calendar_id"))

    def _list_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        wanted = listing.checked(call.query, grant, calendar, int(self._clock()))
        events, cursor = listing.page(self._store, grant["id"], wanted)
        shown = [listing.selected(self._events.shown(event), call.query) for event in events]
        return {"data": shown, "next_cursor": cursor}

    def _import_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        listing.importable(grant["provider"])
        limit = call.query.limit(50, 500)
        narrowed = {k: v for k, v in call.query.values.items() if k != "limit"} | {
            "expand_recurring": ["false"]
        }
        wanted = listing.checked(Query(narrowed), grant, calendar, int(self._clock()))
        events, cursor = listing.page(self._store, grant["id"], _sized(wanted, limit))
        return {"data": [listing.selected(event, call.query) for event in events], "next_cursor": cursor}

    def _get_event(self, call: Call) -> JSON:
        found = self._events.read(*self._calendar_in_query(call), call.path["event"])
        return {"data": listing.selected(found, call.query)}

    def _create_event(self, call: Call) -> JSON:
        return {"data": self._events.create(*self._calendar_in_query(call), call.body())}

    def _update_event(self, call: Call) -> JSON:
        return {"data": self._events.update(*self._calendar_in_query(call), call.path["event"], call.body())}

    def _delete_event(self, call: Call) -> JSON:
        self._events.delete(*self._calendar_in_query(call), call.path["event"])
        return {}

    def _rsvp(self, call: Call) -> JSON:
        self._events.answer(*self._calendar_in_query(call), call.path["event"], call.body())
        return {"data": {}}

    def _free_busy(self, call: Call) -> JSON:
        return {"data": self._free.free_busy(self._grant(call), call.body())}

    def _availability(self, call: Call) -> JSON:
        return {"data": self._free.availability(call.body())}


def _sized(wanted: listing.Listing, limit: int) -> listing.Listing:
    return replace(wanted, limit=limit)
