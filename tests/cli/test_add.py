"""Someone adds events with one line from a shell, and sees what it was read as."""

from __future__ import annotations

from tests.cli.terminal import Shell


def test_a_line_becomes_an_event(shell: Shell) -> None:
    said = shell(
        "add", "--sandbox", "--json", "Kiln handover tomorrow 15:00 45m with li@sandbox.test at Room 4"
    )
    assert said.code == 0
    event = said.data["event"]
    assert (event["title"], event["location"]) == ("Kiln handover", "Room 4")
    assert event["end"]["epoch"] - event["start"]["epoch"] == 45 * 60
    assert [guest["email"] for guest in event["guests"]] == ["li@sandbox.test"]
    assert "Title:     Kiln handover" in said.err


def test_who_is_mailed_is_told_before_anything_is_sent(shell: Shell) -> None:
    line = "Kiln tomorrow 15:00 with li@sandbox.test, mina@sandbox.test"
    said = shell("add", "--sandbox", "--dry-run", line)
    assert "Mail:      2 guests; --no-notify mails nobody" in said.err
    assert "Mail:      nobody" in shell("add", "--sandbox", "--dry-run", "--no-notify", line).err
    assert "Mail:" not in shell("add", "--sandbox", "--dry-run", "Kiln tomorrow 15:00").err


def test_words_need_no_quotes_in_the_shell(shell: Shell) -> None:
    said = shell(
        "add", "--sandbox", "--json", "Kiln", "handover", "tomorrow", "15:00", "#link:at-once", "meet"
    )
    assert said.data["event"]["title"] == "Kiln handover #link:at-once"
    assert said.data["event"]["call"]["host"] == "meet.google.com"


def test_a_dry_run_sends_nothing_and_shows_the_request(shell: Shell) -> None:
    said = shell("add", "--sandbox", "--dry-run", "--json", "Kiln handover tomorrow 15:00 meet")
    body = said.data["request"]["body"]
    assert body["title"] == "Kiln handover"
    assert body["conferencing"]["provider"] == "Google Meet"
    listed = shell("agenda", "--sandbox", "--to", "+2d", "--json").data["events"]
    assert "Kiln handover" not in [one["title"] for one in listed]


def test_a_calendar_there_is_not_is_told_of(shell: Shell) -> None:
    said = shell("add", "--sandbox", "--dry-run", "Kiln tomorrow 15:00 @Nowhere")
    assert said.code == 0
    assert "No calendar is called “Nowhere”." in said.err


def test_an_event_that_cannot_be_is_refused(shell: Shell) -> None:
    said = shell("add", "--sandbox", "Kiln tomorrow 15:00 @Holidays")
    assert said.code != 0
    assert "read-only" in said.err
