"""What was read from the service: disposable, and quick to ask for one stretch of time.

Deleting the file loses nothing the user made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.domain.calendars import Calendar, Grant
from tui.domain.events import Event, EventKey, UnreadableEvent
from tui.domain.when import Window, bounds, is_all_day
from tui.store.codec import NotStored, dumps, loads, loads_all
from tui.store.database import Database

_SCHEMA = """
create table accounts (place integer primary key, body text not null);
create table calendars (id text primary key, place integer not null, body text not null);
create table events (
    calendar_id text not null, id text not null, start real not null, end real not null, body text not null,
    long integer not null, primary key (calendar_id, id)) without rowid;
create index events_by_start on events (calendar_id, long, start);
create table unreadable (calendar_id text, id text, body text not null, primary key (calendar_id, id));
create table marks (calendar_id text primary key, as_of text not null);
"""
LONG = timedelta(days=3).total_seconds()
"""Seconds from which an event counts as long; long ones are few, and looked for apart from the others."""
BETWEEN = f"""
select id, body from events
where calendar_id = :calendar and long = 0 and start > :begin - {LONG} and start < :finish and end >= :begin
union all
select id, body from events
where calendar_id = :calendar and long = 1 and start < :finish and end >= :begin
"""
"""The events of one calendar that may touch a window, in steps that follow the window and not the past."""
_PUT = "insert or replace into events values (?, ?, ?, ?, ?, ?)"
_ZONES = timedelta(hours=14)
"""How far a whole day can lie from the same day in UTC."""


class Cache:
    """Calendars, events and when they were read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[EventKey, Event] = {}

    @classmethod
    def open(cls, path: Path | None) -> Cache:
        """Open the file, or memory; a damaged file is rebuilt."""
        return cls(Database(path, _SCHEMA, 2, durable=False))

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong on opening, in words."""
        return self._database.notices

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def account(self) -> tuple[Grant, tuple[Grant, ...]] | None:
        """The account as last seen, with every account that can host calls."""
        rows = self._database.rows("select body from accounts order by place")
        found = loads_all(row[0] for row in rows)
        return (found[0], found[1:]) if found else None

    def put_account(self, account: Grant, hosts: Sequence[Grant]) -> None:
        """Remember the account and the hosts."""
        with self._database.writing() as writing:
            writing.execute("delete from accounts")
            writing.executemany(
                "insert into accounts (body) values (?)", ((dumps(g),) for g in (account, *hosts))
            )

    def calendars(self) -> tuple[Calendar, ...]:
        """All calendars, in the service's order."""
        rows = self._database.rows("select body from calendars order by place")
        return loads_all(row[0] for row in rows)

    def put_calendars(self, calendars: Sequence[Calendar]) -> None:
        """Replace the list of calendars; events of those gone go with them."""
        with self._database.writing() as writing:
            writing.execute("delete from calendars")
            rows = ((c.id, place, dumps(c)) for place, c in enumerate(calendars))
            writing.executemany("insert or replace into calendars values (?, ?, ?)", rows)
            writing.execute("delete from events where calendar_id not in (select id from calendars)")

    def event(self, key: EventKey) -> Event | None:
        """One event."""
        if key in self._known:
            return self._known[key]
        rows = self._database.rows("select body from events where calendar_id = ? and id = ?", key)
        return next(self._decoded((key, row[0]) for row in rows), None)

    def _decoded(self, rows: Iterable[tuple[EventKey, str]]) -> Iterator[Event]:
        """The events; what cannot be read any more is passed over, the next listing brings it back."""
        for key, body in rows:
            event = self._known.get(key)
            if event is None:
                try:
                    event = self._known[key] = loads(body)
                except NotStored:
                    continue
            yield event

    def between(self, window: Window, calendar_ids: Iterable[str]) -> tuple[Event, ...]:
        """The events of these calendars that may touch the window; whole days are given a wide berth."""
        found: list[Event] = []
        begin, finish = window.start.timestamp(), window.end.timestamp()
        for calendar_id in calendar_ids:
            values = {"calendar": calendar_id, "begin": begin, "finish": finish}
            rows = self._database.rows(BETWEEN, values)
            found += self._decoded((EventKey(calendar_id, row[0]), row[1]) for row in rows)
        return tuple(found)

    def unreadable(self, calendar_ids: Iterable[str]) -> tuple[UnreadableEvent, ...]:
        """Events of these calendars that could not be understood."""
        wanted = frozenset(calendar_ids)
        rows = self._database.rows("select calendar_id, body from unreadable")
        return loads_all(row[1] for row in rows if row[0] in wanted)

    def put(self, events: Iterable[Event]) -> None:
        """Add or change events."""
        known = list(events)
        with self._database.writing() as writing:
            writing.executemany(_PUT, map(_row, known))
        self._known.update((event.key, event) for event in known)

    def drop(self, key: EventKey) -> None:
        """Remove an event."""
        with self._database.writing() as writing:
            writing.execute("delete from events where calendar_id = ? and id = ?", key)
        self._known.pop(key, None)

    def replace(
        self,
        calendar_id: str,
        window: Window,
        events: Sequence[Event],
        unreadable: Sequence[UnreadableEvent],
        spared: frozenset[EventKey],
        as_of: datetime,
    ) -> None:
        """What a listing of one window found, in one transaction: events that vanished from it go.

        `spared` events were changed here after the listing began and stay as they are.
        """
        fresh = [event for event in events if event.key not in spared]
        kept = {event.id for event in events} | {key.event_id for key in spared}
        gone = [
            e.key for e in self.between(window, (calendar_id,)) if e.id not in kept and _inside(e, window)
        ]
        with self._database.writing() as writing:
            writing.executemany("delete from events where calendar_id = ? and id = ?", gone)
            writing.executemany(_PUT, map(_row, fresh))
            writing.execute("delete from unreadable where calendar_id = ?", (calendar_id,))
            rows = ((calendar_id, one.event_id, dumps(one)) for one in unreadable)
            writing.executemany("insert or replace into unreadable values (?, ?, ?)", rows)
            writing.execute("insert or replace into marks values (?, ?)", (calendar_id, as_of.isoformat()))
        for key in gone:
            self._known.pop(key, None)
        self._known.update((event.key, event) for event in fresh)

    def as_of(self, calendar_id: str) -> datetime | None:
        """When the calendar was last read."""
        rows = self._database.rows("select as_of from marks where calendar_id = ?", (calendar_id,))
        return datetime.fromisoformat(rows[0][0]) if rows else None


def _row(event: Event) -> tuple[str, str, float, float, str, bool]:
    start, end = bounds(event.when, UTC)
    if is_all_day(event.when):
        start, end = start - _ZONES, end + _ZONES
    begin, finish = start.timestamp(), end.timestamp()
    return event.calendar_id, event.id, begin, finish, dumps(event), finish - begin > LONG


def _inside(event: Event, window: Window) -> bool:
    """Whether the service's listing of the window must have held the event; border cases are left alone."""
    start, end = bounds(event.when, UTC)
    margin = _ZONES if is_all_day(event.when) else timedelta()
    return start < window.end - margin and end > window.start + margin
