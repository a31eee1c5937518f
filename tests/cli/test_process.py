"""The program as a process: what it loads, where it refuses to draw, how it is stopped."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import IO, Any, cast

import httpx
import pytest

from tests.cli.terminal import home_environment, in_process, process
from tests.nylas.lines import account

PATIENCE = 40.0
MAIN = "from tui.cli.main import main; main()"


def test_the_version_and_the_help_come_without_anything(tmp_path: Path) -> None:
    version = in_process(tmp_path, "--version")
    assert (version.code, version.out.split()[0]) == (0, "callsheet")
    shown = in_process(tmp_path, "-h")
    assert shown.code == 0
    assert "Exit codes" in shown.out
    assert list(tmp_path.iterdir()) == []


def python(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    """A few lines of Python in a process with a home of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=home_environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_commands_without_a_screen_load_none(tmp_path: Path) -> None:
    code = (
        "import sys, contextlib\nsys.argv[1:] = ['agenda', '--sandbox', '--json']\n"
        "from tui.cli.main import main\n"
        "with contextlib.suppress(SystemExit):\n    main()\n"
        "heavy = {'textual', 'rich', 'keyring', 'uvicorn'}\n"
        "print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = python(tmp_path, code)
    assert done.returncode == 0
    assert done.stderr.split() == []


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_without_a_terminal_the_screen_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = in_process(tmp_path, *words)
    assert (said.code, said.out) == (2, "")
    assert "callsheet agenda" in said.err
    assert "\x1b" not in said.err


def test_a_reader_that_leaves_early_is_no_error_to_report(tmp_path: Path) -> None:
    piped = subprocess.run(
        f"{sys.executable} -c '{MAIN}' agenda --sandbox --to +9w | head -1",
        shell=True,
        env=home_environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert piped.stdout.count("\n") == 1
    assert piped.stderr == ""


def test_a_terminal_of_another_age_gets_question_marks_instead_of_a_crash(tmp_path: Path) -> None:
    said = in_process(
        tmp_path, "agenda", "--sandbox", "--from", "-2w", "--to", "+2w", environ={"PYTHONIOENCODING": "ascii"}
    )
    assert said.code == 0
    assert "?" in said.out


def test_paths_are_told_and_not_made(tmp_path: Path) -> None:
    said = in_process(tmp_path, "paths", "--json")
    assert said.data["config"] == str(tmp_path / "config" / "callsheet" / "config.toml")
    assert said.data["sandbox"] == str(tmp_path / "data" / "callsheet" / "sandbox.db")
    assert list(tmp_path.iterdir()) == []
    assert str(tmp_path / "state") in in_process(tmp_path, "paths").out


def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    assert in_process(tmp_path, "agenda", "--sandbox").code == 0
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in kept} >= {"sandbox.db", "state.db", "cache.db"}
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


# The sandbox on a socket


def greeting(running: subprocess.Popen[str]) -> dict[str, Any]:
    """The line a served sandbox prints when it is ready."""
    line = cast(IO[str], running.stdout).readline()
    return cast(dict[str, Any], json.loads(line))


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
async def test_a_served_sandbox_says_where_it_is_and_stops_when_told(
    tmp_path: Path, stop: signal.Signals
) -> None:
    with process(tmp_path, "sandbox", "serve", "--link-delay", "0", "--now", "2026-11-20T12:00") as running:
        said = greeting(running)
        assert said["api_uri"].startswith("http://127.0.0.1:")
        assert {grant["provider"] for grant in said["grants"]} >= {"google", "microsoft", "icloud", "zoom"}
        older = said["v2"]
        headers = {"Authorization": f"Bearer {older['access_token']}"}
        async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
            me = (await client.get(f"{older['api_server']}/account")).json()
        assert me["email_address"] == older["accounts"][0]["email"] == "ada@sandbox.test"
        grant = next(grant["id"] for grant in said["grants"] if grant["provider"] == "google")
        api = account(said["api_uri"], key=said["api_key"], grant=grant)
        assert (await api.grant()).id == grant
        await api.aclose()
        running.send_signal(stop)
        assert running.wait(10) == 0
        assert cast(IO[str], running.stderr).read() == ""


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with process(tmp_path, "sandbox", "serve") as running:
        port = greeting(running)["api_uri"].rsplit(":", 1)[1]
        said = in_process(tmp_path, "sandbox", "serve", "--port", port)
    assert said.code == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in said.err


def test_a_store_is_kept_between_runs(tmp_path: Path) -> None:
    store = str(tmp_path / "world.db")
    keys = []
    for words in ((), (), ("--fresh",)):
        with process(tmp_path, "sandbox", "serve", "--store", store, *words) as running:
            keys.append(greeting(running)["api_key"])
    assert keys[0] == keys[1] != keys[2]


# On a terminal


class Screen:
    """The program on a pseudo-terminal."""

    def __init__(self, home: Path, *words: str, **environ: str) -> None:
        self._environ = home_environment(home) | {"TERM": "xterm-256color"} | environ
        self._words = words
        self.seen = b""

    def __enter__(self) -> Screen:
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, "-c", MAIN, *self._words], self._environ)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        return self

    def __exit__(self, *_: object) -> None:
        if self._read() is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._master)

    def _read(self) -> bytes | None:
        ready, _, _ = select.select([self._master], [], [], 0.1)
        try:
            chunk = os.read(self._master, 65536) if ready else b""
        except OSError:
            return None
        self.seen += chunk
        return None if ready and not chunk else chunk

    def until(self, wanted: bytes) -> None:
        """Read until this was written."""
        deadline = time.monotonic() + PATIENCE
        while wanted not in self.seen and time.monotonic() < deadline:
            if self._read() is None:
                break
        assert wanted in self.seen, self.seen[-3000:]

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def exit_code(self) -> int:
        """Read to the end; how it ended."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._read() is not None:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_a_terminal_that_understands_nothing_is_refused(tmp_path: Path) -> None:
    with Screen(tmp_path, "demo", TERM="dumb") as screen:
        assert screen.exit_code() == 2
    assert b"agenda" in screen.seen
    assert b"\x1b" not in screen.seen


def test_the_demo_shows_its_week_and_leaves_when_asked(tmp_path: Path) -> None:
    with Screen(tmp_path, "demo", "--fresh") as screen:
        screen.until(b"Stand-up")
        screen.until(b"andbox")
        screen.type(b"\x11")
        assert screen.exit_code() == 0
    assert b"\x1b[?1049l" in screen.seen


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_app_and_gives_the_terminal_back(
    tmp_path: Path, stop: signal.Signals, code: int
) -> None:
    with Screen(tmp_path, "demo") as screen:
        screen.until(b"Today")
        os.kill(screen.pid, stop)
        assert screen.exit_code() == code
    assert b"\x1b[?1049l" in screen.seen


def test_someone_without_an_account_is_welcomed(tmp_path: Path) -> None:
    with Screen(tmp_path) as screen:
        screen.until(b"Look around in the sandbox")
        screen.type(b"\x11")
        assert screen.exit_code() == 0


def test_a_pretended_moment_is_kept_nowhere(tmp_path: Path) -> None:
    with Screen(tmp_path, "demo", "--now", "2026-11-20T12:00:00+00:00", "--seed", "3") as screen:
        screen.until(b"Fri 20 Nov")
        screen.type(b"\x11")
        assert screen.exit_code() == 0
    assert not (tmp_path / "data").exists()


def test_no_core_dump_could_hold_a_key(tmp_path: Path) -> None:
    code = (
        "import sys, resource, contextlib\nsys.argv[1:] = ['paths']\nfrom tui.cli.main import main\n"
        "with contextlib.suppress(SystemExit):\n    main()\nprint(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=home_environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "(0, 0)"


def test_a_fault_inside_is_a_short_message_and_a_report(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.argv[1:] = ['agenda', '--sandbox']\nimport tui.services.workspace as w\n"
        "def broken(self): raise RuntimeError('nyk_canary_0123456789')\nw.Workspace.start = broken\n"
        "from tui.cli.main import main\nmain()"
    )
    done = python(tmp_path, code)
    assert done.returncode == 70
    assert "RuntimeError" in done.stderr
    assert "Traceback" not in done.stderr
    (report,) = (tmp_path / "state" / "callsheet" / "crash").iterdir()
    assert "broken" in report.read_text()
    assert "nyk_canary" not in report.read_text() + done.stderr
