"""A November with everything a month has to cope with, for the month's stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.domain.samples import LONDON, WORK, at, event, linked, span
from tui.domain.conferencing import Requested
from tui.domain.events import Event, Participant, Rsvp, Status
from tui.domain.month_layout import weeks_of
from tui.domain.when import AllDay, AllDaySpan
from tui.ui.widgets.scene import Scene, Stripe

OWN = "mira@northlight.test"
NOVEMBER = date(2026, 11, 20)
SIX_WEEKS = date(2026, 8, 14)
AFTERNOON = at(14, 2)
MEET = "https://meet.google.com/abc-defg-hij"


def timed(name: str, day: int, hour: int, minutes: int = 30, **changes: Any) -> Event:
    """A meeting in November."""
    start = at(hour, day=day)
    when = span(start, start + timedelta(minutes=minutes), "Europe/London")
    return event(id=name, title=name, when=when, **changes)


def whole(name: str, first: date, last: date, calendar: str = WORK.id) -> Event:
    """Whole days."""
    when = AllDay(first) if first == last else AllDaySpan(first, last)
    return event(id=name, title=name, when=when, calendar_id=calendar)


def _me(answer: Rsvp) -> tuple[Participant, ...]:
    return (Participant(OWN, rsvp=answer),)


EVENTS = (
    whole("On call: Kenji", date(2026, 11, 16), date(2026, 11, 22), "home"),
    whole("Offsite in Lisbon, three days of it", date(2026, 11, 19), date(2026, 11, 25)),
    whole("Mira's birthday", date(2026, 11, 20), date(2026, 11, 20), "home"),
    timed("Standup", 20, 9, conferencing=linked(MEET)),
    timed("Design review of the new timeline", 20, 15, conferencing=linked(MEET)),
    timed("Unanswered invitation", 20, 16, participants=_me(Rsvp.NONE)),
    timed("Perhaps", 20, 17, participants=_me(Rsvp.MAYBE), conferencing=Requested("Zoom Meeting")),
    timed("Not me", 20, 18, participants=_me(Rsvp.NO)),
    timed("Called off", 20, 19, status=Status.CANCELLED),
    timed("Deploy over night", 17, 23, 180),
    timed("ミーティング：日本語のとても長い題名です", 18, 10, calendar_id="home"),
    timed("פגישת צוות עם כולם", 18, 11),
    timed("[/b] not\x1b[31m markup", 18, 12),
    timed("👨‍👩‍👧‍👦 family", 18, 13, calendar_id="home"),
    timed("Early", 2, 8),
    timed("Retro", 27, 15, conferencing=linked(MEET)),
    timed("Of December", 30, 10),
)


def month_scene(
    day: date = NOVEMBER,
    events: Sequence[Event] = EVENTS,
    now: datetime = AFTERNOON,
    week_start: int = 0,
    **changes: Any,
) -> Scene:
    """The weeks around a month, for the person of the stories."""
    shown = tuple(day for week in weeks_of(day, week_start) for day in week)
    stripes = {WORK.id: Stripe("#5c6bc0", "W"), "home": Stripe("#33b679", "H")}
    facts: dict[str, Any] = {"days": shown, "day": day, "events": tuple(events)}
    return Scene((), stripes, now, LONDON, OWN, **(facts | changes))
