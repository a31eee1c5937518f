"""Events on their way into the store: what costs time is made ready before anything is held for it.

No row is ever changed: what is written takes the place of what there was of an event, under a new number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Final, TypeAlias

from tui.domain.events import Event
from tui.store import searching
from tui.store.rows import MINUTE, NAMES, PUT, Row, bare_row, rows_of

Fresh: TypeAlias = tuple[Event, Row, searching.Words]
"""An event to be written, as a row and as words to look for."""
ID: Final = NAMES.index("id")
GO: Final = "delete from events where calendar_id = ? and id = ?"
_KEY: Final = itemgetter(NAMES.index("calendar_id"), ID)


def fresh_of(events: Collection[Event], known: Mapping[str, Row] | None = None) -> list[Fresh]:
    """Those of some events of one calendar that are not stored just so; `known` are rows by id."""
    stored = known or {}
    rows = zip(events, rows_of(events), strict=True)
    return [(event, row, searching.words_of(event)) for event, row in rows if row != stored.get(event.id)]


def keep(writing: sqlite3.Connection, fresh: Sequence[Fresh]) -> None:
    """Write events in the place of what there was of them."""
    writing.executemany(GO, (_KEY(row) for _, row, _ in fresh))
    [[last]] = writing.execute("select last from numbered")
    writing.execute("update numbered set last = ?", (last + len(fresh),))
    writing.execute("savepoint rows")
    try:
        writing.executemany(PUT, ((number, *row) for number, (_, row, _) in enumerate(fresh, last + 1)))
    except UnicodeEncodeError:  # half a character
        writing.execute("rollback to rows")
        bare = ((number, *bare_row(event)) for number, (event, _, _) in enumerate(fresh, last + 1))
        writing.executemany(PUT, bare)
    writing.execute("release rows")
    searching.keep(writing, ((n, row[MINUTE], words) for n, (_, row, words) in enumerate(fresh, last + 1)))
