"""What happens when the program itself fails: the terminal comes back, a short message, a report in a file.

The report never holds local variables, and nothing that looks like a key.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import App
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from tui.services.ports import Clock

EXIT_CODE = 70
"""The exit code of an internal failure (EX_SOFTWARE)."""

_SECRET = re.compile(r"(?i)(bearer\s+|nyk_|api[_-]?key\W{1,4}|password\W{1,4})[^\s'\",)}]+")
_KEPT = 8


def cause_of(error: BaseException) -> BaseException:
    """The failure itself, without the worker it happened in."""
    while isinstance(error, WorkerFailed):
        error = error.error
    return error


def report_text(error: BaseException, version: str) -> str:
    """The traceback without values: files, lines and the error's own words, keys blotted out."""
    lines = traceback.TracebackException.from_exception(cause_of(error), capture_locals=False).format()
    return _SECRET.sub(r"\1(hidden)", f"callsheet {version}\n\n{''.join(lines)}")


def write_report(error: BaseException, folder: Path, now: datetime, version: str) -> Path | None:
    """Keep a report readable only by its owner; None when even that fails. `now` names the file (UTC)."""
    path = folder / f"crash-{now:%Y%m%dT%H%M%S}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(report_text(error, version))
        for old in _older(folder):
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def _older(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("crash-*.txt"))[:-_KEPT]


def last_words(error: BaseException, report: Path | None) -> str:
    """What the terminal shows: what happened, what it means, what to do."""
    kind = type(cause_of(error)).__name__
    where = f"A report, without keys, is in {report}." if report else "No report could be written."
    return (
        f"callsheet had to stop: an internal error ({kind}).\n"
        "Drafts and pending links are kept; they are there at the next start.\n"
        f"{where}"
    )


class CrashGuard(App[None]):
    """An app whose failures end quietly: instead of a screenful of locals, three lines and exit code 70."""

    clock: Clock
    crash_folder: Path
    version: str = ""

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self._return_code = EXIT_CODE

    def _fatal_error(self) -> None:
        if self._exception is not None and not self._exit_renderables:
            report = write_report(self._exception, self.crash_folder, self.clock.now(), self.version)
            self._exit_renderables.append(Text(last_words(self._exception, report)))
        self._close_messages_no_wait()
