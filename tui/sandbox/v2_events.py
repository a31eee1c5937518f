"""Events of the older generation: answered at once, done afterwards.

An answer says what was asked, not what is there: a job tells how it ends, and a call made on it may come with
another id of the event.
"""

from __future__ import annotations

from typing import Any

from tui.sandbox import listing, recurrence, rules_calls, v2_shapes
from tui.sandbox.conferences import Conferences
from tui.sandbox.events import Events
from tui.sandbox.problems import Problem, bad_request
from tui.sandbox.query import Query
from tui.sandbox.settings import Clock
from tui.sandbox.store import Store
from tui.sandbox.v2_accounts import Account
from tui.sandbox.v2_jobs import Jobs

JSON = dict[str, Any]
_TEAMS = "Microsoft Teams"
_KEPT = ("notifications", "customer_event_id")
"""Members only this generation has."""
_FILTERS = frozenset(
    {
        *("show_cancelled", "limit", "offset", "event_id", "calendar_id", "title", "description", "location"),
        *("starts_before", "starts_after", "ends_before", "ends_after", "metadata_key", "metadata_value"),
        *("metadata_pair", "expand_recurring", "busy", "count", "view", "participants", "customer_event_id"),
    }
)
_YEAR = 366 * 86_400


class EventsV2:
    """The calls on events, and the jobs they start."""

    def __init__(
        self, store: Store, events: Events, conferences: Conferences, jobs: Jobs, clock: Clock
    ) -> None:
        self._store = store
        self._events = events
        self._conferences = conferences
        self._jobs = jobs
        self._clock = clock

    # Reading

    def listed(self, account: Account, query: Query) -> list[JSON]:
        """The events that pass the filters, by start."""
        unknown = set(query.values) - _FILTERS
        if unknown:
            raise bad_request(f"Unexpected query parameter: {sorted(unknown)[0]}")
        self._jobs.advance(account)
        found = [e for e in self._in_window(account, query) if _passes(e, query)]
        found.sort(key=lambda event: (recurrence.bounds(event["when"])[0], event["id"]))
        return [self._shown(event, account) for event in query.page(found)]

    def _in_window(self, account: Account, query: Query) -> list[JSON]:
        now = int(self._clock())
        begin = max(query.number("starts_after", -_YEAR * 60), query.number("ends_after", -_YEAR * 60))
        finish = min(query.number("starts_before", _YEAR * 600), query.number("ends_before", _YEAR * 600))
        expand = bool(query.flag("expand_recurring", False))
        if expand:
            begin, finish = max(begin, now - 2 * _YEAR), min(finish, now + 2 * _YEAR)
        cancelled = bool(query.flag("show_cancelled", False))
        found: list[JSON] = []
        for calendar in self._calendars(account, query.text("calendar_id")):
            wanted = listing.Listing(
                calendar["id"],
                begin,
                max(finish, begin),
                expand,
                cancelled,
                1 << 40,
                None,
                lambda event: True,
            )
            found += listing.page(self._store, account.grant["id"], wanted)[0]
        return [self._events.shown(event) for event in found]

    def _calendars(self, account: Account, named: str | None) -> list[JSON]:
        calendars = self._store.calendars(account.grant["id"])
        return [calendar for calendar in calendars if named in (None, calendar["id"])]

    def read(self, account: Account, event_id: str) -> JSON:
        """One event."""
        self._jobs.advance(account)
        return self._shown(self._find(account, event_id), account)

    def _find(self, account: Account, event_id: str) -> JSON:
        for calendar in self._store.calendars(account.grant["id"]):
            try:
                return self._events.read(account.grant, calendar, event_id)
            except Problem:
                continue
        raise Problem(404, "invalid_request_error", f"Couldn't find event id {event_id}")

    def _shown(self, event: JSON, account: Account) -> JSON:
        return v2_shapes.shown(event, account)

    # Writing

    def create(self, account: Account, body: JSON, notify: bool = True) -> JSON:
        """A new event, without its conference, and the job that makes it."""
        for member in ("calendar_id", "when"):
            if body.get(member) is None:
                raise bad_request(f"Must specify '{member}' when creating an event.")
        calendar = self._calendar(account, body.get("calendar_id"))
        if calendar.get("read_only"):
            raise bad_request("Can't create events on read_only calendar.")
        conference = self._conference(account, body.get("conferencing"))
        event = self._events.create(account.grant, calendar, v2_shapes.stored(body), notify)
        return self._sent(event, account, "create_event", conference, body)

    def _calendar(self, account: Account, calendar_id: object) -> JSON:
        found = next((c for c in self._store.calendars(account.grant["id"]) if c["id"] == calendar_id), None)
        if found is None:
            raise Problem(404, "invalid_request_error", f"Calendar {calendar_id} not found")
        return found

    def update(self, account: Account, event_id: str, body: JSON, notify: bool = True) -> JSON:
        """A changed event."""
        if not body:
            raise bad_request("Empty request body")
        self._jobs.advance(account)
        event = self._find(account, event_id)
        if event.get("read_only"):
            raise bad_request("Cannot update read_only event.")
        asked = body.get("conferencing")
        _teams_stays(event, asked)
        conference = self._conference(account, asked) if asked != v2_shapes.call_of(event) else None
        calendar = self._calendar(account, event["calendar_id"])
        given = v2_shapes.stored(body)
        changed = self._events.update(account.grant, calendar, event["id"], given, notify)
        return self._sent(changed, account, "update_event", conference, body)

    def _sent(self, event: JSON, account: Account, action: str, conference: JSON | None, body: JSON) -> JSON:
        event |= {name: body[name] for name in _KEPT if body.get(name) is not None}
        awaits = ""
        if conference is not None:
            event["conferencing"] = conference
            awaits = conference["provider"] if "autocreate" in conference else ""
        self._store.put_event(event)
        job_id = self._jobs.begun(account, action, event["calendar_id"], event["id"], awaits)
        asked = dict(event)
        if awaits == _TEAMS:
            event["description"] = v2_shapes.as_html(event.get("description"))
            self._store.put_event(event)
        if conference is not None:
            self._conferences.ask(event)
        return v2_shapes.shown(asked, account, job_id)

    def delete(self, account: Account, event_id: str, notify: bool = True) -> JSON:
        """Take an event away."""
        self._jobs.advance(account)
        event = self._find(account, event_id)
        calendar = self._calendar(account, event["calendar_id"])
        self._events.delete(account.grant, calendar, event["id"], notify)
        job_id = self._jobs.begun(account, "delete_event", event["calendar_id"], event["id"])
        return {"job_status_id": job_id}

    def answer(self, account: Account, body: JSON) -> JSON:
        """Answer an invitation, with a word to the organiser if one is sent; the answer is the event."""
        if body.get("account_id") not in (None, account.id):
            raise bad_request("account_id must be that of the account that asks")
        event = self._find(account, str(body.get("event_id")))
        calendar = self._calendar(account, event["calendar_id"])
        self._events.answer(account.grant, calendar, event["id"], body)
        return self.read(account, event["id"])

    def _conference(self, account: Account, value: object) -> JSON | None:
        """The conference asked for, None for a request that names none, `{}` to take it off."""
        if value is None or value == {}:
            return {} if value == {} else None
        if not isinstance(value, dict):
            raise bad_request("conferencing must be an object")
        if "autocreate" in value and "details" in value:
            raise bad_request(rules_calls.BOTH)
        if "autocreate" not in value:
            return rules_calls.check(v2_shapes.coded(value), account.grant["provider"], {}, True)
        name = str(value.get("provider"))
        if not account.can_create(name):
            raise bad_request(f"{name[:60]} cannot be created on this type of account")
        settings = value["autocreate"] if isinstance(value["autocreate"], dict) else {}
        return {"provider": name, "autocreate": settings}


