"""Someone asks what became of the calls they requested."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import datetime, timedelta

from tests.cli.terminal import Shell
from tui.store.state import State


def test_without_requests_there_is_nothing_to_tell(shell: Shell) -> None:
    said = shell("jobs", "--sandbox")
    assert (said.code, said.out, said.err) == (0, "", "No call is being waited for.\n")
    assert shell("jobs", "--sandbox", "--json").data == {"schema_version": 1, "jobs": []}


def test_requests_are_remembered_and_looked_after(shell: Shell) -> None:
    for title in ("One #link:reads:1", "Two #link:never"):
        shell("event", "create", "--sandbox", "--title", title, "--start", "fri 15:00", "--meet", "google")
    found, deadline = {}, time.monotonic() + 20
    while time.monotonic() < deadline:
        found = {job["title"]: job for job in shell("jobs", "--sandbox", "--json").data["jobs"]}
        if found["One #link:reads:1"]["state"] == "live":
            break
        time.sleep(0.1)
    assert found["One #link:reads:1"]["url"].startswith("https://meet.google.com/")
    waiting = found["Two #link:never"]
    assert (waiting["state"], waiting["url"], waiting["ended"]) == ("waiting", None, None)
    assert datetime.fromisoformat(waiting["requested"]["iso"]).tzinfo is not None
    text = shell("jobs", "--sandbox").out
    assert "live  Google Meet  One" in text
    assert "waiting  Google Meet  Two" in text


def test_watching_ends_when_nothing_is_pending_and_tells_of_every_end(shell: Shell) -> None:
    for title in ("One #link:after:1", "Two #link:fail"):
        shell("event", "create", "--sandbox", "--title", title, "--start", "fri 15:00", "--meet", "google")
    said = shell("jobs", "--sandbox", "--watch", "--json")
    assert said.code == 0
    states = {job["title"][:3]: job["state"] for job in said.data["jobs"]}
    assert states == {"One": "live", "Two": "failed"}
    assert "Waiting for 2 links." in said.err
    assert "live: One" in said.err
    assert "failed: Two" in said.err


def aged(shell: Shell, by: timedelta) -> None:
    """Make every link one that is waited for since long ago."""
    [path] = shell.home.rglob("state.db")
    state = State.open(path)
    for job in state.jobs():
        asked, due = job.requested_at - by, job.next_check_at + timedelta(minutes=5)
        state.put_job(replace(job, requested_at=asked, next_check_at=due))
    state.close()


def test_watching_leaves_what_takes_long_to_the_next_start(shell: Shell) -> None:
    shell(
        "event",
        "create",
        "--sandbox",
        "--title",
        "Two #link:never",
        "--start",
        "fri 15:00",
        "--meet",
        "google",
    )
    aged(shell, timedelta(hours=1))
    said = shell("jobs", "--sandbox", "--watch")
    assert said.code == 75
    assert "Waiting for 1 link." in said.err
    assert "1 still pending after 15 minutes" in said.err
    assert "waiting  Google Meet  Two" in said.out


def test_watching_ends_when_the_key_is_refused_and_goes_on_once_it_is_accepted(connected: Shell) -> None:
    connected("event", "create", "--title", "One #link:reads:1", "--start", "fri 15:00", "--meet", "google")
    right = os.environ["NYLAS_API_KEY"]
    connected.set(NYLAS_API_KEY="nyk_wrong")
    refused = connected("jobs", "--watch")
    assert refused.code == 4
    assert "goes on once the key is accepted" in refused.err
    assert "waiting  Google Meet  One" in refused.out
    connected.set(NYLAS_API_KEY=right)
    said = connected("jobs", "--watch", "--json")
    assert said.code == 0
    assert [job["state"] for job in said.data["jobs"]] == ["live"]
    assert "live: One #link:reads:1  https://meet.google.com/" in said.err


def test_watching_tells_of_the_looks_too(shell: Shell) -> None:
    shell(
        "event",
        "create",
        "--sandbox",
        "--title",
        "One #link:reads:2",
        "--start",
        "fri 15:00",
        "--meet",
        "google",
    )
    said = shell("jobs", "--sandbox", "--watch")
    assert "1 check, next in " in said.err
    assert said.code == 0
