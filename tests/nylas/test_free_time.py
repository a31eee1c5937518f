"""Asking when people are busy: both generations against a served sandbox, and against odd answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.lines import account
from tests.nylas.pulse import Recorded, StillClock
from tests.nylas.wires import answer
from tui.domain.busy import Busy
from tui.domain.calendars import AccountKind
from tui.domain.errors import Refused
from tui.domain.events import Event, Rsvp
from tui.domain.free_time import Attendee, Wish
from tui.domain.secret import SecretStr
from tui.domain.text import hidden_count
from tui.domain.when import Timespan, Window, bounds
from tui.domain.working_hours import WorkingHours
from tui.domain.writes import EventWrite
from tui.nylas.calls import Calls
from tui.nylas.free_time import WireAvailability, WireBusy, busy_of, free_busy_bodies, starts_of
from tui.nylas.pages import Reader
from tui.nylas.transport import Transport
from tui.nylas.v2 import NylasV2
from tui.nylas.v3 import NylasV3
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings
from tui.services.ports import CalendarApi

ADA, HARBOUR, NOBODY = "ada@sandbox.test", "ada.okafor@harbourpost.test", "nobody@elsewhere.test"
LONDON = ZoneInfo("Europe/London")
NINE = datetime(2027, 6, 7, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in London."""
HOUR = timedelta(hours=1)
DAY = Window(NINE - 9 * HOUR, NINE + 15 * HOUR)
HOURS = WorkingHours(LONDON)


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=datetime(2026, 11, 20, 12, 7, tzinfo=UTC))) as sandbox:
        yield sandbox


def opened_v3(served: ServedSandbox, provider: str) -> NylasV3:
    (line,) = (grant for grant in served.grants if grant.provider == provider)
    return account(served.api_uri, key=served.api_key, grant=line.id)


def opened_v2(served: ServedSandbox, kind: str) -> NylasV2:
    token = next(one.token for one in served.sandbox.accounts if one.kind == kind)
    return NylasV2(
        Calls(Transport(served.api_uri, SecretStr(token), trust_env=False), StillClock(), Recorded())
    )


@pytest.fixture(params=["v3", "v2"])
async def google(request: pytest.FixtureRequest, served: ServedSandbox) -> AsyncIterator[CalendarApi]:
    api: CalendarApi = opened_v3(served, "google") if request.param == "v3" else opened_v2(served, "gmail")
    yield api
    await api.aclose()


async def all_of(api: CalendarApi) -> list[Event]:
    window = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 12, 16, tzinfo=UTC))
    calendars = await api.calendars()
    return [e for one in calendars async for page in api.events(one.id, window) for e in page.events]


async def book(api: CalendarApi, start: datetime, **facts: Any) -> None:
    calendar = next(one.id for one in await api.calendars() if one.primary)
    write = EventWrite(title="Taken", when=Timespan(start, start + HOUR, "Europe/London", "Europe/London"))
    await api.create(calendar, write, notify=False)


async def test_both_generations_tell_the_busy_hours_and_who_cannot_be_read(google: CalendarApi) -> None:
    await book(google, NINE)
    ada, nobody, harbour = await google.free_busy([ADA.upper().lower(), NOBODY, HARBOUR], DAY)
    assert (ada.email, ada.known) == (ADA, True)
    assert (NINE, NINE + HOUR) in ada.spans
    assert (nobody.email, nobody.trouble, nobody.spans) == (NOBODY, "address not found at the provider", ())
    assert harbour.known


async def test_both_generations_work_out_slots(google: CalendarApi) -> None:
    await book(google, NINE)
    window = Window(NINE - 2 * HOUR, NINE + 3 * HOUR)
    ada = Attendee(Busy(ADA), HOURS)
    assert (await google.availability([ada], Wish(window, HOUR)))[0] == NINE + HOUR
    pause = Wish(window, HOUR, before=timedelta(minutes=30))
    assert (await google.availability([ada], pause))[0] == NINE + HOUR + HOUR / 2
    weekend = WorkingHours(LONDON, days=frozenset({5, 6}))
    assert await google.availability([Attendee(Busy(ADA), weekend)], Wish(window, HOUR)) == ()
    with pytest.raises(Refused):
        await google.availability([Attendee(Busy(NOBODY), HOURS)], Wish(window, HOUR))


async def test_more_people_and_more_time_than_one_request_takes(served: ServedSandbox) -> None:
    for api in (opened_v3(served, "microsoft"), opened_v2(served, "gmail")):
        emails = [*(f"p{n}@nowhere.test" for n in range(44)), ADA]
        found = await api.free_busy(emails, Window(NINE, NINE + timedelta(days=70)))
        assert [one.email for one in found] == emails
        assert found[-1].known
        await api.aclose()


