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
        """Open an https link; the browser gets no key of ours in its environment."""
        command, link = self._command(), inspect(url)
        if command is None or link.trust is Trust.REFUSE:
            raise CallsheetError("The link cannot be opened here.", next_step="y copies it.")
        environ = {k: v for k, v in self._environ.items() if not k.startswith(_SECRET)}
        launcher = subprocess.Popen(
            [*command, link.url],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # Some launchers stay as long as the browser does: nobody waits for them but this thread.
        threading.Thread(target=launcher.wait, name="browser", daemon=True).start()
