"""The short way to an event makes the same event as the long one, or leaves it to that."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nylas.wires import CALENDAR, TRAPS, wire
from tui.domain.conferencing import Linked
from tui.domain.events import Event, UnreadableEvent
from tui.nylas.events_v3 import event_of
from tui.nylas.pages import Item, Page, Reader
from tui.nylas.plain_v3 import plain_event
from tui.nylas.setbacks import Answer, Setback
from tui.nylas.when_v3 import instant
from tui.nylas.wire_v3 import WireEvent

READER = Reader(WireEvent)
PLAIN: dict[str, Any] = {
    "id": "e1",
    "grant_id": "g1",
    "calendar_id": "c",
    "object": "event",
    "title": "Stand-up \u202e\x1b[31m",
    "description": "Bring\r\ncoffee",
    "location": "Room Méliès",
    "busy": True,
    "when": {
        "object": "timespan",
        "start_time": 1763799300,
        "end_time": 1763802900,
        "start_timezone": "Europe/London",
        "end_timezone": "Europe/London",
    },
    "participants": [{"email": "mina@sandbox.test", "name": "Mina", "status": "yes", "x": 1}],
    "read_only": False,
    "status": "confirmed",
    "visibility": "default",
    "hide_participants": False,
    "organizer": {"email": "ada@sandbox.test", "name": "Ada"},
    "conferencing": {
        "provider": "Zoom Meeting",
        "details": {"url": "https://zoom.us/j/1", "meeting_code": "1", "password": "x"},
    },
    "creator": {"email": "ada@sandbox.test", "name": "Ada"},
    "reminders": {"use_default": True, "overrides": None},
    "html_link": "https://calendar.sandbox.test/e",
    "ical_uid": "e1@sandbox.test",
    "created_at": 1763712900,
    "updated_at": 1763795700,
    "unknown": [1, {"a": None}],
}
ODD = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(
        ["", "<b>bold</b>", "&amp;", "cancelled", "Mars/Base", "1763799300", "date", "tentative"]
    )
    | st.lists(st.none() | st.integers() | st.text(max_size=4), max_size=2)
    | st.dictionaries(st.text(max_size=4), st.none() | st.text(max_size=4), max_size=2)
)


def long_way(raw: dict[str, Any]) -> Event | UnreadableEvent:
    return event_of(READER._item(copy.deepcopy(raw)), CALENDAR)


def same(short: Event | UnreadableEvent, long: Event | UnreadableEvent) -> bool:
    if isinstance(short, Event) and isinstance(long, Event):
        own = [one.raw for one in short.participants] == [one.raw for one in long.participants]
        return short == long and short.raw == long.raw and own
    return short == long


def test_a_plain_event_goes_the_short_way() -> None:
    short = plain_event(PLAIN, CALENDAR)
    assert short is not None
    assert same(short, long_way(PLAIN))
    assert "\x1b" not in short.title


def test_a_call_with_numbers_goes_the_short_way_too() -> None:
    details = {"url": "https://meet.test/a", "phone": ["+44 20 7946 0293", "\x00", ""], "pin": None}
    raw = PLAIN | {"conferencing": {"provider": "Google Meet", "details": details}}
    short = plain_event(raw, CALENDAR)
    assert short is not None
    assert same(short, long_way(raw))
    assert isinstance(short.conferencing, Linked)
    assert short.conferencing.details.phones == ("+44 20 7946 0293", "␀")


def test_who_comes_again_is_the_same_and_who_only_looks_alike_is_not() -> None:
    mina, vip = {"email": "m@a.test", "x": "1"}, {"email": "m@a.test", "x": "2"}
    one, other = (plain_event(PLAIN | {"participants": who}, CALENDAR) for who in ([mina, vip], [dict(mina)]))
    assert one is not None
    assert other is not None
    assert one.participants[0] is other.participants[0]
    assert [guest.raw for guest in one.participants] == [mina, vip]


@given(st.integers(-(2**40), 2**40) | st.integers())
def test_a_moment_is_told_or_is_none_a_calendar_can_show(epoch: int) -> None:
    found = instant(epoch)
    first, last = (int(datetime(*day, tzinfo=UTC).timestamp()) for day in ((2, 1, 1), (9998, 12, 31)))
    assert (found is not None) == (first <= epoch <= last)
    assert found is None or (found.timestamp() == epoch and found.tzinfo is UTC)


def members(raw: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [(*path, name) for name in raw]
    inner = [(name, value) for name, value in raw.items() if isinstance(value, dict)]
    return found + [one for name, value in inner for one in members(value, (*path, name))]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*members(PLAIN), ("conferencing", "details", "phone"), ("metadata",)]), ODD
        ),
        max_size=3,
    )
)
def test_whatever_is_odd_about_it_both_ways_make_the_same(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    raw = copy.deepcopy(PLAIN)
    for path, value in changes:
        place: Any = raw
        for name in path[:-1]:
            place = place[name] if isinstance(place, dict) and name in place else {}
        if isinstance(place, dict):
            place[path[-1]] = value
    short = plain_event(raw, CALENDAR)
    assert short is None or same(short, long_way(raw))


@pytest.mark.parametrize("name", TRAPS)
def test_every_known_trap_is_told_the_same_both_ways(name: str) -> None:
    raw = wire(name)
    short = plain_event(raw, CALENDAR)
    assert short is None or same(short, long_way(raw))


def quick(body: bytes) -> Page[Event | UnreadableEvent]:
    def convert(item: Item[WireEvent]) -> Event | UnreadableEvent:
        return event_of(item, CALENDAR)

    answer = Answer(200, {"content-type": "application/json"}, body)
    return READER.quick(answer, "h", lambda raw: plain_event(raw, CALENDAR), convert)


def test_a_page_keeps_its_order_and_its_cursor() -> None:
    odd = PLAIN | {"id": "e2", "title": 7}
    page = quick(json.dumps({"data": [PLAIN, odd, {"id": "e3"}], "next_cursor": "on"}).encode())
    assert [getattr(one, "id", "-") for one in page.items] == ["e1", "e2", "-"]
    assert page.next_cursor == "on"


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"data": 3}', b"<html>", b"{", b'{"data": null}'])
def test_an_answer_that_is_no_list_is_refused_as_ever(body: bytes) -> None:
    with pytest.raises(Setback):
        quick(body)


def test_a_page_with_a_stray_byte_is_read_slowly() -> None:
    body = json.dumps({"data": [PLAIN]}).encode().replace(b"coffee", b"coff\xffee")
    [event] = quick(body).items
    assert isinstance(event, Event)
    assert "\ufffd" in event.description
