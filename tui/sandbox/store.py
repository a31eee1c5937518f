"""The sandbox's memory: one SQLite connection behind a lock, JSON objects with the columns queries need.

A request holds the lock from its first read to its last write.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from tui.sandbox.recurrence import bounds

JSON = dict[str, Any]
VERSION = 3
_SCHEMA = """
create table grants (id text primary key, place integer, body text not null);
create table calendars (
    id text, grant_id text, place integer, body text not null, primary key (grant_id, id));
create table events (
    grant_id text not null, calendar_id text not null, id text not null, start integer not null,
    end integer not null, master_id text, original integer, series integer not null, body text not null,
    primary key (grant_id, calendar_id, id));
create index events_by_start on events (grant_id, calendar_id, start, id) where series = 0;
create index events_of_series on events (grant_id, calendar_id, master_id) where master_id is not null;
create index events_series on events (grant_id, calendar_id) where series = 1;
create table conferences (
    grant_id text, calendar_id text, event_id text, provider text, rule text, due real, reads integer,
    state text, note text, primary key (grant_id, calendar_id, event_id));
create table jobs (
    id text primary key, account_id text not null, grant_id text not null, calendar_id text not null,
    event_id text not null, action text not null, status text not null, created real not null,
    awaits text not null);
create table mails (
    place integer primary key, event_id text not null, about text not null, recipient text not null);
