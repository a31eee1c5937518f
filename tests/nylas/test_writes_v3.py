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
from tui.domain.events import Event, Participant
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
