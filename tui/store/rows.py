"""An event as a row of a table and back: a column for each member that most events have, a text for the rest.

What comes back is the very event that was kept, the service's own object with it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import namedtuple
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, TypeAlias

from tui.domain.conferencing import Conferencing, Details, Linked, NoConference
from tui.domain.events import Event, Participant, Person, Rsvp, Status
from tui.domain.sent import Sent
from tui.domain.when import AllDay, AllDaySpan, Moment, Timespan, When, bounds
from tui.store.codec import NotStored, dumps_members, loads_members

Row: TypeAlias = tuple[Any, ...]
"""The values of all columns."""
_Row = namedtuple(
    "_Row",
    "calendar_id id span minute start end kind zone end_zone title grant_id description location busy people"
    " organizer organizer_name provider url code password pin phones master_id original_start status"
    " visibility read_only hide_participants html_link ical_uid updated_at rest sent",
)
"""The columns, in their order; none is ever null, which takes Python's SQLite longer than any value.

`minute` is when the event begins, `start` and `end` the first and the last moment it can be at, wherever one
is, all in Unix time. `rest` is what has no column of its own, `sent` the service's own object.
"""
SPANS: Final = tuple(timedelta(days=days).total_seconds() for days in (3, 14, 90))
"""Longest event of each class of lengths, in seconds; what is longer still is a class of its own.

A class tells how far before a window its events can begin, so that no search goes through the whole past.
"""
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How long before and after the same day in UTC a whole day can be."""
NAMES: Final = _Row._fields
COLUMNS: Final = ", ".join(NAMES)
PEOPLE: Final = 256
"""Lists of people, and of numbers to call, that are remembered: they come again and again."""
TABLE: Final = f"""
create table events (row integer primary key, {COLUMNS});
create unique index events_by_key on events (calendar_id, id);
create index events_by_start on events (calendar_id, span, start, end);
create table numbered (last integer not null);
insert into numbered values (0);
"""
"""What changes gets a new row, and the number of none is given twice: `last` was the latest."""
PUT: Final = f"insert into events values (?{', ?' * len(NAMES)})"
MINUTE: Final = NAMES.index("minute")

_NO_TEXT: Final = 0
_NO_NUMBER: Final = ""
"""What stands in a column for a text, or a number, that is not there."""
_KINDS: Final = (Timespan, Moment, AllDay, AllDaySpan)
_TIMESPAN, _MOMENT = 0, 1
_RARE: Final = (
    *("html", "recurrence", "capacity", "resources", "reminders", "notetaker", "metadata", "oddities"),
    "work_id",
)
"""Members that few events have."""
_rare: Final = attrgetter(*_RARE)
_USUAL: Final = _rare(Event("", "", "", AllDay(date(2000, 1, 1))))
_UNLINKED: Final = (_NO_TEXT, "", "", "", "", "")
_NO_CALL: Final = NoConference()
_STATUSES: Final = {status.value: status for status in Status}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode
_phones: Final = lru_cache(PEOPLE)(_encoded)


def rows_of(events: Collection[Event]) -> Iterator[Row]:
    """The row of each event, all of which are there until the last is made."""
    told: dict[int, str] = {}
    return (_row(event, _rest(event), told) for event in events)


def bare_row(event: Event) -> Row:
    """The row of an event that holds half a character, which no column does: all is kept as text."""
    bare = Event(event.id, event.calendar_id, "", event.when, raw=event.raw)
    members = (one.name for one in fields(Event) if one.name not in ("id", "calendar_id", "raw"))
    return _row(bare, dumps_members(event, members), {})


def _row(event: Event, rest: str, told: dict[int, str]) -> Row:
    organizer = event.organizer
    return (
        event.calendar_id,
        event.id,
        *_times(event.when),
        event.title,
        event.grant_id,
        event.description,
        event.location,
        int(event.busy),
        _people(event.participants, told) if event.participants else "",
        organizer.email if organizer else _NO_TEXT,
        organizer.name if organizer else "",
        *_call(event.conferencing),
        _NO_TEXT if event.master_id is None else event.master_id,
        event.original_start.timestamp() if event.original_start else _NO_NUMBER,
        event.status.value,
        event.visibility,
        int(event.read_only),
        int(event.hide_participants),
        event.html_link,
        event.ical_uid,
        event.updated_at.timestamp() if event.updated_at else _NO_NUMBER,
        rest,
        event.raw.text if isinstance(event.raw, Sent) else _encoded(dict(event.raw)),
    )


