"""A home of its own for every test, and a sandbox on a socket for those that need a service."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.terminal import Shell, home_environment
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    for name in list(os.environ):
        if name.startswith(("NYLAS_", "CALLSHEET_")):
            monkeypatch.delenv(name)
    for name, value in home_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return Shell(tmp_path, monkeypatch, capsys)


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(links=LinkRule("reads", 2))) as sandbox:
        yield sandbox


@pytest.fixture
def connected(shell: Shell, served: ServedSandbox) -> Shell:
    """A shell whose environment names an account of the served sandbox."""
    line = next(grant for grant in served.grants if grant.provider == "google")
    shell.set(NYLAS_API_KEY=served.api_key, NYLAS_GRANT_ID=line.id, NYLAS_API_URI=served.api_uri)
    return shell
