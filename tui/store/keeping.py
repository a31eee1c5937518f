"""Events on their way into the store: what costs time is made ready before anything is held for it.

A row is never changed: what is to be written takes the place of what there was of an event, under a new number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from tui.domain.events import Event
from tui.store import searching
from tui.store.rows import MINUTE, NAMES, PUT, Row, bare_row, rows_of

ID: Final = NAMES.index("id")
GO: Final = "delete from events where calendar_id = ? and id = ?"
_KEY: Final = itemgetter(NAMES.index("calendar_id"), ID)


@dataclass(frozen=True, slots=True)
class Fresh:
    """An event to be written, as a row and as words to look for."""

    event: Event
    row: Row
    words: searching.Words


def fresh_of(events: Collection[Event], known: Mapping[str, Row] | None = None) -> list[Fresh]:
    """Those of some events of one calendar that are not stored just so; `known` are rows by id."""
    stored = known or {}
    rows = zip(events, rows_of(events), strict=True)
    return [
        Fresh(event, row, searching.words_of(event)) for event, row in rows if row != stored.get(event.id)
    ]


def keep(writing: sqlite3.Connection, fresh: Sequence[Fresh]) -> None:
    """Write events in the place of what there was of them."""
    writing.executemany(GO, (_KEY(one.row) for one in fresh))
    [[last]] = writing.execute("select last from numbered")
    writing.execute("update numbered set last = ?", (last + len(fresh),))
    numbered = list(enumerate(fresh, last + 1))
    writing.execute("savepoint rows")
    try:
        writing.executemany(PUT, ((number, *one.row) for number, one in numbered))
    except UnicodeEncodeError:  # half a character
        writing.execute("rollback to rows")
        writing.executemany(PUT, ((number, *bare_row(one.event)) for number, one in numbered))
    writing.execute("release rows")
    searching.keep(writing, ((number, one.row[MINUTE], one.words) for number, one in numbered))