def _times(when: When) -> Row:
    """From `span` to `end_zone`."""
    if isinstance(when, Timespan):
        begin, end = when.start.timestamp(), when.end.timestamp()
        zones = when.start_zone or _NO_TEXT, when.end_zone or _NO_TEXT
        return bisect_left(SPANS, end - begin), int(begin // 60), begin, end, _TIMESPAN, *zones
    if isinstance(when, Moment):
        at = when.at.timestamp()
        return 0, int(at // 60), at, at, _MOMENT, when.zone or _NO_TEXT, _NO_TEXT
    start, finish = bounds(when, UTC)
    begin, end = (start - EAST).timestamp(), (finish + WEST).timestamp()
    kind = _KINDS.index(type(when))
    return bisect_left(SPANS, end - begin), minute_of(start), begin, end, kind, _NO_TEXT, _NO_TEXT


def minute_of(at: datetime) -> int:
    """The minute a moment is in, counted like Unix time."""
    return int(at.timestamp() // 60)


def _people(people: Iterable[Participant], told: dict[int, str]) -> str:
    """The text of some people; `told` has that of those met before, as long as they are there."""
    for one in people:
        if id(one) not in told:
            told[id(one)] = _encoded([one.email, one.name, one.rsvp, one.comment, one.phone, dict(one.raw)])
    return f"[{','.join([told[id(one)] for one in people])}]"


def _call(call: Conferencing) -> Row:
    """From `provider` to `phones`."""
    if not isinstance(call, Linked):
        return _UNLINKED
    way = call.details
    return (
        call.provider,
        way.url,
        way.code,
        way.password,
        way.pin,
        _phones(way.phones) if way.phones else "",
    )


def _rest(event: Event) -> str:
    """What has no column."""
    found = _rare(event)
    asked = not isinstance(event.conferencing, Linked | NoConference)
    if found == _USUAL and not asked:
        return ""
    names = [name for name, held, usual in zip(_RARE, found, _USUAL, strict=True) if held != usual]
    return dumps_members(event, [*names, "conferencing"] if asked else names)


def event_in(row: Iterable[Any]) -> Event:
    """The event of a row. Raises NotStored."""
    try:
        return _event(_Row._make(row))
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError) as error:
        raise NotStored("not an event") from error


def _event(row: _Row) -> Event:
    event = Event(
        id=row.id,
        calendar_id=row.calendar_id,
        title=row.title,
        when=_when(row),
        grant_id=row.grant_id,
        description=row.description,
        location=row.location,
        busy=bool(row.busy),
        participants=_people_in(row.people) if row.people else (),
        organizer=Person(row.organizer, row.organizer_name) if isinstance(row.organizer, str) else None,
        conferencing=_linked(row.provider, row) if isinstance(row.provider, str) else _NO_CALL,
        master_id=row.master_id if isinstance(row.master_id, str) else None,
        original_start=_instant(row.original_start),
        status=_STATUSES[row.status],
        visibility=row.visibility,
        read_only=bool(row.read_only),
        hide_participants=bool(row.hide_participants),
        html_link=row.html_link,
        ical_uid=row.ical_uid,
        updated_at=_instant(row.updated_at),
        raw=Sent(row.sent),
    )
    return replace(event, **loads_members(row.rest)) if row.rest else event


def _when(row: _Row) -> When:
    kind, zone, end_zone = _KINDS[row.kind], row.zone or None, row.end_zone or None
    if kind is Timespan:
        return Timespan(_at(row.start), _at(row.end), zone, end_zone)
    if kind is Moment:
        return Moment(_at(row.start), zone)
    first, end = _EPOCH + timedelta(seconds=row.start) + EAST, _EPOCH + timedelta(seconds=row.end) - WEST
    return AllDay(first.date()) if kind is AllDay else AllDaySpan(first.date(), (end - _DAY).date())


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _instant(seconds: float | str) -> datetime | None:
    return None if isinstance(seconds, str) else _at(seconds)


def _linked(provider: str, row: _Row) -> Linked:
    phones = _phones_in(row.phones) if row.phones else ()
    return Linked(provider, Details(row.url, row.code, row.password, row.pin, phones))


@lru_cache(PEOPLE)
def _phones_in(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


@lru_cache(PEOPLE)
def _people_in(text: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(email, name, Rsvp(rsvp), comment, phone, raw)
        for email, name, rsvp, comment, phone, raw in json.loads(text)
    )
