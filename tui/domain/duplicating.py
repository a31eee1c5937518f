"""An event once more, as a new draft: everything that was written, nothing that belongs to the old one alone.

A link is never taken along: two events behind one link let the guests of one walk into the other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from tui.domain.callnotes import without_call
from tui.domain.capabilities import Verdict, rule
from tui.domain.conferencing import AUTOCREATE_PROVIDERS
from tui.domain.drafting import draft_of
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import Event, Participant
from tui.domain.findings import Context
from tui.domain.guests import say_guests
from tui.domain.quickadd_draft import host_of

_NOTETAKER_WISHES = ("name", "meeting_settings")
"""What can be asked of a notetaker; its id is that of one that is at work."""


def duplicate_of(event: Event, blank: Draft, context: Context) -> Draft:
    """The event's like, on the blank draft's calendar: a new call of the same provider, guests unasked."""
    draft = draft_of(blank.id, event, context.zone)
    notes, _ = without_call(draft.description)
    return replace(
        draft,
        calendar_id=blank.calendar_id,
        guests=say_guests(_guests(event, context.account.email)),
        description=notes,
        call=_new_call(draft.call, blank.calendar_id, context),
        more=replace(draft.more, notetaker=_wishes(event)),
        original=None,
    )


def _guests(event: Event, own_email: str) -> Iterable[Participant]:
    """Everybody but the user; who invited the user is a guest now."""
    there = {one.email.casefold() for one in event.participants}
    if event.organizer is not None and event.organizer.email.casefold() not in there | {own_email.casefold()}:
        yield Participant(event.organizer.email, event.organizer.name)
    for one in event.participants:
        if one.email.casefold() != own_email.casefold():
            yield Participant(one.email, one.name)


def _new_call(call: CallDraft, calendar_id: str, context: Context) -> CallDraft:
    """A call to be made by the same provider; where it cannot be made, its link is asked for."""
    provider = call.provider
    if provider is None:
        return CallDraft()
    asked = CallDraft(provider, CallMode.OWN)
    if provider not in AUTOCREATE_PROVIDERS:
        return asked
    ruling = rule(
        context.account.kind,
        context.calendar(calendar_id),
        provider,
        CallMode.CREATE,
        context.hosts,
        context.switches,
        context.generation,
    )
    if ruling.verdict is Verdict.IMPOSSIBLE:
        return asked
    return CallDraft(
        provider,
        CallMode.CREATE,
        call.host_grant or host_of(provider, calendar_id, context),
        wishes=call.wishes,
        extra=call.extra,
    )


def _wishes(event: Event) -> str:
    wishes = {name: event.notetaker[name] for name in _NOTETAKER_WISHES if name in event.notetaker}
    return json.dumps(wishes, ensure_ascii=False) if wishes else ""
