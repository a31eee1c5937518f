"""Someone looks for an event with a script: by a word begun, by a person, offline."""

from __future__ import annotations

from tests.cli.terminal import Shell
from tui.sandbox.serve import running
from tui.sandbox.settings import SandboxSettings


def test_words_begun_find_events_wherever_they_stand(shell: Shell) -> None:
    said = shell("search", "--sandbox", "PERFOR", "scrub")
    assert (said.code, said.err) == (0, "")
    assert all("Performance: 8K scrubbing" in line for line in said.out.splitlines())
    assert "https://meet.google.com/" in said.out
    assert not set(said.out) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_what_is_found_as_data(shell: Shell) -> None:
    data = shell("search", "--sandbox", "--limit", "3", "--json", "design").data
    assert data["schema_version"] == 1
    assert (data["query"], data["complete"]) == ("design", True)
    assert data["as_of"] is not None
    assert 0 < len(data["events"]) <= 3
    assert "design" in data["events"][0]["title"].lower()
    assert data["events"][0]["calendar"]["name"]


def test_a_person_is_found_by_address(shell: Shell) -> None:
    events = shell("agenda", "--sandbox", "--json").data["events"]
    guest = next(guest for event in events for guest in event["guests"])
    found = shell("search", "--sandbox", "--json", guest["email"]).data["events"]
    assert guest["email"] in [one["email"] for one in found[0]["guests"]] + [found[0]["organizer"]]


def test_nothing_found_is_said_and_is_no_failure(shell: Shell) -> None:
    said = shell("search", "--sandbox", 'nowhere"* OR \x1b[2J')
    assert (said.code, said.out) == (0, "")
    assert "nothing holds" in said.err
    assert "\x1b" not in said.err


def test_without_words_there_is_nothing_to_look_for(shell: Shell) -> None:
    assert shell("search", "--sandbox").code == 2
    assert shell("search", "--sandbox", "a", "--limit", "0").code == 2


def test_offline_what_was_read_before_is_found_and_the_trouble_said(shell: Shell) -> None:
    with running(SandboxSettings()) as sandbox:
        grant = next(line.id for line in sandbox.grants if line.provider == "google")
        shell.set(NYLAS_API_KEY=sandbox.api_key, NYLAS_GRANT_ID=grant, NYLAS_API_URI=sandbox.api_uri)
        known = shell("search", "scrub", "--json").data
        assert known["events"]
    said = shell("search", "scrub", "--json")
    assert said.code == 69
    assert said.data["complete"] is False
    assert [event["id"] for event in said.data["events"]] == [event["id"] for event in known["events"]]
    stored = shell("search", "--stored", "scrub", "--json")
    assert (stored.code, stored.err) == (0, "")
    assert [event["id"] for event in stored.data["events"]] == [event["id"] for event in known["events"]]
