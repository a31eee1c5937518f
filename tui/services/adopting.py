"""An event that came back under another id: the new one goes to whatever is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.domain.deeds import renamed
from tui.domain.events import Event, EventKey
from tui.store.state import State

if TYPE_CHECKING:
    from tui.domain.drafts import Draft


def current(key: EventKey, moved: Mapping[EventKey, EventKey]) -> EventKey:
    """What the event is called now."""
    seen = set[EventKey]()
    while key in moved and key not in seen:
        seen.add(key)
        key = moved[key]
    return key


def followed(draft: Draft, moved: Mapping[EventKey, EventKey]) -> Draft:
    """The draft, its event and the one it takes over from under the ids they have now."""
    if draft.original is not None and (there := under(draft.original, moved)) is not draft.original:
        draft = replace(draft, original=there)
    if draft.succeeds is not None and (old := under(draft.succeeds.old, moved)) is not draft.succeeds.old:
        draft = replace(draft, succeeds=replace(draft.succeeds, old=old))
    return draft


def under(event: Event, moved: Mapping[EventKey, EventKey]) -> Event:
    """The event under the id it has now."""
    key = current(event.key, moved)
    return event if key == event.key else replace(event, id=key.event_id)


def adopt(state: State, old: EventKey, new: EventKey) -> None:
    """Give the event's new id to the drafts, deeds and requests that are kept of it. Raises StoreError."""
    for deed in state.deeds():
        if (told := renamed(deed, old, new)) is not deed:
            state.put_deed(told)
    for draft in state.drafts():
        after = followed(draft, {old: new})
        if after is not draft:
            state.put_draft(after)
    for waiting in state.waiting():
        if waiting.event.key == old:
            state.put_waiting(replace(waiting, event=replace(waiting.event, id=new.event_id)))
