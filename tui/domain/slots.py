"""What a search for a time begins with, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tui.domain.events import Event, EventKey, Participant
from tui.domain.guests import say_guests


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search begins with. `leaving_out` is an event that is being moved."""

    guests: str = ""
    length: timedelta = timedelta(minutes=30)
    day: date | None = None
    title: str = ""
    leaving_out: EventKey | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The slot that was taken, and for whom."""

    start: datetime
    end: datetime
    guests: str


def company_of(event: Event, own_email: str) -> str:
    """Everybody else who has to do with an event, as the guests of another are typed."""
    people = {one.email.casefold(): one for one in event.participants}
    if event.organizer is not None and people:
        organizer = Participant(event.organizer.email, event.organizer.name)
        people.setdefault(organizer.email.casefold(), organizer)
    return say_guests(one for email, one in people.items() if email != own_email.casefold())
