"""The second start: yesterday's screen never, the last one of today at once, and what is true in its place.

Real processes on real pseudo-terminals; what is kept is what the first of them left behind.
"""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from pathlib import Path

import pytest

from tests.bench.home import furnished
from tests.cli.terminal import home_environment
from tests.cli.test_process import MAIN, Screen
from tui.cli.glance import Glance
from tui.cli.places import Places

GLIMPSE = (
    "import os, sys; from tui import __version__; from tui.cli.glance import Glance\n"
    "glance = Glance.of(os.environ, sys.argv[1:], __version__)\nglance.show(); glance.leave()"
)
AGE = b"; opening the calendar"


class Sized(Screen):
    """A terminal that has its size from the beginning."""

    def __init__(self, home: Path, *words: str, rows: int = 36, code: str = MAIN, **environ: str) -> None:
        super().__init__(home, *words, **environ)
        self._rows, self._code = rows, code

    def __enter__(self) -> Sized:
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self._rows, 120, 0, 0))
            os.execve(sys.executable, [sys.executable, "-c", self._code, *self._words], self._environ)
        self.before = termios.tcgetattr(self._master)
        return self


def quit_at(screen: Screen, wanted: bytes) -> bytes:
    """Leave once this is on the screen; everything that was written."""
    screen.until(wanted)
    screen.until(b"as of")
    screen.type(b"\x11")
    assert screen.exit_code() == 0
    return screen.seen


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the demo was looked at once."""
    folder = tmp_path_factory.mktemp("home")
    with Sized(folder, "demo") as screen:
        assert AGE not in quit_at(screen, b"Stand-up")
    return folder


def kept(home: Path) -> Path:
    [path] = (home / "cache" / "callsheet").glob("glance-*")
    return path


def test_the_last_agenda_is_there_at_once_and_the_present_one_replaces_it_unseen(home: Path) -> None:
    with Sized(home, "demo") as screen:
        screen.until(AGE)
        while b"as of" not in screen.seen.split(AGE, 1)[1]:
            assert screen._read() is not None
        seen = quit_at(screen, AGE)
        assert termios.tcgetattr(screen._master)[3] == screen.before[3]
    glance, after = seen.split(AGE, 1)
    assert b"Stand-up" in glance
    assert b"As of a moment ago" in glance or b" min ago" in glance
    assert seen.count(b"\x1b[?1049h") == 1
    assert b"\x1b[2J" not in after
    assert b"Stand-up" in after
    assert after.count(b"\x1b[?1049l") == 1


def test_what_is_typed_at_the_last_agenda_is_done_by_the_present_one(home: Path) -> None:
    with Sized(home, "demo") as screen:
        screen.until(AGE)
        screen.type(b"q\x11")
        assert screen.exit_code() == 0


def test_who_interrupts_the_start_gets_the_terminal_back(home: Path) -> None:
    with Sized(home, "demo") as screen:
        screen.until(AGE)
        screen.type(b"\x03")
        assert screen.exit_code() == 130
    assert screen.seen.endswith(b"\x1b[?1049l\x1b[?25h")


def test_who_ends_the_start_from_elsewhere_gets_the_terminal_back(home: Path) -> None:
    with Sized(home, "demo") as screen:
        screen.until(AGE)
        os.kill(screen.pid, signal.SIGTERM)
        assert screen.exit_code() == 143
    assert screen.seen.count(b"\x1b[?1049h") == screen.seen.count(b"\x1b[?1049l") == 1


def test_what_is_kept_is_for_its_owner_and_holds_no_key(home: Path) -> None:
    assert kept(home).stat().st_mode & 0o777 == 0o600
    assert b"nyk_" not in kept(home).read_bytes()
    assert not [path for path in kept(home).parent.iterdir() if path.name.count(".") and path.is_file()]


@pytest.mark.parametrize(
    ("words", "rows", "environ"),
    [
        (("demo",), 35, {}),
        (("demo",), 36, {"NO_COLOR": "1"}),
        (("demo",), 36, {"COLORTERM": "truecolor"}),
        (("demo",), 36, {"TZ": "Asia/Kathmandu"}),
        (("demo", "--seed", "2"), 36, {}),
    ],
    ids=["another size", "no colours", "other colours", "another zone", "another world"],
)
def test_it_is_not_shown_where_anything_would_look_otherwise(
    home: Path, words: tuple[str, ...], rows: int, environ: dict[str, str]
) -> None:
    before = kept(home).read_bytes()
    with Sized(home, *words, rows=rows, **environ) as screen:
        screen.until(b"Stand-up")
        os.kill(screen.pid, 9)
        assert screen.exit_code() == -9
    assert AGE not in screen.seen
    assert kept(home).read_bytes() == before


@pytest.mark.parametrize("shift", [-86_400, 86_400])
def test_it_is_not_shown_on_another_day(home: Path, shift: int) -> None:
    mark, times, screen = kept(home).read_bytes().split(b"\n", 2)
    since, until, made, row = map(int, times.split())
    moved = f"{since + shift} {until + shift} {made + shift} {row}".encode()
    assert shown(home, b"\n".join((mark, moved, screen))) == b""


def test_neither_is_one_that_others_could_have_written_nor_a_torn_one(home: Path) -> None:
    whole = kept(home).read_bytes()
    assert AGE in shown(home, whole)
    assert shown(home, whole, mode=0o620) == b""
    assert shown(home, whole[:100]) == b""
    assert shown(home, whole.replace(b"\n", b" ", 2)) == b""
    assert shown(home, b"") == b""


def shown(home: Path, content: bytes, mode: int = 0o600) -> bytes:
    """What a start puts on the terminal at once when this is what was kept."""
    path = kept(home)
    whole = path.read_bytes()
    path.write_bytes(content)
    path.chmod(mode)
    try:
        with Sized(home, "demo", code=GLIMPSE) as screen:
            assert screen.exit_code() == 0
        return screen.seen
    finally:
        path.write_bytes(whole)
        path.chmod(0o600)


def test_the_settings_can_turn_it_off(home: Path, tmp_path: Path) -> None:
    with Sized(tmp_path, "demo") as screen:
        quit_at(screen, b"Stand-up")
    assert kept(tmp_path).exists()
    config = tmp_path / "config" / "callsheet" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("first_glance = false\n", encoding="utf-8")
    with Sized(tmp_path, "demo") as screen:
        assert AGE not in quit_at(screen, b"Stand-up")
    assert not list(tmp_path.rglob("glance-*"))


def test_a_failure_gives_the_terminal_back_before_it_is_told(tmp_path: Path) -> None:
    furnished(tmp_path, 200)
    with Sized(tmp_path) as screen:
        quit_at(screen, b"Meeting")
    [key] = tmp_path.rglob("default.key")
    key.chmod(0o644)
    with Sized(tmp_path) as screen:
        assert screen.exit_code() not in (0, 70)
        assert termios.tcgetattr(screen._master)[3] == screen.before[3]
    shown, told = screen.seen.split(b"\x1b[?1049l")
    assert AGE in shown
    assert b"Others can read" in told


def test_it_lies_where_the_platform_keeps_what_can_be_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in home_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    for named in (True, False):
        if not named:
            monkeypatch.delenv("XDG_CACHE_HOME")
        assert Path(Glance(os.environ, (), "1").path).parent == Places.of_user().cache
