"""Someone asks what kind of call the account can have."""

from __future__ import annotations

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
