"""Words to look events up by: kept beside the events, found by how they begin, nearest in time first.

A word is told only by its letters and digits, without case or accents, so that no text is more than words
to look for. The number of a row orders it in time: a search walks from one moment outward and stops when it
has enough.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from tui.domain.events import Event, Participant, Person
from tui.domain.wording import begun, folded
from tui.store.database import Database
from tui.store.rows import NAMES, Row, minute_of

Words: TypeAlias = tuple[str, str, str, str]
"""What an event is found by: its title, people, place and notes."""
BITS = 30
"""How many numbers there are for the events of one minute, as a power of two: one for every row."""
_ROW = (1 << BITS) - 1
INDEX = """
create virtual table words using fts5(
    title, people, place, notes, tokenize = 'ascii', prefix = '1 2', columnsize = 0);
"""
"""The words of each event, folded and in order."""
LIST = """
create table words (title text not null, people text not null, place text not null, notes text not null);
"""
"""The same where SQLite was not built to keep them in order: every row is looked at."""
GOING = f"""
create trigger events_gone after delete on events begin
    delete from words where rowid = (old.minute << {BITS}) | old.row;
end;
"""
"""An event that goes takes its words along."""
TIERS = (("title",), ("title", "people", "place"), ("title", "people", "place", "notes"))
"""Where all words have to stand: the first is the best place."""
LETTERS = 4_000
"""Characters of each column that can be found; what a text says later on is not looked for."""
_FOUND = ", ".join(f"events.{name}" for name in NAMES)
_COME = "insert into words (rowid, title, people, place, notes) values (?, ?, ?, ?, ?)"
_BAR = "¦"
"""Stands between names and addresses, so that nothing is found across them; no search holds it."""


def indexed(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite can keep words in order (FTS5)."""
    return bool(connection.execute("select 1 from pragma_module_list where name = 'fts5'").fetchone())


def _column(parts: Collection[str]) -> str:
    """Words as they are stored: a space before each tells where it begins, a bar where a part ends."""
    if sum(map(len, parts)) + len(parts) > LETTERS:
        parts = "\x1f".join(parts)[:LETTERS].split("\x1f")
    return f" {_BAR}".join(map(_spaced, parts))


@lru_cache(8192)
def _spaced(part: str) -> str:
    """The words of names and titles, which come again and again."""
    return "".join([f" {word}" for word in folded(part)])


def _named(people: Iterable[Person | Participant]) -> Collection[str]:
    return dict.fromkeys([text for one in people for text in (one.name, one.email)])


def middle_of(around: datetime) -> int:
    """The number that parts what begins before a moment from what begins then or later."""
    return minute_of(around) << BITS


def words_of(event: Event) -> Words:
    """What an event is found by."""
    organizers = (event.organizer,) if event.organizer else ()
    return (
        _column((event.title,)),
        _column(_named((*organizers, *event.participants))),
        _column((event.location, *_named(event.resources))),
        _column((event.description,)) if event.description else "",
    )


def keep(writing: sqlite3.Connection, found: Iterable[tuple[int, int, Words]]) -> None:
    """Make events findable: each with the number of its row, the minute it begins, and its words."""
    numbered = (((minute << BITS) | row, *words) for row, minute, words in found)
    writing.executemany(_COME, numbered)


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
        within = "" if calendars is None else f" and events.calendar_id in ({chosen})"
        holds = "words match :match" if self.indexed else self._holds(columns)
        return (
            f"select words.rowid, {_FOUND} from words cross join events on events.row = words.rowid & {_ROW}"
            f" where {holds} and words.rowid {edge} :around{within} order by words.rowid {order} limit :most"
        )

    def _holds(self, columns: Sequence[str]) -> str:
        text = f" || ' {_BAR}' || ".join(f"words.{column}" for column in columns)
        return " and ".join(f"{text} like :w{number}" for number in range(len(self.begun)))

    def values(self, columns: Sequence[str]) -> Mapping[str, str]:
        """What the query needs to know of the words. They hold letters and digits only."""
        if not self.indexed:
            return {f"w{number}": f"% {' '.join(words)}%" for number, words in enumerate(self.begun)}
        phrases = " AND ".join(f'"{" ".join(words)}" *' for words in self.begun)
        return {"match": f"{{{' '.join(columns)}}} : ({phrases})"}


def nearest(
    database: Database, search: Search, calendar_ids: Sequence[str] | None, around: datetime, limit: int
) -> list[Row]:
    """The rows found, each after its number: the best places first, in each the nearest in time."""
    middle = middle_of(around)
    chosen = {f"c{number}": calendar_id for number, calendar_id in enumerate(calendar_ids or ())}
    count = None if calendar_ids is None else len(chosen)
    found: dict[int, Row] = {}
    for columns in TIERS:
        values = {**chosen, **search.values(columns), "around": middle, "most": limit}
        queries = (search.query(columns, count, later=later) for later in (True, False))
        rows = [row for query in queries for row in database.rows(query, values)]
        for number, *row in sorted(rows, key=lambda row: abs(row[0] - middle)):
            found.setdefault(number, (number & _ROW, *row))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]
