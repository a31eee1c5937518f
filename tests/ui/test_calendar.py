"""The calendar screen, as someone at the keyboard lives with it."""

from __future__ import annotations

from datetime import date

from tests.driver import SMALL, User, story
from tui.ui.screens.calendar import CalendarScreen


def marked(user: User) -> list[str]:
    """The rows of the screen that carry the cursor."""
    return [line for line in user.screen_text().splitlines() if "▌" in line]


async def test_the_cursor_is_seen_where_it_is_after_the_agenda_has_scrolled() -> None:
    async with story(size=SMALL) as user:
        await user.sees("Timeline scrubbing")
        await user.until(lambda: len(marked(user)) == 1, "for the cursor")
        seen = marked(user)
        for _ in range(6):
            await user.press("j")
            assert len(marked(user)) == 1
            assert marked(user) != seen
            seen = marked(user)


async def test_a_new_event_begins_on_the_empty_day_that_was_asked_for() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("g")
        await user.type("12 dec")
        await user.press("enter")
        await user.sees("Sat 12 – Sun 13 Dec · nothing")
        screen = user.app.screen
        assert isinstance(screen, CalendarScreen)
        assert screen.days.cursor_moment().date() == date(2026, 12, 12)
        await user.press("n")
        await user.sees("Sat 12 Dec 2026 09:00")


def days_of(user: User) -> list[str]:
    """The screen without its last two lines: how much needs attention is known better all the time."""
    return user.screen_text().splitlines()[:-2]


async def test_looking_around_and_coming_back_ends_where_it_began() -> None:
    async with story() as user:
        await user.sees("as of 14:02")
        await user.sees("Timeline scrubbing")
        await user.until(lambda: "refreshing" not in user.screen_text(), "for the week")
        before = days_of(user)
        await user.press("]")
        await user.sees("Week 48")
        await user.press("[")
        await user.until(lambda: days_of(user) == before, "to be back")


async def test_more_days_keep_the_event_under_the_cursor() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        await user.press("j")
        chosen = marked(user)
        await user.press("a", "a")
        await user.sees("Weeks 47–51")
        assert [line.split("▌")[1][:40] for line in marked(user)] == [
            line.split("▌")[1][:40] for line in chosen
        ]
