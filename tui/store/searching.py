"""Words to look events up by: kept beside the events, found by how they begin, nearest in time first.

A word is told only by its letters and digits, without case or accents, so that no text is more than words
to look for. The number of a row orders it in time: a search walks from one moment outward and stops when it
has enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from tui.domain.events import Event, Participant, Person
from tui.domain.when import bounds
from tui.domain.wording import begun, folded
from tui.store.database import Database

TABLES = """
create table words (
    number integer primary key, calendar_id text not null, id text not null,
    title text not null, people text not null, place text not null, notes text not null,
    unique (calendar_id, id));
create trigger events_gone after delete on events begin
    delete from words where calendar_id = old.calendar_id and id = old.id;
end;
"""
"""What can be looked up, folded; an event that goes takes its words along."""
_COMES = """
create trigger words_come after insert on words begin
    insert into found (rowid, title, people, place, notes)
        values (new.number, new.title, new.people, new.place, new.notes);
end;
"""
_TABLE = """
create virtual table found using fts5(
    title, people, place, notes,
    content = 'words', content_rowid = 'number', tokenize = 'ascii', prefix = '1 2');
create trigger words_go after delete on words begin
    insert into found (found, rowid, title, people, place, notes)
        values ('delete', old.number, old.title, old.people, old.place, old.notes);
end;
"""
INDEX = _TABLE + _COMES
"""The words in order, where SQLite was built to keep them so; without it every row is looked at."""
TIERS = (("title",), ("title", "people", "place"), ("title", "people", "place", "notes"))
"""Where all words have to stand: the first is the best place."""
LETTERS = 4_000
"""Characters of each column that can be found; what a text says later on is not looked for."""
BITS = 20
"""How many numbers there are for the events of one minute, as a power of two."""
_GO = (
    "delete from words where calendar_id = :calendar_id and id = :id and not (number >> :bits = :minute"
    " and title = :title and people = :people and place = :place and notes = :notes)"
)
_COME = (
    "insert into words select (select coalesce(max(number) + 1, :first) from words"
    " where number between :first and :last), :calendar_id, :id, :title, :people, :place, :notes"
    " where not exists (select 1 from words where calendar_id = :calendar_id and id = :id)"
)
_BAR = "¦"
"""Stands between names and addresses, so that nothing is found across them; no search holds it."""


def indexed(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite can keep words in order (FTS5)."""
    return bool(connection.execute("select 1 from pragma_module_list where name = 'fts5'").fetchone())


def _column(parts: Iterable[str]) -> str:
    """Words as they are stored: a space before each tells where it begins, a bar where a part ends."""
    kept = "\x1f".join(parts)[:LETTERS].split("\x1f")
    return f" {_BAR}".join("".join(f" {word}" for word in _folded(part)) for part in kept)


_folded = lru_cache(8192)(folded)
"""The words of names and titles, which come again and again."""


def _named(people: Iterable[Person | Participant]) -> Iterator[str]:
    return (text for one in people for text in (one.name, one.email))


def _minute(at: datetime) -> int:
    return int(at.timestamp() // 60)


def middle_of(around: datetime) -> int:
    """The number that parts what begins before a moment from what begins then or later."""
    return _minute(around) << BITS


def words_of(event: Event) -> dict[str, object]:
    """What an event is found by, and where it stands in time."""
    minute = _minute(bounds(event.when, UTC)[0])
    organizers = (event.organizer,) if event.organizer else ()
    return {
        "calendar_id": event.calendar_id,
        "id": event.id,
        "bits": BITS,
        "minute": minute,
        "first": minute << BITS,
        "last": ((minute + 1) << BITS) - 1,
        "title": _column([event.title]),
        "people": _column(_named((*organizers, *event.participants))),
        "place": _column([event.location, *_named(event.resources)]),
        "notes": _column([event.description]),
    }


_ALL_THAT_CAME = (
    "insert into found (rowid, title, people, place, notes) select number, title, people, place, notes"
    " from words where number not in (select id from found_docsize)"
)
"""What has words but is not in order yet: put there at once, which costs a third of one after the other."""
MANY = 100
"""Events from which on they are put in order at once."""


def keep(writing: sqlite3.Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Make events findable by these words; one whose words stayed the same costs no writing."""
    writing.executemany(_GO, rows)
    if len(rows) < MANY or not _ordered(writing):
        writing.executemany(_COME, rows)
        return
    writing.execute("drop trigger words_come")
    writing.executemany(_COME, rows)
    writing.execute(_ALL_THAT_CAME)
    writing.execute(_COMES)


def _ordered(writing: sqlite3.Connection) -> bool:
    return bool(writing.execute("select 1 from sqlite_master where name = 'words_come'").fetchone())


class Search(NamedTuple):
    """What to look for: words begun, all of which an event must hold, and how it is asked for."""

    begun: tuple[tuple[str, ...], ...]
    indexed: bool

    @classmethod
    def of(cls, text: str, *, indexed: bool) -> Search:
        """The search a text stands for; what is written together, such as an address, belongs together."""
        return cls(begun(text), indexed)

    def query(self, columns: Sequence[str], calendars: int | None, *, later: bool) -> str:
        """The query for what holds all words in these columns, from `:around` on or going back from it.

        The calendars are `:c0`, …, or all with None; there are at most `:most` rows, nearest first.
        """
        order, edge = ("asc", ">=") if later else ("desc", "<")
        chosen = ", ".join(f":c{number}" for number in range(calendars or 0))
        within = "" if calendars is None else f" and words.calendar_id in ({chosen})"
        source, number, holds = self._indexed() if self.indexed else self._plain(columns)
        return (
            f"select words.number, body from {source} cross join events using (calendar_id, id)"
            f" where {holds} and {number} {edge} :around{within} order by {number} {order} limit :most"
        )

    def _indexed(self) -> tuple[str, str, str]:
        return "found cross join words on words.number = found.rowid", "found.rowid", "found match :match"

    def _plain(self, columns: Sequence[str]) -> tuple[str, str, str]:
        text = f" || ' {_BAR}' || ".join(columns)
        holds = " and ".join(f"{text} like :w{number}" for number in range(len(self.begun)))
        return "words", "words.number", holds

    def values(self, columns: Sequence[str]) -> Mapping[str, str]:
        """What the query needs to know of the words. They hold letters and digits only."""
        if not self.indexed:
            return {f"w{number}": f"% {' '.join(words)}%" for number, words in enumerate(self.begun)}
        phrases = " AND ".join(f'"{" ".join(words)}" *' for words in self.begun)
        return {"match": f"{{{' '.join(columns)}}} : ({phrases})"}


def nearest(
    database: Database, search: Search, calendar_ids: Sequence[str] | None, around: datetime, limit: int
) -> list[str]:
    """The bodies of what is found, the best places first, in each the nearest in time."""
    middle = middle_of(around)
    chosen = {f"c{number}": calendar_id for number, calendar_id in enumerate(calendar_ids or ())}
    count = None if calendar_ids is None else len(chosen)
    bodies: dict[int, str] = {}
    for columns in TIERS:
        values = {**chosen, **search.values(columns), "around": middle, "most": limit}
        queries = (search.query(columns, count, later=later) for later in (True, False))
        rows = [row for query in queries for row in database.rows(query, values)]
        for number, body in sorted(rows, key=lambda row: abs(row[0] - middle)):
            bodies.setdefault(number, body)
        if len(bodies) >= limit:
            break
    return list(bodies.values())[:limit]
