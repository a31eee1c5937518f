"""Events: made, read, changed and deleted, instances of series among them.

A change merges at the top level and replaces nested objects whole; a refused request changes nothing.
"""

from __future__ import annotations

import hashlib
from typing import Any

from tui.sandbox import provider_ways as ways
from tui.sandbox import recurrence, rules_calls, rules_event, scopes
from tui.sandbox.accounts import Accounts
from tui.sandbox.conferences import Conferences
from tui.sandbox.mail import Outbox
from tui.sandbox.problems import Problem, bad_request, not_found, unsupported
from tui.sandbox.settings import Clock
from tui.sandbox.store import Store

JSON = dict[str, Any]
_ORGANIZER_ANSWERS = ("google", "virtual-calendar")


class Events:
    """The events of every grant."""

    def __init__(
        self,
        store: Store,
        accounts: Accounts,
        conferences: Conferences,
        outbox: Outbox,
        clock: Clock,
        cross_provider: bool,
    ) -> None:
        self._store = store
        self._accounts = accounts
        self._conferences = conferences
        self._outbox = outbox
        self._clock = clock
        self._cross_provider = cross_provider
        self._made = 0

    def find(self, grant: JSON, calendar: JSON, event_id: str) -> JSON:
        """One event or instance, as stored. Microsoft finds it through any calendar of the grant."""
        calendar_id = None if grant["provider"] == "microsoft" else calendar["id"]
        event = self._store.event(grant["id"], calendar_id, event_id)
        if event is None:
            event = self._instance(grant, calendar_id, event_id)
        if event is None or event.get("status") == "cancelled":
            raise not_found()
        return event

    def _instance(self, grant: JSON, calendar_id: str | None, event_id: str) -> JSON | None:
        master = self._store.event(grant["id"], calendar_id, event_id.rpartition("_")[0])
        if master is None or not master.get("recurrence") or master.get("status") == "cancelled":
            return None
        found = recurrence.instance_of(master, event_id)
        return found[1] if found else None

    def _own(self, grant: JSON, calendar: JSON, event_id: str) -> JSON:
        """An event to be changed; an instance that was only expanded becomes one of its own."""
        event = self.find(grant, calendar, event_id)
        if event.get("master_event_id") and "original_start_time" not in event:
            return event | {"original_start_time": recurrence.due(event["id"])}
        return event

    def read(self, grant: JSON, calendar: JSON, event_id: str) -> JSON:
        """One event for an answer; a stored one settles its conference."""
        return self.shown(self.find(grant, calendar, event_id))

    def shown(self, event: JSON) -> JSON:
        """An event as the API answers it now."""
        return self._conferences.settled(event)

    def create(self, grant: JSON, calendar: JSON, body: JSON, notify: bool = True) -> JSON:
        """A new event."""
        scopes.to_write(grant)
        if calendar.get("read_only"):
            raise bad_request("events cannot be created on a read-only calendar")
        if "when" not in body:
            raise bad_request("when is required")
        given = self._checked(grant, rules_event.known_members(body))
        event = self._new(grant, calendar) | given
        event["participants"] = _people(ways.guests(given.get("participants", []), grant), [])
        event["busy"] = event.get("busy") is not False
        self._keep(event, asked="conferencing" in given)
        self._outbox.tell_guests(grant, event, "created", notify)
        return event

    def _checked(self, grant: JSON, body: JSON) -> JSON:
        checked = rules_event.check(body, grant["provider"])
        if "conferencing" in checked:
            checked["conferencing"] = rules_calls.check(
                checked["conferencing"], grant["provider"], self._accounts.by_id(), self._cross_provider
            )
            asked = checked["conferencing"].get("autocreate")
            if asked is not None and "conf_grant_id" not in asked:
                scopes.to_host(grant)
        return checked

    def _new(self, grant: JSON, calendar: JSON) -> JSON:
        now, name = int(self._clock()), self._name()
        person = {"email": grant.get("email", ""), "name": grant.get("name", "")}
        made: JSON = {
            "id": name,
            "grant_id": grant["id"],
            "calendar_id": calendar["id"],
            "object": "event",
            "title": "",
            "description": None,
            "location": None,
            "busy": True,
            "participants": [],
            "conferencing": {},
            "organizer": person,
            "creator": person,
            "reminders": {"use_default": True, "overrides": None},
            "status": "confirmed",
            "read_only": False,
            "hide_participants": False,
            "metadata": {},
            "html_link": f"https://calendar.sandbox.test/event/{name}",
            "ical_uid": f"{name}@sandbox.test",
            "created_at": now,
            "updated_at": now,
        }
        return ways.new(made, grant["provider"])

    def _name(self) -> str:
        """An id that follows from the moment, so that a stopped clock tells the same story twice."""
        self._made += 1
        return hashlib.sha256(f"{self._clock()!r}/{self._made}".encode()).hexdigest()[:26]

    def update(self, grant: JSON, calendar: JSON, event_id: str, body: JSON, notify: bool = True) -> JSON:
        """A changed event; changing an instance makes it an event of its own."""
        scopes.to_write(grant)
        event = self._own(grant, calendar, event_id)
        self._writable(event, calendar)
        given = self._checked(grant, rules_event.known_members(body))
        _still_repeats(event, given, grant["provider"])
        if "participants" in given:
            people = ways.guests(given["participants"], grant)
            given["participants"] = _people(people, event.get("participants") or [])
        changed = event | given | {"updated_at": int(self._clock())}
        if not changed.get("recurrence"):
            changed.pop("recurrence", None)
        self._keep(changed, asked="conferencing" in given)
        self._outbox.tell_guests(grant, changed, "updated", notify)
        if event.get("recurrence") and not given.keys().isdisjoint(("recurrence", "when")):
            self._drop_strays(changed)
        return changed

    def _drop_strays(self, master: JSON) -> None:
        """Instances with an event of their own go where the series has no such time any more."""
        for start in self._store.overridden(master):
            name = recurrence.instance_id(master, start)
            if not master.get("recurrence") or recurrence.instance_of(master, name) is None:
                self._store.drop_event(master | {"id": name})

    def _writable(self, event: JSON, calendar: JSON) -> None:
        if event.get("read_only") or calendar.get("read_only"):
            raise Problem(403, "insufficient_scopes", "the event is read-only")

    def _keep(self, event: JSON, asked: bool) -> None:
        self._store.put_event(event)
        if asked:
            self._conferences.ask(event)

    def delete(self, grant: JSON, calendar: JSON, event_id: str, notify: bool = True) -> None:
        """Take an event away. Google keeps what it deletes, as cancelled; the others leave nothing behind."""
        scopes.to_write(grant)
        event = self._own(grant, calendar, event_id)
        self._writable(event, calendar)
        self._outbox.tell_guests(grant, event, "deleted", notify)
        if event.get("master_event_id"):
            self._delete_instance(grant, event)
            return
        self._store.drop_event(event)
        if grant["provider"] == "google":
            kept = {name: value for name, value in event.items() if name != "recurrence"}
            self._store.put_event(kept | {"status": "cancelled", "conferencing": {}})

    def _delete_instance(self, grant: JSON, event: JSON) -> None:
        """A cancelled event of its own on Google; elsewhere the series leaves the date out."""
        now = int(self._clock())
        if grant["provider"] == "google":
            self._store.put_event(event | {"status": "cancelled", "updated_at": now})
            return
        master = self._store.event(grant["id"], event["calendar_id"], event["master_event_id"])
        self._store.drop_event(event)
        if master is not None:
            rules = [*master["recurrence"], f"EXDATE:{event['id'].rpartition('_')[2]}"]
            self._store.put_event(master | {"recurrence": rules, "updated_at": now})

    def answer(
        self, grant: JSON, calendar: JSON, event_id: str, body: JSON, mail: bool = True
    ) -> JSON | None:
        """Answer an invitation as the owner of the grant; what went wrong with the mail, if anything did."""
        if grant["provider"] == "icloud":
            raise unsupported()
        scopes.to_write(grant)
        if body.get("status") not in ("yes", "no", "maybe"):
            raise bad_request("status must be yes, no or maybe")
        event = self._own(grant, calendar, event_id)
        answered = self._answered(grant, event, body)
        if grant["provider"] == "ews" and body["status"] == "no":
            self._store.drop_event(event)
        else:
            self._store.put_event(answered)
        return self._outbox.tell_organizer(grant, event, body["status"]) if mail else None

    def _answered(self, grant: JSON, event: JSON, body: JSON) -> JSON:
        email = grant.get("email", "").casefold()
        people = [dict(person) for person in event.get("participants") or []]
        mine = next((person for person in people if person.get("email", "").casefold() == email), None)
        if mine is None:
            raise bad_request("only a participant can answer the invitation")
        organizer = str((event.get("organizer") or {}).get("email") or "").casefold()
        if organizer == email and grant["provider"] not in _ORGANIZER_ANSWERS:
            raise bad_request("the organizer cannot answer their own event on this provider")
        mine["status"] = body["status"]
        if body.get("comment"):
            mine["comment"] = str(body["comment"])
        return event | {"participants": people, "updated_at": int(self._clock())}


def _still_repeats(event: JSON, given: JSON, provider: str) -> None:
    """A rule belongs to the main event of a series; on iCloud a series stays one."""
    if given.get("recurrence") and event.get("master_event_id"):
        raise bad_request("recurrence belongs to the main event of a series")
    if provider == "icloud" and "recurrence" in given and not given["recurrence"] and event.get("recurrence"):
        raise bad_request("recurrence cannot be taken off an event on iCloud")


def _people(given: list[JSON], before: list[JSON]) -> list[JSON]:
    """The participants of a write; whoever was there keeps their answer when the request does not say."""
    answers = {person.get("email", "").casefold(): person.get("status", "noreply") for person in before}
    return [{"status": answers.get(person["email"].casefold(), "noreply")} | person for person in given]
