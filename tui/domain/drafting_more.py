"""What an event has beyond the plain fields, as the editor types it, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from zoneinfo import ZoneInfo

from tui.domain.drafts import MoreDraft
from tui.domain.events import Event, Participant, Person
from tui.domain.guests import say_guests
from tui.domain.pairs import MARKS, is_token, say_pairs
from tui.domain.reminders import say_reminders
from tui.domain.repeating import say_repeats
from tui.domain.series import zone_of
from tui.domain.text import clean, clean_block


def more_of(event: Event, viewer_zone: ZoneInfo) -> MoreDraft:
    """The event's further fields as typed; what stands for the default is empty."""
    zone = zone_of(event.when, viewer_zone)
    return MoreDraft(
        repeats=say_repeats(event.recurrence, event.when, zone),
        reminders=say_reminders(event.reminders),
        busy=event.busy,
        visibility="" if event.visibility in ("default", "normal") else event.visibility,
        hide_guests=event.hide_participants,
        capacity="" if event.capacity is None else str(event.capacity),
        rooms=", ".join(_room(room) for room in event.resources),
        metadata=say_pairs({name: text for name, text in event.metadata.items() if not _ours(name, text)}),
        notetaker=json.dumps(dict(event.notetaker), ensure_ascii=False) if event.notetaker else "",
    )


def filled_from(typed: MoreDraft, event: Event, viewer_zone: ZoneInfo) -> MoreDraft:
    """What was typed, and where nothing was, what the event has."""
    blank, there = MoreDraft(), more_of(event, viewer_zone)
    untouched = [f.name for f in fields(typed) if getattr(typed, f.name) == getattr(blank, f.name)]
    return replace(typed, **{name: getattr(there, name) for name in untouched})


def _room(room: Person) -> str:
    return say_guests((Participant(room.email, room.name),)) or room.email


def _ours(name: str, text: str) -> bool:
    return name in MARKS and is_token(text)


def mark_in(metadata: Mapping[str, str]) -> dict[str, str]:
    """The token of the event's own creation, which is kept though nobody sees it."""
    return {name: text for name, text in metadata.items() if _ours(name, text)}


def as_read(pairs: Mapping[str, str], original: Event | None) -> dict[str, str]:
    """The pairs, those nobody touched letter for letter as the API sent them: they are programs' data."""
    sent = original.raw.get("metadata") if original else None
    if original is None or not isinstance(sent, Mapping):
        return dict(pairs)
    whole = {clean(name): (name, text) for name, text in sent.items() if isinstance(text, str)}
    return dict(
        whole[name] if name in whole and clean_block(whole[name][1]) == text else (name, text)
        for name, text in pairs.items()
    )
