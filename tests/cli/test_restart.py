"""The process is killed while a link is on its way; the next one brings it home.

A real service on a socket, real processes, and the signal nothing can catch.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.terminal import in_process, process
from tests.cli.test_process import Screen
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import LinkRule, SandboxSettings
from tui.services.shared_jobs import LEASE
from tui.store.state import State

PATIENCE = 30.0
LONG = 600
"""Seconds a call takes: longer than any of this."""
GENERATIONS = ["v3", "v2"]


class Ahead:
    """The service's clock: it goes as everybody's, until the story has it go ahead."""

    def __init__(self) -> None:
        self.by = 0.0

    def __call__(self) -> float:
        return time.time() + self.by


@pytest.fixture
def clock() -> Ahead:
    return Ahead()


@pytest.fixture
def service(clock: Ahead) -> Iterator[ServedSandbox]:
    with running(SandboxSettings(links=LinkRule("after", LONG)), clock) as sandbox:
        yield sandbox


def account(service: ServedSandbox, generation: str) -> dict[str, str]:
    """The environment that leads to an account of this generation."""
    if generation == "v2":
        token = next(one.token for one in service.sandbox.accounts if one.kind == "gmail")
        return {"CALLSHEET_API": "v2", "NYLAS_API_URI": service.api_uri, "NYLAS_ACCESS_TOKEN": token}
    grant = next(line.id for line in service.grants if line.provider == "google")
    return {"NYLAS_API_KEY": service.api_key, "NYLAS_GRANT_ID": grant, "NYLAS_API_URI": service.api_uri}


def jobs(home: Path, environ: dict[str, str]) -> list[dict[str, Any]]:
    """The jobs as kept."""
    said = in_process(home, "jobs", "--json", environ=environ)
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = said.data["jobs"]
    return found


def until(holds: Callable[[], bool]) -> None:
    """Wait for what another process or the service does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


class Terminal(Screen):
    """The program on a terminal, read as words: colours and places left out."""

    _CONTROL = re.compile(rb"\x1b\[[0-9;:?<>=]*[ -/]*[A-Za-z]|\r\n")

    def __enter__(self) -> Terminal:
        super().__enter__()
        return self

    def sees(self, words: bytes) -> None:
        """Read until these words were written."""
        until(lambda: self._read() is None or words in self._CONTROL.sub(b"", self.seen))
        assert words in self._CONTROL.sub(b"", self.seen)


def meanwhile_done(service: ServedSandbox, clock: Ahead, environ: dict[str, str]) -> None:
    """The service gets done with every call while no callsheet runs."""
    clock.by = LONG
    if "NYLAS_ACCESS_TOKEN" not in environ:
        return
    headers = {"Authorization": f"Bearer {environ['NYLAS_ACCESS_TOKEN']}"}
    with httpx.Client(base_url=service.api_uri, headers=headers, trust_env=False) as client:
        until(lambda: {job["status"] for job in client.get("/job-statuses").json()} == {"successful"})


def is_at(service: ServedSandbox, environ: dict[str, str], event_id: str) -> bool:
    """Whether the older generation's service has an event under this id."""
    headers = {"Authorization": f"Bearer {environ['NYLAS_ACCESS_TOKEN']}"}
    with httpx.Client(base_url=service.api_uri, headers=headers, trust_env=False) as client:
        return client.get(f"/events/{event_id}").status_code == 200


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_screen_killed_while_a_link_is_pending_shows_it_at_the_next_start(
    tmp_path: Path, service: ServedSandbox, clock: Ahead, generation: str
) -> None:
    environ = account(service, generation)
    with Terminal(tmp_path, **environ) as screen:
        screen.sees(b"Stand-up")
        screen.type(b"n")
        screen.until(b"mW\x1b[0m")  # the cursor stands on the placeholder of the title
        screen.type(b"Prism")
        screen.sees(b"Prism")
        screen.type(b"\x14")
        screen.sees(b"A Google Meet call is made")
        if generation == "v2":
            screen.type(b"\x14")
            screen.sees(b"A Zoom")
        screen.type(b"\x13")
        screen.sees(b"1 link pending")
        os.kill(screen.pid, signal.SIGKILL)
        assert screen.exit_code() == -signal.SIGKILL
    [(created, state)] = kept(tmp_path)
    assert state == "waiting"
    meanwhile_done(service, clock, environ)
    with Terminal(tmp_path, **environ) as screen:
        screen.sees(b"link is here")
        screen.type(b"P")
        screen.sees(b"Pending links")
        screen.sees(b"live after")
        screen.type(b"q\x11")
        assert screen.exit_code() == 0
    assert nobody_looks(tmp_path)
    [job] = jobs(tmp_path, environ)
    assert (job["state"], job["title"]) == ("live", "Prism")
    assert job["url"].startswith("https://")
    assert (job["event_id"] == created) == (generation == "v3")


