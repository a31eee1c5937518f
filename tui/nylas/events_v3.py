"""Wire events, calendars and grants become the app's own; every text is cleaned here and only here.

Ids are kept exactly as sent, because paths are built from them; the object as sent stays in `raw`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import Conferencing
from tui.domain.events import Event, Participant, Person, Rsvp, Status, UnreadableEvent
from tui.domain.text import clean, clean_block
from tui.nylas.conferencing_v3 import conferencing_of
from tui.nylas.extras_v3 import reminders_of, resources_of
from tui.nylas.html import is_html, text_of
from tui.nylas.pages import Item, Page, Raw
from tui.nylas.when_v3 import Placed, Unplaceable, instant, when_of
from tui.nylas.wire_v3 import WireCalendar, WireEvent, WireGrant, WireParticipant, WirePerson
from tui.nylas.zones import zone_named

_STATUSES: Final = {
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "tentative": Status.TENTATIVE,
    "maybe": Status.TENTATIVE,
}
_RSVPS: Final = {rsvp.value: rsvp for rsvp in Rsvp}
_RULE_LIMIT: Final = 20_000
_MOST_RULES: Final = 200
_MOST_METADATA: Final = 100


def calls_of(page: Page[Item[WireEvent]]) -> dict[str, Conferencing]:
    """The calls on these events, by the events' ids."""
    found = (item.model for item in page.items if item.model is not None)
    return {event.id: conferencing_of(event.conferencing) for event in found if event.id}


def event_of(
    item: Item[WireEvent], calendar_id: str, *, last_day_included: bool = True
) -> Event | UnreadableEvent:
    """The event as the app speaks of it, under the calendar it was asked for (every call needs that one)."""
    wire = item.model
    if wire is None or not wire.id:
        return _unreadable(item, calendar_id, item.oddities[-1] if item.oddities else "It has no id.")
    try:
        placed = when_of(wire.when, last_day_included=last_day_included)
    except Unplaceable as fault:
        return _unreadable(item, calendar_id, str(fault))
    return _event(wire, calendar_id, placed, item)


def _unreadable(item: Item[WireEvent], calendar_id: str, reason: str) -> UnreadableEvent:
    event_id = item.raw.get("id")
    return UnreadableEvent(calendar_id, event_id if isinstance(event_id, str) else "", reason, item.raw)


def _event(wire: WireEvent, calendar_id: str, placed: Placed, item: Item[WireEvent]) -> Event:
    html = is_html(wire.description or "")
    return Event(
        id=wire.id or "",
        calendar_id=calendar_id,
        title=clean(wire.title or "", limit=1024),
        when=placed.when,
        grant_id=wire.grant_id or "",
        description=_description(wire, html),
        html=html,
        location=clean(wire.location or "", limit=1024),
        busy=wire.busy is not False,
        participants=participants_of(wire.participants or (), item.raw),
        organizer=_person(wire.organizer),
        conferencing=conferencing_of(wire.conferencing),
        recurrence=_rules(wire.recurrence or ()),
        master_id=wire.master_event_id or None,
        original_start=instant(wire.original_start_time),
        status=_STATUSES.get((wire.status or "").casefold(), Status.CONFIRMED),
        visibility=clean(wire.visibility or "", limit=40),
        read_only=wire.read_only is True,
        hide_participants=wire.hide_participants is True,
        capacity=wire.capacity,
        resources=resources_of(wire.resources),
        reminders=reminders_of(wire.reminders),
        notetaker=wire.notetaker if isinstance(wire.notetaker, dict) else {},
        metadata=_metadata(wire),
        html_link=clean(wire.html_link or "", limit=2048),
        ical_uid=clean(wire.ical_uid or "", limit=1024),
        updated_at=instant(wire.updated_at),
        oddities=item.oddities + placed.oddities,
        raw=item.raw,
    )


def _description(wire: WireEvent, html: bool) -> str:
    if wire.description and html:
        return clean_block(text_of(wire.description))
    return clean_block(wire.description or wire.text_description or "")


def _person(wire: WirePerson | None) -> Person | None:
    if wire is None or not (wire.email or wire.name):
        return None
    return Person(clean(wire.email or "", limit=320), clean(wire.name or "", limit=200))


def participants_of(wires: Sequence[WireParticipant | None], raw: Raw) -> tuple[Participant, ...]:
    """The people invited, each with the object the API sent, so that what we do not know survives."""
    sent = raw.get("participants")
    raws = sent if isinstance(sent, list) and len(sent) == len(wires) else [{}] * len(wires)
    return tuple(
        _participant(wire, own if isinstance(own, dict) else {})
        for wire, own in zip(wires, raws, strict=True)
        if wire is not None
    )


def _participant(wire: WireParticipant, raw: Raw) -> Participant:
    return Participant(
        email=clean(wire.email or "", limit=320),
        name=clean(wire.name or "", limit=200),
        rsvp=_RSVPS.get((wire.status or "").casefold(), Rsvp.NONE),
        comment=clean(wire.comment or ""),
        phone=clean(wire.phone_number or "", limit=100),
        raw=raw,
    )


def _rules(rules: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(clean(rule, limit=_RULE_LIMIT) for rule in rules if rule)[:_MOST_RULES]


def _metadata(wire: WireEvent) -> dict[str, str]:
    pairs = list((wire.metadata or {}).items())[:_MOST_METADATA]
    return {clean(key, limit=200): clean_block(value or "", limit=1000) for key, value in pairs}


def calendar_of(wire: WireCalendar) -> Calendar:
    """A calendar; missing rights are taken as granted, because providers leave them out for own calendars."""
    return Calendar(
        id=wire.id or "",
        name=clean(wire.name or wire.id or "", limit=200),
        grant_id=wire.grant_id or "",
        description=clean(wire.description or ""),
        zone=zone_named(wire.timezone) if wire.timezone else None,
        colour=_colour(wire.hex_color or ""),
        primary=wire.is_primary is True,
        read_only=wire.read_only is True,
        owned=wire.is_owned_by_user is not False,
    )


def _colour(text: str) -> str:
    digits = text.removeprefix("#")
    hexadecimal = all(c in "0123456789abcdefABCDEF" for c in digits)
    return f"#{digits.lower()}" if len(digits) == 6 and hexadecimal else ""


def grant_of(wire: WireGrant) -> Grant:
    """An account; one the API calls invalid must be authenticated again."""
    return Grant(
        id=wire.id or "",
        kind=AccountKind.named(wire.provider or ""),
        email=clean(wire.email or "", limit=320),
        name=clean(wire.name or "", limit=200),
        valid=(wire.grant_status or "valid").casefold() != "invalid",
    )
