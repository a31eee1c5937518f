"""Free/busy and availability: what the stored events leave open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tui.sandbox import diaries, recurrence
from tui.sandbox.accounts import Accounts
from tui.sandbox.open_hours import spans_of
from tui.sandbox.problems import bad_request, unsupported
from tui.sandbox.provider_ways import takes_time
from tui.sandbox.store import Store

JSON = dict[str, Any]
Busy = list[tuple[int, int]]
_MOST_EMAILS = {"microsoft": 20}
_LONGEST = {"microsoft": 62 * 86_400}
_METHODS = ("collective", "max-fairness", "max-availability")
_LONGEST_SEARCH = 93 * 86_400
_LATEST = 253_402_300_799
_FIVE = 300


class FreeTime:
    """Answers about when people are busy."""

    def __init__(self, store: Store, accounts: Accounts) -> None:
        self._store = store
        self._accounts = accounts

    def free_busy(self, grant: JSON, body: JSON) -> list[JSON]:
        """Busy slots per address; an unknown address is an item of its own, not a refusal."""
        provider = grant["provider"]
        if provider == "icloud":
            raise unsupported()
        start, end = _window(body)
        if end - start > _LONGEST.get(provider, 93 * 86_400):
            raise bad_request("the time between start_time and end_time is too long")
        emails = body.get("emails")
        if not isinstance(emails, list) or not 1 <= len(emails) <= _MOST_EMAILS.get(provider, 50):
            raise bad_request(f"emails must be a list of 1 to {_MOST_EMAILS.get(provider, 50)} addresses")
        tentative = flag(body, "tentative_as_busy", True)
        return [self._of(email, grant, start, end, tentative) for email in emails]

    def _of(self, email: object, asking: JSON, start: int, end: int, tentative: bool) -> JSON:
        taken = self._known(email, asking, start, end, tentative)
        if taken is None:
            return {"email": email, "object": "error", "error": "address not found at the provider"}
        slots = [
            {"object": "time_slot", "status": "busy", "start_time": first, "end_time": last}
            for first, last in taken
        ]
        return {"email": email, "object": "free_busy", "time_slots": slots}

    def _known(self, email: object, asking: JSON, start: int, end: int, tentative: bool) -> Busy | None:
        """Busy hours of an account here, or of a colleague; None for a stranger."""
        grant = self._owner(email)
        if grant is not None:
            return self._busy(grant, None, start, end, tentative)
        diary = diaries.busy_of(str(email), str(asking.get("email")), start, end, self._home(asking))
        return merged(diary, start, end) if diary is not None else None

    def _home(self, grant: JSON) -> str:
        zones = (calendar.get("timezone") for calendar in self._store.calendars(grant["id"]))
        return next((zone for zone in zones if zone), "UTC")

    def _owner(self, email: object) -> JSON | None:
        grants = (g for g in self._store.grants() if g["provider"] != "zoom")
        return next((g for g in grants if g.get("email") == email), None)

    def _busy(
        self, grant: JSON, calendar_ids: list[str] | None, start: int, end: int, tentative: bool
    ) -> Busy:
        calendars = self._store.calendars(grant["id"])
        wanted = (
            calendars if calendar_ids is None else [self._accounts.calendar(grant, c) for c in calendar_ids]
        )
        spans = [
            span
            for calendar in wanted
            if not calendar.get("read_only")
            for span in self._spans(grant, calendar["id"], start, end, tentative)
        ]
        return merged(spans, start, end)

    def _spans(
        self, grant: JSON, calendar_id: str, start: int, end: int, tentative: bool
    ) -> Iterable[tuple[int, int]]:
        events = list(self._store.singles(grant["id"], calendar_id, start, end, None))
        for master in self._store.series(grant["id"], calendar_id):
            own = self._store.overridden(master)
            events += [e for at, e in recurrence.instances(master, start, end) if at not in own]
        for event in events:
            if takes_time(event, grant, tentative) and event.get("status") != "cancelled":
                yield recurrence.bounds(event["when"])

    def availability(self, body: JSON, also_busy: Mapping[str, Busy] | None = None) -> JSON:
        """Slots in which everyone is free; in which anyone is, where the method lets people take turns.

        `also_busy` are the hours of people who have no account here.
        """
        start, end = _window(body)
        if end - start > _LONGEST_SEARCH:
            raise bad_request("the time between start_time and end_time is too long")
        if start % _FIVE or end % _FIVE:
            raise bad_request("start_time and end_time must be multiples of 5 minutes")
        wanted = _Wanted.of(body)
        people = body.get("participants")
        if not isinstance(people, list) or not people or not all(isinstance(p, dict) for p in people):
            raise bad_request("participants must be a list of at least one person")
        hours = {
            str(one.get("email")): self._hours(one, wanted, start, end, also_busy or {}) for one in people
        }
        slots = [
            {"emails": free, "start_time": at, "end_time": at + wanted.length}
            for at in range(
                -(-start // wanted.round_to) * wanted.round_to, end - wanted.length + 1, wanted.step
            )
            if (free := [name for name, one in hours.items() if one.free(at, at + wanted.length)])
            and (wanted.turns or len(free) == len(hours))
        ]
        return {"order": list(hours) if wanted.turns else [], "time_slots": slots}

    def _hours(
        self, person: JSON, wanted: _Wanted, start: int, end: int, also_busy: Mapping[str, Busy]
    ) -> _Hours:
        grant, name = self._owner(person.get("email")), str(person.get("email"))
        if grant is None and name not in also_busy:
            raise bad_request(f"no grant for participant {name[:80]}")
        calendars = person.get("calendar_ids") or None
        if calendars is not None and not isinstance(calendars, list):
            raise bad_request("calendar_ids must be a list")
        busy = self._busy(grant, calendars, start, end, wanted.tentative) if grant else []
        known = merged([*busy, *also_busy.get(name, ())], start, end)
        taken = [(first - wanted.after, last + wanted.before) for first, last in known]
        return _Hours(taken, spans_of(person, wanted.open_hours, start, end))


@dataclass(frozen=True, slots=True)
class _Hours:
    """One person's time, with the pauses they want around what they do."""

    taken: Busy
    open: Busy | None

    def free(self, start: int, end: int) -> bool:
        is_open = self.open is None or any(first <= start and end <= last for first, last in self.open)
        return is_open and not any(first < end and start < last for first, last in self.taken)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What kind of slots are asked for; lengths in seconds."""

    length: int
    step: int
    round_to: int
    before: int
    after: int
    turns: bool
    tentative: bool
    open_hours: object

    @classmethod
    def of(cls, body: JSON) -> _Wanted:
        rules = body.get("availability_rules", {})
        if not isinstance(rules, dict):
            raise bad_request("availability_rules must be an object")
        method = rules.get("availability_method")
        if method not in (None, *_METHODS):
            raise bad_request("availability_method must be one of " + ", ".join(_METHODS))
        length = _minutes(body, "duration_minutes", None)
        return cls(
            length * 60,
            _minutes(body, "interval_minutes", length) * 60,
            _minutes(body, "round_to", 15) * 60 if "round_to" in body else _FIVE,
            *_buffer(rules.get("buffer") or {}),
            turns=method not in (None, "collective"),
            tentative=flag(rules, "tentative_as_busy", True),
            open_hours=rules.get("default_open_hours"),
        )


def _window(body: JSON) -> tuple[int, int]:
    start, end = body.get("start_time"), body.get("end_time")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= _LATEST:
        raise bad_request("start_time and end_time must be integers, the end after the start")
    return start, end


def _minutes(body: JSON, name: str, default: int | None) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 5 or value % 5:
        raise bad_request(f"{name} must be a multiple of 5 minutes")
    return value


def _buffer(buffer: object) -> tuple[int, int]:
    """Pauses before and after, in seconds."""
    given: JSON = buffer if isinstance(buffer, dict) else {"before": buffer}
    before, after = given.get("before", 0), given.get("after", 0)
    if any(type(m) is not int or m % 5 or not 0 <= m <= 120 for m in (before, after)):
        raise bad_request("buffer must be 0 to 120 minutes in steps of 5")
    return before * 60, after * 60


def flag(body: JSON, name: str, default: bool) -> bool:
    """A boolean member. Raises Problem for anything else."""
    value = body.get(name, default)
    if not isinstance(value, bool):
        raise bad_request(f"{name} must be a boolean")
    return value


def merged(spans: Iterable[tuple[int, int]], start: int, end: int) -> Busy:
    """The spans cut to the window, overlapping and touching ones joined."""
    joined: Busy = []
    for first, last in sorted((max(a, start), min(b, end)) for a, b in spans if a < end and b > start):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
