"""The command line as a user has it: typed words in, two streams and an exit code out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The failure as JSON on stderr."""
        return json.loads(self.err)["error"]


class Shell:
    """Runs commands in this process, with a home of their own."""

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home = home
        self._patch = monkeypatch
        self._capture = capsys

    def set(self, **environ: str) -> None:
        """Set environment variables for the commands that follow."""
        for name, value in environ.items():
            self._patch.setenv(name, value)

    def __call__(self, *words: str) -> Said:
        self._patch.setattr(sys, "argv", ["callsheet", *words])
        self._capture.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        heard = self._capture.readouterr()
        assert isinstance(left.value.code, int)
        return Said(left.value.code, heard.out, heard.err)


def home_environment(home: Path) -> dict[str, str]:
    """An environment whose every place is below `home`, with no key and no keyring."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    places = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "state", "cache", "data")}
    return kept | places | {"HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


@contextmanager
def process(home: Path, *words: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process of its own, ended at the latest with the block."""
    running = subprocess.Popen(
        [sys.executable, "-c", "from tui.cli.main import main; main()", *words],
        env=home_environment(home) | environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def in_process(home: Path, *words: str, environ: Mapping[str, str] | None = None) -> Said:
    """A command run to its end in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", "from tui.cli.main import main; main()", *words],
        env=home_environment(home) | dict(environ or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return Said(done.returncode, done.stdout, done.stderr)
