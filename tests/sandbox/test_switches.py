"""Where the documents contradict each other: the service read either way, and the client told which it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from tests.nylas.pulse import Recorded, StillClock
from tests.sandbox.curl import Curl
from tui.domain.secret import SecretStr
from tui.domain.when import AllDaySpan, Window
from tui.domain.writes import EventWrite
from tui.nylas.connect import open_api
from tui.nylas.reading import Reading
from tui.sandbox.serve import running
from tui.sandbox.server import Sandbox
from tui.sandbox.settings import SandboxSettings
from tui.services.ports import CalendarApi
from tui.services.settings import Profile

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
EPOCH = int(NOW.timestamp())
SPAN = AllDaySpan(date(2026, 12, 1), date(2026, 12, 3))
JUNE = datetime(2026, 6, 1, tzinfo=UTC)


class Counted(httpx.ASGITransport):
    """A way to the sandbox that remembers what was asked for."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(app=sandbox.app)
        self.listings = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.listings += request.method == "GET" and request.url.path.endswith("/events")
        return await super().handle_async_request(request)


@asynccontextmanager
async def connected(
    provider: str, settings: SandboxSettings, reading: Reading
) -> AsyncIterator[tuple[CalendarApi, Counted]]:
    """The client on a sandbox, each with its own way of reading the documents."""
    sandbox = Sandbox.open(settings)
    way = Counted(sandbox)
    grant = next(line.id for line in sandbox.grants if line.provider == provider)
    profile = Profile(region="custom", api_uri="http://localhost", grant=grant)
    key = SecretStr(sandbox.api_key)
    api = open_api(profile, key, transport=way, clock=StillClock(), pause=Recorded(), reading=reading)
    try:
        yield api, way
    finally:
        await api.aclose()
        sandbox.close()


@pytest.mark.parametrize(("months", "asked"), [(6, 3), (12, 2)])
async def test_a_long_look_at_icloud_is_cut_into_stretches_of_the_months_set(months: int, asked: int) -> None:
    settings = SandboxSettings(now=NOW, icloud_months=12 if months == 12 else 6)
    async with connected("icloud", settings, Reading(icloud_months=months)) as (api, way):
        calendar = (await api.calendars())[0].id
        window = Window(JUNE, JUNE + timedelta(days=500))
        titles = [event.title async for page in api.events(calendar, window) for event in page.events]
        assert titles
        assert way.listings == asked


def test_icloud_refuses_more_than_the_months_set_and_says_how_many() -> None:
    with running(SandboxSettings(now=NOW, icloud_months=12)) as served:
        icloud = Curl(served, "icloud")
        calendar = icloud.get("calendars").data[0]["id"]
        year, more = EPOCH + 365 * 86_400, EPOCH + 400 * 86_400
        assert icloud.get("events", calendar_id=calendar, start=EPOCH, end=year).status == 200
        refused = icloud.get("events", calendar_id=calendar, start=EPOCH, end=more).refusal
        icloud.close()
    assert refused == (
        400,
        "invalid_request_error",
        "The maximum time range for iCloud event queries is 1 year.",
    )


@pytest.mark.parametrize("included", [True, False])
async def test_days_come_back_as_written_whichever_way_both_sides_count_the_last(included: bool) -> None:
    settings = SandboxSettings(now=NOW, last_day_included=included)
    reading = Reading(last_day_included=included)
    async with connected("google", settings, reading) as (api, _):
        calendar = next(one.id for one in await api.calendars() if one.primary)
        made = await api.create(calendar, EventWrite(title="Fair", when=SPAN), notify=False)
        longer = AllDaySpan(SPAN.first, SPAN.last + timedelta(days=1))
        assert made.when == SPAN
        assert (await api.event(made.key)).when == SPAN
        assert (await api.update(made.key, EventWrite(when=longer), notify=False)).when == longer
        window = Window(NOW, NOW + timedelta(days=30))
        listed = [e async for page in api.events(calendar, window) for e in page.events if e.id == made.id]
        assert [event.when for event in listed] == [longer]


def test_the_day_after_is_what_goes_over_the_wire_where_the_last_day_is_left_out() -> None:
    days = {"start_date": "2026-12-01", "end_date": "2026-12-04"}
    with running(SandboxSettings(now=NOW, last_day_included=False)) as served:
        google = Curl(served)
        made = google.create(title="Fair", when=days).data
        third = int(datetime(2026, 12, 3, 12, tzinfo=UTC).timestamp())
        on_third = [e["id"] for e in google.events(start=third, end=third + 60)]
        on_fourth = [e["id"] for e in google.events(start=third + 86_400, end=third + 86_460)]
        nothing = google.create(title="No day", when=days | {"end_date": "2026-12-01"})
        wrong = google.create(title="No date", when=days | {"end_date": "soon"})
        google.close()
    assert made["when"] == {"object": "datespan"} | days
    assert made["id"] in on_third
    assert made["id"] not in on_fourth
    assert nothing.status == wrong.status == 400
