"""Someone asks what became of the calls they requested."""

from __future__ import annotations

import time
from datetime import datetime

from tests.cli.terminal import Shell


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
