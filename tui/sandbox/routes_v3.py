"""API version 3: its paths, and what answers each of them, in envelopes."""

from __future__ import annotations

import secrets
from dataclasses import replace

from starlette.routing import Route

from tui.sandbox import listing, scopes
from tui.sandbox import provider_ways as ways
from tui.sandbox.accounts import Accounts
from tui.sandbox.events import Events
from tui.sandbox.exchange import JSON, Call
from tui.sandbox.free_time import FreeTime
from tui.sandbox.gate import Gate
from tui.sandbox.last_day import SpanEnds
from tui.sandbox.query import Query, cursor_for
from tui.sandbox.rooms import rooms_of
from tui.sandbox.settings import Clock, SandboxSettings
from tui.sandbox.store import Store

_IMPORT = ("calendar_id", "start", "end", "page_token")
"""What an import is narrowed by."""


class RoutesV3:
    """The calls of version 3 on one world."""

    def __init__(
        self, store: Store, accounts: Accounts, events: Events, clock: Clock, settings: SandboxSettings
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._events = events
        self._free = FreeTime(store, accounts)
        self._clock = clock
        self._icloud_months = settings.icloud_months
        self._ends = SpanEnds(settings.last_day_included)

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
            gate.route(grant + "/resources", GET=self._list_rooms),
            gate.route(grant + "/events", GET=self._list_events, POST=self._create_event),
            gate.route(grant + "/events/import", GET=self._import_events),
            gate.route(one + "/send-rsvp", POST=self._rsvp),
            gate.route(
                one,
                GET=self._get_event,
                PUT=self._update_event,
                PATCH=self._update_event,
                DELETE=self._delete_event,
            ),
        ]

    # Grants and calendars

    def _list_grants(self, call: Call) -> JSON:
        found, limit, offset = self._accounts.grants(call.query)
        return {"data": [_without_aliases(grant) for grant in found], "limit": limit, "offset": offset}

    def _get_grant(self, call: Call) -> JSON:
        found = self._accounts.grant(call.path["grant"])
        return {"data": found if call.query.flag("expose_aliases", False) else _without_aliases(found)}

    def _grant(self, call: Call) -> JSON:
        return self._accounts.calendar_grant(call.path["grant"])

    def _list_calendars(self, call: Call) -> JSON:
        keep = listing.marked(call.query)
        found = [one for one in self._store.calendars(self._grant(call)["id"]) if keep(one)]
        limit, position = call.query.limit(50, 200), call.query.cursor()
        start = position[0] if position else 0
        rest = {"next_cursor": cursor_for(start + limit, "")} if len(found) > start + limit else {}
        return {"data": [listing.selected(c, call.query) for c in found[start : start + limit]], **rest}

    def _list_rooms(self, call: Call) -> JSON:
        found = rooms_of(self._grant(call))
        return {"data": [listing.selected(room, call.query) for room in found], "next_cursor": None}

    def _calendar_in_path(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        return grant, self._accounts.calendar(grant, call.path["calendar"])

    def _get_calendar(self, call: Call) -> JSON:
        return {"data": listing.selected(self._calendar_in_path(call)[1], call.query)}

    def _create_calendar(self, call: Call) -> JSON:
        new_id = f"c_{secrets.token_hex(12)}@group.calendar.sandbox.test"
        made = self._accounts.create_calendar(self._grant(call), call.body(), new_id)
        return {"data": listing.selected(made, call.query)}

    def _update_calendar(self, call: Call) -> JSON:
        changed = self._accounts.update_calendar(*self._calendar_in_path(call), call.body())
        return {"data": listing.selected(changed, call.query)}

    def _delete_calendar(self, call: Call) -> JSON:
        self._accounts.delete_calendar(*self._calendar_in_path(call))
        return {}

    # Events

    def _calendar_in_query(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        scopes.to_read(grant)
        return grant, self._accounts.calendar(grant, call.query.required("calendar_id"))

    def _answered(self, event: JSON, grant: JSON, call: Call) -> JSON:
        """An event in its provider's ways, and of it what was asked for."""
        tentative = call.query.flag("tentative_as_busy", True) is not False
        return listing.selected(ways.read(self._ends.said(event), grant, tentative), call.query)

    def _list_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        wanted = listing.checked(call.query, grant, calendar, int(self._clock()), self._icloud_months)
        events, cursor = listing.page(self._store, grant["id"], wanted)
        shown = [self._answered(self._events.shown(event), grant, call) for event in events]
        return {"data": shown, "next_cursor": cursor}

    def _import_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        listing.importable(grant["provider"])
        limit = call.query.limit(50, 500)
        narrowed = {k: v for k, v in call.query.values.items() if k in _IMPORT} | {
            "expand_recurring": ["false"]
        }
        wanted = listing.checked(Query(narrowed), grant, calendar, int(self._clock()))
        events, cursor = listing.page(self._store, grant["id"], replace(wanted, limit=limit))
        bare = [{k: v for k, v in event.items() if k != "metadata"} for event in events]
        return {"data": [self._answered(event, grant, call) for event in bare], "next_cursor": cursor}

    def _get_event(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        found = self._events.read(grant, calendar, call.path["event"])
        return {"data": self._answered(found, grant, call)}

    def _create_event(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        made = self._events.create(grant, calendar, self._ends.stored(call.body()), _notify(call))
        return {"data": self._answered(made, grant, call)}

    def _update_event(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        body = self._ends.stored(call.body())
        changed = self._events.update(grant, calendar, call.path["event"], body, _notify(call))
        return {"data": self._answered(changed, grant, call)}

    def _delete_event(self, call: Call) -> JSON:
        self._events.delete(*self._calendar_in_query(call), call.path["event"], _notify(call))
        return {}

    def _rsvp(self, call: Call) -> JSON:
        mail = call.query.flag("skip_nylas_email", False) is not True
        trouble = self._events.answer(*self._calendar_in_query(call), call.path["event"], call.body(), mail)
        return {"data": {"send_ics_error": trouble} if trouble else {}}

    def _free_busy(self, call: Call) -> JSON:
        return {"data": self._free.free_busy(self._grant(call), call.body())}

    def _availability(self, call: Call) -> JSON:
        return {"data": self._free.availability(call.body())}


def _notify(call: Call) -> bool:
    return call.query.flag("notify_participants", True) is not False


def _without_aliases(grant: JSON) -> JSON:
    return {name: value for name, value in grant.items() if name != "email_aliases"}
