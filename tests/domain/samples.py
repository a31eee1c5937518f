"""Events, calendars and accounts for stories: small, whole, with nothing in them that is not asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.checking import Context
from tui.domain.conferencing import Details, Linked
from tui.domain.events import Event
from tui.domain.when import Timespan

LISBON = ZoneInfo("Europe/Lisbon")
LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""A Friday morning; Lisbon and London keep UTC, New York is five hours behind."""

WORK = Calendar("cal-work", "Work", primary=True)
HOLIDAYS = Calendar("cal-holidays", "Holidays", read_only=True)
GOOGLE = Grant("grant-google", AccountKind.GOOGLE, "mira@northlight.test")
MICROSOFT = Grant("grant-microsoft", AccountKind.MICROSOFT, "mira@northlight.test")
ICLOUD = Grant("grant-icloud", AccountKind.ICLOUD, "mira@northlight.test")
ZOOM_HOST = Grant("grant-zoom", AccountKind.ZOOM, "host@northlight.test")


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    """A UTC instant in the November of the stories."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def span(start: datetime, end: datetime, zone: str | None = "Europe/Lisbon") -> Timespan:
    """A stretch of time written in one zone."""
    return Timespan(start, end, zone, zone)


def event(**changes: Any) -> Event:
    """An event this afternoon, changed as told."""
    facts: dict[str, Any] = {
        "id": "evt-1",
        "calendar_id": WORK.id,
        "title": "Design review",
        "when": span(at(15), at(15, 30)),
    }
    return Event(**(facts | changes))


def linked(url: str, provider: str = "Google Meet", **details: Any) -> Linked:
    """A call with this link."""
    return Linked(provider, Details(url, **details))


def context(
    account: Grant = GOOGLE,
    hosts: tuple[Grant, ...] = (),
    zone: ZoneInfo = LISBON,
    now: datetime = NOW,
) -> Context:
    """A signed-in user with a calendar of their own and one they can only read."""
    return Context(account, (WORK, HOLIDAYS), hosts, zone, now)
