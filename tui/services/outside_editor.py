"""Writing a text in the user's own editor, through a file only the user can read, which is gone afterwards.

What the editor saved is taken even when it ended badly; what it did not save is as it was.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.domain.errors import CallsheetError
from tui.domain.text import clean_block

LONGEST = 64_000
"""Characters that are taken from the file."""
_SECRET = ("NYLAS_", "CALLSHEET_")


@dataclass(frozen=True, slots=True)
class Written:
    """What the file held at the end, and what is worth saying about it."""

    text: str
    remark: str = ""


class OutsideEditor:
    """The editor named by `VISUAL` or `EDITOR`."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = dict(os.environ if environ is None else environ)

    def why_not(self) -> str:
        """Why there is no editor; empty when there is one."""
        command = self._command()
        if not command:
            return "Neither VISUAL nor EDITOR names an editor."
        if shutil.which(command[0], path=self._environ.get("PATH")) is None:
            return f"The editor {command[0]} is not there; VISUAL or EDITOR names it."
        return ""

    def _command(self) -> list[str]:
        said = self._environ.get("VISUAL") or self._environ.get("EDITOR") or ""
        try:
            return shlex.split(said)
        except ValueError:
            return []

    def write(self, text: str) -> Written:
        """The text as it was left in the editor. Raises CallsheetError where it cannot be run.

        The terminal must be free. Waits until the editor ends; meanwhile ^C belongs to the editor.
        """
        try:
            folder = Path(tempfile.mkdtemp(prefix="callsheet-"))
        except OSError as error:
            raise CallsheetError(
                "There is no room for a file to write in.", means="Nothing was changed."
            ) from error
        try:
            return self._written(folder / "notes.txt", text)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _written(self, file: Path, text: str) -> Written:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as out:
                out.write(f"{text}\n" if text else "")
            failed = self._run(file)
            found = _read(file)
        except OSError as error:
            raise CallsheetError("The editor could not be run.", means="Nothing was changed.") from error
        if found is None:
            return Written(text, "The editor left no file; the notes stay as they were.")
        if found == text:
            return Written(text, "The editor ended with an error; nothing was changed." if failed else "")
        cleaned = clean_block(found, limit=LONGEST)
        if failed:
            return Written(cleaned, "The editor ended with an error; what it had saved is here.")
        return Written(cleaned, "It was too long, and is cut." if len(found) > LONGEST else "")

    def _run(self, file: Path) -> bool:
        """Run the editor on the file; whether it ended badly."""
        environ = {k: v for k, v in self._environ.items() if not k.startswith(_SECRET)}
        shown = sys.__stderr__ if sys.__stdout__ is None or not sys.__stdout__.isatty() else None
        with (
            subprocess.Popen([*self._command(), str(file)], env=environ, stdout=shown) as running,
            _unstopped(),
        ):
            return running.wait() != 0


def _read(file: Path) -> str | None:
    """The text without the line end that editors add; None where the file is gone."""
    try:
        with file.open("rb") as source:
            raw = source.read(LONGEST * 8)
    except FileNotFoundError:
        return None
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    return text.removesuffix("\n")


@contextlib.contextmanager
def _unstopped() -> Iterator[None]:
    """Leave ^C to the editor: it is sent to every program of the terminal."""
    before = None
    with contextlib.suppress(ValueError):  # only the main thread can, and only it is stopped
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)
