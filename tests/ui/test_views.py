"""The views of the calendar, as someone at the keyboard goes from one to another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.driver import LONDON, SMALL, WIDE, User, story
from tests.ui.flow import settled
from tui.domain.events import EventPage
from tui.services.settings import Settings
from tui.ui.picture import picture_of
from tui.ui.screens.calendar import CalendarScreen


def calendar(user: User) -> CalendarScreen:
    """The calendar screen in front of the user."""
    screen = user.app.screen
    assert isinstance(screen, CalendarScreen)
    return screen


def chosen(user: User) -> str:
    """The title of the event under the cursor."""
    event = calendar(user).chosen()
    return event.title if event else ""


def at(user: User) -> datetime:
    """Where a new event would begin, by the clock in London."""
    return calendar(user).days.cursor_moment().astimezone(LONDON)


async def ready(user: User) -> None:
    await user.sees("as of 14:02")
    await settled(user)


async def test_another_view_keeps_the_day_and_the_event() -> None:
    async with story() as user:
        await ready(user)
        await user.press("j")
        assert chosen(user) == "Fjord Post: roll-out of shared proxies"
        for key, title in (
            ("w", "Week 47"),
            ("d", "Friday 20 November"),
            ("4", "Weeks 47–48"),
            ("a", "Week 47"),
        ):
            await user.press(key)
            await user.sees(title)
            assert chosen(user) == "Fjord Post: roll-out of shared proxies"
            assert calendar(user).view.day == date(2026, 11, 20)


async def test_the_cursor_has_a_time_and_a_new_event_begins_there() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w", "l", "k")
        assert chosen(user) == ""
        begins = at(user)
        assert begins == datetime(2026, 11, 21, 13, tzinfo=LONDON)
        await user.press("n")
        await user.sees("New event")
        await user.sees("Sat 21 Nov 2026 13:00")


async def test_what_stands_side_by_side_is_reached_from_the_side() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w", "j")
        assert chosen(user) == "Timeline scrubbing: design review"
        await user.press("l")
        assert chosen(user) == "Fjord Post: roll-out of shared proxies"
        await user.press("h")
        assert chosen(user) == "Timeline scrubbing: design review"


async def test_a_key_goes_from_event_to_event() -> None:
    async with story() as user:
        await ready(user)
        await user.press("d")
        seen = []
        for _ in range(3):
            await user.press("}")
            seen.append(chosen(user))
        assert seen[0] == "Fjord Post: roll-out of shared proxies"
        assert len(set(seen)) == 3
        await user.press("{", "{")
        assert chosen(user) == seen[0]
        await user.press("home")
        assert chosen(user) in ("Code freeze for 4.2", "On call: Kenji")


async def test_walking_on_leads_into_the_next_week_at_the_same_time() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w", "l", "l")
        before = at(user)
        await user.press("l")
        await user.sees("Week 48")
        assert at(user).date() == date(2026, 11, 23)
        assert at(user).time() == before.time()
        await user.press("h")
        await user.sees("Week 47")
        assert at(user).date() == date(2026, 11, 22)


async def test_windows_are_turned_and_today_is_found_again() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w", "]")
        await user.sees("Week 48")
        await user.press("[", "[")
        await user.sees("Week 46")
        await user.press("t")
        await user.sees("Week 47")
        assert chosen(user) == "Timeline scrubbing: design review"
        await user.press("g")
        await user.type("12 dec")
        await user.press("enter")
        await user.sees("Week 50")
        assert calendar(user).view.day == date(2026, 12, 12)


async def test_days_side_by_side_become_more_with_each_press() -> None:
    async with story() as user:
        await ready(user)
        await user.press("4")
        await user.sees("20–23 Nov 2026")
        await user.press("4")
        await user.sees("20–24 Nov 2026")
        await user.press("4", "4", "4", "4", "4")
        await user.sees("Friday 20 November 2026")


async def test_opening_shows_the_details_and_then_the_editor() -> None:
    async with story(size=SMALL) as user:
        await ready(user)
        await user.press("w", "enter")
        await user.sees("Organised by")
        await user.press("escape")
        await user.sees("Week 47 · 16–22 Nov 2026")
        await user.until(lambda: calendar(user).view.has_focus, "for the week to have the focus")
        await user.press("e")
        await user.sees("Ends")


async def test_what_is_done_to_an_event_of_the_list_is_done_to_one_of_the_hours() -> None:
    async with story() as user:
        await ready(user)
        await user.press("w", "y")
        await user.until(lambda: "meet.google.com" in user.clipboard, "for the link to be copied")
        await user.press("o")
        await user.until(lambda: bool(user.opened), "for the link to be opened")
        await user.press("x")
        await user.sees("Delete this event?")
        await user.press("d")
        await user.until(lambda: chosen(user) != "Timeline scrubbing: design review", "for it to be gone")
        await user.press("u")
        await user.until(lambda: chosen(user) == "Timeline scrubbing: design review", "for it to be back")


async def test_enter_on_a_free_time_says_what_makes_an_event() -> None:
    async with story() as user:
        await ready(user)
        await user.press("d", "end", "enter")
        await user.sees("n makes an event at this time")


async def test_a_narrow_window_shows_what_fits_and_says_so() -> None:
    async with story(size=SMALL) as user:
        await ready(user)
        await user.press("w")
        await user.sees("Week 47 · 16–22 Nov 2026")
        name = chosen(user)
        await user.resizes(66, 24)
        await user.sees("6 days fit")
        assert chosen(user) == name
        await user.resizes(60, 24)
        await user.sees("hours need more room")
        await user.resizes(60, 20)
        await user.press("m")
        await user.sees("no room for a month")
        await user.press("d")
        await user.sees("Friday 20 November 2026  hours need more room")
        await user.press("w")
        await user.sees("hours need more room")
        await user.resizes(80, 24)
        await user.sees_no("more room")
        assert chosen(user) == name
        assert calendar(user).view.has_focus


async def test_the_second_zone_comes_and_goes_with_a_key() -> None:
    async with story(settings=Settings(second_zone="America/New_York")) as user:
        await ready(user)
        await user.press("w")
        await user.sees("09:02  14:02")
        await user.sees("EST    GMT")
        await user.press("z")
        await user.sees_no("09:02")
        await user.press("z")
        await user.sees("09:02  14:02")
        await user.press("a", "z")
        await user.sees("A second zone stands beside the hours of days")


@pytest.mark.parametrize(
    ("zone", "words"), [("", "No second zone is set"), ("Mars/Olympus", "There is no zone “Mars/Olympus”")]
)
async def test_a_second_zone_that_is_not_set_says_how_to_set_it(zone: str, words: str) -> None:
    async with story(settings=Settings(second_zone=zone)) as user:
        await ready(user)
        await user.press("w", "z")
        await user.sees(words)


async def test_the_settings_say_what_opens_and_when_weeks_and_days_begin() -> None:
    chosen_by_user = Settings(view="week", week_start="sunday", first_hour=13)
    async with story(size=SMALL, settings=chosen_by_user) as user:
        await ready(user)
        await user.sees("Week 47 · 15–21 Nov 2026")
        await user.press("s")
        await user.sees("Su Mo Tu We Th Fr Sa")
        await user.press("escape")
        assert calendar(user).view.has_focus
        hours = [line[1:6] for line in user.screen_text().splitlines() if line[3:6] == ":00"]
        assert hours[0] == "13:00"
        await user.press("t")
        assert calendar(user).view.day == date(2026, 11, 20)


async def test_news_leave_the_cursor_and_the_scroll_where_they_are() -> None:
    async with story(size=SMALL) as user:
        await ready(user)
        await user.press("w", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
        before = at(user), calendar(user).view.scroll_offset
        lines = user.screen_text().splitlines()[4:20]
        await user.press("r")
        await settled(user)
        assert (at(user), calendar(user).view.scroll_offset) == before
        assert user.screen_text().splitlines()[4:20] == lines


async def test_an_hour_that_comes_twice_is_two_hours_to_the_cursor() -> None:
    async with story(size=SMALL) as user:
        await ready(user)
        await user.press("d", "g")
        await user.type("25 oct 2026")
        await user.press("enter")
        await user.sees("Sunday 25 October")
        await user.press("home", "home", "home", "j")
        await user.sees("again")
        seen = []
        for _ in range(6):
            seen.append(calendar(user).days.cursor_moment())
            await user.press("j")
        walls = [moment.astimezone(ZoneInfo("Europe/London")).strftime("%H:%M %Z") for moment in seen]
        assert "01:00 BST" in walls
        assert "01:00 GMT" in walls
        assert all((b - a).total_seconds() == 1800 for a, b in pairwise(seen))


async def test_the_list_grows_with_each_press_and_begins_again() -> None:
    async with story(size=WIDE) as user:
        await ready(user)
        await user.press("a")
        await user.sees("Weeks 47–48")
        await user.press("a")
        await user.sees("Weeks 47–51")
        await user.press("a")
        await user.sees("Week 47 ·")


async def test_a_start_with_the_week_is_kept_for_the_next_glance() -> None:
    async with story(settings=Settings(view="week")) as user:
        await ready(user)
        user.app.clear_notifications()
        await user.pilot.pause()
        assert picture_of(user.app) is not None
        await user.press("a")
        await user.until(lambda: picture_of(user.app) is None, "for the list to be another picture")
        await user.press("w")
        await user.until(lambda: picture_of(user.app) is not None, "for the week to be the one of a start")


async def test_days_that_are_being_read_are_not_called_empty(tmp_path: Path) -> None:
    async with story(folder=tmp_path) as user:
        await ready(user)
        assert user.app.workspace is not None
        gate = asyncio.Event()
        held = user.app.workspace.api.events

        def slow(*asked: Any, **how: Any) -> AsyncIterator[EventPage]:
            async def pages() -> AsyncIterator[EventPage]:
                await gate.wait()
                async for page in held(*asked, **how):
                    yield page

            return pages()

        user.app.workspace.api.events = slow  # type: ignore[method-assign]
        await user.press("w", "g")
        await user.type("12 jun 2031")
        await user.press("enter")
        await user.sees("loading")
        await user.press("a")
        await user.sees("Sun 15 Jun · loading")
        gate.set()
        await user.sees("Sun 15 Jun · nothing")
        await user.press("w")
        await user.sees_no("loading")
