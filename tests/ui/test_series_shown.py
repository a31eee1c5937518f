"""A moved and a renamed time of a series stand once in the agenda, the hours and the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.driver import LONDON, User, story
from tui.domain.events import Event
from tui.domain.when import Timespan, Window
from tui.domain.writes import EventWrite
from tui.ui.messages import GoToDay
from tui.ui.widgets.month_grid import MonthGrid

MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=LONDON)
WEEK = Window(MONDAY - timedelta(days=3), MONDAY + timedelta(days=9))


async def flights(user: User) -> list[Event]:
    """Three flights on as many days; the second is a day later by now, and the third has a new name."""
    assert user.app.workspace is not None
    agenda, api = user.app.workspace.agenda, user.app.workspace.api
    own = next(calendar.id for calendar in agenda.calendars() if not calendar.read_only)
    when = Timespan(MONDAY, MONDAY + timedelta(minutes=45), "Europe/London", "Europe/London")
    rules = ("RRULE:FREQ=DAILY;COUNT=3",)
    await api.create(own, EventWrite(title="Zeppelin", when=when, recurrence=rules), notify=False)
    await agenda.refresh(WEEK)
    found = [one for one in agenda.view(WEEK).events if one.title == "Zeppelin"]
    later = replace(
        when, start=when.start + timedelta(days=2, hours=4), end=when.end + timedelta(days=2, hours=4)
    )
    await api.update(found[1].key, EventWrite(when=later), notify=False)
    await api.update(found[2].key, EventWrite(title="Zepp odd"), notify=False)
    await agenda.refresh(WEEK)
    return found


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_each_view_shows_each_time_once(older: str) -> None:
    async with story(older=older) as user:
        await user.sees("as of 14:02")
        await flights(user)
        for view in ("5", "2"):
            await user.press(view)
            user.app.tell_calendar(GoToDay(date(2026, 11, 23)))
            await user.until(
                lambda: (user.screen_text().count("Zeppel"), user.screen_text().count("Zepp o")) == (2, 1),
                f"for each once in view {view}",
            )
        await user.press("/")
        await user.sees("Search")
        await user.type("zep")
        await user.sees("3 dates")


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_the_month_has_each_time_once_on_its_day(older: str) -> None:
    async with story(older=older) as user:
        await user.sees("as of 14:02")
        await flights(user)
        await user.press("3")
        user.app.tell_calendar(GoToDay(date(2026, 11, 23)))
        expected = {23: ["Zeppelin"], 24: [], 25: ["Zepp odd", "Zeppelin"], 26: []}
        await user.until(lambda: in_the_month(user, expected) == expected, f"for {expected}")


def in_the_month(user: User, days: Iterable[int]) -> dict[int, list[str]]:
    """The flights of these days of November, as the month holds them."""
    grids = list(user.app.screen.query(MonthGrid))
    return {
        day: [one.title for one in grid.days.events(date(2026, 11, day)) if one.title.startswith("Zepp")]
        for grid in grids
        for day in days
    }
