"""An event in columns: whatever it holds comes back, and what is no event is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from tests.store.things import EVENTS, HOSTILE
from tui.domain.conferencing import Details, Linked
from tui.domain.events import Event, Participant, Person
from tui.domain.sent import Sent
from tui.domain.when import AllDay, Moment, Timespan
from tui.store.codec import NotStored
from tui.store.rows import NAMES, bare_row, event_in, rows_of

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLAIN = Event(
    "e1",
    "work",
    "Plain",
    Timespan(NOON, NOON + timedelta(hours=1), "Europe/London", "Europe/London"),
    participants=(Participant("a@b.test", raw={"email": "a@b.test", "x": 1}),),
    organizer=Person("", "Ada"),
    conferencing=Linked("", Details("https://meet.test/1", phones=("1", "2"))),
    raw=Sent('{"id": "e1", "unknown": [1]}'),
)


def row_of(event: Event) -> tuple[Any, ...]:
    return next(rows_of([event]))


def same(back: Event, event: Event) -> bool:
    own = [one.raw for one in back.participants] == [one.raw for one in event.participants]
    return back == event and back.raw == event.raw and own


@settings(deadline=None)
@given(EVENTS)
def test_an_event_comes_back_whole_from_its_columns_and_from_its_text(event: Event) -> None:
    for row in (row_of(event), bare_row(event)):
        assert same(event_in(row), event)
        assert row_of(event_in(row)) == row_of(event)


def test_a_plain_event_needs_no_text_beside_its_columns() -> None:
    row = row_of(PLAIN)
    assert same(event_in(row), PLAIN)
    assert row[NAMES.index("rest")] == ""
    assert row[NAMES.index("sent")] == '{"id": "e1", "unknown": [1]}'


def test_no_column_is_ever_null() -> None:
    empty = Event("", "", "", AllDay(date(2026, 11, 20)))
    assert not [row for row in (row_of(empty), row_of(PLAIN)) if None in row]


@pytest.mark.parametrize(
    "event",
    [
        replace(PLAIN, master_id=""),
        replace(PLAIN, original_start=datetime(1970, 1, 1, tzinfo=UTC), updated_at=None),
        replace(PLAIN, when=Moment(datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC))),
        replace(PLAIN, when=Moment(NOON + timedelta(microseconds=1))),
        replace(PLAIN, when=AllDay(date(9998, 12, 31))),
        replace(PLAIN, organizer=Person("")),
        *(replace(PLAIN, title=text) for text in HOSTILE),
    ],
)
def test_nothing_is_taken_for_something_else(event: Event) -> None:
    assert same(event_in(row_of(event)), event)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", 7),
        ("kind", "nonsense"),
        ("start", "today"),
        ("start", 1e300),
        ("status", "perhaps"),
        ("people", "{"),
        ("people", "[[1]]"),
        ("people", "[" * 100_000),
        ("phones", "5"),
        ("rest", '{"when": {"#": "os.system", "v": {}}}'),
        ("rest", '{"no such member": 1}'),
    ],
)
def test_a_row_that_was_tampered_with_is_refused(column: str, value: object) -> None:
    row = list(row_of(PLAIN))
    row[NAMES.index(column)] = value
    with pytest.raises(NotStored):
        event_in(tuple(row))


def test_people_who_come_again_and_again_are_told_apart() -> None:
    ada, other = Participant("a@b.test", raw={"x": 1}), Participant("a@b.test", raw={"x": 2})
    events = [replace(PLAIN, participants=people) for people in ((ada, other), (other,), (ada,), ())]
    assert all(same(event_in(row), event) for row, event in zip(rows_of(events), events, strict=True))
