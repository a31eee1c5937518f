"""The calendars an event can go to, and those it cannot with the reason.

An event that exists stays in its calendar: the API has no way to move it.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.domain.calendars import AccountKind, Calendar
from tui.domain.checking_words import ALWAYS_MAILS
from tui.domain.drafts import Draft
from tui.ui.widgets.choice_row import Offer


def always_mails(kind: AccountKind) -> str:
    """Why guests cannot be left untold, for providers that mail them whatever is asked; else empty."""
    return f"{ALWAYS_MAILS[kind]} always mails the guests" if kind in ALWAYS_MAILS else ""


def calendar_offers(draft: Draft, calendars: Iterable[Calendar]) -> tuple[Offer, ...]:
    """Writable calendars first, each with its colour."""
    ordered = sorted(calendars, key=lambda calendar: calendar.read_only)
    return tuple(
        Offer(calendar.id, calendar.name or "(no name)", _why_not(draft, calendar), stripe=calendar.colour)
        for calendar in ordered
    )


def _why_not(draft: Draft, calendar: Calendar) -> str:
    if calendar.id == draft.calendar_id:
        return ""
    if not draft.is_new:
        return "An event that exists stays in its calendar."
    return f"{calendar.name} can only be read." if calendar.read_only else ""