def _teams_stays(event: JSON, given: object) -> None:
    """The provider of a Teams meeting cannot be changed on its event."""
    has = (event.get("conferencing") or {}).get("provider")
    if has == _TEAMS and isinstance(given, dict) and given.get("provider") not in (None, _TEAMS):
        raise bad_request("The conferencing provider of a Microsoft Teams event cannot be changed.")


def _passes(event: JSON, query: Query) -> bool:
    start, end = recurrence.bounds(event["when"])
    limits = {
        "starts_before": (start, -1),
        "starts_after": (start, 1),
        "ends_before": (end, -1),
        "ends_after": (end, 1),
    }
    for name, (at, side) in limits.items():
        if query.has(name) and (at - query.number(name, 0)) * side <= 0:
            return False
    for name in ("title", "description", "location"):
        part = query.text(name)
        if part is not None and part.casefold() not in (event.get(name) or "").casefold():
            return False
    if query.has("event_id") and event["id"] != query.text("event_id"):
        return False
    if query.has("busy") and (event.get("busy") is not False) is not query.flag("busy", None):
        return False
    people = {person.get("email", "").casefold() for person in event.get("participants") or ()}
    if not {name.casefold() for name in query.listed("participants")} <= people:
        return False
    return query.text("customer_event_id") in (None, event.get("customer_event_id")) and _marked(event, query)


def _marked(event: JSON, query: Query) -> bool:
    """Whether the metadata has every key, any of the values, and every pair that was asked for."""
    metadata = event.get("metadata") or {}
    values = query.listed("metadata_value")
    pairs = [pair.partition(":")[::2] for pair in query.listed("metadata_pair")]
    return (
        all(key in metadata for key in query.listed("metadata_key"))
        and (not values or any(value in metadata.values() for value in values))
        and all(metadata.get(key) == value for key, value in pairs)
    )
