"""The file under a database: its owner's alone, and kept whatever becomes of it.

A file moves together with its rollback journal: a journal left beside another database is worthless to both.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def claim(path: Path) -> None:
    """Make the folders that are missing and the file, for the owner alone. Raises OSError."""
    for folder in reversed([one for one in path.parents if not one.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)  # `parents=True` would leave those between open to all
    if not os.access(path.parent, os.W_OK | os.X_OK):  # SQLite would find out at the first change only
        raise PermissionError(f"{path.parent} cannot be written")
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    _close_to_others(path)


def _close_to_others(path: Path) -> None:
    found = path.stat()
    if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells this very file from another of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def footprint(path: Path) -> tuple[int, ...] | None:
    """Another one once the file was written to or replaced; None where there is none. Reads nothing."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what an unfinished change overwrote."""
    return path.with_name(f"{path.name}-journal")


def set_aside(path: Path, why: str) -> Path | None:
    """Rename the file and its journal, to a name no file has; None where that cannot be done."""
    try:
        taken = {one.name for one in path.parent.iterdir()}
        names = (f"{path.name}.{why}-{number}" for number in range(1, len(taken) + 2))
        aside = path.with_name(next(name for name in names if name not in taken))
        path.rename(aside)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        journal_of(path).rename(journal_of(aside))
    return aside


def remove(path: Path) -> None:
    """Delete the file and its journal. Raises OSError."""
    path.unlink(missing_ok=True)
    journal_of(path).unlink(missing_ok=True)


def bring_back(connection: sqlite3.Connection, path: Path) -> bool:
    """Write all that a connection holds to `path`, where no file may be; whether that worked.

    The file appears whole or not at all, and never in the place of one that came meanwhile.
    """
    copy = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        claim(copy)
        connection.execute("vacuum into ?", (str(copy),))
        os.link(copy, path)
    except (OSError, sqlite3.Error):
        return False
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)
    return True


def readable_rows(path: Path, table: str) -> Iterator[tuple[object, ...]]:
    """The rows of a table that a damaged file still gives, read from both ends; the file stays as it is."""
    for order in ("asc", "desc"):
        # Python cannot always read SQLite's complaint about a damaged file: that is a UnicodeDecodeError.
        with (
            contextlib.suppress(sqlite3.Error, UnicodeDecodeError),
            contextlib.closing(_as_it_is(path)) as old,
        ):
            yield from old.execute(f"select * from {table} order by rowid {order}")


def _as_it_is(path: Path) -> sqlite3.Connection:
    old = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    old.text_factory = text
    return old


def text(raw: bytes) -> str:
    """What a column holds, though a byte of it may have been damaged."""
    return raw.decode("utf-8", "replace")
