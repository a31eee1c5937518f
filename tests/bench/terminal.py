"""Starts a program in a pseudo-terminal and times how long it takes to show something."""

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
from collections.abc import Sequence

ROWS, COLUMNS = 36, 120
PATIENCE = 60.0
_CONTROL = re.compile(rb"\x1b\[[0-9;:?<>=]*[A-Za-z]|\x1b[\]P_^][^\x1b\x07]*(?:\x07|\x1b\\)|\x1b.")


def seconds_to_show(argv: Sequence[str], wanted: bytes, environ: dict[str, str]) -> float:
    """Seconds from exec until `wanted` is on the terminal, control sequences left out."""
    began = time.perf_counter()
    child, master = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.execvpe(argv[0], list(argv), environ)
    try:
        return _wait(master, wanted, began)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(master)


def _wait(master: int, wanted: bytes, began: float) -> float:
    seen = b""
    while time.perf_counter() - began < PATIENCE:
        if not select.select([master], [], [], 0.1)[0]:
            continue
        try:
            seen += os.read(master, 1 << 16)
        except OSError:
            break
        arrived = time.perf_counter()
        if wanted in _CONTROL.sub(b"", seen):
            return arrived - began
    raise RuntimeError(f"{wanted!r} was never shown; the terminal got {seen[-400:]!r}")
