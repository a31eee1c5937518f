"""Domain objects as JSON text and back, every field kept, the API's own objects among them.

Only the types named here are ever made from a file, so a tampered store can hold odd values but no odd code.
Mappings are JSON as the API sent it and are written as they are, however deep.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from tui.domain import calendars, conferencing, deeds, drafts, events, jobs, reminders, when

T = TypeVar("T")
KNOWN: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        calendars.AccountKind,
        calendars.Calendar,
        calendars.Grant,
        conferencing.Details,
        conferencing.Linked,
        conferencing.NoConference,
        conferencing.Provider,
        conferencing.Requested,
        deeds.Deed,
        drafts.CallDraft,
        drafts.CallMode,
        drafts.Draft,
        drafts.MoreDraft,
        drafts.Succession,
        events.Event,
        events.EventKey,
        events.Participant,
        events.Person,
        events.Rsvp,
        events.Status,
        events.UnreadableEvent,
        jobs.Job,
        jobs.JobState,
        reminders.Reminder,
        reminders.Reminders,
        when.AllDay,
        when.AllDaySpan,
        when.Moment,
        when.Timespan,
    )
}
"""What is made again from a text, by the name it is written under."""


def dumps(value: object) -> str:
    """The value as text."""
    return json.dumps(_packed(value), separators=(",", ":"), ensure_ascii=True)


class NotStored(ValueError):
    """A text that holds nothing of ours."""


def loads(text: str) -> Any:
    """The value a text holds. Raises NotStored."""
    try:
        return _unpacked(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotStored("not a stored object") from error


def loads_all(texts: Iterable[str], kind: type[T]) -> tuple[T, ...]:
    """The values of those texts that hold one of this kind; others stay where they are, unread."""
    found = []
    for text in texts:
        with contextlib.suppress(NotStored):
            value = loads(text)
            if isinstance(value, kind):
                found.append(value)
    return tuple(found)


def _packed(value: object) -> object:
    match value:
        case Enum():
            return {"#": type(value).__name__, "v": value.value}
        case events.EventKey():
            return {"#": "EventKey", "v": list(value)}
        case datetime():
            return {"#": "datetime", "v": value.isoformat()}
        case date():
            return {"#": "date", "v": value.isoformat()}
        case Mapping():
            return {"#": "json", "v": dict(value)}
        case tuple():
            return {"#": "tuple", "v": [_packed(item) for item in value]}
        case list():
            return [_packed(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            members = {f.name: _packed(getattr(value, f.name)) for f in fields(value)}
            return {"#": type(value).__name__, "v": members}
        case _:
            return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    return _made(value["#"], value["v"])


def _made(name: str, value: Any) -> Any:
    match name:
        case "datetime":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "json":
            return dict(value)
        case "map":  # how mappings were written before they were taken as they are
            return {key: _unpacked(item) for key, item in value.items()}
        case "tuple":
            return tuple(_unpacked(item) for item in value)
        case "EventKey":
            return events.EventKey(*value)
    kind = KNOWN[name]
    if issubclass(kind, Enum):
        return kind(value)
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: _unpacked(item) for key, item in value.items() if key in known})
