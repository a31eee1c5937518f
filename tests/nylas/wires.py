"""Events as the API has been seen to send them, one file per trap."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tui.domain.events import Event, UnreadableEvent
from tui.nylas.events_v3 import event_of
from tui.nylas.pages import Reader
from tui.nylas.setbacks import Answer
from tui.nylas.wire_v3 import WireEvent

FOLDER = Path(__file__).parent / "wire"
CALENDAR = "rosa@sandbox.test"
TRAPS = sorted(path.stem for path in FOLDER.glob("*.json"))


def wire(trap: str) -> dict[str, Any]:
    """The object in the file of that name."""
    value: dict[str, Any] = json.loads((FOLDER / f"{trap}.json").read_text())
    return value


def answer(value: object) -> Answer:
    """An answer with this JSON as its body."""
    return Answer(200, {"content-type": "application/json"}, json.dumps(value).encode())


def listed(*raws: object, inclusive: bool = True) -> list[Event | UnreadableEvent]:
    """What a listing of these objects gives."""
    page = Reader(WireEvent).page(answer({"request_id": "r", "data": list(raws)}), "api.test")
    return [event_of(item, CALENDAR, last_day_included=inclusive) for item in page.items]


def read(trap: str, *, inclusive: bool = True) -> Event:
    """The event in the file of that name; it must be readable."""
    (event,) = listed(wire(trap), inclusive=inclusive)
    assert isinstance(event, Event)
    return event


def unreadable(trap: str) -> UnreadableEvent:
    """The unreadable event in the file of that name."""
    (event,) = listed(wire(trap))
    assert isinstance(event, UnreadableEvent)
    return event
