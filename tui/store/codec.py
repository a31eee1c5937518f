"""Domain objects as JSON text and back, every field kept, the API's own objects among them.

Only the types named here are ever made from a file, so a tampered store can hold odd values but no odd code.
Mappings are JSON as the API sent it and are written as they are, however deep.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, cast

from tui.domain.events import EventKey

T = TypeVar("T")
_WHERE = {
    "calendars": ("AccountKind", "Calendar", "Grant"),
    "conferencing": ("Details", "Linked", "NoConference", "Provider", "Requested"),
    "deeds": ("Deed",),
    "drafts": ("CallDraft", "CallMode", "Draft", "MoreDraft", "Succession"),
    "events": ("Event", "EventKey", "Participant", "Person", "Rsvp", "Status", "UnreadableEvent"),
    "jobs": ("Job", "JobState"),
    "likeness": ("Sent",),
    "refusals": ("Refusal",),
    "reminders": ("Reminder", "Reminders"),
    "waiting": ("Removal", "Reply"),
    "when": ("AllDay", "AllDaySpan", "Moment", "Timespan"),
}
KNOWN: Mapping[str, str] = {
    name: f"tui.domain.{module}" for module, names in _WHERE.items() for name in names
}
"""What is made again from a text, by the name it is written under, and the module that has it."""


def dumps(value: object) -> str:
    """The value as text."""
    return _ENCODED(_packed(value))


def dumps_members(value: object, names: Iterable[str]) -> str:
    """Some members of a dataclass as text, each by its name."""
    return _ENCODED({name: _packed(getattr(value, name)) for name in names})


class NotStored(ValueError):
    """A text that holds nothing of ours."""


def loads(text: str) -> Any:
    """The value a text holds. Raises NotStored."""
    try:
        return _unpacked(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotStored("not a stored object") from error


def loads_members(text: str) -> dict[str, Any]:
    """The members a text holds, by their names. Raises NotStored."""
    try:
        return {name: _unpacked(held) for name, held in json.loads(text).items()}
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotStored("no stored members") from error


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
    kind: type = type(value)
    return value if kind in _AS_THEY_ARE else _packer(kind)(value)


@cache
def _packer(kind: type) -> Callable[[Any], object]:
    """How values of one type are written."""
    name = kind.__name__
    if issubclass(kind, Enum):
        return lambda value: {"#": name, "v": value.value}
    if issubclass(kind, EventKey):
        return lambda value: {"#": name, "v": list(value)}
    if issubclass(kind, datetime):
        return lambda value: {"#": "datetime", "v": value.isoformat()}
    if issubclass(kind, date):
        return lambda value: {"#": "date", "v": value.isoformat()}
    if kind is dict:
        return lambda value: {"#": "json", "v": value}
    if issubclass(kind, Mapping):
        return lambda value: {"#": "json", "v": dict(value)}
    if issubclass(kind, tuple):
        return lambda value: {"#": "tuple", "v": [_packed(item) for item in value]}
    if issubclass(kind, list):
        return lambda value: [_packed(item) for item in value]
    if is_dataclass(kind):
        names = tuple(member.name for member in fields(kind))
        return lambda value: {"#": name, "v": {one: _packed(getattr(value, one)) for one in names}}
    return lambda value: value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return _maker(value["#"])(value["v"])
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    return value


@cache
def _maker(name: str) -> Callable[[Any], Any]:
    """How a value written under this name is made again. Raises KeyError."""
    if name in _PLAIN:
        return _PLAIN[name]
    kind = getattr(import_module(KNOWN[name]), name)
    if issubclass(kind, Enum):
        return cast("Callable[[Any], Any]", kind)
    known = frozenset(member.name for member in fields(kind))
    return lambda members: kind(
        **{
            key: held if type(held) in _AS_THEY_ARE else _unpacked(held)
            for key, held in members.items()
            if key in known
        }
    )


_ENCODED = json.JSONEncoder(separators=(",", ":")).encode
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "json": dict,
    # how mappings were written before they were taken as they are
    "map": lambda value: {key: _unpacked(item) for key, item in value.items()},
    "tuple": lambda value: tuple([_unpacked(item) for item in value]),
    "EventKey": lambda value: EventKey(*value),
}
