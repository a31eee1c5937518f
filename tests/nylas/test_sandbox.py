"""The client against a whole service: an account is opened, read, written to, and left as expected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.nylas.lines import account
from tui.domain.calendars import AccountKind
from tui.domain.conferencing import (
    Autocreate,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Provider,
    Remove,
    Requested,
)
from tui.domain.errors import ApiError, NotFound, Refused, Unauthorized
from tui.domain.events import Event, EventKey, Participant, Rsvp
from tui.domain.pairs import MARK
from tui.domain.when import AllDay, AllDaySpan, Timespan, Window
from tui.domain.writes import EventWrite
from tui.nylas.v3 import NylasV3
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))
START = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
SPAN = Timespan(START, START + timedelta(minutes=30), "Europe/London", "Europe/London")
Opened = Callable[[str], NylasV3]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, links=LinkRule("reads", 2), events=1500)) as sandbox:
        yield sandbox


@pytest.fixture
async def opened(served: ServedSandbox) -> AsyncIterator[Opened]:
    """Opens the account of a provider."""
    apis: list[NylasV3] = []

    def open_account(provider: str) -> NylasV3:
        (line,) = (grant for grant in served.grants if grant.provider == provider)
        api = account(served.api_uri, key=served.api_key, grant=line.id)
        apis.append(api)
        return api

    yield open_account
    for api in apis:
        await api.aclose()


@pytest.fixture
def google(opened: Opened) -> NylasV3:
    return opened("google")


async def primary(api: NylasV3) -> str:
    calendars = await api.calendars()
    return next((c for c in calendars if c.primary), calendars[0]).id


async def host(api: NylasV3, kind: AccountKind) -> str:
    return next(grant.id for grant in await api.grants() if grant.kind is kind)


async def all_events(api: NylasV3, calendar_id: str, window: Window) -> list[Event]:
    return [event async for page in api.events(calendar_id, window) for event in page.events]


async def test_an_account_shows_itself_its_calendars_and_the_other_accounts(google: NylasV3) -> None:
    grant = await google.grant()
    assert grant.kind is AccountKind.GOOGLE
    assert grant in await google.grants()
    calendars = await google.calendars()
    assert sum(calendar.primary for calendar in calendars) == 1
    assert any(calendar.read_only for calendar in calendars)
    assert all(calendar.name and calendar.colour for calendar in calendars)


async def test_every_event_of_every_account_is_readable_and_clean(opened: Opened) -> None:
    for provider in ("google", "microsoft", "icloud", "virtual-calendar"):
        api = opened(provider)
        window = Window(NOW - timedelta(days=200), NOW + timedelta(days=200))
        for calendar in await api.calendars():
            async for page in api.events(calendar.id, window):
                for event in page.events:
                    assert event.title == "" or event.title.isprintable() or "\n" not in event.title
                    assert not set(event.title + event.description) & set("\x1b\x07\x00\u202e\x9b")
                    assert event.key == (calendar.id, event.id)


async def test_a_listed_event_reads_the_same_by_itself(google: NylasV3) -> None:
    calendar = await primary(google)
    events = await all_events(google, calendar, WEEK)
    assert len(events) > 5
    for event in events[:8]:
        alone = await google.event(event.key)
        assert replace(alone, original_start=None) == replace(event, original_start=None)


async def test_the_calls_of_a_stretch_are_listed_without_the_events_they_are_on(google: NylasV3) -> None:
    day = START + timedelta(days=200)
    span, around = Timespan(day, day + timedelta(hours=1)), Window(day, day + timedelta(hours=2))
    own = Details("https://meet.google.com/aaa-bbbb-ccc")
    wishes = (None, Autocreate(Provider.MEET), OwnDetails(Provider.MEET, own))
    writes = [EventWrite("Listed", span, conferencing=wish or Remove()) for wish in wishes]
    made = [await google.create("primary", write, notify=False) for write in writes]
    found = await google.calls("primary", around)
    assert [found[one.id] for one in made] == [
        NoConference(),
        Requested("Google Meet"),
        Linked("Google Meet", own),
    ]
    assert await google.calls("primary", Window(day + timedelta(days=1), day + timedelta(days=2))) == {}
    for one in made:
        await google.delete(one.key, notify=False)


async def test_a_call_is_asked_for_and_its_link_arrives(google: NylasV3) -> None:
    calendar = await primary(google)
    write = EventWrite(title="Kiln handover", when=SPAN, conferencing=Autocreate(Provider.MEET))
    event = await google.create(calendar, write, notify=False)
    assert isinstance(event.conferencing, Requested)
    for _ in range(5):
        event = await google.event(event.key)
        if isinstance(event.conferencing, Linked):
            break
    assert isinstance(event.conferencing, Linked)
    assert event.conferencing.details.url.startswith("https://meet.google.com/")
    assert event.when == SPAN


@pytest.mark.parametrize("provider", [Provider.ZOOM, Provider.TEAMS])
async def test_a_call_hosted_elsewhere_names_its_host(google: NylasV3, provider: Provider) -> None:
    kind = AccountKind.ZOOM if provider is Provider.ZOOM else AccountKind.MICROSOFT
    hosting = await host(google, kind)
    write = EventWrite(title="Hosted", when=SPAN, conferencing=Autocreate(provider, hosting))
    event = await google.create(await primary(google), write, notify=False)
    assert event.conferencing == Requested(provider, hosting)


async def test_a_call_without_its_host_is_refused_with_the_service_s_words(google: NylasV3) -> None:
    write = EventWrite(title="Hostless", when=SPAN, conferencing=Autocreate(Provider.ZOOM))
    with pytest.raises(Refused) as caught:
        await google.create(await primary(google), write, notify=False)
    assert caught.value.server_words
    assert caught.value.request_id
    assert caught.value.means == "The event was not created."


@pytest.mark.parametrize("provider", Provider)
async def test_details_entered_by_hand_are_kept_then_removed(google: NylasV3, provider: Provider) -> None:
    details = Details("https://call.sandbox.test/1", "123", "pass", "456", ("+44 20 3956 0000",))
    write = EventWrite(title="By hand", when=SPAN, conferencing=OwnDetails(provider, details))
    event = await google.create(await primary(google), write, notify=False)
    assert isinstance(event.conferencing, Linked)
    assert event.conferencing.provider == provider
    assert event.conferencing.details.url == details.url
    cleared = await google.update(event.key, EventWrite(conferencing=Remove(), description=""), notify=False)
    assert cleared.conferencing == NoConference()
    assert cleared.when == SPAN


@pytest.mark.parametrize(
    "when", [SPAN, AllDay(date(2027, 3, 1)), AllDaySpan(date(2027, 3, 1), date(2027, 3, 3))], ids=str
)
async def test_every_kind_of_when_is_kept(google: NylasV3, when: Timespan | AllDay | AllDaySpan) -> None:
    calendar = await primary(google)
    event = await google.create(calendar, EventWrite(title="When", when=when), notify=False)
    assert (event.when, event.oddities) == (when, ())
    window = Window(START - timedelta(days=1), START + timedelta(days=1))
    assert event.key in {other.key for other in await all_events(google, calendar, window)}


async def test_an_update_leaves_the_rest_alone(google: NylasV3) -> None:
    guests = (Participant("li@sandbox.test", "Li"), Participant("bo@sandbox.test"))
    write = EventWrite(
        title="Before", when=SPAN, location="Room 4", participants=guests, metadata={"key1": "a", "note": "b"}
    )
    event = await google.create(await primary(google), write, notify=False)
    after = await google.update(event.key, EventWrite(title="After"), notify=False)
    assert after.title == "After"
    assert replace(after, title="", updated_at=None) == replace(event, title="", updated_at=None)
    fewer = await google.update(event.key, EventWrite(participants=after.participants[:1]), notify=False)
    assert [guest.email for guest in fewer.participants] == ["li@sandbox.test"]


async def test_a_token_finds_its_event(google: NylasV3) -> None:
    calendar = await primary(google)
    write = EventWrite(title="Marked", when=SPAN, metadata={MARK: "0b9d5a52"})
    event = await google.create(calendar, write, notify=False)
    found = await google.marked(calendar, "0b9d5a52")
    assert found is not None
    assert found.key == event.key
    assert await google.marked(calendar, "another") is None


async def test_a_deleted_event_is_gone_and_deleting_again_is_fine(google: NylasV3) -> None:
    calendar = await primary(google)
    event = await google.create(calendar, EventWrite(title="Gone", when=SPAN), notify=False)
    await google.delete(event.key, notify=False)
    await google.delete(event.key, notify=False)
    with pytest.raises(NotFound):
        await google.event(EventKey(calendar, "no-such-event"))


async def test_an_invitation_is_answered(google: NylasV3) -> None:
    grant, calendar = await google.grant(), await primary(google)
    window = Window(NOW - timedelta(days=30), NOW + timedelta(days=30))
    invitations = [
        event
        for event in await all_events(google, calendar, window)
        if event.answer_of(grant.email) is Rsvp.NONE and not event.in_series
    ]
    await google.rsvp(invitations[0].key, Rsvp.MAYBE)
    assert (await google.event(invitations[0].key)).answer_of(grant.email) is Rsvp.MAYBE


async def test_a_read_only_calendar_refuses_in_words(google: NylasV3) -> None:
    calendar = next(c for c in await google.calendars() if c.read_only)
    with pytest.raises(ApiError) as caught:
        await google.create(calendar.id, EventWrite(title="No", when=SPAN), notify=False)
    assert "read" in caught.value.server_words.casefold()


async def test_a_whole_year_on_icloud_is_listed(opened: Opened) -> None:
    icloud = opened("icloud")
    year = Window(NOW - timedelta(days=200), NOW + timedelta(days=200))
    for calendar in await icloud.calendars():
        events = await all_events(icloud, calendar.id, year)
        assert len({event.id for event in events}) == len(events)


async def test_a_listing_of_several_pages_is_walked_to_its_end(google: NylasV3) -> None:
    years = Window(NOW - timedelta(days=800), NOW + timedelta(days=800))
    pages = [page async for page in google.events(await primary(google), years)]
    found = [event.id for page in pages for event in page.events]
    assert len(pages) >= 3
    assert len(set(found)) == len(found) > 400
    starts = [event.when.start for page in pages for event in page.events if isinstance(event.when, Timespan)]
    assert starts == sorted(starts)


async def test_a_wrong_key_and_an_unknown_account_are_told_apart(served: ServedSandbox) -> None:
    wrong = account(served.api_uri, key="nyk_wrong", grant=served.grants[0].id)
    with pytest.raises(Unauthorized, match="did not accept the key"):
        await wrong.grant()
    await wrong.aclose()
    unknown = account(served.api_uri, key=served.api_key, grant="nobody@sandbox.test")
    with pytest.raises(NotFound, match="no such account"):
        await unknown.grant()
    await unknown.aclose()


async def test_an_account_is_named_by_its_address_too(served: ServedSandbox) -> None:
    line = next(grant for grant in served.grants if grant.provider == "google")
    api = account(served.api_uri, key=served.api_key, grant=line.email)
    assert (await api.grant()).id == line.id
    await api.aclose()
