"""Opening links in the user's browser without a trace in the terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping

from tui.domain.errors import CallsheetError
from tui.domain.links import Trust, inspect

_SECRET = ("NYLAS_", "CALLSHEET_")
_LAUNCHERS = ("xdg-open", "wslview", "gio")
PROMPT = 0.7
"""Seconds within which a launcher that finds no browser says so."""


class BrowserOpener:
    """The desktop's own launcher; none is used where there is no desktop, as over SSH."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = dict(os.environ if environ is None else environ)

    def available(self) -> bool:
        """Whether there is a browser to open anything with."""
        return self._command() is not None

    def _command(self) -> list[str] | None:
        if sys.platform == "darwin":
            return None if self._environ.get("SSH_CONNECTION") else ["open"]
        if sys.platform == "win32":
            return ["rundll32", "url.dll,FileProtocolHandler"]
        if not (self._environ.get("DISPLAY") or self._environ.get("WAYLAND_DISPLAY")):
            return None
        found = next((name for name in _LAUNCHERS if shutil.which(name)), None)
        return None if found is None else ([found, "open"] if found == "gio" else [found])

    def open(self, url: str) -> None:
        """Open an https link; the browser gets no key of ours in its environment. Raises CallsheetError.

        Takes up to `PROMPT` seconds: call it in a thread.
        """
        command, link = self._command(), inspect(url)
        if command is None or link.trust is Trust.REFUSE:
            raise CallsheetError("The link cannot be opened here.", next_step="y copies it.")
        environ = {k: v for k, v in self._environ.items() if not k.startswith(_SECRET)}
        _minded(_started([*command, link.url], environ))


def _started(command: list[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The launcher, cut off from our terminal. Raises CallsheetError where it cannot be run."""
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(
            command, env=environ, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        raise _no_browser() from None


def _minded(launcher: subprocess.Popen[bytes]) -> None:
    """Wait a moment for a launcher that finds no browser. Raises CallsheetError for one that says so."""
    try:
        failed = launcher.wait(PROMPT) != 0
    except subprocess.TimeoutExpired:
        # Some launchers stay as long as the browser does: nobody waits for them but this thread.
        threading.Thread(target=launcher.wait, name="browser", daemon=True).start()
        return
    if failed:
        raise _no_browser()


def _no_browser() -> CallsheetError:
    return CallsheetError("The browser could not be started.", next_step="y copies the link.")
