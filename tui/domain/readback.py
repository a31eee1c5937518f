"""What the service made of a change: where an event read back differs from what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from tui.domain.conferencing import Details, Linked, OwnDetails, Remove
from tui.domain.events import Event
from tui.domain.when import When, bounds, is_all_day
from tui.domain.writes import UNSET, EventWrite

_KEPT = {
    "code": "the meeting ID",
    "password": "the password",
    "pin": "the PIN",
    "phones": "the phone numbers",
}


def differences(write: EventWrite, event: Event) -> tuple[str, ...]:
    """A sentence for each thing that is not as it was asked for; empty where all is."""
    return (*_call(write, event), *_texts(write, event))


def _call(write: EventWrite, event: Event) -> Iterator[str]:
    has = event.conferencing
    match write.conferencing:
        case Remove() if isinstance(has, Linked):
            yield "The service left the call on the event."
        case OwnDetails(provider, details):
            if not isinstance(has, Linked):
                yield "The service did not keep the call."
                return
            if has.provider and has.provider != provider:
                yield f"The service calls it {has.provider}."
            yield from _details(details, has.details)


def _details(asked: Details, kept: Details) -> Iterator[str]:
    if kept.url != asked.url:
        yield "The service changed the link." if kept.url else "The service did not keep the link."
    for name, words in _KEPT.items():
        value, there = getattr(asked, name), getattr(kept, name)
        if value and value != there:
            yield f"The service {'changed' if there else 'did not keep'} {words}."


def _texts(write: EventWrite, event: Event) -> Iterator[str]:
    if write.title is not UNSET and _flat(write.title) != _flat(event.title):
        yield "The service changed the title."
    if write.location is not UNSET and _flat(write.location) != _flat(event.location):
        yield f"Where it takes place is now “{event.location}”." if event.location else "The place is gone."
    if write.when is not UNSET and _instants(write.when) != _instants(event.when):
        yield "The service changed the time."


def _instants(when: When) -> tuple[object, ...]:
    """When it is, however the service names the zone."""
    return is_all_day(when), *bounds(when, UTC)


def _flat(text: str) -> str:
    return " ".join(text.split())
