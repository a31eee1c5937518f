"""What saving will do, in plain words: one short line for each thing that happens.

Every line is true of the write it stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tui.domain.calendars import AccountKind
from tui.domain.checking_call import CheckedCall
from tui.domain.checking_notes import CheckedNotes
from tui.domain.checking_time import CheckedTime
from tui.domain.conferencing import Remove
from tui.domain.drafts import Draft
from tui.domain.findings import Context
from tui.domain.guests import GuestList, is_address
from tui.domain.text import clean
from tui.domain.whenwords import say_when
from tui.domain.writes import UNSET, EventWrite

ALWAYS_MAILS: Mapping[AccountKind, str] = MappingProxyType(
    {AccountKind.MICROSOFT: "Microsoft", AccountKind.ICLOUD: "iCloud"}
)
"""Providers that ignore `notify_participants` and always mail."""

_FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "when": "time",
        "participants": "guests",
        "conferencing": "call",
        "description": "notes",
        "recurrence": "repeats",
        "hide_participants": "who sees the guests",
        "resources": "rooms",
        "capacity": "places",
        "busy": "free or busy",
    }
)
_TITLE_SHOWN = 60


def called_field(name: str) -> str:
    """What people call a field of an event."""
    return _FIELD_WORDS.get(name, name)


def summary_of(
    draft: Draft,
    context: Context,
    when: CheckedTime,
    call: CheckedCall,
    notes: CheckedNotes,
    guests: GuestList,
    write: EventWrite,
) -> tuple[str, ...]:
    """The lines, the event first, then its call, then who hears of it."""
    if not draft.is_new and write.is_empty:
        return ("Nothing has changed.",)
    lines = [_created(draft, context, when)] if draft.is_new else _changed(draft, context, when, write)
    lines += _call(call, notes)
    if draft.succeeds is not None:
        lines.append("Then ends the old series." if draft.succeeds.rules else "Then deletes the old event.")
    count = mailed(draft, guests, context.account.email)
    if count and (draft.notify or context.account.kind in ALWAYS_MAILS):
        lines.append(f"Mails {count} guest{'s' if count != 1 else ''}.")
    elif count:
        lines.append("Mails nobody.")
    return tuple(lines)


def _created(draft: Draft, context: Context, when: CheckedTime) -> str:
    calendar = context.calendar(draft.calendar_id)
    place = f" on {calendar.name}" if calendar and calendar.name else ""
    at = f", {say_when(when.when, context.zone, context.now, context.clock)}" if when.when is not None else ""
    return f"Creates {_title(draft)}{place}{at}."


def _changed(draft: Draft, context: Context, when: CheckedTime, write: EventWrite) -> list[str]:
    fields = ", ".join(called_field(name) for name in write.named())
    lines = [f"Changes {_title(draft)}: {fields}."]
    if when.changed and when.when is not None:
        lines.append(f"Moves it to {say_when(when.when, context.zone, context.now, context.clock)}.")
    if draft.original is not None and draft.original.master_id:
        lines.append("One of a series: you are asked how far it reaches.")
    elif draft.original is not None and draft.original.recurrence:
        lines.append("The whole series changes.")
    return lines


def _title(draft: Draft) -> str:
    return f"“{clean(draft.title, limit=_TITLE_SHOWN) or 'no title'}”"


def _call(call: CheckedCall, notes: CheckedNotes) -> tuple[str, ...]:
    if not notes.taken or call.change is UNSET or not call.summary:
        return call.summary
    first = call.summary[0]
    if isinstance(call.change, Remove):
        return (f"{first.removesuffix('.')} and its text from the notes.", *call.summary[1:])
    return (*call.summary, "Takes the old call's text out of the notes.")


def mailed(draft: Draft, guests: GuestList, own_email: str) -> int:
    """How many people would hear of it: those invited now, and those who no longer are; not the user."""
    before = draft.original.participants if draft.original else ()
    told = {guest.email.casefold() for guest in (*guests.guests, *before) if is_address(guest.email)}
    return len(told - {own_email.casefold()})
