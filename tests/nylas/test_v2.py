"""The client of the older generation, against a served sandbox and against answers nobody would expect."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.faults import answers, misbehaving
from tests.nylas.pulse import Recorded, StillClock
from tests.nylas.wires import listed as listed_v3
from tui.domain.calendars import AccountKind
from tui.domain.capabilities import Verdict, rule
from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    Autocreate,
    Details,
    Linked,
    NoConference,
    OwnDetails,
    Provider,
    Remove,
    Requested,
)
from tui.domain.drafts import CallMode
from tui.domain.errors import Ambiguous, NotFound, Refused, Unauthorized
from tui.domain.events import Event, EventKey, Participant, Rsvp
from tui.domain.pairs import MARK
from tui.domain.reminders import Reminder, Reminders
from tui.domain.secret import SecretStr
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, Window
from tui.domain.work import Work, WorkState
from tui.domain.writes import EventWrite
from tui.nylas import older_v2
from tui.nylas.calls import Calls
from tui.nylas.events_v3 import event_of
from tui.nylas.pages import Reader
from tui.nylas.setbacks import Answer
from tui.nylas.transport import Transport
from tui.nylas.v2 import NylasV2
from tui.nylas.wire_v3 import WireEvent
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings

NOW = datetime(2026, 11, 20, 12, 7, tzinfo=UTC)
START = datetime(2027, 6, 7, 9, 0, tzinfo=UTC)
SPAN = Timespan(START, START + timedelta(minutes=30), "Europe/London", "Europe/London")
DAY = Window(START - timedelta(hours=9), START + timedelta(hours=15))
Opened = Callable[[str], NylasV2]


def client(uri: str, token: str = "t") -> NylasV2:
    """The client of one account."""
    return NylasV2(Calls(Transport(uri, SecretStr(token), trust_env=False), StillClock(), Recorded()))


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW, links=LinkRule("reads", 2))) as sandbox:
        yield sandbox


@pytest.fixture
async def opened(served: ServedSandbox) -> AsyncIterator[Opened]:
    """Opens an account of a kind."""
    apis: list[NylasV2] = []

    def open_account(kind: str) -> NylasV2:
        token = next(one.token for one in served.sandbox.accounts if one.kind == kind)
        apis.append(client(served.api_uri, token))
        return apis[-1]

    yield open_account
    for api in apis:
        await api.aclose()


async def own(api: NylasV2) -> str:
    """A calendar that can be written to."""
    return next(calendar.id for calendar in await api.calendars() if not calendar.read_only)


async def listed(api: NylasV2, calendar: str, window: Window = DAY) -> list[Event]:
    return [event async for page in api.events(calendar, window) for event in page.events]


async def test_an_account_shows_itself_and_its_calendars(opened: Opened) -> None:
    api = opened("gmail")
    grant = await api.grant()
    assert (grant.kind, grant.email, grant.valid) == (AccountKind.GOOGLE, "ada@sandbox.test", True)
    assert await api.grants() == (grant,)
    assert len(await api.calendars()) == 5


async def test_a_wrong_token_is_told_as_such(served: ServedSandbox) -> None:
    api = client(served.api_uri, "nyk_canary_wrong")
    with pytest.raises(Unauthorized) as caught:
        await api.grant()
    assert "canary" not in str(caught.value)
    await api.aclose()


@pytest.mark.parametrize(
    "when", [SPAN, AllDay(START.date()), AllDaySpan(START.date(), START.date() + timedelta(days=2))]
)
async def test_an_event_comes_back_as_it_was_written(opened: Opened, when: Timespan) -> None:
    api = opened("gmail")
    calendar = await own(api)
    write = EventWrite(
        title="Kiln handover",
        when=when,
        location="Yard",
        description="Bring gloves.",
        participants=(Participant("li@sandbox.test", "Li Moreau"),),
        busy=False,
        metadata={MARK: "token-1"},
    )
    made = await api.create(calendar, write, notify=False)
    read = await api.event(made.key)
    assert (read.title, read.when, read.location) == ("Kiln handover", when, "Yard")
    assert (read.description, read.busy) == ("Bring gloves.", False)
    assert [person.label for person in read.participants] == ["Li Moreau"]
    assert made.key in {event.key for event in await listed(api, calendar)}
    assert await api.marked(calendar, "token-1") is not None
    await api.delete(made.key, notify=False)
    await api.delete(made.key, notify=False)
    with pytest.raises(NotFound):
        await api.event(made.key)


@pytest.mark.parametrize(
    ("kind", "provider"),
    [
        ("gmail", Provider.MEET),
        ("gmail", Provider.ZOOM),
        ("exchange", Provider.ZOOM),
        ("exchange", Provider.TEAMS),
    ],
)
async def test_a_call_is_awaited_by_its_job_and_found_under_whatever_id(
    opened: Opened, kind: str, provider: Provider
) -> None:
    api = opened(kind)
    write = EventWrite(title="Prism", when=SPAN, conferencing=Autocreate(provider))
    made = await api.create(await own(api), write, notify=False)
    assert made.work_id
    assert made.conferencing == Requested(provider.value)
    work = await api.work(made.work_id)
    if work is not None and work.state is WorkState.GOING:
        work = await api.work(made.work_id)
    assert work is not None
    assert work.state is WorkState.DONE
    assert (await api.works())[made.work_id] == work
    found = await api.event(EventKey(made.calendar_id, work.event_id))
    assert isinstance(found.conferencing, Linked)
    assert found.conferencing.details.url.startswith("https://")
    assert (found.id == made.id) == (provider is Provider.MEET)


async def test_a_job_that_failed_is_told_as_such(served: ServedSandbox, opened: Opened) -> None:
    api = opened("gmail")
    write = EventWrite(title="Prism #link:fail", when=SPAN, conferencing=Autocreate(Provider.MEET))
    made = await api.create(await own(api), write, notify=False)
    work = await api.work(made.work_id)
    assert work is not None
    assert work.state is WorkState.FAILED
    assert await api.work("unheard-of") is None


async def test_a_link_of_one_s_own_is_attached_and_taken_off(opened: Opened) -> None:
    api = opened("gmail")
    details = Details("https://zoom.us/j/89012345678", code="89012345678", password="x")
    write = EventWrite(title="Prism", when=SPAN, conferencing=OwnDetails(Provider.ZOOM, details))
    made = await api.create(await own(api), write, notify=False)
    assert (await api.event(made.key)).conferencing == Linked("Zoom Meeting", details)
    await api.update(made.key, EventWrite(conferencing=Remove()), notify=False)
    assert (await api.event(made.key)).conferencing == NoConference()


async def test_only_what_is_named_changes(opened: Opened) -> None:
    api = opened("gmail")
    made = await api.create(
        await own(api), EventWrite(title="Prism", when=SPAN, location="Yard"), notify=False
    )
    await api.update(made.key, EventWrite(title="Kiln"), notify=False)
    read = await api.event(made.key)
    assert (read.title, read.location, read.when) == ("Kiln", "Yard", SPAN)


async def test_a_series_is_listed_by_its_occurrences(opened: Opened) -> None:
    api = opened("gmail")
    write = EventWrite(title="Firing", when=SPAN, recurrence=("RRULE:FREQ=DAILY;COUNT=3",))
    calendar = await own(api)
    await api.create(calendar, write, notify=False)
    window = Window(DAY.start, DAY.end + timedelta(days=5))
    found = [event for event in await listed(api, calendar, window) if event.title == "Firing"]
    assert len(found) == 3
    assert all(event.master_id for event in found)


async def test_an_invitation_is_answered(opened: Opened) -> None:
    api = opened("gmail")
    me = (await api.grant()).email
    write = EventWrite(title="Prism", when=SPAN, participants=(Participant(me),))
    made = await api.create(await own(api), write, notify=False)
    assert await api.rsvp(made.key, Rsvp.YES) == ""
    assert (await api.event(made.key)).answer_of(me) is Rsvp.YES


async def test_more_events_than_a_page_holds_are_walked_by_offset(opened: Opened) -> None:
    api = opened("virtual")
    calendar = await own(api)
    for number in range(105):
        at = START + timedelta(minutes=number)
        write = EventWrite(title=f"E{number}", when=Timespan(at, at + timedelta(minutes=1)))
        await api.create(calendar, write, notify=False)
    assert len({event.id for event in await listed(api, calendar) if event.title[0] == "E"}) == 105


KINDS = {
    "gmail": AccountKind.GOOGLE,
    "exchange": AccountKind.EWS,
    "graph": AccountKind.MICROSOFT,
    "eas": AccountKind.MICROSOFT,
    "icloud": AccountKind.ICLOUD,
    "virtual": AccountKind.VIRTUAL,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("provider", AUTOCREATE_PROVIDERS)
async def test_the_table_and_the_service_agree_on_who_can_create_what(
    opened: Opened, kind: str, provider: Provider
) -> None:
    api = opened(kind)
    account = await api.grant()
    assert account.kind is KINDS[kind]
    verdict = rule(account.kind, None, provider, CallMode.CREATE, (), generation="v2").verdict
    write = EventWrite(title="Prism", when=SPAN, conferencing=Autocreate(provider))
    if verdict is Verdict.ALLOWED:
        assert (await api.create(await own(api), write, notify=False)).work_id
    else:
        with pytest.raises(Refused):
            await api.create(await own(api), write, notify=False)


async def test_the_further_fields_come_back_as_they_were_written(opened: Opened) -> None:
    api = opened("gmail")
    write = EventWrite(
        title="Firing",
        when=SPAN,
        recurrence=("RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20270614T080000Z"),
        reminders=Reminders(False, (Reminder(20, "popup"),)),
        visibility="private",
        metadata={"key1": "red"},
        hide_participants=True,
        capacity=4,
    )
    made = await api.create(await own(api), write, notify=False)
    read = await api.event(made.key)
    assert (read.recurrence, read.when) == (write.recurrence, SPAN)
    assert (read.visibility, read.metadata) == ("private", {"key1": "red"})


# Request bodies and answers in the older words

V3_AND_V2: list[tuple[EventWrite, dict[str, object]]] = [
    (
        EventWrite(when=SPAN, recurrence=("RRULE:FREQ=WEEKLY",)),
        {"recurrence": {"rrule": ["RRULE:FREQ=WEEKLY"], "timezone": "Europe/London"}},
    ),
    (
        EventWrite(when=Moment(START, "Asia/Tokyo"), recurrence=("RRULE:FREQ=WEEKLY",)),
        {"recurrence": {"rrule": ["RRULE:FREQ=WEEKLY"], "timezone": "Asia/Tokyo"}},
    ),
    (
        EventWrite(when=AllDay(START.date()), recurrence=()),
        {"recurrence": {"rrule": [], "timezone": "UTC"}},
    ),
    (EventWrite(visibility="default"), {"visibility": None}),
    (EventWrite(visibility=""), {"visibility": None}),
    (EventWrite(visibility="public"), {"visibility": "public"}),
    (EventWrite(reminders=Reminders()), {"reminders": None}),
    (EventWrite(reminders=Reminders(use_default=False)), {"reminders": None}),
    (
        EventWrite(reminders=Reminders(False, (Reminder(20),))),
        {"reminders": {"reminder_minutes": "[20]", "reminder_method": "popup"}},
    ),
    (
        EventWrite(reminders=Reminders(False, (Reminder(20, "email"),))),
        {"reminders": {"reminder_minutes": "[20]", "reminder_method": "email"}},
    ),
    (
        EventWrite(busy=False, capacity=4, hide_participants=True, metadata={"a": "b"}),
        {"busy": False, "capacity": 4, "hide_participants": True, "metadata": {"a": "b"}},
    ),
]


@pytest.mark.parametrize(("write", "members"), V3_AND_V2, ids=[str(n) for n in range(len(V3_AND_V2))])
def test_every_further_field_is_sent_as_the_older_reference_prints_it(
    write: EventWrite, members: dict[str, object]
) -> None:
    said = dict(client("https://api.test").described("c1", "e1", write, notify=False).body)
    said.pop("when", None)
    assert said == members


def read_v2(item: dict[str, Any]) -> Event:
    """The event this object of the older generation becomes."""
    (found,) = listed_v3(older_v2.event({"id": "e1", **item}))
    assert isinstance(found, Event)
    return found


TIMES = {"start_time": int(START.timestamp()), "end_time": int(START.timestamp()) + 1800}


def test_a_series_takes_place_in_the_zone_its_rule_is_wrapped_with() -> None:
    wrapped = {"rrule": ["RRULE:FREQ=DAILY"], "timezone": "Europe/London"}
    read = read_v2({"when": TIMES, "recurrence": wrapped})
    assert (read.when, read.recurrence) == (SPAN, ("RRULE:FREQ=DAILY",))
    tokyo = TIMES | {"start_timezone": "Asia/Tokyo", "end_timezone": "Asia/Tokyo"}
    own_zone = read_v2({"when": tokyo, "recurrence": wrapped}).when
    assert isinstance(own_zone, Timespan)
    assert own_zone.start_zone == "Asia/Tokyo"
    days = read_v2({"when": {"date": "2027-06-07"}, "recurrence": wrapped})
    assert days.when == AllDay(START.date())


@pytest.mark.parametrize(
    ("sent", "reminders"),
    [
        (None, Reminders()),
        (
            {"reminder_minutes": "[20]", "reminder_method": "popup"},
            Reminders(False, (Reminder(20, "popup"),)),
        ),
        ({"reminder_minutes": 20, "reminder_method": None}, Reminders(False, (Reminder(20),))),
        ({"reminder_minutes": [20], "reminder_method": "email"}, Reminders(False, (Reminder(20, "email"),))),
        ({"reminder_minutes": "soon"}, Reminders()),
        ({"reminder_minutes": "9" * 9000}, Reminders()),
        ("soon", Reminders()),
    ],
)
def test_one_reminder_in_the_older_words(sent: object, reminders: Reminders) -> None:
    assert read_v2({"when": TIMES, "reminders": sent}).reminders.overrides == reminders.overrides


def test_the_older_word_for_the_default_is_read_as_such() -> None:
    assert read_v2({"when": TIMES, "visibility": "normal"}).visibility == "default"
    assert read_v2({"when": TIMES, "visibility": None}).visibility == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
MEMBERS = ("when", "owner", "organizer_email", "organizer_name", "visibility", "reminders", "recurrence")


@given(
    st.fixed_dictionaries(
        {"id": JSON},
        optional=dict.fromkeys(MEMBERS, JSON)
        | {
            "recurrence": st.fixed_dictionaries({"rrule": JSON, "timezone": JSON | st.just("Europe/London")})
            | JSON,
            "when": st.fixed_dictionaries({"start_time": JSON, "end_time": JSON}) | JSON,
            "reminders": st.fixed_dictionaries({"reminder_minutes": JSON, "reminder_method": JSON}) | JSON,
        },
    )
)
def test_whatever_an_older_event_holds_it_is_read(item: dict[str, Any]) -> None:
    bare = Answer(200, {}, json.dumps([item]).encode())
    page = Reader(WireEvent).page(older_v2.enveloped(bare, older_v2.event), "api.test")
    assert len([event_of(found, "c1") for found in page.items]) == 1


# Answers nobody would expect

KEY = EventKey("c1", "e1")
EVENT = {"id": "e1", "calendar_id": "c1", "title": "Prism", "when": {"object": "date", "date": "2027-06-07"}}


@pytest.mark.parametrize("status", ["pending", "PENDING", "queued", "", None, 7])
async def test_a_status_nobody_has_heard_of_counts_as_going_on(status: object) -> None:
    async with misbehaving(answers(json.dumps({"job_status_id": "j1", "status": status}))) as server:
        api = client(server.uri)
        assert await api.work("j1") == Work(WorkState.GOING)
        await api.aclose()


async def test_a_failed_job_gives_the_service_s_words_where_there_are_any() -> None:
    reason = answers(json.dumps({"status": "failed", "reason": "Zoom\u202e said no"}))
    async with misbehaving(reason) as server:
        api = client(server.uri)
        assert await api.work("j1") == Work(WorkState.FAILED, words="Zoom said no")
        await api.aclose()


async def test_events_of_the_same_title_are_asked_for_around_their_time() -> None:
    found = answers(json.dumps([EVENT | {"id": "e8"}, EVENT | {"id": "bad", "when": None}]))
    async with misbehaving(found, found) as server:
        api = client(server.uri)
        assert [event.id for event in await api.namesakes("c1", "Prism", DAY)] == ["e8"]
        assert [event.id for event in await api.namesakes("c1", "Prism", None)] == ["e8"]
        within, ever = server.requests
        assert "title=Prism" in within
        assert "ends_after=" in within
        assert "ends_after=" not in ever
        await api.aclose()


async def test_jobs_without_a_name_are_left_out_of_their_list() -> None:
    jobs = [{"job_status_id": "j1", "status": "successful", "id": "e1"}, {"status": "pending"}, 7]
    async with misbehaving(answers(json.dumps(jobs))) as server:
        api = client(server.uri)
        assert await api.works() == {"j1": Work(WorkState.DONE, "e1")}
        await api.aclose()


async def test_calls_are_read_from_one_page_of_the_listing() -> None:
    own = {"provider": "Zoom Meeting", "details": {"url": "https://zoom.us/j/1", "meeting_code": 1}}
    listed = [EVENT | {"id": "e1", "conferencing": own}, EVENT | {"id": "e2"}, {"conferencing": own}, 7]
    async with misbehaving(answers(json.dumps(listed))) as server:
        api = client(server.uri)
        found = await api.calls("c1", DAY)
        assert found.keys() == {"e1", "e2"}
        assert found["e1"] == Linked("Zoom Meeting", Details("https://zoom.us/j/1", "1"))
        assert found["e2"] == NoConference()
        [asked] = server.requests
        assert "calendar_id=c1" in asked
        assert "starts_before=" in asked
        await api.aclose()


async def test_a_create_whose_answer_is_lost_is_not_repeated() -> None:
    async def hung_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with misbehaving(hung_up) as server:
        api = client(server.uri)
        with pytest.raises(Ambiguous):
            await api.create("c1", EventWrite(title="Prism", when=SPAN), notify=False)
        assert len(server.requests) == 1
        await api.aclose()


async def test_a_bad_event_does_not_take_its_page_along() -> None:
    page = answers(json.dumps([EVENT, {"id": "bad", "when": None}, 7]))
    async with misbehaving(page) as server:
        api = client(server.uri)
        pages = [one async for one in api.events("c1", DAY)]
        assert [event.id for event in pages[0].events] == ["e1"]
        assert len(pages[0].unreadable) == 2
        await api.aclose()


async def test_what_is_asked_is_what_the_documents_print() -> None:
    async with misbehaving(answers(json.dumps(EVENT | {"job_status_id": "j1"}))) as server:
        api = client(server.uri)
        write = EventWrite(
            title="Birthday Party",
            when=Timespan(START, START + timedelta(minutes=30)),
            conferencing=Autocreate(Provider.ZOOM, "ignored", {"settings": {"mute_upon_entry": True}}),
        )
        await api.create("c1", write, notify=True)
        head, _, body = server.requests[0].partition("\r\n\r\n")
        assert head.startswith("POST /events?notify_participants=true ")
        assert json.loads(body) == {
            "title": "Birthday Party",
            "calendar_id": "c1",
            "when": {"start_time": int(START.timestamp()), "end_time": int(START.timestamp()) + 1800},
            "conferencing": {
                "provider": "Zoom Meeting",
                "autocreate": {"settings": {"settings": {"mute_upon_entry": True}}},
            },
        }
        await api.aclose()
