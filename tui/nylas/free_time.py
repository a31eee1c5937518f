"""Free/busy and availability on the wire, for both generations of the API.

An address that cannot be read is an answer of its own, never a failure; every word of it is cleaned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from tui.domain.busy import Busy, Span, joined, within
from tui.domain.calendars import AccountKind
from tui.domain.errors import Refused
from tui.domain.free_time import Attendee, Wish
from tui.domain.text import clean
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours
from tui.nylas.pages import Item
from tui.nylas.wire_v3 import Lenient

JSON = dict[str, Any]
_FIVE: Final = 300
_LAST: Final = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
_UNANSWERED: Final = "the service said nothing of this address"
_UNSAID: Final = "the service cannot say"


class WireSlot(Lenient):
    """A stretch of time; the older reference also calls its ends `start` and `end`."""

    start_time: int | None = None
    end_time: int | None = None
    start: int | None = None
    end: int | None = None
    status: str | None = None


class WireBusy(Lenient):
    """One address: busy slots, or with `object` "error" why there are none. `time_slots` may be null."""

    email: str | None = None
    object: str | None = None
    error: str | None = None
    time_slots: list[WireSlot | None] | None = None


class WireAvailability(Lenient):
    """The slots that suit; `time_slots` may be null."""

    time_slots: list[WireSlot | None] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for."""

    people: int
    span: timedelta


_LEAST: Final = Limits(20, timedelta(days=30))
_LIMITS: Final = {
    AccountKind.GOOGLE: Limits(50, timedelta(days=89)),
    AccountKind.EWS: Limits(20, timedelta(days=89)),
}
"""Three months are at least 89 days. Microsoft takes 62 or 30, by two editions: the less is asked for."""


def free_busy_bodies(
    emails: Sequence[str], window: Window, kind: AccountKind, *, tentative: bool
) -> Iterator[JSON]:
    """The requests for these addresses, each within the limits. Raises Refused where there is none."""
    if kind is AccountKind.ICLOUD:
        raise Refused("iCloud does not tell when people are busy.")
    limits = _LIMITS.get(kind, _LEAST)
    for first in range(0, len(emails), limits.people):
        part = list(emails[first : first + limits.people])
        start = window.start
        while start < window.end:
            end = min(start + limits.span, window.end)
            times = {"start_time": int(start.timestamp()), "end_time": -int(-end.timestamp() // 1)}
            said = {} if tentative else {"tentative_as_busy": False}
            yield {**times, "emails": part, **said}
            start = end


def busy_of(asked: Sequence[str], items: Sequence[Item[WireBusy]], window: Window) -> tuple[Busy, ...]:
    """One answer for each address asked for, in that order."""
    found: dict[str, Busy] = {}
    for item in items:
        if item.model is not None and item.model.email:
            busy = _busy(item.model, window)
            name = busy.email.casefold()
            found[name] = both(found[name], busy) if name in found else busy
    return tuple(_as_asked(email, found.get(email.casefold())) for email in asked)


def _as_asked(email: str, found: Busy | None) -> Busy:
    if found is None:
        return Busy(email, trouble=_UNANSWERED)
    return Busy(email, found.spans, found.maybe, found.trouble)


def _busy(wire: WireBusy, window: Window) -> Busy:
    email = clean(wire.email or "", limit=320)
    if wire.object == "error" or wire.error:
        return Busy(email, trouble=clean(wire.error or "", limit=200) or _UNSAID)
    slots = [slot for slot in wire.time_slots or () if slot is not None]
    kinds = [(slot, (slot.status or "busy").casefold()) for slot in slots]
    taken = _spans(slot for slot, kind in kinds if kind not in ("free", "tentative"))
    maybe = _spans(slot for slot, kind in kinds if kind == "tentative")
    return Busy(email, within(taken, window), within(maybe, window))


def both(one: Busy, other: Busy) -> Busy:
    """What two answers about the same person say together; a trouble in either is a trouble."""
    spans, maybe = joined((*one.spans, *other.spans)), joined((*one.maybe, *other.maybe))
    return Busy(one.email, spans, maybe, one.trouble or other.trouble)


def _spans(slots: Iterator[WireSlot]) -> Iterator[Span]:
    for slot in slots:
        start = slot.start_time if slot.start_time is not None else slot.start
        end = slot.end_time if slot.end_time is not None else slot.end
        if start is not None and end is not None and 0 <= start < end <= _LAST:
            yield datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC)


def starts_of(item: Item[WireAvailability]) -> tuple[datetime, ...]:
    """When the slots of an availability answer begin, in order."""
    slots = item.model.time_slots if item.model is not None else None
    return tuple(sorted({start for start, _ in _spans(slot for slot in slots or () if slot is not None)}))


def _bounds(wish: Wish) -> Mapping[str, int]:
    """The window in whole five minutes, as the API takes it."""
    start, end = (int(moment.timestamp()) for moment in (wish.window.start, wish.window.end))
    return {
        "start_time": -(-start // _FIVE) * _FIVE,
        "end_time": end // _FIVE * _FIVE,
        "duration_minutes": _five(wish.length),
    }


def _five(length: timedelta) -> int:
    """Minutes, rounded up to five."""
    return -(-int(length.total_seconds()) // _FIVE) * 5


def availability_v3(attendees: Sequence[Attendee], wish: Wish) -> JSON:
    """The request for slots that suit everybody, in version 3's words: weeks begin with Sunday as 0."""
    return {
        **_bounds(wish),
        "participants": [
            {"email": one.busy.email, "open_hours": [_hours(one.hours, sunday=0)]} for one in attendees
        ],
        "interval_minutes": 15,
        "round_to": 15,
        "availability_rules": {
            "availability_method": "collective",
            "buffer": {"before": _five(wish.before), "after": _five(wish.after)},
            "tentative_as_busy": wish.tentative_as_busy,
        },
    }


def availability_v2(attendees: Sequence[Attendee], wish: Wish) -> JSON:
    """The same in the older generation's words: addresses, one pause for both sides, Monday as 0."""
    return {
        **_bounds(wish),
        "interval_minutes": 15,
        "round_to": 15,
        "emails": [one.busy.email for one in attendees],
        "free_busy": [],
        "open_hours": [
            _hours(one.hours, sunday=6) | {"emails": [one.busy.email], "object_type": "open_hours"}
            for one in attendees
        ],
        "buffer": max(_five(wish.before), _five(wish.after)),
        "tentative_busy": wish.tentative_as_busy,
    }


def _hours(hours: WorkingHours, *, sunday: int) -> JSON:
    return {
        "days": sorted((day + 1 + sunday) % 7 for day in hours.days),
        "timezone": hours.zone.key,
        "start": f"{hours.start // 60}:{hours.start % 60:02}",
        "end": f"{hours.end // 60}:{hours.end % 60:02}",
        "exdates": [],
    }
