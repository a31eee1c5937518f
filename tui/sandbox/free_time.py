"""Free/busy and availability: what the stored events leave open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.sandbox import recurrence
from tui.sandbox.accounts import Accounts
from tui.sandbox.problems import bad_request, unsupported
from tui.sandbox.store import Store

JSON = dict[str, Any]
Busy = list[tuple[int, int]]
_MOST_EMAILS = {"microsoft": 20}
_LONGEST = {"microsoft": 62 * 86_400}
_METHODS = ("collective", "max-fairness", "max-availability")
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
        return [self._of(email, start, end) for email in emails]

    def _of(self, email: object, start: int, end: int) -> JSON:
        grant = self._owner(email)
        if grant is None:
            return {"email": email, "object": "error", "error": "address not found at the provider"}
        slots = [
            {"object": "time_slot", "status": "busy", "start_time": first, "end_time": last}
            for first, last in self._busy(grant, None, start, end)
        ]
        return {"email": email, "object": "free_busy", "time_slots": slots}

    def _owner(self, email: object) -> JSON | None:
        grants = (g for g in self._store.grants() if g["provider"] != "zoom")
        return next((g for g in grants if g.get("email") == email), None)

    def _busy(self, grant: JSON, calendar_ids: list[str] | None, start: int, end: int) -> Busy:
        calendars = self._store.calendars(grant["id"])
        wanted = (
            calendars if calendar_ids is None else [self._accounts.calendar(grant, c) for c in calendar_ids]
        )
        spans = [
            span
            for calendar in wanted
            if not calendar.get("read_only")
            for span in self._spans(grant["id"], calendar["id"], start, end)
        ]
        return merged(spans, start, end)

    def _spans(self, grant_id: str, calendar_id: str, start: int, end: int) -> Iterable[tuple[int, int]]:
        events = list(self._store.singles(grant_id, calendar_id, start, end, None))
        for master in self._store.series(grant_id, calendar_id):
            own = self._store.overridden(master)
            events += [e for at, e in recurrence.instances(master, start, end) if at not in own]
        for event in events:
            if event.get("busy") is not False and event.get("status") != "cancelled":
                yield recurrence.bounds(event["when"])

    def availability(self, body: JSON) -> JSON:
        """Slots in which everyone is free."""
        start, end = _window(body)
        length = _minutes(body, "duration_minutes", None) * 60
        step = _minutes(body, "interval_minutes", length // 60) * 60
        if start % _FIVE or end % _FIVE:
            raise bad_request("start_time and end_time must be multiples of 5 minutes")
        before, after = _rules(body.get("availability_rules") or {})
        people = body.get("participants")
        if not isinstance(people, list) or not people or not all(isinstance(p, dict) for p in people):
            raise bad_request("participants must be a list of at least one person")
        busy = merged([s for person in people for s in self._person(person, start, end)], start, end)
        taken = [(first - after, last + before) for first, last in busy]
        emails = [person["email"] for person in people]
        slots = [
            {"emails": emails, "start_time": at, "end_time": at + length}
            for at in range(start, end - length + 1, step)
            if not any(first < at + length and at < last for first, last in taken)
        ]
        return {"order": [], "time_slots": slots}

    def _person(self, person: JSON, start: int, end: int) -> Busy:
        grant = self._owner(person.get("email"))
        if grant is None:
            raise bad_request(f"no grant for participant {str(person.get('email'))[:80]}")
        return self._busy(grant, person.get("calendar_ids") or None, start, end)


def _window(body: JSON) -> tuple[int, int]:
    start, end = body.get("start_time"), body.get("end_time")
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or start >= end:
        raise bad_request("start_time and end_time must be integers, the end after the start")
    return start, end


def _minutes(body: JSON, name: str, default: int | None) -> int:
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 5 or value % 5:
        raise bad_request(f"{name} must be a multiple of 5 minutes")
    return value


def _rules(rules: JSON) -> tuple[int, int]:
    if rules.get("availability_method", "max-availability") not in _METHODS:
        raise bad_request("availability_method must be one of " + ", ".join(_METHODS))
    buffer = rules.get("buffer") or {}
    before, after = buffer.get("before", 0), buffer.get("after", 0)
    if any(not isinstance(m, int) or m % 5 or not 0 <= m <= 120 for m in (before, after)):
        raise bad_request("buffer must be 0 to 120 minutes in steps of 5")
    return before * 60, after * 60


def merged(spans: Iterable[tuple[int, int]], start: int, end: int) -> Busy:
    """The spans cut to the window, overlapping and touching ones joined."""
    joined: Busy = []
    for first, last in sorted((max(a, start), min(b, end)) for a, b in spans if a < end and b > start):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
