"""What was read from the service: disposable, and quick to ask for one stretch of time.

Deleting the file loses nothing the user made.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tui.domain.calendars import Calendar, Grant
from tui.domain.events import Event, EventKey, UnreadableEvent
from tui.domain.when import Window, bounds, is_all_day
from tui.store import searching
from tui.store.codec import dumps, loads_all
from tui.store.database import Database
from tui.store.keeping import GO, ID, Fresh, fresh_of, keep
from tui.store.ready import Ready
from tui.store.rows import COLUMNS, EAST, SPANS, TABLE, WEST, Row

_SCHEMA = """
create table accounts (place integer primary key, body text not null);
create table calendars (id text primary key, place integer not null, body text not null);
create table unreadable (calendar_id text, id text, body text not null, primary key (calendar_id, id));
create table marks (calendar_id text primary key, as_of text not null);
"""
VERSION = 6
"""Of the tables; negative where this SQLite cannot keep words in order, and only looks through them."""
_ONE = f"select row, {COLUMNS} from events where calendar_id = ? and id = ?"
_ONE_SPAN = "from events where calendar_id = :calendar and span = :span"
_EDGES = f"select (select min(start) {_ONE_SPAN}), (select max(start) {_ONE_SPAN})"


def touching(calendars: int, columns: str = f"row, {COLUMNS}") -> str:
    """The query for the events of so many calendars (`:c0`, …) that touch `:begin` to `:finish`."""
    chosen = ", ".join(f":c{number}" for number in range(calendars))
    arms = (
        f"select {columns} from events where calendar_id in ({chosen}) and span = {span} and start < :finish"
        f" {reach} and (end > :begin or start >= :begin)"
        for span, reach in enumerate([*(f"and start > :begin - {longest + 1}" for longest in SPANS), ""])
    )
    return " union all ".join(arms)


class Cache:
    """Calendars, events and when they were read."""

    def __init__(self, database: Database, indexed: bool) -> None:
        self._database = database
        self._indexed = indexed
        self._kept_ready = Ready(database.turn)

    @classmethod
    def open(cls, path: Path | None) -> Cache:
        """Open the file, or memory; a damaged file is rebuilt."""
        with contextlib.closing(sqlite3.connect(":memory:")) as asked:
            indexed = searching.indexed(asked)
        return cls._opened(path, indexed)

    @classmethod
    def _opened(cls, path: Path | None, indexed: bool) -> Cache:
        script = _SCHEMA + TABLE + (searching.INDEX if indexed else searching.LIST) + searching.GOING
        return cls(Database(path, script, VERSION if indexed else -VERSION, durable=False), indexed)

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong on opening, in words."""
        return self._database.notices

    @property
    def being_written(self) -> bool:
        """Whether a change is under way: who reads now waits for its end."""
        return self._database.being_written

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def account(self) -> tuple[Grant, tuple[Grant, ...]] | None:
        """The account as last seen, with every account that can host calls."""
        rows = self._database.rows("select body from accounts order by place")
        found = loads_all((row[0] for row in rows), Grant)
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
        return loads_all((row[0] for row in rows), Calendar)

    def put_calendars(self, calendars: Sequence[Calendar]) -> None:
        """Replace the list of calendars; what was read of those gone goes with them."""
        with self._database.writing() as writing:
            writing.execute("delete from calendars")
            rows = ((c.id, place, dumps(c)) for place, c in enumerate(calendars))
            writing.executemany("insert or replace into calendars values (?, ?, ?)", rows)
            for table in ("events", "unreadable", "marks"):
                writing.execute(f"delete from {table} where calendar_id not in (select id from calendars)")

    def event(self, key: EventKey) -> Event | None:
        """One event."""
        return next(self._ready.made(self._database.rows(_ONE, key)), None)

    @property
    def _ready(self) -> Ready:
        """What is ready of the file that is open now."""
        if self._kept_ready.turn != self._database.turn:
            self._kept_ready = Ready(self._database.turn)
        return self._kept_ready

    def between(self, window: Window, calendar_ids: Iterable[str]) -> tuple[Event, ...]:
        """The events of these calendars that touch the window; a whole day does in any zone it would in."""
        ids, ready = tuple(calendar_ids), self._ready
        if ready:
            numbers = [row[0] for row in self._rows(touching(len(ids), "row"), window, ids)]
            if (seen := ready.all_of(numbers)) is not None:
                return seen
        return tuple(ready.made(self._touching(window, ids)))

    def _touching(self, window: Window, calendar_ids: Sequence[str]) -> list[Row]:
        return self._rows(touching(len(calendar_ids)), window, calendar_ids)

    def _rows(self, query: str, window: Window, calendar_ids: Sequence[str]) -> list[Row]:
        chosen = {f"c{number}": calendar_id for number, calendar_id in enumerate(calendar_ids)}
        times = {"begin": window.start.timestamp(), "finish": window.end.timestamp()}
        return self._database.rows(query, chosen | times) if chosen else []

    def search(
        self, text: str, limit: int, around: datetime, calendar_ids: Iterable[str] | None = None
    ) -> tuple[Event, ...]:
        """At most `limit` events of these calendars, or of all, that hold every word begun in `text`.

        What has them in its title comes first, then who and where, then notes; in each what is nearest
        in time to `around`.
        """
        search = searching.Search.of(text, indexed=self._indexed)
        if not search.begun or limit < 1:
            return ()
        chosen = None if calendar_ids is None else tuple(calendar_ids)
        return tuple(self._ready.made(searching.nearest(self._database, search, chosen, around, limit)))

    def reach(self, calendar_ids: Sequence[str]) -> Window | None:
        """From where the first event of these calendars begins to where the last one begins."""
        spans = range(len(SPANS) + 1)
        edges = [
            self._database.rows(_EDGES, {"calendar": calendar_id, "span": span})[0]
            for calendar_id in calendar_ids
            for span in spans
        ]
        known = [edge for edge in edges if None not in edge]
        if not known:
            return None
        first, last = min(edge[0] for edge in known), max(edge[1] for edge in known)
        return Window(datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last + 1, UTC))

    def unreadable(self, calendar_ids: Iterable[str]) -> tuple[UnreadableEvent, ...]:
        """Events of these calendars that could not be understood."""
        wanted = frozenset(calendar_ids)
        rows = self._database.rows("select calendar_id, body from unreadable")
        return loads_all((row[1] for row in rows if row[0] in wanted), UnreadableEvent)

    def put(self, events: Iterable[Event]) -> None:
        """Add or change events."""
        fresh = fresh_of({event.key: event for event in events}.values())
        with self._database.writing() as writing:
            keep(writing, fresh)
            keys = (event.key for event, _, _ in fresh)
            writing.executemany("delete from unreadable where calendar_id = ? and id = ?", keys)

    def drop(self, key: EventKey) -> None:
        """Remove an event."""
        with self._database.writing() as writing:
            writing.execute(GO, key)

    def missing(self, calendar_id: str, window: Window, ids: Collection[str]) -> tuple[Event, ...]:
        """The stored events that a listing of the window must hold, but that are not among these ids."""
        names = {row[0] for row in self._rows(touching(1, "id"), window, (calendar_id,))} - set(ids)
        found = (self.event(EventKey(calendar_id, name)) for name in names)
        return tuple(event for event in found if event is not None and _inside(event, window))

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

        `spared` events were changed here after the listing began and stay as they are. What is as it was
        is not written again.
        """
        listed = {event.id: event for event in events if not spared or event.key not in spared}
        broken = [(calendar_id, one.event_id, dumps(one)) for one in unreadable]
        kept = {event.id for event in events} | {key.event_id for key in spared}
        known, fresh = self._news(calendar_id, window, listed.values())
        with self._database.writing() as writing:
            if known != self._numbers(calendar_id, window):  # somebody else wrote meanwhile
                _, fresh = self._news(calendar_id, window, listed.values())
            gone = [event.key for event in self.missing(calendar_id, window, kept)]
            writing.executemany(GO, gone)
            keep(writing, fresh)
            writing.execute("delete from unreadable where calendar_id = ?", (calendar_id,))
            writing.executemany("insert or replace into unreadable values (?, ?, ?)", broken)
            writing.execute("insert or replace into marks values (?, ?)", (calendar_id, as_of.isoformat()))

    def _news(
        self, calendar_id: str, window: Window, listed: Collection[Event]
    ) -> tuple[set[int], list[Fresh]]:
        """The numbers of what is stored of a window, and what a listing says that is not among it."""
        stored = self._touching(window, (calendar_id,))
        return {row[0] for row in stored}, fresh_of(listed, {row[1 + ID]: row[1:] for row in stored})

    def _numbers(self, calendar_id: str, window: Window) -> set[int]:
        return {row[0] for row in self._rows(touching(1, "row"), window, (calendar_id,))}

    def as_of(self, calendar_id: str) -> datetime | None:
        """When the calendar was last read."""
        rows = self._database.rows("select as_of from marks where calendar_id = ?", (calendar_id,))
        return datetime.fromisoformat(rows[0][0]) if rows else None


def _inside(event: Event, window: Window) -> bool:
    """Whether the service's listing of the window must have held the event, whichever zone it thinks in."""
    start, end = bounds(event.when, UTC)
    if is_all_day(event.when):
        start, end = start + WEST, end - EAST
    return start < window.end and end > window.start
