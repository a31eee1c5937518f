"""Drives an installed callsheet as a newcomer would: `--version`, then the demo in a pseudo-terminal.

Run as `python wheel_smoke.py PATH_TO_CALLSHEET`; uses nothing but the standard library.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

ROWS, COLUMNS = 36, 120
PATIENCE = 60.0


def check_version(command: str) -> None:
    """The version line must come without a terminal."""
    shown = subprocess.run(
        [command, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    if not shown.stdout.startswith("callsheet "):
        raise SystemExit(f"unexpected version line: {shown.stdout!r}")


def read_until(master: int, wanted: bytes, deadline: float) -> bytes:
    """Everything the program wrote until `wanted` appeared; empty bytes mean it ended first."""
    seen = b""
    while time.monotonic() < deadline:
        ready, _, _ = select.select([master], [], [], 0.2)
        if not ready:
            continue
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        if wanted in seen:
            return seen
    raise SystemExit(f"{wanted!r} never appeared; the last of what did: {seen[-2000:]!r}")


def check_demo(command: str) -> None:
    """The demo must paint its agenda, say that it is the sandbox, and leave when asked."""
    child, master = pty.fork()
    if child == 0:
        os.execv(command, [command, "demo", "--fresh"])
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    deadline = time.monotonic() + PATIENCE
    read_until(master, b"Today", deadline)
    os.write(master, b"\x11")
    _drain(master, deadline)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"the demo ended with {os.waitstatus_to_exitcode(status)}")


def _drain(master: int, deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            if not os.read(master, 65536):
                return
        except OSError:
            return


if __name__ == "__main__":
    check_version(sys.argv[1])
    check_demo(sys.argv[1])
    print("the wheel alone: version and demo work")
