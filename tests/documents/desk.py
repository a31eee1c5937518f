"""What the documents' rules are shown with: an event in an empty summer, an account to write it to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.domain.samples import context
from tests.sandbox.curl import Curl
from tui.domain.calendars import AccountKind, Grant
from tui.domain.capabilities import Generation
from tui.domain.checking import Checked, check
from tui.domain.drafting import new_draft
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
    known = context()
    draft = new_draft("d1", known.calendars[0], START, known.zone)
    return replace(draft, **({"title": "Kiln"} | changes)), known  # type: ignore[arg-type]


@contextmanager
def consented(curl: Curl, *scopes: str) -> Iterator[None]:
    """An account whose owner has consented to these scopes alone."""
    path = f"/__sandbox__/grants/{curl.grant}"
    before = curl.get(f"/v3/grants/{curl.grant}").data["scope"]
    assert curl.call("PUT", path, body={"scope": list(scopes)}).status == 200
    try:
        yield
    finally:
        curl.call("PUT", path, body={"scope": before})


def mails(curl: Curl, event_id: str) -> list[str]:
    """Who was mailed about an event."""
    return [one["to"] for one in curl.get("/__sandbox__/mails").data if one["event_id"] == event_id]


def account(kind: AccountKind, known: Context, generation: Generation = "v3") -> Context:
    """The desk of somebody with another kind of account."""
    return replace(known, account=Grant("g", kind, "ada@example.com"), generation=generation)


def checked(draft: Draft, known: Context) -> Checked:
    """What the editor says of it."""
    return check(draft, known)


__all__ = [
    *("DAY", "EPOCH", "SPAN", "START", "WHEN", "account", "checked", "consented", "created"),
    *("host", "mails", "own", "typed"),
]
