"""Someone asks what kind of call the account can have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.terminal import Shell
from tui.domain.capabilities import TABLE


def test_the_account_s_own_rows_have_reasons_and_ways_out(shell: Shell) -> None:
    rows = shell("capabilities", "--sandbox", "--json").data["capabilities"]
    found = {(row["provider"], row["way"]): row for row in rows}
    assert len(found) == 16
    assert found["Google Meet", "create"]["verdict"] == "allowed"
    assert found["Zoom Meeting", "create"]["verdict"] == "needs a host"
    webex = found["WebEx", "create"]
    assert webex["verdict"] == "impossible"
    assert webex["reason"]
    assert webex["way_out"]
    assert webex["document"]


def test_the_text_says_the_same(shell: Shell) -> None:
    said = shell("capabilities", "--sandbox")
    assert "Webex meetings cannot be created from a calendar." in said.out
    assert len(said.out.splitlines()) == 16


def test_the_whole_table_needs_no_account(shell: Shell) -> None:
    rows = shell("capabilities", "--all", "--json").data["capabilities"]
    assert len(rows) == len(TABLE)
    assert {row["generation"] for row in rows} == {"v3", "v2"}


def test_the_table_is_narrowed_to_a_generation_and_a_kind_of_account(shell: Shell) -> None:
    rows = shell("capabilities", "--generation", "v2", "--account", "ews", "--json").data["capabilities"]
    assert {(row["generation"], row["account"]) for row in rows} == {("v2", "ews")}
    assert {row["calendar"] for row in rows} == {"own", "read-only"}
    created = [row["provider"] for row in rows if row["way"] == "create" and row["verdict"] == "allowed"]
    assert sorted(created) == ["Microsoft Teams", "Zoom Meeting"]


def test_one_calendar_of_the_account_can_be_asked_about(shell: Shell) -> None:
    rows = shell("capabilities", "--calendar", "holidays", "--sandbox", "--json").data["capabilities"]
    assert {(row["calendar"], row["verdict"]) for row in rows} == {("read-only", "impossible")}
    assert {row["reason"] for row in rows} == {"Holidays is read-only."}
    mixed = shell("capabilities", "--calendar", "holidays", "--all")
    assert mixed.code == 2
    assert "leave the other options out" in mixed.err


def test_both_readings_of_the_documents_are_told_and_config_toml_chooses(shell: Shell) -> None:
    places = shell("paths", "--json").data
    config = Path(places["config"])
    config.parent.mkdir(parents=True, exist_ok=True)
    words = ("capabilities", "--generation", "v3", "--account", "google")
    before = shell(*words).out
    config.write_text("cross_provider = false\n", encoding="utf-8")
    after = shell(*words, "--json").data
    assert "(only with cross_provider = false)" in before
    assert "held  true = yes, when an account of its provider is named as the host" in before
    disputed = [row for row in after["capabilities"] if row["if"] and row["calendar"] == "own"]
    assert {(row["if"]["cross_provider"], row["verdict"], row["in_force"]) for row in disputed} == {
        (True, "needs a host", False),
        (False, "impossible", True),
    }
    readings = {reading["setting"]: reading["in_force"] for reading in after["readings"]}
    assert readings == {"cross_provider": False, "icloud_months": 6, "last_day_included": True}
    mine = shell("capabilities", "--sandbox").out
    assert "Teams calls can only be created on Microsoft calendars." in mine


def test_what_must_be_granted_besides_is_part_of_the_row(shell: Shell) -> None:
    said = shell("capabilities", "--account", "microsoft").out
    assert "Needs: An active Microsoft 365 subscription" in said


def test_the_embedded_account_counts_the_last_day_as_the_settings_say(shell: Shell) -> None:
    words = ("agenda", "--from", "today", "--to", "+60d", "--sandbox", "--json")
    before = days_of(shell(*words).data["events"])
    config = Path(shell("paths", "--json").data["config"])
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("last_day_included = false\n", encoding="utf-8")
    assert before
    assert days_of(shell(*words).data["events"]) == before


def days_of(events: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """The events of whole days, and from when until when they last."""
    return [(event["title"], event["start"], event["end"]) for event in events if event["all_day"]]
