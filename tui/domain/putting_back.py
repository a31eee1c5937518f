"""A change put back: of an event as it is now, only what was changed then goes back to what it was.

What somebody changed since in the same fields is theirs, and is told before anything is written.
"""

from __future__ import annotations

from dataclasses import replace

from tui.domain.callnotes import without_call
from tui.domain.conferencing import Linked, Requested
from tui.domain.drafting import draft_of
from tui.domain.drafts import Draft
from tui.domain.events import Event
from tui.domain.findings import Context

_CARRIED = {
    "title": "title",
    "starts": "when",
    "ends": "when",
    "all_day": "when",
    "zone": "when",
    "end_zone": "when",
    "location": "location",
    "guests": "participants",
    "description": "description",
    "call": "conferencing",
    "more": "settings",
}
"""Members of a draft, and the fields of an event they are."""


def as_before(draft_id: str, before: Event, after: Event, now: Event, context: Context) -> Draft:
    """The event as it is now, with what was changed from `before` to `after` put back."""
    then, since = (draft_of("", event, context.zone) for event in (before, after))
    draft = draft_of(draft_id, now, context.zone)
    return replace(draft, **{name: getattr(then, name) for name in _changed(then, since)})


def overtaken(before: Event, after: Event, now: Event, context: Context) -> tuple[str, ...]:
    """The fields somebody changed since, of those that were changed from `before` to `after`.

    With the same event twice, of all fields. A link that came since was asked for.
    """
    then, since, there = (draft_of("", event, context.zone) for event in (before, after, now))
    names = _changed(then, since) if before is not after else tuple(_CARRIED)
    if isinstance(after.conferencing, Requested) and isinstance(now.conferencing, Linked | Requested):
        names = tuple(name for name in names if name != "call")
    found = (name for name in names if _said(there, name) not in (_said(since, name), _said(then, name)))
    return tuple(dict.fromkeys(_CARRIED[name] for name in found))


def _changed(then: Draft, since: Draft) -> tuple[str, ...]:
    return tuple(name for name in _CARRIED if getattr(since, name) != getattr(then, name))


def _said(draft: Draft, name: str) -> object:
    if name == "description":  # a call writes its own text into the notes
        return without_call(draft.description)[0].strip()
    return getattr(draft, name)