create table facts (name text primary key, value text not null);
"""


@dataclass(frozen=True, slots=True)
class Job:
    """Something the older generation of the API does after it has answered."""

    id: str
    account_id: str
    grant_id: str
    calendar_id: str
    event_id: str
    action: str
    status: str
    created: float
    awaits: str
    """The provider of the call being made; empty where the job is only a write."""


class Store:
    """Grants, calendars, events, and conferences being made."""

    def __init__(self, path: Path | None, fresh: bool) -> None:
        self.lock = threading.RLock()
        self._connection = _opened(path, fresh)
        self.is_new = not self._connection.execute("pragma user_version").fetchone()[0]
        if self.is_new:
            self._connection.executescript(_SCHEMA)
            self._connection.execute(f"pragma user_version = {VERSION}")

    def close(self) -> None:
        """Give the file back."""
        with self.lock:
            self._connection.close()

    def commit(self) -> None:
        """Keep what the request wrote."""
        self._connection.commit()

    def rollback(self) -> None:
        """Forget what the request wrote."""
        self._connection.rollback()

    def fact(self, name: str, make: str | None = None) -> str:
        """A kept value; a missing one is set to `make`, or to a new secret."""
        row = self._connection.execute("select value from facts where name = ?", (name,)).fetchone()
        if row is not None:
            return str(row[0])
        value = make if make is not None else "sandbox_" + secrets.token_urlsafe(24)
        self.keep_fact(name, value)
        return value

    def keep_fact(self, name: str, value: str) -> None:
        """Set a kept value."""
        self._connection.execute("insert or replace into facts values (?, ?)", (name, value))
        self.commit()

    # Grants and calendars

    def fill(self, grants: Iterable[JSON], calendars: Iterable[JSON], events: Iterable[JSON]) -> None:
        """A whole world, in one transaction."""
        put = self._connection.executemany
        put("insert into grants values (?, ?, ?)", ((g["id"], i, _text(g)) for i, g in enumerate(grants)))
        rows = ((c["id"], c["grant_id"], i, _text(c)) for i, c in enumerate(calendars))
        put("insert into calendars values (?, ?, ?, ?)", rows)
        put("insert or replace into events values (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, events))
        self.commit()

    def grants(self) -> list[JSON]:
        """All grants, the user's own first."""
        return [
            json.loads(row[0]) for row in self._connection.execute("select body from grants order by place")
        ]

    def put_grant(self, grant: JSON) -> None:
        """Change a grant."""
        self._connection.execute("update grants set body = ? where id = ?", (_text(grant), grant["id"]))

    def calendars(self, grant_id: str) -> list[JSON]:
        """The calendars of a grant, in their order."""
        query = "select body from calendars where grant_id = ? order by place"
        return [json.loads(row[0]) for row in self._connection.execute(query, (grant_id,))]

    def put_calendar(self, calendar: JSON) -> None:
        """Add or change a calendar."""
        place = "(select coalesce(max(place), 0) + 1 from calendars)"
        self._connection.execute(
            f"insert into calendars values (?, ?, {place}, ?) on conflict do update set body = excluded.body",
            (calendar["id"], calendar["grant_id"], _text(calendar)),
        )

    def drop_calendar(self, grant_id: str, calendar_id: str) -> None:
        """Remove a calendar with its events."""
        for table, column in (("calendars", "id"), ("events", "calendar_id"), ("conferences", "calendar_id")):
            self._connection.execute(
                f"delete from {table} where grant_id = ? and {column} = ?", (grant_id, calendar_id)
            )

    # Events

    def event(self, grant_id: str, calendar_id: str | None, event_id: str) -> JSON | None:
        """One stored event; None as the calendar means any of the grant's."""
        query = (
            "select body from events where grant_id = ? and id = ? and coalesce(?, calendar_id) = calendar_id"
        )
        row = self._connection.execute(query, (grant_id, event_id, calendar_id)).fetchone()
        return json.loads(row[0]) if row else None

    def put_event(self, event: JSON) -> None:
        """Add or change an event."""
        self._connection.execute(
            "insert or replace into events values (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(event)
        )

    def drop_event(self, event: JSON) -> None:
        """Remove an event, and with a master its overrides."""
        key = (event["grant_id"], event["calendar_id"], event["id"])
        where = "grant_id = ? and calendar_id = ?"
        self._connection.execute(
            f"delete from events where {where} and (id = ? or master_id = ?)", (*key, key[2])
        )
        self.settle(event, "deleted")

    def rename_event(self, event: JSON, renamed: JSON) -> None:
        """Give an event another id; its conference goes with it."""
        key = (event["grant_id"], event["calendar_id"], event["id"])
        where = "grant_id = ? and calendar_id = ?"
        self._connection.execute(f"delete from events where {where} and id = ?", key)
        self._connection.execute(
            f"update or replace conferences set event_id = ? where {where} and event_id = ?",
            (renamed["id"], *key),
        )
        self.put_event(renamed)

    def singles(
        self, grant_id: str, calendar_id: str, start: int, end: int, after: tuple[int, str] | None
    ) -> Iterator[JSON]:
        """Events that are not series and overlap `[start, end)`, by start and id, read as they are needed."""
        position = after or (-(1 << 62), "")
        query = (
            "select body from events where grant_id = ? and calendar_id = ? and series = 0 and start < ?"
            " and (end > ? or start >= ?) and (start, id) > (?, ?) order by start, id"
        )
        rows = self._connection.execute(query, (grant_id, calendar_id, end, start, start, *position))
        return (json.loads(row[0]) for row in rows)

    def series(self, grant_id: str, calendar_id: str) -> list[JSON]:
        """The masters of a calendar."""
        query = "select body from events where grant_id = ? and calendar_id = ? and series = 1"
        return [json.loads(row[0]) for row in self._connection.execute(query, (grant_id, calendar_id))]

    def overridden(self, master: JSON) -> set[int]:
        """The original starts of the instances that have an event of their own."""
        query = "select original from events where grant_id = ? and calendar_id = ? and master_id = ?"
        key = (master["grant_id"], master["calendar_id"], master["id"])
        return {row[0] for row in self._connection.execute(query, key)}

    # Conferences being made

    def ask(self, event: JSON, provider: str, rule: str, due: float, reads: int) -> None:
        """Note a conference to be made."""
        key = (event["grant_id"], event["calendar_id"], event["id"])
        row = (*key, provider, rule, due, reads, "pending", "")
        self._connection.execute("insert or replace into conferences values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def asked(self, event: JSON) -> tuple[str, str, float, int] | None:
        """Provider, rule, due time and reads left of a pending conference."""
        row = self._connection.execute(
            "select provider, rule, due, reads from conferences where grant_id = ? and calendar_id = ?"
            " and event_id = ? and state = 'pending'",
            (event["grant_id"], event["calendar_id"], event["id"]),
        ).fetchone()
        return tuple(row) if row else None

    def count_read(self, event: JSON) -> None:
        """One read less to go."""
        self._change(event, "reads = reads - 1")

    def settle(self, event: JSON, state: str, note: str = "") -> None:
        """A conference came to its end: `live`, `failed`, `dropped` or `deleted` with its event."""
        self._change(event, "state = ?, note = ?", state, note)

    def _change(self, event: JSON, assignment: str, *values: str) -> None:
        key = (event["grant_id"], event["calendar_id"], event["id"])
        where = "grant_id = ? and calendar_id = ? and event_id = ?"
        self._connection.execute(f"update conferences set {assignment} where {where}", (*values, *key))

    def conferences(self) -> list[JSON]:
        """Everything ever asked for, and how it ended."""
        query = "select event_id, calendar_id, provider, rule, state, note from conferences"
        names = ("event_id", "calendar_id", "provider", "rule", "state", "note")
        return [dict(zip(names, row, strict=True)) for row in self._connection.execute(query)]

    # Mails that would have been sent

    def put_mail(self, event_id: str, about: str, recipient: str) -> None:
        """Note a mail."""
        statement = "insert into mails (event_id, about, recipient) values (?, ?, ?)"
        self._connection.execute(statement, (event_id, about, recipient))

    def mails(self) -> list[JSON]:
        """All mails, the oldest first."""
        rows = self._connection.execute("select event_id, about, recipient from mails order by place")
        return [dict(zip(("event_id", "about", "to"), row, strict=True)) for row in rows]

    # Work of the older generation, done after its answer

    def put_job(self, job: Job) -> None:
        """Add or change a job."""
        self._connection.execute(
            "insert or replace into jobs values (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(job)
        )

    def jobs(self, account_id: str, status: str | None = None) -> list[Job]:
        """The jobs of an account, newest first; of one status if given."""
        where = "account_id = ? and coalesce(?, status) = status"
        query = f"select * from jobs where {where} order by created desc, id"
        return [Job(*row) for row in self._connection.execute(query, (account_id, status))]


def _opened(path: Path | None, fresh: bool) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect(":memory:", check_same_thread=False)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if fresh or _version(path) not in (0, VERSION):
        path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, check_same_thread=False, timeout=5)
    connection.execute("pragma journal_mode = truncate")
    return connection


def _version(path: Path) -> int:
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("pragma user_version").fetchone()[0])
    except sqlite3.DatabaseError:
        return -1
    finally:
        connection.close()


def _text(body: JSON) -> str:
    return json.dumps(body, separators=(",", ":"))


def _row(event: JSON) -> tuple[Any, ...]:
    start, end = bounds(event["when"])
    series = 1 if event.get("recurrence") else 0
    original = event.get("original_start_time")
    key = (event["grant_id"], event["calendar_id"], event["id"], start, end)
    return (*key, event.get("master_event_id"), original, series, _text(event))
