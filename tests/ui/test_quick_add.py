"""Quick add: a line becomes an event, is read while it is typed, and is never lost."""

from __future__ import annotations

import pytest

from tests.driver import SMALL, User, story
from tui.domain.conferencing import Linked, Requested
from tui.domain.errors import Unreachable
from tui.domain.events import Event
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.quick_add import QuickAddScreen


async def begun(user: User, line: str) -> None:
    """The quick line, with this typed into it."""
    await user.sees("Timeline scrubbing")
    await user.press("i")
    await user.sees("New event, in one line")
    await user.until(lambda: isinstance(user.app.screen, QuickAddScreen) and bool(user.app.screen.people))
    await user.paste(line)


async def created(user: User) -> Event:
    """Save, and read the event at the cursor fresh from the service."""
    await user.press("enter")
    await user.sees("Saved")
    await user.sees("n new")
    calendar = next(screen for screen in user.app.screen_stack if isinstance(screen, CalendarScreen))
    await user.until(lambda: calendar.chosen() is not None)
    chosen = calendar.chosen()
    assert chosen is not None
    assert user.app.workspace is not None
    return await user.app.workspace.api.event(chosen.key)


def kept(user: User) -> list[str]:
    """The lines that are kept."""
    assert user.app.workspace is not None
    return [draft.line for draft in user.app.workspace.edits.drafts()]


async def test_one_line_and_enter_make_an_event_with_its_call() -> None:
    async with story() as user:
        await begun(user, "Design review fri 15:00 45m with grace@example.com meet @Team")
        await user.sees("Fri 20 Nov 15:00–15:45")
        await user.sees("Asks Google Meet for a new link")
        await user.sees("The guests will be mailed.")
        event = await created(user)
        assert event.title == "Design review"
        assert [guest.email for guest in event.participants] == ["grace@example.com"]
        assert isinstance(event.conferencing, Linked | Requested)
        assert event.calendar_id.startswith("c_team")
        assert kept(user) == []


async def test_it_is_taken_back_like_any_other() -> None:
    async with story() as user:
        await begun(user, "Kiln handover 16:00")
        await created(user)
        await user.press("u")
        await user.sees("Took back")


async def test_a_line_that_is_left_is_kept_and_gone_on_with() -> None:
    async with story() as user:
        await begun(user, "Kiln handover mon 16:00")
        await user.press("escape")
        await user.sees("Kept; i and ↑ go on with it.")
        await user.until(lambda: kept(user) == ["Kiln handover mon 16:00"])
        await user.press("i")
        await user.sees("left before")
        await user.press("up")
        await user.sees("Mon 23 Nov 16:00–16:30")
        event = await created(user)
        assert event.title == "Kiln handover"
        assert kept(user) == []


async def test_an_empty_line_leaves_nothing_behind() -> None:
    async with story() as user:
        await begun(user, "x")
        await user.press("backspace")
        await user.press("escape")
        await user.sees_no("New event, in one line")
        await user.until(lambda: kept(user) == [])


async def test_tab_opens_the_editor_with_everything_filled_in() -> None:
    async with story() as user:
        await begun(user, "Kiln handover mon 16:00-17:00 at Room 9 with grace@example.com")
        await user.press("tab")
        await user.until(lambda: isinstance(user.app.screen, EditorScreen))
        await user.sees("Room 9")
        editor = user.app.screen
        assert isinstance(editor, EditorScreen)
        assert (editor.draft.title, editor.draft.guests) == ("Kiln handover", "grace@example.com")
        assert editor.draft.starts == "Mon 23 Nov 2026 16:00"
        await user.press("escape")
        await user.sees("n new")
        assert user.app.workspace is not None
        await user.until(lambda: bool(user.app.workspace and user.app.workspace.edits.drafts()))
        [draft] = user.app.workspace.edits.drafts()
        assert (draft.title, draft.line) == ("Kiln handover", "")


async def test_what_cannot_be_says_why_and_is_not_sent() -> None:
    async with story() as user:
        await begun(user, "Bank holiday lunch fri 13:00 @Holidays")
        await user.sees("read-only")
        await user.press("enter")
        assert isinstance(user.app.screen, QuickAddScreen)
        assert kept(user) != [] or user.app.screen.draft.line


async def test_a_name_two_people_have_stays_in_the_title_with_a_word_about_it() -> None:
    async with story() as user:
        await begun(user, "Sync fri 10:00 @Nowhere")
        await user.sees("No calendar is called “Nowhere”.")
        await user.sees("Sync @Nowhere")


async def test_a_failure_keeps_the_line() -> None:
    async with story() as user:
        await begun(user, "Kiln handover mon 16:00")
        assert user.app.workspace is not None
        api = user.app.workspace.api

        async def fails(*args: object, **named: object) -> Event:
            raise Unreachable("There is no connection.")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(api, "create", fails)
            await user.press("enter")
            await user.sees("There is no connection")
        await user.press("e")
        await user.until(lambda: isinstance(user.app.screen, QuickAddScreen))
        await user.until(lambda: "Kiln handover mon 16:00" in kept(user))
        event = await created(user)
        assert event.title == "Kiln handover"


async def test_it_fits_a_small_terminal() -> None:
    async with story(SMALL) as user:
        await begun(user, "Design review fri 15:00 45m with grace@example.com meet @Team every week")
        await user.sees("every week")
        await user.sees("Enter save")
        await user.sees("Team")


async def test_what_is_typed_before_the_line_stands_is_not_lost() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("i", "n", "x", "d")
        await user.until(lambda: isinstance(user.app.screen, QuickAddScreen))
        await user.until(lambda: "nxd" in user.screen_text())


async def test_an_older_account_has_it_too() -> None:
    async with story(older="gmail") as user:
        await user.sees("as of 14:02")
        await user.press("i")
        await user.sees("New event, in one line")
        await user.paste("Kiln handover mon 16:00 45m with grace@example.com meet")
        await user.sees("Mon 23 Nov 16:00–16:45")
        event = await created(user)
        assert event.title == "Kiln handover"
        assert [guest.email for guest in event.participants] == ["grace@example.com"]
        await user.press("M", "l")
        await user.sees("+1 d")
        await user.press("enter")
        await user.sees_no("Move “")
        await user.sees("Saved.")


async def test_enter_takes_half_a_name_whole_before_it_saves() -> None:
    async with story() as user:
        await begun(user, "Sync with pri")
        await user.sees("takes the name: …")
        await user.press("enter")
        screen = user.app.screen
        assert isinstance(screen, QuickAddScreen)
        await user.until(lambda: "priya@sandbox.test" in screen.draft.guests)
        assert screen.draft.title == "Sync"
        await user.press("enter")
        await user.sees_no("New event, in one line")


async def test_a_name_that_was_begun_is_completed_with_the_right_arrow() -> None:
    async with story() as user:
        await begun(user, "Sync with pri")
        await user.sees("takes the name: …")
        await user.sees("priya Raghunathan")
        await user.press("right")
        screen = user.app.screen
        assert isinstance(screen, QuickAddScreen)
        await user.until(lambda: "priya@sandbox.test" in screen.draft.guests)