def test_what_was_typed_before_a_kill_is_offered_at_the_next_start(
    tmp_path: Path, service: ServedSandbox
) -> None:
    environ = account(service, "v3")
    with Terminal(tmp_path, **environ) as screen:
        screen.sees(b"Stand-up")
        screen.type(b"n")
        screen.until(b"mW\x1b[0m")
        screen.type(b"Prism")
        until(lambda: screen._read() is None or typed(tmp_path) == ["Prism"])
        os.kill(screen.pid, signal.SIGKILL)
        assert screen.exit_code() == -signal.SIGKILL
    assert typed(tmp_path) == ["Prism"]
    with Terminal(tmp_path, **environ) as screen:
        screen.sees(b"Stand-up")
        screen.type(b"n")
        screen.sees(b"Prism")
        screen.type(b"\x11")


@pytest.mark.parametrize("generation", GENERATIONS)
def test_a_command_killed_while_it_waits_is_taken_up_by_the_next(
    tmp_path: Path, service: ServedSandbox, clock: Ahead, generation: str
) -> None:
    environ = account(service, generation)
    words = ("event", "create", "--title", "Prism", "--start", "tomorrow 15:00", "--wait", "60")
    meet = ("--meet", "zoom" if generation == "v2" else "google")
    with process(tmp_path, *words, *meet, **environ) as creating:
        until(lambda: any(tmp_path.rglob("state.db")) and bool(kept(tmp_path)))
        creating.send_signal(signal.SIGKILL)
        assert creating.wait(PATIENCE) == -signal.SIGKILL
    [(created, _)] = kept(tmp_path)
    meanwhile_done(service, clock, environ)
    said = in_process(tmp_path, "jobs", "--watch", "--json", environ=environ)
    assert said.code == 0, said.err
    [job] = said.data["jobs"]
    assert job["state"] == "live"
    assert job["url"].startswith("https://")
    assert "live: Prism  https://" in said.err
    if generation == "v2":
        assert job["event_id"] != created
        assert is_at(service, environ, job["event_id"])
        assert not is_at(service, environ, created)
        shown = in_process(tmp_path, "agenda", "--json", "--to", "+2d", environ=environ).data["events"]
        assert [event["id"] for event in shown if event["title"] == "Prism"] == [job["event_id"]]


def typed(home: Path) -> list[str]:
    """The titles of the drafts that are kept."""
    [path] = home.rglob("state.db")
    state = State.open(path)
    try:
        return [draft.title for draft in state.drafts()]
    finally:
        state.close()


def nobody_looks(home: Path) -> bool:
    """Whether the next callsheet may look for links at once."""
    [path] = home.rglob("state.db")
    state = State.open(path)
    try:
        return state.hold(LEASE, "the next", datetime.now(UTC), timedelta(microseconds=1))
    finally:
        state.release(LEASE, "the next")
        state.close()


def kept(home: Path) -> list[tuple[str, str]]:
    """The event and the state of every job in the store that was answered for."""
    [path] = home.rglob("state.db")
    state = State.open(path)
    try:
        return [(job.key.event_id, job.state.value) for job in state.jobs() if job.key.event_id]
    finally:
        state.close()
