"""Opening SQLite files the careful way: owner only, rollback journal, a broken file set aside and said.

One lock guards each connection, so that a writer thread and the screen's reads never meet inside SQLite.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui.domain.errors import StoreError

BUSY_MS = 5000
APPLICATION = 0x63616C6C
"""SQLite's mark of whose file this is: `call`."""


class OtherVersion(sqlite3.DatabaseError):
    """The file was written by a callsheet that keeps things differently."""


class Database:
    """One SQLite file, or memory when there is nowhere to write; `notices` says what went wrong."""

    def __init__(self, path: Path | None, script: str, version: int, *, durable: bool) -> None:
        self.notices: tuple[str, ...] = ()
        self._path = path
        self._schema = script, version, durable
        self._lock = threading.RLock()
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        """The file; a fresh one where it is damaged; memory where there can be none."""
        if self._path is not None:
            for _ in range(2):
                try:
                    return _prepared(_connected(self._path), *self._schema)
                except OSError:
                    self._say(f"{self._path.parent} cannot be written: nothing is kept after this run.")
                    break
                except sqlite3.OperationalError:
                    self._say(
                        f"{self._path.name} is in use or cannot be written: nothing is kept after this run."
                    )
                    break
                except sqlite3.DatabaseError as error:
                    self._set_aside(self._path, error)
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        return _prepared(memory, *self._schema)

    def _say(self, notice: str) -> None:
        self.notices += (notice,)

    def _set_aside(self, path: Path, error: sqlite3.DatabaseError) -> None:
        """Make room for a fresh file; what is disposable and merely of another version is just dropped."""
        other, durable = isinstance(error, OtherVersion), self._schema[2]
        if other and not durable:
            path.unlink(missing_ok=True)
            return
        aside = _renamed(path, "other" if other else "damaged")
        why = "was written by another version of callsheet" if other else "was damaged"
        self._say(f"{path.name} {why} and is kept aside as {aside.name}.")

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """The rows of a query; none, and a fresh file, where the old one turns out to be damaged."""
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.OperationalError as error:
                raise StoreError("The local store cannot be read.", next_step="Try again.") from error
            except sqlite3.DatabaseError as error:
                if self._path is None:
                    raise
                self._connection.close()
                self._set_aside(self._path, error)
                self._connection = self._opened()
                return []

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
    try:
        connection.execute("pragma journal_mode = truncate")
        connection.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
        connection.execute(f"pragma secure_delete = {'on' if durable else 'off'}")
        _migrated(connection, script, version)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrated(connection: sqlite3.Connection, script: str, version: int) -> None:
    """Make the tables in a new file, all or none. Raises OtherVersion."""
    found = connection.execute("pragma user_version").fetchone()[0]
    if found == version:
        return
    if found:
        raise OtherVersion(f"schema {found} is not {version}")
    marks = f"pragma application_id = {APPLICATION}; pragma user_version = {version};"
    connection.executescript(f"begin immediate; {script} {marks} commit;")


def _renamed(path: Path, why: str) -> Path:
    for number in range(1, 1000):
        aside = path.with_name(f"{path.name}.{why}-{number}")
        if not aside.exists():
            with contextlib.suppress(OSError):
                path.rename(aside)
            return aside
    return path
