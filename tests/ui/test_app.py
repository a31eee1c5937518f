"""The app as a whole: what it opens, copies, tells and asks, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from tests.driver import NOW, SMALL, User, story
from tui.domain.conferencing import Linked, NoConference, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Unreachable
from tui.domain.events import Event
from tui.domain.jobs import Job
from tui.domain.links import inspect, link_of
from tui.domain.when import Timespan
from tui.services.settings import Settings
from tui.services.workspace import Workspace
from tui.ui.crash import EXIT_CODE
from tui.ui.look import Look, look_of
from tui.ui.messages import ChooseLink, CopyText, GoToEvent, JoinNext, OpenLink, ShowJobs
from tui.ui.screens.calendar import CalendarScreen

EVENT = Event("e1", "work", "Design [/b] review", Timespan(NOW, NOW + timedelta(hours=1)))
ZOOM = inspect("https://us02web.zoom.us/j/8123456789")
MEET = "https://meet.google.com/abc-defg-hij"
STRANGE = inspect("https://meet.example.net/42", "description")
HIDDEN = inspect("https://user@evil.test/", "description")


async def opened_account(user: User) -> Workspace:
    """The account, once its calendars are read."""
    workspace = user.app.workspace
    assert workspace is not None
    await user.until(lambda: bool(workspace.agenda.calendars() and workspace.hosts), "for the calendars")
    return workspace


async def asked_call(user: User, title: str = "Design review") -> Job:
    """A new event whose Meet link is still to come."""
    workspace = await opened_account(user)
    draft = workspace.edits.new(NOW + timedelta(hours=2))
    call = CallDraft(provider=Provider.MEET, mode=CallMode.CREATE)
    saved = await workspace.edits.save(replace(draft, title=title, call=call))
    assert saved.job is not None
    return saved.job


def looks(user: User) -> int:
    """How often the newest pending link was looked for."""
    assert user.app.workspace is not None
    return user.app.workspace.jobs.all()[0].checks


# Links


async def test_a_known_host_opens_at_once_and_is_named() -> None:
    async with story() as user:
        user.app.post_message(OpenLink(ZOOM, EVENT))
        await user.sees("Opened us02web.zoom.us in the browser.")
        assert user.opened == [ZOOM.url]


async def test_an_unknown_host_is_asked_about_first() -> None:
    async with story() as user:
        user.app.post_message(OpenLink(STRANGE, EVENT))
        await user.sees("Nobody vouches for this host.")
        assert user.opened == []
        await user.press("o")
        await user.until(lambda: user.opened == [STRANGE.url], "for the browser")


async def placed(user: User, *, location: str = "", description: str = "") -> Event:
    """A new event in two hours, under the cursor."""
    workspace = await opened_account(user)
    draft = workspace.edits.new(NOW + timedelta(hours=2))
    draft = replace(draft, title="Colour check", location=location, description=description)
    event = (await workspace.edits.save(draft)).event
    user.app.tell_calendar(GoToEvent(event.key))
    await user.until(lambda: _chosen(user) == event.key, "for the cursor")
    return event


def _chosen(user: User) -> object:
    screen = user.app.screen
    event = screen.chosen() if isinstance(screen, CalendarScreen) else None
    return event.key if event else None


async def test_an_event_whose_only_link_is_refused_names_its_host_and_the_reason() -> None:
    async with story() as user:
        await placed(user, location="http://zoom.us/j/90000000001")
        await user.press("o")
        await user.sees("zoom.us: Only https links are opened. O shows it.")
        await user.press("O")
        await user.sees("cannot be opened")
        assert user.opened == []


async def test_formatted_notes_are_joined_after_a_question_and_copied_without_the_account() -> None:
    notes = f'<p>Join: <a href="{MEET}?authuser=0">zoom.us/j/85012345678</a></p>'
    async with story() as user:
        await placed(user, description=notes)
        await user.press("y")
        await user.until(lambda: user.clipboard == MEET, "for the clipboard")
        await user.press("o")
        await user.sees("It reads zoom.us, but leads to meet.google.com.")
        assert user.opened == []
        await user.press("o")
        await user.until(lambda: user.opened == [f"{MEET}?authuser=ada%40sandbox.test"], "for the browser")


async def test_a_link_that_reads_otherwise_than_it_leads_is_asked_about_though_its_host_is_known() -> None:
    notes = "https://zoom.us/j/1 <https://meet.google.com/abc-defg-hij>"
    found = replace(EVENT, description=notes)
    async with story() as user:
        link = link_of(found)
        assert link is not None
        await user.sees("as of")
        user.app.post_message(OpenLink(link, found))
        await user.sees("It reads zoom.us, but leads to meet.google.com.")
        assert user.opened == []
        await user.press("o")
        await user.until(lambda: len(user.opened) == 1, "for the browser")
        assert user.opened[0].startswith("https://meet.google.com/abc-defg-hij?authuser=")


async def test_two_calls_in_one_event_are_chosen_from_with_the_field_each_came_from() -> None:
    found = replace(EVENT, location=MEET, description=f"Or {ZOOM.url}, or http://zoom.us/j/90000000001.")
    async with story() as user:
        await opened_account(user)
        user.app.post_message(ChooseLink(found))
        for words in ("in the location", "in the description", "zoom.us: Only https links are opened."):
            await user.sees(words)
        await user.press("down", "enter")
        await user.until(lambda: user.opened == [ZOOM.url], "for the browser")


async def test_a_refused_link_is_shown_with_its_reason_and_never_opened() -> None:
    async with story() as user:
        user.app.post_message(OpenLink(HIDDEN, EVENT))
        await user.sees("The link carries a user name, which hides where it leads.")
        await user.press("o", "enter", "escape")
        assert user.opened == []


async def test_without_a_browser_the_link_is_shown_large_and_can_be_copied() -> None:
    async with story() as user:
        user.world.browser.there = False
        user.app.post_message(OpenLink(ZOOM, EVENT))
        await user.sees("There is no browser in this session.")
        await user.sees(ZOOM.url)
        await user.press("y")
        await user.sees("Sent the link to the clipboard")
        assert user.clipboard == ZOOM.url


async def test_copied_text_is_shown_because_no_terminal_confirms_it() -> None:
    async with story() as user:
        user.app.post_message(CopyText("https://zoom.us/j/1 [/b]", "link"))
        await user.sees("https://zoom.us/j/1 [/b]")


async def test_of_copied_text_no_more_is_shown_than_may_be_seen() -> None:
    async with story() as user:
        user.app.post_message(CopyText("pin: 4711", "request", "pin: •••"))
        await user.sees("pin: •••")
        assert user.clipboard == "pin: 4711"
        await user.sees_no("4711")


async def test_an_event_without_a_link_says_what_to_press() -> None:
    async with story() as user:
        await opened_account(user)
        user.app.post_message(ChooseLink(EVENT))
        await user.sees("There is no link in this event.")


async def test_the_next_call_is_joined_from_anywhere() -> None:
    async with story() as user:
        await opened_account(user)
        await user.until(lambda: _next_call(user), "for a call to come up")
        user.app.post_message(JoinNext())
        await user.until(lambda: bool(user.opened) or "Which call?" in user.screen_text(), "to join")


def _next_call(user: User) -> bool:
    workspace = user.app.workspace
    coming = workspace.meet.next_call(NOW) if workspace else None
    return coming is not None and coming.link is not None


# Pending links


async def test_a_link_that_lands_is_told_quietly() -> None:
    async with story(links="after:4") as user:
        await asked_call(user)
        await user.waits(6)
        await user.sees("The Google Meet link is here: P shows it.")


async def test_a_link_that_fails_is_told_with_the_way_on() -> None:
    async with story(links="fail") as user:
        await asked_call(user)
        await user.waits(2)
        await user.until(lambda: looks(user) == 1, "for the first look")
        await user.waits(5)
        await user.sees("P shows what can be done.")


async def test_the_list_of_pending_links_counts_and_leads_to_the_event() -> None:
    async with story(links="never") as user:
        job = await asked_call(user)
        user.app.post_message(ShowJobs())
        await user.sees("Pending links")
        await user.sees("Design review")
        await user.press("x")
        await user.sees("stopped watching")
        assert user.app.workspace is not None
        assert user.app.workspace.jobs.pending() == ()
        await user.press("y")
        await user.until(lambda: user.clipboard == "You stopped watching.", "for the reason to be copied")
        await user.press("r")
        await user.sees("waiting")
        assert user.app.workspace.jobs.pending()[0].id == job.id


async def test_a_call_that_came_after_all_is_taken_off_only_when_it_was_seen() -> None:
    async with story(links="after:4") as user:
        job = await asked_call(user)
        user.app.post_message(ShowJobs())
        await user.sees("Pending links")
        await user.press("x")
        await user.sees("stopped watching")
        await user.waits(6)
        await user.press("d")
        await user.sees("The event has a call. Take it off?")
        await user.sees("https://meet.google.com/")
        await user.press("enter")
        await user.sees_no("Take it off?")
        assert user.app.workspace is not None
        there = await user.app.workspace.api.event(job.key)
        assert isinstance(there.conferencing, Linked)
        await user.press("d")
        await user.sees("Take it off?")
        await user.press("t")
        await user.sees("The event is without a Google Meet call.")
        assert user.app.workspace.jobs.all() == ()
        assert isinstance((await user.app.workspace.api.event(job.key)).conferencing, NoConference)


async def test_a_call_that_never_came_is_taken_off_at_once() -> None:
    async with story(links="never") as user:
        await asked_call(user)
        user.app.post_message(ShowJobs())
        await user.sees("Pending links")
        await user.press("x")
        await user.sees("stopped watching")
        await user.press("d")
        await user.sees("The event is without a Google Meet call.")


async def test_a_link_is_entered_by_hand_from_the_list() -> None:
    async with story(links="never") as user:
        await asked_call(user)
        user.app.post_message(ShowJobs())
        await user.sees("Pending links")
        await user.press("m")
        await user.sees("I have a link")


# Ending


async def test_quitting_asks_only_when_something_is_unfinished() -> None:
    async with story(links="never") as user:
        await opened_account(user)
        await user.pilot.press("q")
        await user.until(lambda: not user.app.is_running, "for the app to end")
        assert user.app.return_code == 0


async def test_quitting_with_a_pending_link_says_that_it_goes_on() -> None:
    async with story(links="never") as user:
        await asked_call(user)
        await user.press("q")
        await user.sees("1 link is still being waited for; the next start goes on")
        await user.press("enter")
        await user.sees_no("Quit callsheet?")
        await user.press("ctrl+q")
        await user.sees("Quit callsheet?")
        await user.pilot.press("ctrl+q")
        await user.until(lambda: not user.app.is_running, "for the app to end")


async def test_a_pending_link_is_waited_for_again_at_the_next_start(tmp_path: Path) -> None:
    async with story(links="never", folder=tmp_path) as user:
        await asked_call(user)
    async with story(links="never", folder=tmp_path) as user:
        user.app.post_message(ShowJobs())
        await user.sees("Pending links")
        await user.sees("Design review")


async def test_what_was_left_unfinished_is_told_at_the_next_start(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await user.sees("Timeline scrubbing")
        await user.press("n")
        await user.sees("New event")
        await user.paste("Half a thought")
        await user.until(
            lambda: bool(user.app.workspace and user.app.workspace.edits.drafts()), "for the draft"
        )
    async with story(folder=tmp_path) as user:
        await user.sees("“Half a thought” is kept as you left it")


async def test_a_failure_of_ours_ends_with_seventy_and_a_report(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        await _crash(tmp_path)
    assert "ZeroDivisionError" in report_in(tmp_path)


def report_in(folder: Path) -> str:
    """The only crash report."""
    [report] = folder.glob("crash-*.txt")
    return report.read_text()


async def _crash(folder: Path) -> None:
    async with story(folder=folder) as user:

        async def fails() -> None:
            raise ZeroDivisionError

        user.app.run_errand(fails(), "failing")
        await user.until(lambda: user.app.return_code == EXIT_CODE, "for the crash")


async def test_a_failure_of_the_service_is_only_told() -> None:
    async with story() as user:

        async def fails() -> None:
            raise Unreachable("The network is gone.", next_step="Press r.")

        user.app.run_errand(fails(), "failing")
        await user.sees("The network is gone.")
        assert user.app.is_running


# The window and the keys


async def test_a_window_too_small_says_so_and_gives_everything_back() -> None:
    async with story(size=SMALL) as user:
        await user.press("?")
        await user.sees("Type to find a key")
        await user.press(*"join")
        await user.pilot.resize_terminal(50, 14)
        await user.sees("callsheet needs 60×16; this window is 50×14")
        await user.pilot.resize_terminal(*SMALL)
        await user.sees("Join the current or next call")
        assert "join" in user.screen_text()


async def test_help_opens_and_closes() -> None:
    async with story() as user:
        await user.press("f1")
        await user.sees("Type to find a key")
        await user.press("escape")
        await user.sees_no("Type to find a key")
        assert isinstance(user.app.screen, CalendarScreen)


async def test_the_palette_goes_to_a_date() -> None:
    async with story() as user:
        await opened_account(user)
        await user.press("ctrl+p")
        await user.type("1 dec")
        await user.sees("Go to Tuesday 1 December 2026")


async def test_the_palette_runs_an_action() -> None:
    async with story() as user:
        await user.press(":")
        await user.type("every key")
        await user.sees("Show every key")
        await user.press("enter")
        await user.sees("Type to find a key")


async def test_who_types_fast_gets_what_they_typed_and_not_what_came_before() -> None:
    async with story() as user:
        await user.press(":", *"every", "space", *"key", "enter")
        await user.sees("Type to find a key")


async def test_settings_that_cannot_be_used_are_named_and_the_rest_is_kept() -> None:
    look = look_of(Settings(theme="neon", keys={"event.new": "N", "event.edit": "j", "x": "y"}))
    assert look.theme == "dark"
    assert look.keymap == {"event.new": "N"}
    assert len(look.complaints) >= 3
    async with story(look=replace(look, still=True)) as user:
        await user.sees("There is no theme “neon”")


async def test_a_key_of_ones_own_works_and_is_shown() -> None:
    async with story(look=Look(keymap={"event.new": "N"}, still=True)) as user:
        await opened_account(user)
        await user.sees("N new")
        await user.press("N")
        await user.sees("New event")


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "terminal"])
async def test_the_app_starts_in_every_theme_and_in_ascii(theme: str) -> None:
    async with story(size=SMALL, look=Look(theme=theme, glyphs="ascii", still=True)) as user:
        await user.sees("SANDBOX")


# The welcome


async def test_a_newcomer_looks_around_in_the_sandbox() -> None:
    async with story(account=False) as user:
        await user.sees("Look around in the sandbox")
        await user.press("enter")
        await user.sees("SANDBOX")


@pytest.mark.parametrize(
    ("key", "account", "words"),
    [
        ("nyk_wrong", "ada@sandbox.test", "did not accept the key"),
        ("nyk_canary_0123456789abcdef", "nobody@sandbox.test", "knows no grant nobody@sandbox.test"),
    ],
    ids=["wrong-key", "unknown-grant"],
)
async def test_what_is_wrong_with_an_account_is_told_apart(key: str, account: str, words: str) -> None:
    async with story(account=False) as user:
        await fill_in(user, key, account)
        await user.sees(words)


async def test_an_account_is_connected_and_its_key_kept_where_one_says() -> None:
    async with story(account=False) as user:
        user.world.keyring = False
        await fill_in(user, "Bearer nyk_canary_0123456789abcdef\n", "ada@sandbox.test")
        await user.sees("It works: ada@sandbox.test")
        await user.press("enter")
        await user.sees("There is no keyring on this system.")
        await user.press("down", "down", "enter")
        await user.until(lambda: isinstance(user.app.screen, CalendarScreen), "for the calendar")
        assert user.world.kept == {"default": "file"}
        assert "SANDBOX" not in user.screen_text()


async def test_an_access_token_of_the_older_generation_is_all_its_account_needs() -> None:
    async with story(account=False, older="gmail") as user:
        token = next(one.token for one in user.world.server.accounts if one.kind == "gmail")
        await user.press("down", "enter", "shift+tab", "right", "right", "shift+tab", "right")
        await user.sees("Token")
        await user.sees_no("grant id")
        await user.press("tab", "tab")
        await user.paste("http://localhost")
        await user.press("tab")
        await user.paste(token)
        await user.press("enter")
        await user.sees("It works: ada@sandbox.test")
        assert token not in user.screen_text()
        await user.press("enter")
        await user.sees("Timeline scrubbing")


async def fill_in(user: User, key: str, account: str) -> None:
    """Fill in the form for the sandbox's own address."""
    await user.press("down", "enter", "shift+tab", "right", "right", "tab")
    await user.paste("http://localhost")
    await user.press("tab")
    await user.paste(key)
    await user.press("tab")
    await user.paste(account)
    await user.press("enter")


async def test_a_title_typed_before_the_editor_stands_is_in_the_editor() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        for letter in "nxdq Kiln":
            user.app.post_message(events.Key("space" if letter == " " else letter, letter))
        await user.sees("New event")
        await user.until(lambda: "xdq Kiln" in user.screen_text(), "for the whole title")
