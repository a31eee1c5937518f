"""A SQLite database handled with care: rollback journal, checked on opening, set aside and said when broken.

One lock guards the connection, so that a writer thread and the screen's reads never meet inside SQLite; it is
never held while another program is waited for, so that reads go on meanwhile.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from tui.domain.errors import StoreError
from tui.store import files
from tui.store.schema import Foreign, Layout, OtherVersion, prepared, saved

BUSY_MS = 5000
"""How long another program that holds the file is waited for."""
TRY_MS = 20
"""The pause between two tries to begin a change."""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class Database:
    """One SQLite file, or memory when there is nowhere to write; `notices` says what went wrong."""

    def __init__(
        self,
        path: Path | None,
        script: str,
        version: int,
        *,
        durable: bool,
        upgrades: Mapping[int, str] | None = None,
    ) -> None:
        self.notices: tuple[str, ...] = ()
        self.turn = 0
        """Another number once another file is open."""
        self._path = path
        self._layout = Layout(script, version, durable, upgrades or {})
        self._lock = threading.RLock()
        self._file: tuple[int, int] | None = None
        self.being_written = False
        """Whether a change is under way: who reads now waits for its end."""
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        """The file, or memory where there can be none."""
        self.turn += 1
        found = self._opened_file(self._path) if self._path else None
        if found is not None:
            return found
        self._path = None
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        return prepared(memory, self._layout)

    def _opened_file(self, path: Path) -> sqlite3.Connection | None:
        """The file; a fresh one, with what can be saved, where it is damaged."""
        aside: Path | None = None
        for _ in range(3):
            try:
                return self._with_what_was_saved(self._connected(path), aside)
            except OSError:
                self._say(f"{path.parent} cannot be written: nothing is kept after this run.")
                break
            except sqlite3.OperationalError:
                self._say(f"{path.name} is in use or cannot be written: nothing is kept after this run.")
                break
            except sqlite3.DatabaseError as error:
                aside = self._set_aside(path, error) or aside
        return None

    def _connected(self, path: Path) -> sqlite3.Connection:
        files.claim(path)
        self._file = files.identity(path)
        raw = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=BUSY_MS / 1000)
        return prepared(raw, self._layout)

    def _say(self, notice: str) -> None:
        self.notices += (notice,)

    def _set_aside(self, path: Path, error: sqlite3.DatabaseError) -> Path | None:
        """Make room for a fresh file; returns the damaged one if something may be saved from it."""
        if files.identity(path) != self._file:  # another callsheet made room already
            return None
        other = isinstance(error, OtherVersion)
        if other and not self._layout.durable:
            files.remove(path)
            return None
        ours = not isinstance(error, OtherVersion | Foreign)
        aside = files.set_aside(path, "damaged" if ours else "other")
        why = "was written by another version of callsheet" if other else "is not callsheet's"
        where = f"and is kept aside as {aside.name}" if aside else "and cannot be set aside"
        self._say(f"{path.name} {'was damaged' if ours else why} {where}.")
        return aside if ours and self._layout.durable else None

    def _with_what_was_saved(self, connection: sqlite3.Connection, aside: Path | None) -> sqlite3.Connection:
        if aside is not None and (count := saved(connection, aside)):
            self._say(f"{count} of its entries could still be read and are here.")
        return connection

    @property
    def shared(self) -> bool:
        """Whether it is a file, which another callsheet may have open too."""
        return self._path is not None

    @property
    def footprint(self) -> tuple[int, ...] | None:
        """Another one once anybody wrote to the file; None where nobody can tell. Waits for no lock."""
        return files.footprint(self._path) if self._path is not None else None

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """The rows of a query; where the file turns out to be damaged, those of what could be saved.

        Raises StoreError.
        """
        with self._lock:
            for _ in range(2):
                try:
                    return self._fetched(query, values)
                except sqlite3.Error as error:
                    refusal = _unread(error)
                    if not self._replaced(error):
                        raise refusal from error
            raise refusal

    def _fetched(self, query: str, values: Sequence[Any] | Mapping[str, Any]) -> list[Any]:
        """The rows; a bad byte does not keep all others from being read, which takes longer from then on."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            if _code(error) or self._connection.text_factory is files.text:
                raise
            self._connection.text_factory = files.text
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, kept whole or not at all. Raises StoreError."""
        self._begin()
        self.being_written = True
        try:
            yield self._connection
            self._connection.execute("commit")
        except sqlite3.Error as error:
            self._undone()
            self._replaced(error)
            raise _unwritten(error) from error
        except BaseException:
            self._undone()
            raise
        finally:
            self.being_written = False
            self._lock.release()

    def _begin(self) -> None:
        """Take the lock and begin a change; while another program is at it, the lock is free in between."""
        for tries_left in reversed(range(max(1, BUSY_MS // TRY_MS))):
            self._lock.acquire()
            try:
                self._followed()
                self._begin_at_once()
            except sqlite3.Error as error:
                self._replaced(error)
                self._lock.release()
                if _code(error) not in _BUSY or not tries_left:
                    raise _unwritten(error) from error
            except BaseException:
                self._lock.release()
                raise
            else:
                return
            sleep(TRY_MS / 1000)

    def _begin_at_once(self) -> None:
        """Begin a change or fail without waiting; a read that comes next waits for its turn all the same."""
        self._connection.execute("pragma busy_timeout = 0")
        try:
            self._connection.execute("begin immediate")
        finally:
            self._connection.execute(f"pragma busy_timeout = {BUSY_MS}")

    def _undone(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("rollback")

    def _followed(self) -> None:
        """Go on in the file of our name, should ours have been deleted or replaced while it was open."""
        if self._path is None or (now := files.identity(self._path)) == self._file:
            return
        if now is None and self._layout.durable:
            if not files.bring_back(self._connection, self._path):
                return  # what is in our hands can still be read, and SQLite refuses to write to it
            self._say(f"{self._path.name} was deleted meanwhile and was written again.")
        self._connection.close()
        self._connection = self._opened()

    def _replaced(self, error: sqlite3.Error) -> bool:
        """Put a fresh file in the place of one that `error` shows to be damaged; whether it does."""
        if self._path is None or _code(error) not in _DAMAGE or not isinstance(error, sqlite3.DatabaseError):
            return False
        self._connection.close()
        self._set_aside_and_save(self._path, error)
        return True

    def _set_aside_and_save(self, path: Path, error: sqlite3.DatabaseError) -> None:
        aside = self._set_aside(path, error)
        self._connection = self._with_what_was_saved(self._opened(), aside)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _unread(error: sqlite3.Error) -> StoreError:
    if _code(error) in _BUSY:
        return StoreError("Another program holds the local store.", next_step="Try again.")
    return StoreError("The local store cannot be read.", next_step="Try again.")


def _unwritten(error: sqlite3.Error) -> StoreError:
    what, step = {
        sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space, then try again."),
        sqlite3.SQLITE_BUSY: ("Another program holds the local store.", "Try again."),
        sqlite3.SQLITE_CORRUPT: ("The local store was damaged and begun anew.", "Try again."),
        sqlite3.SQLITE_NOTADB: ("The local store was damaged and begun anew.", "Try again."),
    }.get(_code(error), ("The local store cannot be written.", "Look at its disk, then try again."))
    return StoreError(what, means="What you typed is still on the screen.", next_step=step)
