"""Two hands on one event: what each wrote into the fields both changed, and the draft that settles it.

What only the other changed is taken as it is now; what only the user changed stays theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import Event
from tui.domain.findings import Context
from tui.domain.links import inspect
from tui.domain.text import clean

_MEMBERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("title",),
        "when": ("starts", "ends", "all_day", "zone", "end_zone"),
        "location": ("location",),
        "description": ("description",),
        "participants": ("guests",),
        "conferencing": ("call",),
    }
)
_MORE: Mapping[str, str] = MappingProxyType(
    {
        "recurrence": "repeats",
        "reminders": "reminders",
        "busy": "busy",
        "visibility": "visibility",
        "hide_participants": "hide_guests",
        "capacity": "capacity",
        "resources": "rooms",
        "metadata": "metadata",
        "notetaker": "notetaker",
    }
)
"""Fields of an event, and the members of a draft that hold them."""
FIELDS = (*_MEMBERS, *_MORE)
"""Every field of an event that a draft holds."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed, by its name in a write, and what each made of it, in words."""

    field: str
    mine: str
    theirs: str


def conflicts(draft: Draft, now: Event, changed: tuple[str, ...], context: Context) -> tuple[Difference, ...]:
    """The fields both changed, side by side."""
    theirs = draft_of(draft.id, now, context.zone)
    return tuple(Difference(name, _said(draft, name), _said(theirs, name)) for name in changed)


def merged(draft: Draft, now: Event, mine: frozenset[str], context: Context) -> Draft:
    """The draft on top of the event as it is now; of the fields both changed, those in `mine` stay mine."""
    assert draft.original is not None
    before = draft_of(draft.id, draft.original, context.zone)
    theirs = draft_of(draft.id, now, context.zone)
    only_mine = {name for name in FIELDS if _only_mine(name, draft, before, theirs)}
    return on_top(draft, now, mine | only_mine, context)


def on_top(draft: Draft, now: Event, names: frozenset[str], context: Context) -> Draft:
    """The event as it is now, with these fields as they are typed in the draft."""
    there = draft_of(draft.id, now, context.zone)
    typed = {one: getattr(draft, one) for name in names for one in _MEMBERS.get(name, ())}
    more = {_MORE[name]: getattr(draft.more, _MORE[name]) for name in names if name in _MORE}
    return replace(there, **typed, more=replace(there.more, **more), notify=draft.notify)


def rebased(draft: Draft, now: Event, context: Context) -> Draft:
    """What was typed into a draft, on top of another state of its event."""
    assert draft.original is not None
    before = draft_of(draft.id, draft.original, context.zone)
    mine = frozenset(name for name in FIELDS if _typed(draft, name) != _typed(before, name))
    after = on_top(draft, now, mine, context)
    return replace(after, queued=draft.queued, succeeds=draft.succeeds)


def regardless(draft: Draft, now: Event) -> Draft:
    """A draft that succeeds an event, whatever somebody else made of that one meanwhile."""
    assert draft.succeeds is not None
    return replace(draft, succeeds=replace(draft.succeeds, old=now))


def _only_mine(name: str, draft: Draft, before: Draft, theirs: Draft) -> bool:
    """Whether the user changed a field and nobody else did."""
    was = _typed(before, name)
    return _typed(draft, name) != was and _typed(theirs, name) == was


def _typed(draft: Draft, name: str) -> tuple[object, ...]:
    if name in _MORE:
        return (getattr(draft.more, _MORE[name]),)
    return tuple(getattr(draft, member) for member in _MEMBERS[name])


def _said(draft: Draft, name: str) -> str:
    match name:
        case "when":
            return f"{draft.starts} – {draft.ends}" if draft.ends else draft.starts
        case "conferencing":
            return _call(draft.call)
        case _:
            [value] = _typed(draft, name)
            said = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
            return clean(str(said), limit=_SHOWN) or "nothing"


def _call(call: CallDraft) -> str:
    if call.provider is None:
        return "no call" if not call.url else inspect(call.url).host or "a call"
    if call.mode is CallMode.CREATE:
        return f"a new {call.provider} call"
    host = inspect(call.url).host
    return f"{call.provider} at {host}" if host else str(call.provider)
