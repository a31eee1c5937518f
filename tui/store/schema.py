"""Opening SQLite files the careful way: owner only, rollback journal, a broken file set aside and said.

One lock guards each connection, so that a writer thread and the screen's reads never meet inside SQLite.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui.domain.errors import StoreError

BUSY_MS = 5000


class Database:
    """One SQLite file, or memory when there is nowhere to write; `notices` says what went wrong."""

    def __init__(self, path: Path | None, script: str, version: int, *, durable: bool) -> None:
        self.notices: tuple[str, ...] = ()
        self._lock = threading.RLock()
        self._connection = self._opened(path, script, version, durable)

    def _opened(self, path: Path | None, script: str, version: int, durable: bool) -> sqlite3.Connection:
        if path is not None:
            try:
                return _prepared(_connected(path), script, version, durable)
            except sqlite3.DatabaseError:
                aside = _set_aside(path)
                self.notices += (f"{path.name} was damaged and is kept aside as {aside.name}.",)
                with contextlib.suppress(OSError, sqlite3.Error):
                    return _prepared(_connected(path), script, version, durable)
            except OSError:
                pass
            self.notices += (f"{path.parent} cannot be written: nothing is kept after this run.",)
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        return _prepared(memory, script, version, durable)

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """The rows of a query."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, kept whole or not at all. Raises StoreError."""
        with self._lock:
            try:
                self._connection.execute("begin immediate")
                yield self._connection
                self._connection.execute("commit")
            except sqlite3.Error as error:
                self._undone()
                means, step = "What you typed is still on the screen.", "Free some space, then try again."
                raise StoreError("The local store cannot be written.", means=means, next_step=step) from error
            except BaseException:
                self._undone()
                raise

    def _undone(self) -> None:
        if self._connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("rollback")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    return sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=BUSY_MS / 1000)


def _prepared(connection: sqlite3.Connection, script: str, version: int, durable: bool) -> sqlite3.Connection:
    connection.execute("pragma journal_mode = truncate")
    connection.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
    found = connection.execute("pragma user_version").fetchone()[0]
    if found not in (0, version):
        raise sqlite3.DatabaseError(f"schema {found} is not {version}")
    if not found:
        connection.executescript(script)
        connection.execute(f"pragma user_version = {version}")
    return connection


def _set_aside(path: Path) -> Path:
    for number in range(1, 1000):
        aside = path.with_name(f"{path.name}.damaged-{number}")
        if not aside.exists():
            with contextlib.suppress(OSError):
                path.rename(aside)
            return aside
    return path