async def test_half_accepted_hours_are_told_apart_where_the_account_can(served: ServedSandbox) -> None:
    api = opened_v3(served, "microsoft")
    events = await all_of(api)
    perhaps = next(one for one in events if one.answer_of(HARBOUR) is Rsvp.MAYBE)
    window = Window(*bounds(perhaps.when, LONDON))
    (with_it,) = await api.free_busy([HARBOUR], window)
    (without_it,) = await api.free_busy([HARBOUR], window, tentative=False)
    assert with_it.spans == ((window.start, window.end),)
    assert without_it.spans != with_it.spans  # something else may fall into it
    await api.aclose()


async def test_icloud_says_it_cannot(served: ServedSandbox) -> None:
    api = opened_v3(served, "icloud")
    with pytest.raises(Refused, match="iCloud"):
        await api.free_busy([ADA], DAY)
    await api.aclose()


async def test_a_comment_goes_along_where_there_is_a_place_for_it(served: ServedSandbox) -> None:
    older = opened_v2(served, "gmail")
    asked = next(one for one in await all_of(older) if one.answer_of(ADA) is Rsvp.NONE)
    await older.rsvp(asked.key, Rsvp.MAYBE, "ten minutes late")
    mine = next(p for p in (await older.event(asked.key)).participants if p.email == ADA)
    assert (mine.rsvp, mine.comment) == (Rsvp.MAYBE, "ten minutes late")
    await older.aclose()
    newer = opened_v3(served, "google")
    with pytest.raises(Refused, match="comment"):
        await newer.rsvp(asked.key, Rsvp.YES, "late")
    await newer.aclose()


@given(st.integers(1, 120), st.integers(1, 200), st.sampled_from(list(AccountKind)), st.booleans())
def test_requests_cover_everybody_and_all_the_time_within_the_limits(
    people: int, days: int, kind: AccountKind, tentative: bool
) -> None:
    emails = [f"p{n}@sandbox.test" for n in range(people)]
    window = Window(NINE, NINE + timedelta(days=days, seconds=0.5))
    if kind is AccountKind.ICLOUD:
        with pytest.raises(Refused):
            list(free_busy_bodies(emails, window, kind, tentative=tentative))
        return
    bodies = list(free_busy_bodies(emails, window, kind, tentative=tentative))
    most, longest = (50, 90) if kind is AccountKind.GOOGLE else (20, 90 if kind is AccountKind.EWS else 31)
    seconds: dict[str, float] = {}
    for body in bodies:
        assert 1 <= len(body["emails"]) <= most
        assert 0 < body["end_time"] - body["start_time"] <= longest * 86_400
        assert body.get("tentative_as_busy", True) is tentative
        for email in body["emails"]:
            seconds[email] = seconds.get(email, 0) + body["end_time"] - body["start_time"]
    assert set(seconds) == set(emails)
    assert all(one >= (window.end - window.start).total_seconds() for one in seconds.values())


def read(*items: object, asked: tuple[str, ...] = (ADA,)) -> tuple[Busy, ...]:
    page = Reader(WireBusy).page(answer({"data": list(items)}), "api.test")
    return busy_of(asked, page.items, DAY)


def test_odd_answers_are_unknown_and_never_free() -> None:
    assert read()[0].trouble
    assert read(None, 7, {"email": ADA.upper(), "object": "error"})[0].trouble
    assert read({"email": ADA, "time_slots": None, "object": "free_busy"})[0] == Busy(ADA)
    hostile = read({"email": ADA, "object": "error", "error": "\x1b]0;x\x07" + "no" * 900})[0].trouble
    assert (hidden_count(hostile), len(hostile) <= 200) == (0, True)
    half = {"email": ADA, "time_slots": [{"start_time": int(NINE.timestamp()), "end_time": 10**30}, None]}
    assert read(half)[0].email == ADA
    free = {"start_time": int(NINE.timestamp()), "end_time": int(NINE.timestamp()) + 60, "status": "free"}
    assert read({"email": ADA, "time_slots": [free]})[0].spans == ()


def test_two_answers_about_one_person_are_put_together() -> None:
    first = int(NINE.timestamp())
    slots = [{"start_time": first + n * 3600, "end_time": first + n * 3600 + 3600} for n in (0, 1)]
    found = read({"email": ADA, "time_slots": slots[:1]}, {"email": ADA, "time_slots": slots[1:]})
    assert found == (Busy(ADA, ((NINE, NINE + 2 * HOUR),)),)
    assert read({"email": ADA, "time_slots": slots}, {"email": ADA, "object": "error", "error": "x"})[
        0
    ].trouble


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["email", "time_slots", "object", "error", "start_time", "end_time", "status"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=4), JSON)
def test_nothing_a_service_could_answer_breaks_the_reading(items: list[object], single: object) -> None:
    (busy,) = read(*items)
    assert all(DAY.start <= start < end <= DAY.end for start, end in busy.spans)
    body = json.dumps({"data": single if isinstance(single, dict) else {}})
    starts_of(Reader(WireAvailability).one(answer(json.loads(body)), "api.test"))
