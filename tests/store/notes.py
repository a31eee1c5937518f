"""A small database to try the files with, and what others do to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tui.store.database import Database

NOTES = "create table notes (id text primary key, body text not null)"


def opened(path: Path | None, *, version: int = 1, durable: bool = True) -> Database:
    return Database(path, NOTES, version, durable=durable)


def write(database: Database, name: str, body: str = "kept") -> None:
    with database.writing() as writing:
        writing.execute("insert or replace into notes values (?, ?)", (name, body))


def kept(database: Database) -> set[str]:
    return {row[0] for row in database.rows("select id from notes")}


def others(path: Path) -> set[str]:
    """The files beside this one, its journal apart."""
    return {one.name for one in path.parent.iterdir()} - {path.name, f"{path.name}-journal"}


@contextmanager
def held(path: Path, how: str) -> Iterator[sqlite3.Connection]:
    """Another program that has begun a change and takes its time."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute(f"begin {how}")
        yield other
        if other.in_transaction:
            other.execute("rollback")
