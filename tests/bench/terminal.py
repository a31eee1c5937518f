"""Runs a program in a pseudo-terminal and times what a person at it would see.

A frame counts as painted when the words waited for, or the first byte after a key, have been read.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROWS, COLUMNS = 36, 120
PATIENCE = 60.0
QUIET = 0.15
"""Seconds of silence after which everything has been painted."""
_CONTROL = re.compile(rb"\x1b\[[0-9;:?<>=]*[A-Za-z]|\x1b[\]P_^][^\x1b\x07]*(?:\x07|\x1b\\)|\x1b.")


@dataclass(frozen=True, slots=True)
class Program:
    """What to run, and the words that say that it is ready."""

    argv: Sequence[str]
    ready: bytes
    environ: Mapping[str, str]


class Terminal:
    """One run of a program on a terminal; killed at the end of the block, as it is."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._seen = b""

    def __enter__(self) -> Terminal:
        self._began = time.perf_counter()
        self.child, self._master = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(self._program.argv[0], list(self._program.argv), dict(self._program.environ))
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        """Whether something came within this time; it is kept."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            self._seen += os.read(self._master, 1 << 16)
        except OSError:
            raise RuntimeError(f"it ended early; the terminal got {self._seen[-400:]!r}") from None
        return True

    def seconds_to_ready(self) -> float:
        """Seconds from exec until the words are on the terminal, control sequences left out."""
        while time.perf_counter() - self._began < PATIENCE:
            if self._read(0.1):
                arrived = time.perf_counter()
                if self._program.ready in _CONTROL.sub(b"", self._seen):
                    return arrived - self._began
        raise RuntimeError(f"{self._program.ready!r} was never shown")

    def settle(self, seconds: float = QUIET) -> None:
        """Wait until nothing has been painted for so long."""
        deadline = time.perf_counter() + PATIENCE
        while time.perf_counter() < deadline and self._read(seconds):
            pass

    def pass_by(self, seconds: float) -> None:
        """Let time pass, reading what is painted."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0:
            self._read(left)

    def seconds_to_paint(self, key: bytes) -> float | None:
        """Seconds from a key to the first byte painted; None when nothing was."""
        self.settle(0.03)
        began = time.perf_counter()
        os.write(self._master, key)
        return time.perf_counter() - began if self._read(1.0) else None

    def leave(self, key: bytes = b"\x11") -> None:
        """Quit as a person does, so that what is kept is kept."""
        os.write(self._master, key)
        with contextlib.suppress(RuntimeError):
            self.settle(5.0)

    def peak_megabytes(self) -> float:
        """The most memory the process ever held."""
        return int(self._status("VmHWM")) / 1024

    def work(self) -> tuple[float, int]:
        """CPU milliseconds and voluntary waits of the process's threads so far."""
        tasks = list(Path(f"/proc/{self.child}/task").iterdir())
        spent = sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks)
        lines = [line for task in tasks for line in (task / "status").read_text("ascii").splitlines()]
        waits = sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
        return spent / 1e6, waits

    def _status(self, name: str) -> str:
        lines = Path(f"/proc/{self.child}/status").read_text("ascii").splitlines()
        return next(line.split()[1] for line in lines if line.startswith(f"{name}:"))


def seconds_to_show(program: Program) -> float:
    """Seconds from exec until the program is ready."""
    with Terminal(program) as terminal:
        return terminal.seconds_to_ready()
