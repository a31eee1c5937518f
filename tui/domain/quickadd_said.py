"""A quick line said back: what each part of the event will be, beside the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.checking_call import check_call
from tui.domain.checking_time import check_time
from tui.domain.drafts import Draft
from tui.domain.findings import Context
from tui.domain.guests import parse_guests
from tui.domain.quickadd import Part, Understood
from tui.domain.whenwords import say_when


@dataclass(frozen=True, slots=True)
class Reading:
    """One part of the event: its name, what it will be, and the words that say so."""

    label: str
    says: str
    words: str = ""


def readings(read: Understood, draft: Draft, context: Context) -> tuple[Reading, ...]:
    """What the line amounts to, part by part; title, time and calendar always, others where there are any."""
    calendar = context.calendar(draft.calendar_id)
    guests = ", ".join(one.label for one in parse_guests(draft.guests).guests)
    return (
        Reading("Title", draft.title or "(no title)"),
        Reading("When", _when(draft, context), read.words(Part.WHEN, Part.ZONE)),
        *_some("Repeats", draft.more.repeats, read.words(Part.REPEATS)),
        *_some("Where", draft.location, read.words(Part.PLACE)),
        *_some("Guests", guests, read.words(Part.GUESTS)),
        *_some("Call", _call(draft, context), read.words(Part.CALL)),
        Reading("Calendar", calendar.name if calendar is not None else "", read.words(Part.CALENDAR)),
    )


def _some(label: str, says: str, words: str) -> tuple[Reading, ...]:
    return (Reading(label, says, words),) if says else ()


def _when(draft: Draft, context: Context) -> str:
    when = check_time(draft, context).when
    return say_when(when, context.zone, context.now, context.clock) if when is not None else draft.starts


def _call(draft: Draft, context: Context) -> str:
    checked = check_call(draft, context)
    if checked.summary and draft.call.provider is not None:
        return checked.summary[0]
    return f"{draft.call.provider.value}, which cannot be" if draft.call.provider is not None else ""
