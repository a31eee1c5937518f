"""How the app leaves: after a crash, after a signal, and what it writes down about it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tests.ui.conftest import CANARY
from tui.ui.crash import EXIT_CODE, last_words, report_text, write_report

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
RESTORED = b"\x1b[?1049l"
"""Leaving the alternate screen."""


def crash_with_a_key() -> Exception:
    key = CANARY
    try:
        raise ValueError(f"refused: Bearer {key}")
    except ValueError as error:
        return error


def test_a_report_holds_the_trace_but_neither_locals_nor_keys() -> None:
    report = report_text(crash_with_a_key(), "1.2.3")
    assert "crash_with_a_key" in report
    assert "callsheet 1.2.3" in report
    assert CANARY not in report


def test_a_report_is_for_its_owner_only(tmp_path: Path) -> None:
    path = write_report(crash_with_a_key(), tmp_path / "state", NOW, "1.2.3")
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    for minute in range(12):
        write_report(crash_with_a_key(), tmp_path, NOW.replace(minute=minute), "1.2.3")
    assert len(list(tmp_path.glob("crash-*.txt"))) == 8


def test_a_report_that_cannot_be_written_is_no_second_crash(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert write_report(crash_with_a_key(), blocked, NOW, "1.2.3") is None
    assert "No report could be written." in last_words(crash_with_a_key(), None)


def test_the_failure_inside_a_worker_is_the_one_named() -> None:
    assert "(ValueError)" in last_words(WorkerFailed(crash_with_a_key()), None)


PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from textual.app import App
from tui.ui.crash import CrashGuard
from tui.ui.signals import catch_signals

class Clock:
    def now(self): return datetime(2026, 11, 20, tzinfo=UTC)
    def monotonic(self): return 0.0

class Program(CrashGuard):
    BINDINGS = [("x", "crash", "")]
    clock, crash_folder, version = Clock(), Path(sys.argv[1]), "1.2.3"
    def on_load(self):
        catch_signals(self)
    def action_crash(self):
        key = "%s"
        raise ValueError("broken")
    def on_unmount(self):
        Path(sys.argv[1], "unmounted").write_text("yes")

app = Program()
app.run()
sys.exit(app.return_code or 0)
"""


class Terminal:
    """A program in a pseudo-terminal of 120×36, its output gathered until a condition holds."""

    def __init__(self, folder: Path, *command: str) -> None:
        self.output = b""
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        environ = {
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
        }
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True
        )
        os.close(theirs)

    def read_until(self, wanted: bytes, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while wanted not in self.output and time.monotonic() < deadline:
            self._read()
        assert wanted in self.output

    def _read(self) -> None:
        if select.select([self._mine], [], [], 0.1)[0]:
            try:
                self.output += os.read(self._mine, 65536)
            except OSError:
                return

    def type(self, text: str) -> None:
        os.write(self._mine, text.encode())

    def wait(self) -> int:
        deadline = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read()
        self._read()
        return self.process.wait(1)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(5)
        os.close(self._mine)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, sys.executable, "-c", PROGRAM % CANARY, str(tmp_path))


def test_a_crash_gives_the_terminal_back_with_three_lines_and_seventy(
    terminal: Terminal, tmp_path: Path
) -> None:
    try:
        terminal.read_until(b"\x1b[?1049h")
        terminal.read_until(b"\x1b[?1000h")
        terminal.type("x")
        assert terminal.wait() == EXIT_CODE
    finally:
        terminal.close()
    shown = terminal.output.split(RESTORED)[-1].decode()
    assert "callsheet had to stop: an internal error (ValueError)." in " ".join(shown.split())
    assert "action_crash" not in shown
    assert CANARY.encode() not in terminal.output
    report = next(tmp_path.glob("crash-*.txt"))
    assert CANARY not in report.read_text()
    assert "action_crash" in report.read_text()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_app_cleanly(
    terminal: Terminal, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    try:
        terminal.read_until(b"\x1b[?1000h")
        terminal.process.send_signal(number)
        assert terminal.wait() == code
    finally:
        terminal.close()
    assert RESTORED in terminal.output
    assert (tmp_path / "unmounted").read_text() == "yes"


FOREIGN = re.compile(rb"\x1b\](?!22;)|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\x00|\x7f")
"""What an invitation could smuggle in: titles, clipboards, C1 controls, reversed text (22: the pointer)."""


DEMO = "from tui.cli.main import main; main()"
BEGINS = "2026-11-20T14:02:00Z"
ASLEEP = """
import sys, threading
from pathlib import Path
from textual.app import App
from textual.widgets import Static
from tui.ui.terminal import HouseDriver

class Program(App):
    BINDINGS = [("escape", "say('ESCAPED')", ""), ("q", "quit", "")]
    def compose(self):
        yield Static("READY")
    def action_say(self, words):
        reader = next(one for one in threading.enumerate() if one.name == "textual-input")
        lines = Path(f"/proc/self/task/{reader.native_id}/status").read_text().splitlines()
        waits = next(line.split()[1] for line in lines if line.startswith("voluntary"))
        self.query_one(Static).update(f"{words} after {waits} waits.")

Program(driver_class=HouseDriver).run()
"""


def test_who_reads_keys_sleeps_until_one_comes_and_hears_escape_by_itself(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, sys.executable, "-c", ASLEEP)
    try:
        terminal.read_until(b"READY")
        with contextlib.suppress(AssertionError):
            terminal.read_until(b"what never comes", seconds=2)
        terminal.type("\x1b")
        terminal.read_until(b"waits.")
        waits = re.search(rb"ESCAPED after (\d+) waits", terminal.output)
        assert waits is not None
        assert int(waits[1]) < 12
        began = time.monotonic()
        terminal.type("q")
        assert terminal.wait() == 0
        assert time.monotonic() - began < 10
    finally:
        terminal.close()


HOSTILE_DAY = "3 dec"
"""Where the sandbox keeps its worst titles when it begins then."""


def test_no_event_reaches_through_the_screen_to_the_terminal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, sys.executable, "-c", DEMO, "demo", "--odd-titles", "--now", BEGINS)
    try:
        terminal.read_until(b"SANDBOX")
        terminal.type("1g")
        terminal.read_until(b"end of month")
        terminal.type(HOSTILE_DAY)
        terminal.read_until(b"Thursday")
        terminal.type("\r")
        for shown in (b"somebody", b"52;c;", b"@click=app.quit", b"Sync [/b]"):
            terminal.read_until(shown)
            terminal.type("j")
        terminal.type("]")
        terminal.read_until(b"Notes with a sting")
        terminal.type("jj")
        terminal.type("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    assert FOREIGN.findall(terminal.output) == []
