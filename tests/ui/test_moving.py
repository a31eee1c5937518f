"""Moving events by keys: seen where they would be, sent only on Enter, always with a way back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.driver import User, story
from tests.ui.test_editor_story import at_the_service
from tui.domain.errors import Unreachable
from tui.domain.events import Event
from tui.domain.when import Timespan
from tui.ui.messages import GoToDay
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.editor import EditorScreen
from tui.ui.screens.moving import MoveScreen
from tui.ui.screens.scope import ScopeScreen

REVIEW = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)
MARKET = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def calendar(user: User) -> CalendarScreen:
    return next(screen for screen in user.app.screen_stack if isinstance(screen, CalendarScreen))


def start_of(event: Event | None) -> datetime | None:
    return event.when.start if event is not None and isinstance(event.when, Timespan) else None


async def begun(user: User) -> None:
    """Move mode on the event under the cursor."""
    await user.sees("Timeline scrubbing")
    await user.sees("as of 14:02")
    await user.press("M")
    await user.sees("Move “")


async def at_the_market(user: User) -> None:
    """The cursor on an event without guests, tomorrow."""
    await user.sees("Timeline scrubbing")
    await user.sees("as of 14:02")
    user.app.tell_calendar(GoToDay(date(2026, 11, 21)))
    await user.until(lambda: calendar(user).days.cursor_moment().date() == date(2026, 11, 21))
    await user.press("j")
    await user.until(lambda: start_of(calendar(user).chosen()) == MARKET)


async def closed(user: User) -> None:
    await user.until(lambda: not isinstance(user.app.screen, MoveScreen), "for the move to end")


async def test_an_event_is_moved_a_day_and_a_quarter_and_brought_back() -> None:
    async with story() as user:
        await begun(user)
        await user.press("l", "j")
        await user.sees("Fri 20 Nov 13:30–14:15 → Sat 21 Nov 13:45–14:30")
        await user.sees("+1 d 15 min")
        there = REVIEW + timedelta(days=1, minutes=15)
        await user.until(lambda: start_of(calendar(user).chosen()) == there)
        await user.press("enter")
        await closed(user)
        await user.sees("Saved.")
        assert start_of(await at_the_service(user)) == there
        await user.press("u")
        await user.sees("Took back")
        await user.until(lambda: start_of(calendar(user).chosen()) == REVIEW)
        assert start_of(await at_the_service(user)) == REVIEW


async def test_esc_puts_it_back_and_nothing_is_sent() -> None:
    async with story() as user:
        await begun(user)
        await user.press("H", "K", "plus")
        await user.sees("→ Fri 13 Nov 12:30–13:30")
        await user.press("escape")
        await closed(user)
        await user.until(lambda: start_of(calendar(user).chosen()) == REVIEW)
        assert start_of(await at_the_service(user)) == REVIEW
        workspace = user.app.workspace
        assert workspace is not None
        await user.until(lambda: workspace.edits.drafts() == ())


async def test_what_is_in_the_way_is_said() -> None:
    async with story() as user:
        await begun(user)
        await user.press("j", "j")
        await user.sees("At the same time: “Fjord Post")
        await user.press("h")
        await user.sees_no("At the same time: “Fjord Post")


async def test_the_guests_can_be_left_in_peace() -> None:
    async with story() as user:
        await begun(user)
        await user.press("l")
        await user.sees("Mails ")
        await user.press("m")
        await user.sees("Mails nobody")


async def test_an_event_of_nobody_else_grows_by_itself_and_can_be_taken_back() -> None:
    async with story() as user:
        await at_the_market(user)
        await user.press("+")
        await user.sees("Saved.")
        await closed(user)
        event = await at_the_service(user)
        assert isinstance(event.when, Timespan)
        assert event.when.end - event.when.start == timedelta(minutes=75)
        await user.press("u")
        await user.sees("Took back")


async def test_who_goes_on_making_it_longer_sends_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ui.screens.moving.GRACE", 600)
    async with story() as user:
        await at_the_market(user)
        await user.press("+", "+", "-", "+")
        await user.sees("30 min longer")
        await user.press("enter")
        await closed(user)
        await user.sees("Saved.")
        event = await at_the_service(user)
        assert isinstance(event.when, Timespan)
        assert event.when.end - event.when.start == timedelta(minutes=90)


async def test_an_event_with_guests_waits_for_enter() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.sees("as of 14:02")
        await user.press("-")
        await user.sees("15 min shorter")
        screen = user.app.screen
        assert isinstance(screen, MoveScreen)
        assert screen.pause is None
        await user.press("enter")
        await closed(user)
        event = await at_the_service(user)
        assert isinstance(event.when, Timespan)
        assert event.when.end - event.when.start == timedelta(minutes=30)


async def test_one_of_a_series_asks_how_far_it_reaches() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.sees("as of 14:02")
        while "Stand-up" not in (calendar(user).chosen() or _nothing()).title:
            await user.press("k")
        await user.press("M", "j")
        await user.sees("+15 min")
        await user.press("enter")
        await user.until(lambda: isinstance(user.app.screen, ScopeScreen))
        await user.press("1")
        await closed(user)
        await user.sees("Saved.")


def _nothing() -> Event:
    return Event("", "", "", Timespan(REVIEW, REVIEW))


async def test_the_mouse_has_the_same_way() -> None:
    async with story() as user:
        await at_the_market(user)
        screen = calendar(user)
        event = screen.chosen()
        assert event is not None
        assert isinstance(screen, CalendarScreen)
        screen.deeds.moving.move_event(event, MARKET + timedelta(hours=2), timedelta(minutes=45))
        await user.sees("Sat 21 Nov 12:00–12:45")
        await user.press("enter")
        await closed(user)
        await user.sees("Saved.")
        assert start_of(await at_the_service(user)) == MARKET + timedelta(hours=2)


async def test_what_cannot_be_changed_says_why() -> None:
    async with story() as user:
        await user.sees("as of 14:02")
        while "Budget check-in" not in (calendar(user).chosen() or _nothing()).title:
            await user.press("j")
        await user.press("M")
        await user.sees("organiser")


async def test_the_editor_goes_on_where_it_was_moved_to() -> None:
    async with story() as user:
        await begun(user)
        await user.press("l", "tab")
        await user.until(lambda: isinstance(user.app.screen, EditorScreen))
        editor = user.app.screen
        assert isinstance(editor, EditorScreen)
        assert editor.draft.starts == "Sat 21 Nov 2026 13:30"


async def test_without_a_connection_nothing_is_lost() -> None:
    async with story() as user:
        await at_the_market(user)
        await user.press("M", "l")
        await user.sees("+1 d")
        workspace = user.app.workspace
        assert workspace is not None

        async def fails(*args: object, **named: object) -> Event:
            raise Unreachable("There is no connection.")

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(workspace.api, "update", fails)
            await user.press("enter")
            await user.sees("There is no connection")
            await user.press("q")
            await closed(user)
        await user.until(lambda: workspace.to_send == 1)
