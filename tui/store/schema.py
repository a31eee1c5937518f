"""What a database file must be before it is used: ours, of this version, undamaged.

Nothing here decides what becomes of a file that is not; it only says so by raising.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui.store import files

APPLICATION = 0x63616C6C
"""SQLite's mark of whose file this is: `call`."""


PAGE = 16_384
"""Bytes of a page of what can be read again: of what is large, several to a page."""


class OtherVersion(sqlite3.DatabaseError):
    """The file was written by a callsheet that keeps things differently."""


class Foreign(sqlite3.DatabaseError):
    """The file is a database of something else."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a database holds. `durable` ones hold what the user made, the others can be read again."""

    script: str
    version: int
    durable: bool
    upgrades: Mapping[int, str] = field(default_factory=dict)
    """What brings a file of an older version to this one, nothing in it lost."""


def prepared(connection: sqlite3.Connection, layout: Layout) -> sqlite3.Connection:
    """The connection ready for use. Raises OtherVersion, Foreign, or DatabaseError for a damaged file."""
    connection.text_factory = files.text  # whatever is in the file, it is looked at
    try:
        if not layout.durable:
            connection.execute(f"pragma page_size = {PAGE}")
        connection.execute("pragma journal_mode = truncate")
        connection.execute("pragma mmap_size = 0")
        connection.execute(f"pragma synchronous = {'full' if layout.durable else 'normal'}")
        connection.execute(f"pragma secure_delete = {'on' if layout.durable else 'off'}")
        _checked(connection, layout)
        if not layout.durable:
            connection.text_factory = str  # quicker, as long as no byte is bad
    except UnicodeDecodeError as error:  # Python could not read SQLite's own complaint about the file
        connection.close()
        raise sqlite3.DatabaseError("the file is damaged") from error
    except BaseException:
        connection.close()
        raise
    return connection


def _checked(connection: sqlite3.Connection, layout: Layout) -> None:
    if _version_at_once(connection) != layout.version:
        _made(connection, layout)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as reference:
        _made(reference, layout)
        if _shape(connection) != _shape(reference):
            raise sqlite3.DatabaseError("the tables are not as they were made")
    if layout.durable and connection.execute("pragma integrity_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("a page of the file is damaged")


def _made(connection: sqlite3.Connection, layout: Layout) -> None:
    """Make the tables in a new file, or those an older one lacks; once, however many open it now."""
    _copied(connection, layout)
    connection.execute("begin immediate")
    found = _version(connection)
    if found == layout.version:
        connection.execute("rollback")
        return
    script = layout.upgrades.get(found) if found else layout.script
    if script is None:
        raise OtherVersion(f"schema {found} is not {layout.version}")
    for statement in _statements(script):
        connection.execute(statement)
    connection.execute(f"pragma application_id = {APPLICATION}")
    connection.execute(f"pragma user_version = {layout.version}")
    connection.execute("commit")


def _statements(script: str) -> Iterator[str]:
    """Each statement of a script; one ends with a line, and a trigger with all that is in it."""
    statement = ""
    for line in f"{script};".splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _copied(connection: sqlite3.Connection, layout: Layout) -> None:
    """Keep a copy of a precious file of an older version, beside it, before anything in it is changed."""
    found = _version_at_once(connection)
    path = connection.execute("pragma database_list").fetchone()[2]
    if layout.durable and path and found in layout.upgrades:
        files.bring_back(connection, Path(f"{path}.version-{found}"))


def _version_at_once(connection: sqlite3.Connection) -> int:
    """The version in one look: another callsheet may be making the tables right now. Raises Foreign."""
    connection.execute("begin")
    try:
        return _version(connection)
    finally:
        if connection.in_transaction:
            connection.execute("rollback")


def _version(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 for an empty file. Raises Foreign."""
    [application] = connection.execute("pragma application_id").fetchone()
    [version] = connection.execute("pragma user_version").fetchone()
    if application == APPLICATION:
        return int(version)
    if application or version or _shape(connection):
        raise Foreign("another program's database")
    return 0


def _shape(connection: sqlite3.Connection) -> list[Any]:
    """What was made. What an index of words keeps for itself is SQLite's affair, and varies with it."""
    rows = connection.execute("select type, name, sql from sqlite_master order by name").fetchall()
    virtual = tuple(f"{name}_" for _, name, sql in rows if sql and sql.startswith("CREATE VIRTUAL"))
    return [row for row in rows if not row[1].startswith(virtual)]


def saved(connection: sqlite3.Connection, aside: Path) -> int:
    """Take over the rows that a damaged file still gives; how many."""
    before = connection.total_changes
    for table in [name for kind, name, _ in _shape(connection) if kind == "table"]:
        for row in files.readable_rows(aside, table):
            places = ", ".join("?" * len(row))
            with contextlib.suppress(sqlite3.Error):
                connection.execute(f"insert or ignore into {table} values ({places})", row)
    return connection.total_changes - before
