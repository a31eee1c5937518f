"""Someone reads their agenda with a script: on the sandbox, on an account, and offline."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cli.terminal import Shell
from tui.sandbox.serve import running
from tui.sandbox.settings import SandboxSettings


def test_the_next_seven_days_as_text(shell: Shell) -> None:
    said = shell("agenda", "--sandbox")
    assert (said.code, said.err) == (0, "")
    days = [line for line in said.out.splitlines() if not line.startswith(" ")]
    assert len(days) == 7
    assert "https://meet.google.com/" in said.out
    assert not set(said.out) & {"\x1b", "\x07", "\x9b", "\u202e"}


def test_the_agenda_as_data(shell: Shell) -> None:
    data = shell("agenda", "--sandbox", "--from", "mon", "--to", "+3w", "--json").data
    assert data["schema_version"] == 1
    assert data["complete"] is True
    assert data["account"]["sandbox"] is True
    assert data["account"]["provider"] == "google"
    assert data["as_of"]["epoch"] == int(datetime.fromisoformat(data["as_of"]["iso"]).timestamp())
    assert len(data["events"]) > 10
    for event in data["events"]:
        for edge in ("start", "end"):
            moment = datetime.fromisoformat(event[edge]["iso"])
            assert moment.tzinfo is not None
            assert event[edge]["epoch"] == int(moment.timestamp())
    assert any(event["all_day"] and event["first_day"] for event in data["events"])
    starts = [event["start"]["epoch"] for event in data["events"]]
    assert starts == sorted(starts)


def test_every_state_of_a_call_has_its_word(shell: Shell) -> None:
    data = shell("agenda", "--sandbox", "--from", "-2w", "--to", "+4w", "--json").data
    calls = [event["call"] for event in data["events"] if event["call"]]
    assert {"linked", "found"} <= {call["state"] for call in calls}
    assert all(call["url"].startswith("https://") for call in calls if call["state"] == "found")
    assert len({call["provider"] for call in calls}) >= 5


def test_data_is_plain_ascii(shell: Shell) -> None:
    said = shell("agenda", "--sandbox", "--from", "-2w", "--to", "+2w", "--json")
    assert said.out.isascii()
    assert "\\u001b" not in said.out


def test_only_some_calendars(shell: Shell) -> None:
    data = shell("agenda", "--sandbox", "--calendar", "team", "--calendar", "Holidays", "--json").data
    assert [calendar["name"] for calendar in data["calendars"]] == ["Team", "Holidays"]
    assert {event["calendar"]["name"] for event in data["events"]} <= {"Team", "Holidays"}
    primary = shell("agenda", "--sandbox", "--calendar", "primary", "--json").data
    assert len(primary["calendars"]) == 1


def test_a_calendar_that_is_not_there_lists_those_that_are(shell: Shell) -> None:
    said = shell("agenda", "--sandbox", "--calendar", "Nope", "--json")
    assert (said.code, said.out) == (5, "")
    assert said.error["code"] == "not_found"
    assert "“Team”" in said.error["hint"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--from", "someday"), "someday"),
        (("--from", "fri", "--to", "someday"), "someday"),
        (("--from", "2026-12-02", "--to", "2026-12-01"), "before"),
        (("--from", "2026-01-01", "--to", "2099-01-01"), "Ten years"),
    ],
)
def test_days_that_cannot_be_are_a_usage_error(shell: Shell, words: tuple[str, ...], complaint: str) -> None:
    said = shell("agenda", "--sandbox", *words)
    assert said.code == 2
    assert complaint in said.err


def test_an_account_from_the_environment(connected: Shell) -> None:
    data = connected("agenda", "--json").data
    assert data["account"]["sandbox"] is False
    assert data["account"]["email"].endswith("@sandbox.test")
    assert data["events"]


def test_offline_the_last_known_agenda_is_shown_and_said(shell: Shell) -> None:
    with running(SandboxSettings()) as sandbox:
        grant = next(line.id for line in sandbox.grants if line.provider == "google")
        shell.set(NYLAS_API_KEY=sandbox.api_key, NYLAS_GRANT_ID=grant, NYLAS_API_URI=sandbox.api_uri)
        known = shell("agenda", "--json").data
    said = shell("agenda", "--json")
    assert said.code == 69
    assert said.error["code"] == "unreachable"
    assert said.data["complete"] is False
    assert [event["id"] for event in said.data["events"]] == [event["id"] for event in known["events"]]
    assert said.data["as_of"] == known["as_of"]


def test_today_is_the_first_day(shell: Shell) -> None:
    data = shell("agenda", "--sandbox", "--json").data
    first, last = date.fromisoformat(data["from"]), date.fromisoformat(data["to"])
    assert last - first == timedelta(days=6)


def test_what_is_stored_is_told_without_asking_anybody(shell: Shell) -> None:
    with running(SandboxSettings()) as gone:
        line = next(grant for grant in gone.grants if grant.provider == "google")
        shell.set(NYLAS_API_KEY=gone.api_key, NYLAS_GRANT_ID=line.id, NYLAS_API_URI=gone.api_uri)
        nothing = shell("agenda", "--stored", "--json")
        assert (nothing.code, nothing.data["events"]) == (0, [])
        read = shell("agenda", "--json").data
    said = shell("agenda", "--stored", "--json")
    assert (said.code, said.err) == (0, "")
    assert said.data["events"] == read["events"] != []
    assert said.data["as_of"] == read["as_of"]
    assert "Stand-up" in shell("agenda", "--stored").out
