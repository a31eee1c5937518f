"""One story told through both generations of the API: what one of them makes, the other one sees."""

from __future__ import annotations

import pytest

from tests.documents.conftest import Opened
from tests.documents.desk import DAY, SPAN, created, host, own
from tests.documents.test_automatic_meeting_details import finished
from tui.domain.calendars import AccountKind
from tui.domain.conferencing import Autocreate, Details, Linked, NoConference, OwnDetails, Provider, Remove
from tui.domain.errors import NotFound
from tui.domain.events import Event, Participant, Rsvp
from tui.domain.when import AllDay, AllDaySpan, When
from tui.domain.writes import EventWrite
from tui.services.ports import CalendarApi

PAIRS = [("v2:gmail", "google"), ("google", "v2:gmail")]
PAIRS += [("v2:exchange", "microsoft"), ("microsoft", "v2:exchange")]
PAIRS += [("v2:icloud", "icloud"), ("icloud", "v2:icloud")]


async def linked(api: CalendarApi, event: Event) -> Event:
    """The event once its call is there, by whichever way the generation tells."""
    if event.work_id:
        return await finished(api, event)
    await api.event(event.key)
    return await api.event(event.key)


def told(event: Event) -> tuple[object, ...]:
    """What is the same in both."""
    guests = tuple((person.email, person.rsvp) for person in event.participants)
    return event.title, event.when, event.location, event.busy, guests, event.conferencing


@pytest.mark.parametrize(("maker", "viewer"), PAIRS)
async def test_an_event_is_made_changed_and_deleted_here_and_seen_there(
    opened: Opened, maker: str, viewer: str
) -> None:
    here, there = opened(maker), opened(viewer)
    guests = (Participant("grace@example.com", "Grace"),)
    event = await created(here, title=f"Through {maker}", location="Yard", participants=guests)
    assert told(await there.event(event.key)) == told(await here.event(event.key))
    await here.update(event.key, EventWrite(title="Changed here"), notify=False)
    assert (await there.event(event.key)).title == "Changed here"
    await there.update(event.key, EventWrite(location="Changed there"), notify=False)
    assert (await here.event(event.key)).location == "Changed there"
    await there.delete(event.key, notify=False)
    with pytest.raises(NotFound):
        await here.event(event.key)


@pytest.mark.parametrize(("maker", "viewer"), PAIRS)
@pytest.mark.parametrize(
    "when", [SPAN, AllDay(SPAN.start.date()), AllDaySpan(SPAN.start.date(), SPAN.start.date().replace(day=9))]
)
async def test_times_and_days_mean_the_same(opened: Opened, maker: str, viewer: str, when: When) -> None:
    event = await created(opened(maker), when=when)
    assert (await opened(viewer).event(event.key)).when == when


@pytest.mark.parametrize(
    ("maker", "viewer", "provider"),
    [
        ("v2:gmail", "google", Provider.MEET),
        ("v2:gmail", "google", Provider.ZOOM),
        ("v2:exchange", "microsoft", Provider.TEAMS),
        ("google", "v2:gmail", Provider.MEET),
        ("google", "v2:gmail", Provider.ZOOM),
        ("microsoft", "v2:exchange", Provider.TEAMS),
    ],
)
async def test_a_meeting_made_here_is_joined_there(
    opened: Opened, maker: str, viewer: str, provider: Provider
) -> None:
    here, there = opened(maker), opened(viewer)
    zoom = provider is Provider.ZOOM and not maker.startswith("v2:")
    owner = (await host(here, AccountKind.ZOOM)).id if zoom else ""
    event = await linked(here, await created(here, conferencing=Autocreate(provider, owner)))
    assert isinstance(event.conferencing, Linked)
    seen = (await there.event(event.key)).conferencing
    assert isinstance(seen, Linked)
    assert (seen.provider, seen.details.url) == (provider, event.conferencing.details.url)


@pytest.mark.parametrize(("maker", "viewer"), PAIRS)
async def test_a_link_by_hand_is_attached_here_and_taken_off_there(
    opened: Opened, maker: str, viewer: str
) -> None:
    here, there = opened(maker), opened(viewer)
    link = Details("https://us02web.zoom.us/j/89012345678", "89012345678", "k1ln")
    event = await created(here, conferencing=OwnDetails(Provider.ZOOM, link))
    assert (await there.event(event.key)).conferencing == Linked("Zoom Meeting", link)
    await there.update(event.key, EventWrite(conferencing=Remove()), notify=False)
    assert (await here.event(event.key)).conferencing == NoConference()


@pytest.mark.parametrize(("maker", "viewer"), [("v2:gmail", "google"), ("google", "v2:gmail")])
async def test_an_answer_given_here_is_read_there(opened: Opened, maker: str, viewer: str) -> None:
    here, there = opened(maker), opened(viewer)
    me = (await here.grant()).email
    event = await created(here, participants=(Participant(me),))
    await here.rsvp(event.key, Rsvp.MAYBE)
    assert (await there.event(event.key)).answer_of(me) is Rsvp.MAYBE


@pytest.mark.parametrize(("maker", "viewer"), [("v2:gmail", "google"), ("google", "v2:gmail")])
async def test_a_series_made_here_is_listed_there(opened: Opened, maker: str, viewer: str) -> None:
    here, there = opened(maker), opened(viewer)
    title = f"Series through {maker}"
    rules = ("RRULE:FREQ=WEEKLY;COUNT=2",)
    master = await created(here, title=title, recurrence=rules)
    assert (await there.event(master.key)).recurrence == rules
    found = [one async for page in there.events(await own(there), DAY) for one in page.events]
    assert [event.when for event in found if event.title == title] == [SPAN]
