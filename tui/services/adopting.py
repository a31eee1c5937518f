"""An event that came back under another id: the new one goes to the drafts that are kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tui.domain.drafts import Draft
from tui.domain.events import EventKey
from tui.store.state import State


def followed(draft: Draft, moved: Mapping[EventKey, EventKey]) -> Draft:
    """The draft, its event under the id it has now."""
    event, seen = draft.original, set[EventKey]()
    while event is not None and event.key in moved and event.key not in seen:
        seen.add(event.key)
        event = replace(event, id=moved[event.key].event_id)
    return draft if event is draft.original else replace(draft, original=event)


def adopt(state: State, old: EventKey, new: EventKey) -> None:
    """Give the event's new id to the drafts that are kept of it. Raises StoreError."""
    for draft in state.drafts():
        after = followed(draft, {old: new})
        if after.original is not draft.original:
            state.put_draft(after)
