"""Sending events: exactly the named fields, in the one shape the API takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.wires import CALENDAR, listed, read, wire
from tui.domain.conferencing import (
    AUTOCREATE_PROVIDERS,
    Autocreate,
    ConferenceChange,
    Details,
    Linked,
    OwnDetails,
    Provider,
    Remove,
    Requested,
)
from tui.domain.errors import Refused
from tui.domain.events import Event, Participant, Person
from tui.domain.reminders import Reminder, Reminders
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When
from tui.domain.writes import EventWrite
from tui.nylas.writes_v3 import body_of

START = datetime(2026, 1, 1, 13, 0, tzinfo=UTC)
END = START + timedelta(minutes=30)


def test_only_what_is_named_is_sent() -> None:
    assert body_of(EventWrite()) == {}
    assert body_of(EventWrite(title="", busy=False)) == {"title": "", "busy": False}


@pytest.mark.parametrize(
    ("when", "body"),
    [
        (Timespan(START, END), {"start_time": 1767272400, "end_time": 1767274200}),
        (
            Timespan(START, END, "Europe/Lisbon", "America/New_York"),
            {
                "start_time": 1767272400,
                "end_time": 1767274200,
                "start_timezone": "Europe/Lisbon",
                "end_timezone": "America/New_York",
            },
        ),
        (Moment(START, "UTC"), {"time": 1767272400, "timezone": "UTC"}),
        (AllDay(date(2026, 1, 14)), {"date": "2026-01-14"}),
        (
            AllDaySpan(date(2026, 1, 14), date(2026, 1, 16)),
            {"start_date": "2026-01-14", "end_date": "2026-01-16"},
        ),
    ],
)
def test_exactly_one_shape_of_when(when: When, body: object) -> None:
    assert body_of(EventWrite(when=when)) == {"when": body}


def test_the_end_date_follows_the_switch() -> None:
    span = EventWrite(when=AllDaySpan(date(2026, 1, 14), date(2026, 1, 16)))
    body = body_of(span, last_day_included=False)
    assert body == {"when": {"start_date": "2026-01-14", "end_date": "2026-01-17"}}


FULL = Details("https://call.test/1", "code", "pass", "pin", ("+1 555 0100", "+1 555 0101"))
URL = {"url": "https://call.test/1"}


@pytest.mark.parametrize(
    ("change", "body"),
    [
        (Remove(), {}),
        (Autocreate(Provider.MEET), {"provider": "Google Meet", "autocreate": {}}),
        (
            Autocreate(Provider.ZOOM, "zoom-grant", {"settings": {"waiting_room": True}}),
            {
                "provider": "Zoom Meeting",
                "autocreate": {
                    "conf_grant_id": "zoom-grant",
                    "conf_settings": {"settings": {"waiting_room": True}},
                },
            },
        ),
        (
            OwnDetails(Provider.MEET, FULL),
            {"provider": "Google Meet", "details": {**URL, "pin": "pin", "phone": ["+1 555 0100"]}},
        ),
        (
            OwnDetails(Provider.ZOOM, FULL),
            {"provider": "Zoom Meeting", "details": {**URL, "meeting_code": "code", "password": "pass"}},
        ),
        (OwnDetails(Provider.TEAMS, FULL), {"provider": "Microsoft Teams", "details": URL}),
        (
            OwnDetails(Provider.WEBEX, FULL),
            {
                "provider": "WebEx",
                "details": {
                    **URL,
                    "password": "pass",
                    "pin": "pin",
                    "phone": ["+1 555 0100", "+1 555 0101"],
                },
            },
        ),
        (
            OwnDetails(Provider.ZOOM, Details("https://call.test/1")),
            {"provider": "Zoom Meeting", "details": URL},
        ),
    ],
)
def test_a_call_is_asked_for_entered_or_cleared(change: ConferenceChange, body: object) -> None:
    assert body_of(EventWrite(conferencing=change)) == {"conferencing": body}


def test_guests_go_back_as_they_came_without_their_answers() -> None:
    raw = wire("everything_filled_in")
    raw["participants"][0] |= {"vip": True, "name": "Li  Moreau\x1b", "comment": None}
    (event,) = listed(raw)
    assert isinstance(event, Event)
    body: Any = body_of(EventWrite(participants=event.participants))
    assert body["participants"] == [
        {
            "email": "li@sandbox.test",
            "name": "Li  Moreau\x1b",
            "phone_number": "+351 210 000 001",
            "vip": True,
        }
    ]


def test_a_guest_renamed_here_is_renamed_there() -> None:
    (guest,) = read("everything_filled_in").participants
    body: Any = body_of(EventWrite(participants=(replace(guest, name="Li M."),)))
    assert body["participants"][0]["name"] == "Li M."


def test_a_new_guest_is_an_address_and_perhaps_a_name() -> None:
    body = body_of(EventWrite(participants=(Participant("li@sandbox.test"), Participant("a@b.local", "A"))))
    assert body == {"participants": [{"email": "li@sandbox.test"}, {"email": "a@b.local", "name": "A"}]}


@pytest.mark.parametrize("address", ["li", "li@", "@b.test", "a b@c.test", "li@sandbox..test"])
def test_an_address_nobody_can_have_is_not_sent(address: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address") as caught:
        body_of(EventWrite(participants=(Participant(address),)))
    assert caught.value.means == "Nothing was sent."


@pytest.mark.parametrize(
    ("write", "place"),
    [
        (EventWrite(title="x" * 1025), "title"),
        (EventWrite(location="x" * 256), "location"),
        (EventWrite(metadata={"k" * 41: "v"}), "metadata"),
        (EventWrite(metadata={"k": "v" * 501}), "metadata"),
        (EventWrite(metadata={str(n): "v" for n in range(51)}), "metadata"),
    ],
)
def test_the_limits_of_the_api_are_kept_before_sending(write: EventWrite, place: str) -> None:
    with pytest.raises(Refused, match=f"The {place}") as caught:
        body_of(write)
    assert "xxx" not in caught.value.sentences()
    assert "vvv" not in caught.value.sentences()


EVERY_FIELD: list[tuple[EventWrite, dict[str, object]]] = [
    (EventWrite(busy=False), {"busy": False}),
    (EventWrite(visibility="default"), {"visibility": "default"}),
    (EventWrite(visibility="private"), {"visibility": "private"}),
    (EventWrite(visibility=""), {"visibility": None}),
    (
        EventWrite(recurrence=("RRULE:FREQ=WEEKLY", "EXDATE:20260108T130000Z")),
        {"recurrence": ["RRULE:FREQ=WEEKLY", "EXDATE:20260108T130000Z"]},
    ),
    (EventWrite(recurrence=()), {"recurrence": []}),
    (EventWrite(metadata={"key1": "red", "": ""}), {"metadata": {"key1": "red", "": ""}}),
    (EventWrite(metadata={}), {"metadata": {}}),
    (EventWrite(hide_participants=True), {"hide_participants": True}),
    (EventWrite(capacity=12), {"capacity": 12}),
    (EventWrite(capacity=None), {"capacity": None}),
    (
        EventWrite(resources=(Person("aula@x.test", "Aula"), Person("lab@x.test"))),
        {"resources": [{"email": "aula@x.test", "name": "Aula"}, {"email": "lab@x.test"}]},
    ),
    (EventWrite(resources=()), {"resources": []}),
    (EventWrite(reminders=Reminders()), {"reminders": {"use_default": True}}),
    (
        EventWrite(reminders=Reminders(use_default=False)),
        {"reminders": {"use_default": False, "overrides": []}},
    ),
    (
        EventWrite(reminders=Reminders(False, (Reminder(10), Reminder(1440, "email")))),
        {
            "reminders": {
                "use_default": False,
                "overrides": [
                    {"reminder_minutes": 10},
                    {"reminder_minutes": 1440, "reminder_method": "email"},
                ],
            }
        },
    ),
    (
        EventWrite(notetaker={"name": "Scribe", "meeting_settings": {"transcription": True}}),
        {"notetaker": {"name": "Scribe", "meeting_settings": {"transcription": True}}},
    ),
]


@pytest.mark.parametrize(("write", "body"), EVERY_FIELD, ids=[str(n) for n in range(len(EVERY_FIELD))])
def test_every_further_field_is_sent_as_the_reference_prints_it(
    write: EventWrite, body: dict[str, object]
) -> None:
    assert body_of(write) == body


def test_the_default_and_reminders_of_one_s_own_are_never_sent_together() -> None:
    for reminders in (Reminders(), Reminders(False), Reminders(False, (Reminder(5),))):
        sent: Any = body_of(EventWrite(reminders=reminders))["reminders"]
        assert not (sent["use_default"] and sent.get("overrides"))


def test_a_room_without_an_address_is_not_sent() -> None:
    with pytest.raises(Refused, match="“aula” is not an e-mail address"):
        body_of(EventWrite(resources=(Person("aula"),)))


def test_half_a_character_is_refused_before_sending() -> None:
    for write in (EventWrite(metadata={"a": "\ud800"}), EventWrite(title="\ud800")):
        with pytest.raises(Refused, match="cannot be sent"):
            body_of(write)


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
ZONES = st.sampled_from(["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "UTC"])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
SPANS = st.builds(
    lambda start, seconds, zones: Timespan(
        start, start + timedelta(seconds=seconds), *(zones or (None, None))
    ),
    MOMENTS,
    st.integers(0, 10**7),
    st.none() | st.tuples(ZONES, ZONES),
)
WHENS = (
    SPANS
    | st.builds(Moment, MOMENTS, st.none() | ZONES)
    | st.builds(AllDay, DAYS)
    | st.builds(lambda day, more: AllDaySpan(day, day + timedelta(days=more)), DAYS, st.integers(1, 400))
)


@given(when=WHENS, inclusive=st.booleans())
def test_a_when_comes_back_as_it_was_sent(when: When, inclusive: bool) -> None:
    body = body_of(EventWrite(when=when), last_day_included=inclusive)
    (event,) = listed({"id": "e", **body}, inclusive=inclusive)
    assert isinstance(event, Event)
    assert (event.when, event.oddities) == (when, ())


WORDS = st.text("abcdefgh0123456789-", min_size=1, max_size=12)
DETAILS = st.builds(Details, WORDS.map("https://call.test/{}".format), WORDS, WORDS, WORDS, st.tuples(WORDS))


@given(provider=st.sampled_from(Provider), details=DETAILS)
def test_entered_details_come_back_with_the_members_their_provider_knows(
    provider: Provider, details: Details
) -> None:
    body = body_of(EventWrite(conferencing=OwnDetails(provider, details)))
    (event,) = listed({"id": "e", "when": {"date": "2026-01-01"}, **body})
    assert isinstance(event, Event)
    assert isinstance(event.conferencing, Linked)
    assert event.conferencing.provider == provider
    assert event.conferencing.details.url == details.url
    assert body_of(EventWrite(conferencing=OwnDetails(provider, event.conferencing.details))) == body


@given(provider=st.sampled_from(AUTOCREATE_PROVIDERS), host=st.just("") | WORDS)
def test_a_requested_call_comes_back_as_requested(provider: Provider, host: str) -> None:
    body = body_of(EventWrite(conferencing=Autocreate(provider, host)))
    (event,) = listed({"id": "e", "when": {"date": "2026-01-01"}, **body})
    assert isinstance(event, Event)
    assert event.conferencing == Requested(provider, host)
    assert event.calendar_id == CALENDAR


LINES = st.text("abc XYZ0189;=:,é", min_size=1, max_size=20).map(str.strip).filter(bool)
FURTHER = st.builds(
    EventWrite,
    busy=st.booleans(),
    visibility=st.sampled_from(["", "default", "public", "private"]),
    recurrence=st.lists(LINES.map(lambda line: " ".join(line.split())), max_size=3).map(tuple),
    metadata=st.dictionaries(WORDS, LINES, max_size=5),
    hide_participants=st.booleans(),
    capacity=st.none() | st.integers(1, 10**5),
    resources=st.lists(
        st.builds(
            Person,
            WORDS.map(lambda word: f"r{word.strip('-')}@x.test".replace("--", "")),
            st.just("") | WORDS,
        ),
        max_size=3,
    ).map(tuple),
    reminders=st.just(Reminders())
    | st.lists(
        st.builds(Reminder, st.integers(0, 40_320), st.sampled_from(["", "popup", "email"])), max_size=4
    ).map(lambda some: Reminders(False, tuple(some))),
    notetaker=st.dictionaries(WORDS, WORDS | st.booleans() | st.none(), max_size=3),
)


@given(write=FURTHER)
def test_further_fields_come_back_as_they_were_sent(write: EventWrite) -> None:
    (event,) = listed({"id": "e", "when": {"date": "2026-01-01"}, **body_of(write)})
    assert isinstance(event, Event)
    assert event.oddities == ()
    assert {name: getattr(event, name) for name in write.named()} == {
        name: getattr(write, name) for name in write.named()
    }
