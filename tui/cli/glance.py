"""The agenda as it was last painted, on the terminal at once, with its age, while the program still loads.

It is shown only where everything that decides what is painted is as it was; it holds nothing the screen did
not show, and whoever deletes it loses nothing. Imported before all else: only what Python has loaded anyway.
"""

# pathlib takes longer to load than this takes in all:
# ruff: noqa: PTH105, PTH108, PTH111, PTH115, PTH116, PTH123
from __future__ import annotations

import contextlib
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from tui.ui.picture import Picture

_DECIDES = ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
_ACCOUNT = ("HOME", "XDG_CONFIG_HOME", "NYLAS_GRANT_ID", "NYLAS_API_URI", "CALLSHEET_API")
_ELSEWHERE = ("TEXTUAL_DRIVER", "NYLAS_ACCESS_TOKEN")
"""Where these are set, who or what is shown is not decided here."""
_MOST = 1 << 20
_BEGIN, _END = b"\x1b[?2026h\x1b[?1049h\x1b[?25l\x1b[0m\x1b[2J", b"\x1b[?2026l"
_BACK = b"\x1b[0m\x1b[?1049l\x1b[?25h"


class Glance:
    """The kept screen of one way of starting; `shown` while it is on the terminal."""

    def __init__(self, environ: Mapping[str, str], words: Sequence[str], version: str) -> None:
        name = "-".join(word.strip("-") for word in words if word.replace("-", "").isalnum())
        self.path = f"{_cache(environ)}/callsheet/glance-{name or 'callsheet'}"
        self.shown = False
        decides = [environ.get(variable, "") for variable in (*_DECIDES, *_ACCOUNT)]
        decides += [version, *words, str(bool(environ.get("NYLAS_API_KEY"))), _config(environ), _zone()]
        self._mark = ascii(decides)
        self._attributes: list[Any] | None = None

    @classmethod
    def of(cls, environ: Mapping[str, str], words: Sequence[str], version: str) -> Glance | None:
        """The kept screen of the full-screen calendar; None for every other command, and off a terminal."""
        whole = not words or words == ["demo"] or (len(words) == 2 and words[0] == "--profile")
        if not whole or any(environ.get(variable) for variable in _ELSEWHERE):
            return None
        return cls(environ, words, version) if os.isatty(0) and os.isatty(2) else None

    def show(self) -> None:
        """Write it to the terminal if it is of this account, day, look and size; else do nothing."""
        with contextlib.suppress(OSError, ValueError):
            columns, rows = os.get_terminal_size(2)
            mark, times, screen = self._read().split(b"\n", 2)
            since, until, made, age_row = (int(number) for number in times.split())
            now = int(time.time())
            if mark.decode("ascii") == self._marked(columns, rows) and since <= made <= now < until:
                age = f"\x1b[0m\x1b[{age_row + 1};1H\x1b[K As of {_ago(now - made)}; opening the calendar"
                self._quiet()
                self._heed()
                self.shown = True
                os.write(2, _BEGIN + screen + age.encode() + _END)

    def _read(self) -> bytes:
        """What is kept. Raises OSError where there is nothing, or it is not ours alone."""
        with open(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            found = os.fstat(file.fileno())
            if found.st_uid != os.geteuid() or found.st_mode & 0o077:
                raise PermissionError(self.path)
            return file.read(_MOST)

    def _marked(self, columns: int, rows: int) -> str:
        return f"{self._mark} {columns}x{rows}"

    def keep(self, picture: Picture) -> None:
        """Remember a screen for the next start; where it cannot be written there is none."""
        times = f"{picture.since} {picture.until} {int(time.time())} {picture.age_row}"
        head = f"{self._marked(*picture.size)}\n{times}\n"
        fresh = f"{self.path}.{os.getpid()}"
        with contextlib.suppress(OSError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            with open(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(head.encode("ascii") + picture.screen.encode())
            os.replace(fresh, self.path)

    def forget(self) -> None:
        """Keep nothing."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)

    # The terminal

    def _quiet(self) -> None:
        """What is typed meanwhile waits for the calendar, as it is; only Ctrl+C still ends the start."""
        import termios

        with contextlib.suppress(termios.error):
            self._attributes = termios.tcgetattr(0)
            silent = termios.tcgetattr(0)
            silent[0] &= ~(termios.IXON | termios.ICRNL)
            silent[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(0, termios.TCSANOW, silent)

    def _heed(self) -> None:
        """Whoever ends the program before the calendar listens to signals gets the terminal back."""
        import signal

        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ended)

    def _ended(self, number: int, _frame: object) -> None:
        self.leave()
        os._exit(128 + number)

    def taken(self) -> list[Any] | None:
        """The calendar has taken the terminal over; returns how it was before, for the end."""
        self.shown = False
        return self._attributes

    def leave(self) -> None:
        """Give the terminal back if no calendar ever took it."""
        if not self.shown:
            return
        import termios

        self.shown = False
        with contextlib.suppress(OSError, termios.error):
            os.write(2, _BACK)
            if self._attributes is not None:
                termios.tcsetattr(0, termios.TCSANOW, self._attributes)


def _cache(environ: Mapping[str, str]) -> str:
    """Where the platform keeps what can be deleted."""
    named = environ.get("XDG_CACHE_HOME", "").strip()
    if named:
        return named
    return os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")


def _config(environ: Mapping[str, str]) -> str:
    """What tells this very config.toml from what it was."""
    named = environ.get("XDG_CONFIG_HOME", "").strip()
    usual = "~/Library/Application Support" if sys.platform == "darwin" else "~/.config"
    try:
        found = os.stat(f"{named or os.path.expanduser(usual)}/callsheet/config.toml")
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _zone() -> str:
    try:
        return os.readlink("/etc/localtime")
    except OSError:
        return ""


def _ago(seconds: int) -> str:
    minutes = seconds // 60
    if minutes < 1:
        return "a moment ago"
    return f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min ago"
