"""An event that came back under another id: the new one goes to the drafts that are kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tui.domain.drafts import Draft
from tui.domain.events import EventKey
from tui.store.state import State


def current(key: EventKey, moved: Mapping[EventKey, EventKey]) -> EventKey:
    """What the event is called now."""
    seen = set[EventKey]()
    while key in moved and key not in seen:
        seen.add(key)
        key = moved[key]
    return key


def followed(draft: Draft, moved: Mapping[EventKey, EventKey]) -> Draft:
    """The draft, its event under the id it has now."""
    event = draft.original
    if event is None or (key := current(event.key, moved)) == event.key:
        return draft
    return replace(draft, original=replace(event, id=key.event_id))


def adopt(state: State, old: EventKey, new: EventKey) -> None:
    """Give the event's new id to the drafts that are kept of it. Raises StoreError."""
    for draft in state.drafts():
        after = followed(draft, {old: new})
        if after.original is not draft.original:
            state.put_draft(after)
