"""Someone creates events with calls from a script, and waits for the link or does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from tests.cli.terminal import Said, Shell
from tests.services.desk import at_the_desk
from tui.cli.choosing import Undecided, calendar_named, host_for
from tui.cli.create import create_event, meant_by
from tui.cli.wish import Wish
from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import Provider
from tui.domain.errors import Ambiguous
from tui.domain.findings import Context
from tui.services.workspace import Workspace

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("UTC"))


def create(shell: Shell, *words: str, title: str = "Kiln handover", start: str = "tomorrow 15:00") -> Said:
    return shell("event", "create", "--sandbox", "--title", title, "--start", start, *words)


def test_an_event_is_created_and_described(shell: Shell) -> None:
    said = create(shell, "--duration", "45m", "--guest", "li@sandbox.test", "--location", "Room 4", "--json")
    assert said.code == 0
    event = said.data["event"]
    assert (event["title"], event["location"], event["call"]) == ("Kiln handover", "Room 4", None)
    assert event["end"]["epoch"] - event["start"]["epoch"] == 45 * 60
    assert [guest["email"] for guest in event["guests"]] == ["li@sandbox.test"]
    assert said.data["job"] is None
    listed = shell("agenda", "--sandbox", "--to", "+2d", "--json").data["events"]
    assert event["id"] in [one["id"] for one in listed]


@pytest.mark.parametrize(
    ("meet", "host"),
    [("google", "meet.google.com"), ("zoom", "us02web.zoom.us"), ("teams", "teams.microsoft.com")],
)
def test_a_call_is_created_and_its_link_waited_for(shell: Shell, meet: str, host: str) -> None:
    rule = "reads:1" if meet == "google" else "at-once"
    said = create(shell, "--meet", meet, "--wait", "30", "--json", title=f"Kiln #link:{rule}")
    assert said.code == 0
    assert said.data["event"]["call"]["host"] == host
    if meet == "google":
        assert said.data["call_state"] == "live"
        assert said.data["job"]["url"] == said.data["event"]["call"]["url"]


def test_the_link_alone_is_on_stdout(shell: Shell) -> None:
    said = create(shell, "--meet", "google", "--wait", "30", title="Kiln #link:reads:1")
    assert said.code == 0
    assert said.out.startswith("https://meet.google.com/")
    assert said.out.count("\n") == 1
    assert "Created “Kiln" in said.err


def test_a_link_that_is_there_at_once_needs_no_waiting(shell: Shell) -> None:
    said = create(shell, "--meet", "google", "--json", title="Kiln #link:at-once")
    assert said.data["job"] is None
    assert said.data["event"]["call"]["state"] == "linked"


def test_without_waiting_the_request_is_enough(shell: Shell) -> None:
    said = create(shell, "--meet", "google", "--json")
    assert said.code == 0
    assert said.data["call_state"] == "waiting"
    assert said.data["event"]["call"]["state"] == "requested"


def test_a_link_that_does_not_come_in_time_is_try_later(shell: Shell) -> None:
    said = create(shell, "--meet", "google", "--wait", "1.5", "--json", title="Kiln #link:never")
    assert said.code == 75
    assert said.data["pending"] is True
    assert said.data["job"]["state"] == "waiting"
    assert said.data["job"]["checks"] >= 1


def test_a_call_that_fails_says_so(shell: Shell) -> None:
    said = create(shell, "--meet", "google", "--wait", "30", title="Kiln #link:fail")
    assert (said.code, said.out) == (1, "")
    assert "Google Meet call failed" in said.err


def test_a_call_the_host_refuses_leaves_no_event_and_no_draft(shell: Shell) -> None:
    said = create(shell, "--meet", "zoom", "--json", title="Kiln #link:refuse")
    assert said.code == 1
    assert said.error["code"] == "refused"
    assert "not allowed to create meetings" in said.error["server_message"]
    assert said.error["request_id"]


def test_a_link_of_one_s_own_is_attached(shell: Shell) -> None:
    said = create(shell, "--url", "https://us02web.zoom.us/j/90000000001", "--json")
    call = said.data["event"]["call"]
    assert (call["state"], call["provider"], call["url"]) == (
        "linked",
        "Zoom Meeting",
        "https://us02web.zoom.us/j/90000000001",
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--url", "https://call.example.org/x"), "--meet"),
        (("--conf-grant", "abc"), "--meet"),
        (("--duration", "forever"), "forever"),
        (("--meet", "pigeon"), "pigeon"),
        (("--wait", "-1"), "wait"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(shell: Shell, words: tuple[str, ...], complaint: str) -> None:
    said = create(shell, *words)
    assert said.code == 2
    assert complaint in said.err


def test_a_time_nobody_understands_is_a_usage_error(shell: Shell) -> None:
    said = create(shell, start="when the cows come home")
    assert said.code == 2
    assert "cows" in said.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--guest", "nope"), "nope"),
        (("--calendar", "Holidays"), "read-only"),
        (("--meet", "zoom", "--conf-grant", "nobody"), "cannot host"),
        (("--url", "http://zoom.us/j/1", "--meet", "zoom"), "https"),
    ],
)
def test_a_problem_is_told_in_the_editor_s_words_and_nothing_is_sent(
    shell: Shell, words: tuple[str, ...], complaint: str
) -> None:
    said = create(shell, *words, "--json")
    assert said.code == 2
    assert complaint in said.error["message"] + said.error["hint"]
    listed = shell("agenda", "--sandbox", "--to", "+2d", "--json").data["events"]
    assert "Kiln handover" not in [event["title"] for event in listed]


def test_an_account_of_the_environment_works_the_same(connected: Shell) -> None:
    words = ("--title", "Served", "--start", "tomorrow 9", "--meet", "google", "--wait", "30", "--json")
    said = connected("event", "create", *words)
    assert (said.code, said.data["call_state"]) == (0, "live")
    assert [job["state"] for job in connected("jobs", "--json").data["jobs"]] == ["live"]


# Choosing


class Account:
    """As much of a workspace as choosing looks at."""

    def __init__(self, calendars: tuple[Calendar, ...], hosts: tuple[Grant, ...]) -> None:
        google = Grant("g", AccountKind.GOOGLE)
        self.agenda = SimpleNamespace(calendars=lambda: calendars)
        self.context = lambda: Context(google, calendars, hosts, ZoneInfo("UTC"), NOW + timedelta())


def account(*hosts: Grant, calendars: tuple[Calendar, ...] = (Calendar("c", "Own"),)) -> Workspace:
    return cast(Workspace, Account(calendars, hosts))


ZOOMS = (Grant("z1", AccountKind.ZOOM, "a@sandbox.test"), Grant("z2", AccountKind.ZOOM, name="Second"))


def test_the_only_host_is_used_and_no_host_is_none() -> None:
    assert host_for(account(ZOOMS[0]), "c", Provider.ZOOM) == "z1"
    assert host_for(account(), "c", Provider.ZOOM) == ""
    assert host_for(account(*ZOOMS), "c", Provider.MEET) == ""


def test_of_several_hosts_the_user_chooses() -> None:
    with pytest.raises(Undecided, match="Several accounts") as caught:
        host_for(account(*ZOOMS), "c", Provider.ZOOM)
    assert caught.value.exit_code == 6
    assert "a@sandbox.test (z1), Second (z2)" in caught.value.next_step


def test_of_several_calendars_with_one_name_the_user_chooses() -> None:
    twins = account(calendars=(Calendar("c1", "Team"), Calendar("c2", "Team")))
    with pytest.raises(Undecided) as caught:
        calendar_named(twins, "team")
    assert "c1, c2" in caught.value.next_step
    assert calendar_named(twins, "c2").id == "c2"


def test_a_dry_run_prints_the_request_and_sends_nothing(shell: Shell) -> None:
    words = (
        "event",
        "create",
        "--sandbox",
        "--title",
        "It's a kiln",
        "--start",
        "fri 15:00",
        "--meet",
        "google",
    )
    said = shell(*words, "--dry-run")
    assert said.code == 0
    assert said.out.startswith("curl --request POST")
    assert "$NYLAS_API_KEY" in said.out
    request = shell(*words, "--dry-run", "--json").data["request"]
    assert request["method"] == "POST"
    assert request["body"]["title"] == "It's a kiln"
    assert request["body"]["conferencing"] == {"provider": "Google Meet", "autocreate": {}}
    assert "It's a kiln" not in shell("agenda", "--sandbox", "--to", "+14d").out


def test_a_dry_run_of_what_cannot_be_sent_says_why(shell: Shell) -> None:
    said = shell(
        *("event", "create", "--sandbox", "--title", "x" * 1100, "--start", "fri 15:00", "--dry-run")
    )
    assert said.code == 2
    assert "too many" in said.err


def test_every_further_field_is_part_of_the_request(shell: Shell) -> None:
    said = create(
        shell,
        "--dry-run",
        "--json",
        *("--repeats", "every week on mon 5 times", "--reminders", "10m email", "--free"),
        *("--visibility", "private", "--hide-guests", "--capacity", "12", "--room", "aula@sandbox.test"),
        *("--metadata", "project=Kiln", "--notetaker", '{"name": "Scribe"}', "--duration", "0"),
        start="mon 10:00",
    )
    body = said.data["request"]["body"]
    assert set(body["when"]) == {"time", "timezone"}
    assert body["recurrence"] == ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5"]
    assert body["reminders"] == {
        "use_default": False,
        "overrides": [{"reminder_minutes": 10, "reminder_method": "email"}],
    }
    assert (body["busy"], body["visibility"], body["hide_participants"]) == (False, "private", True)
    assert (body["capacity"], body["resources"]) == (12, [{"email": "aula@sandbox.test"}])
    assert (body["metadata"], body["notetaker"]) == ({"project": "Kiln"}, {"name": "Scribe"})


def test_zoom_settings_are_passed_on_and_their_risks_told(shell: Shell) -> None:
    told = create(shell, "--meet", "zoom", "--conf-settings", '{"settings": {"waiting_room": false}}')
    assert told.code == 0
    assert "Whoever has the link walks straight in." in told.err


def test_zoom_settings_can_come_from_a_file(shell: Shell) -> None:
    path = shell.home / "zoom.json"
    path.write_text('{"password": "k3ys"}', encoding="utf-8")
    said = create(shell, "--meet", "zoom", "--conf-settings", f"@{path}", "--dry-run", "--json")
    autocreate = said.data["request"]["body"]["conferencing"]["autocreate"]
    assert autocreate["conf_settings"] == {"password": "k3ys"}
    assert create(shell, "--meet", "zoom", "--conf-settings", "@/nowhere").code == 2


def test_settings_that_cannot_be_are_refused_before_anything_is_sent(shell: Shell) -> None:
    said = create(shell, "--meet", "zoom", "--conf-settings", "{agenda")
    assert said.code != 0
    assert "not JSON" in said.err
    assert create(shell, "--meet", "google", "--conf-settings", "{}").code == 2


async def test_an_event_nobody_confirmed_is_not_to_be_asked_for_again_but_saved_from_its_draft() -> None:
    wish = Wish(
        title="Prism",
        start="tomorrow 15:00",
        duration="30m",
        calendar=None,
        guests=(),
        location="",
        description="",
        meet=None,
        conf_grant="",
        conf_settings="",
        url="",
        notify=True,
        repeats="",
        reminders="",
        free=False,
        visibility=None,
        hide_guests=False,
        capacity="",
        rooms=(),
        metadata="",
        notetaker="",
    )
    async with at_the_desk() as desk:
        desk.luck.before["create"] = Ambiguous("The answer was lost.")
        with pytest.raises(Ambiguous) as caught:
            await create_event(desk.workspace, meant_by(wish), None)
        assert caught.value.next_step.startswith("Do not repeat the command")
        [kept] = desk.workspace.edits.drafts()
        assert kept.title == "Prism"
