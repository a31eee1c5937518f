"""What the documents' rules are shown with: an event in an empty summer, an account to write it to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.domain.samples import context
from tui.domain.calendars import AccountKind, Grant
from tui.domain.checking import Checked, check
from tui.domain.drafting import draft_of, new_draft
from tui.domain.drafts import Draft
from tui.domain.events import Event
from tui.domain.findings import Context
from tui.domain.when import Timespan, Window
from tui.domain.writes import EventWrite
from tui.services.ports import CalendarApi

START = datetime(2027, 6, 7, 9, 0, tzinfo=UTC)
SPAN = Timespan(START, START + timedelta(minutes=30), "Europe/London", "Europe/London")
DAY = Window(START - timedelta(hours=9), START + timedelta(hours=15))
EPOCH = int(START.timestamp())
WHEN = {"start_time": EPOCH, "end_time": EPOCH + 1800}


async def own(api: CalendarApi) -> str:
    """A calendar that can be written to."""
    return next(calendar.id for calendar in await api.calendars() if not calendar.read_only)


async def created(api: CalendarApi, **members: object) -> Event:
    """An event of ours."""
    write = EventWrite(**({"title": "Kiln handover", "when": SPAN} | members))  # type: ignore[arg-type]
    return await api.create(await own(api), write, notify=False)


async def host(api: CalendarApi, kind: AccountKind) -> Grant:
    """The account of a kind that can host calls."""
    return next(grant for grant in await api.grants() if grant.kind is kind)


def typed(**changes: object) -> tuple[Draft, Context]:
    """A new event with these things typed, and the desk it lies on."""
    from dataclasses import replace

    known = context()
    draft = new_draft("d1", known.calendars[0], START, known.zone)
    return replace(draft, **({"title": "Kiln"} | changes)), known  # type: ignore[arg-type]


def checked(draft: Draft, known: Context) -> Checked:
    """What the editor says of it."""
    return check(draft, known)


__all__ = ["DAY", "EPOCH", "SPAN", "START", "WHEN", "checked", "created", "draft_of", "host", "own", "typed"]
