"""A series of firings on the sandbox, one of them in the editor, and a Teams call of the older generation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.driver import LONDON
from tests.services.desk import FRIDAY, Desk
from tui.domain.conferencing import Details, OwnDetails, Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.errors import Ambiguous, Unreachable
from tui.domain.events import Event
from tui.domain.scoping import for_following
from tui.domain.when import AllDay, Timespan, Window
from tui.domain.writes import EventWrite

OFFLINE = Unreachable("There is no connection.")
LOST = Ambiguous("The answer was lost.")
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=LONDON)
MONTH = Window(datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 12, 19, tzinfo=UTC))
TITLES = ("Firing", "Late firing", "Odd firing")
LINK = "https://meet.google.com/abc-defg-hij"
MEET = CallDraft(Provider.MEET, CallMode.OWN, url=LINK)
KILN = CallDraft(Provider.MEET, CallMode.OWN, url="https://meet.google.com/kil-nkil-nkl")


async def firing(desk: Desk, rule: str = "FREQ=DAILY;COUNT=8", **members: object) -> Event:
    """A series of the user's own, from Monday 23 November on."""
    write = EventWrite(
        title="Firing",
        when=Timespan(MONDAY, MONDAY + timedelta(minutes=30), "Europe/London", "Europe/London"),
        recurrence=(f"RRULE:{rule}",),
    )
    return await desk.create(replace(write, **members))  # type: ignore[arg-type]


async def listed(desk: Desk, calendar: str = "") -> list[Event]:
    """What the service has of the firings, by start."""
    found: list[Event] = []
    async for page in desk.workspace.api.events(calendar or desk.calendar, MONTH):
        found += [event for event in page.events if event.title in TITLES]
    return found


async def days(desk: Desk, calendar: str = "") -> list[tuple[int, str]]:
    """Day and title of each firing."""
    return [(day_of(event), event.title) for event in await listed(desk, calendar)]


def day_of(event: Event) -> int:
    return event.when.day.day if isinstance(event.when, AllDay) else start_of(event).astimezone(LONDON).day


def start_of(event: Event) -> datetime:
    assert isinstance(event.when, Timespan)
    return event.when.start


async def third(desk: Desk, **changes: object) -> tuple[Draft, Event]:
    """The third of the firings in the editor, and its series as the service has it."""
    one = (await listed(desk))[2]
    draft = replace(desk.workspace.edits.of(one), **changes)  # type: ignore[arg-type]
    return draft, await desk.workspace.edits.series(one)


async def following(desk: Desk, *, fresh_link: bool = False, **changes: object) -> Draft:
    """The third and those that follow, changed."""
    draft, master = await third(desk, **changes)
    return for_following(draft, master, desk.workspace.edits.context(), fresh_link=fresh_link)


async def teams_call(desk: Desk, notes: str = "") -> Event:
    """An event of the older generation with a Teams call."""
    details = Details("https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0")
    write = EventWrite(
        title="Firing",
        when=Timespan(FRIDAY, FRIDAY + timedelta(minutes=30), "Europe/London", "Europe/London"),
        conferencing=OwnDetails(Provider.TEAMS, details),
        description=notes,
    )
    made = await desk.workspace.api.create(own_calendar(desk), write, notify=False)
    event: Event = await desk.workspace.api.event(made.key)
    return event


def own_calendar(desk: Desk) -> str:
    return next(c.id for c in desk.workspace.agenda.calendars() if not c.read_only)


def with_zoom(desk: Desk, event: Event) -> Draft:
    zoom = CallDraft(Provider.ZOOM, CallMode.OWN, url="https://zoom.us/j/89012345678")
    return replace(desk.workspace.edits.of(event), call=zoom)
