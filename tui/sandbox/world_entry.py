"""One line of the seeded diary and how each provider shows it in an event's read shape.

An id depends on seed, calendar, title and time alone, so the same world always has the same ids.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from tui.sandbox.world_calendars import PRIMARY
from tui.sandbox.world_calls import call
from tui.sandbox.world_days import JSON, utc_stamp
from tui.sandbox.world_people import ADA, PEOPLE, grant_id

MISSING: Final = object()
"""Marks a field that the provider leaves out altogether."""

_BASE32HEX = "0123456789abcdefghijklmnopqrstuv"
_AGREEABLE = ("yes", "yes", "yes", "yes", "noreply", "maybe", "no")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the world's author decides about an event; the rest is filled in by `Ledger.event`.

    `who` names keys of `PEOPLE`, each optionally with an answer ("mina:no"); `call` is a kind of meeting, a
    finished `conferencing` value, or MISSING. `mine` is Ada's answer when somebody else invites her.
    """

    title: str | None
    when: JSON
    calendar: str = PRIMARY
    who: str = ""
    organizer: str = "ada"
    mine: str = "yes"
    call: Any = MISSING
    place: str | None = None
    note: str | None = None
    rules: tuple[str, ...] = ()
    extra: JSON = field(default_factory=dict)


Sketch = partial[Entry]
"""An entry whose *when* is still open: `Sketch(Entry, title, …)(when=…)`."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes entries for one grant: `provider` decides which fields exist, `now` bounds the history."""

    seed: int
    provider: str
    now: int
    owner: str

    def event(self, entry: Entry) -> JSON:
        """The entry as a GET of this event would answer it."""
        key = f"{self.seed}/{entry.calendar}/{entry.title}/{sorted(entry.when.items())}"
        rng = random.Random(key)
        event = self._core(entry, self.event_id(key)) | self._history(entry, rng)
        event["participants"] = list(self._participants(entry, rng))
        conferencing = call(entry.call, key) if isinstance(entry.call, str) else entry.call
        if conferencing is not MISSING:
            event["conferencing"] = conferencing
        if entry.rules:
            event["recurrence"] = list(entry.rules)
        return self._as_provider(event) | entry.extra

    def event_id(self, key: str) -> str:
        """Google's ids are base32hex in lower case, Microsoft's long and opaque, the others UUID-like."""
        digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
        if self.provider == "microsoft":
            return f"AAMkAGI2TG93AAA-{digest.hex()}_AAA="
        if self.provider == "google":
            return "".join(_BASE32HEX[byte & 31] for byte in digest + digest[:10])
        return digest.hex().upper()

    def _core(self, entry: Entry, event_id: str) -> JSON:
        event: JSON = {
            "id": event_id,
            "grant_id": grant_id(self.seed, self.provider),
            "calendar_id": entry.calendar,
            "object": "event",
            "title": entry.title,
            "description": entry.note,
            "location": entry.place,
            "busy": entry.when["object"] in ("timespan", "time"),
            "when": entry.when,
            "read_only": entry.organizer != "ada",
            "status": "confirmed",
            "visibility": "default",
            "hide_participants": False,
            "organizer": PEOPLE[entry.organizer].as_json(),
            "creator": PEOPLE[entry.organizer].as_json(),
            "reminders": {"use_default": True, "overrides": None},
            "html_link": f"https://calendar.sandbox.test/event?eid={event_id}",
            "ical_uid": f"{event_id}@{self.provider}.sandbox.test",
        }
        if entry.organizer == "ada":
            event["organizer"]["email"] = event["creator"]["email"] = self.owner
        return event

    def _history(self, entry: Entry, rng: random.Random) -> JSON:
        start = entry.when.get("start_time", self.now)
        created = min(self.now, start) - rng.randrange(3_600, 30 * 86_400)
        return {"created_at": created, "updated_at": rng.randrange(created, self.now)}

    def _participants(self, entry: Entry, rng: random.Random) -> Iterator[JSON]:
        names = entry.who.split()
        if not names and entry.organizer == "ada":
            return
        me = {"email": self.owner, "name": ADA.name, "status": entry.mine}
        for name in dict.fromkeys((entry.organizer, *names)):
            person, _, answer = name.partition(":")
            if person == "ada":
                continue
            status = "yes" if person == entry.organizer else answer or rng.choice(_AGREEABLE)
            yield {"email": PEOPLE[person].address, "name": PEOPLE[person].name, "status": status}
        yield me

    def _as_provider(self, event: JSON) -> JSON:
        absent: tuple[str, ...] = ()
        if self.provider == "icloud":
            absent = ("visibility", "hide_participants", "status", "html_link", "creator", "busy")
        elif self.provider != "google":
            absent = ("creator",)
            event["visibility"] = "public" if self.provider == "virtual-calendar" else None
        shown = {name: value for name, value in event.items() if name not in absent}
        # The official SDK refuses an event without `busy`, so every provider answers it.
        return shown | {"busy": event["busy"]}


def override(master: JSON, entry: Entry, original_start: int) -> Entry:
    """`entry` as the edited instance of `master` due at `original_start` (unix seconds)."""
    bond = {
        "id": f"{master['id']}_{utc_stamp(original_start)}",
        "master_event_id": master["id"],
        "original_start_time": original_start,
        "ical_uid": master["ical_uid"],
    }
    return replace(entry, call=master.get("conferencing", MISSING), extra=entry.extra | bond)
