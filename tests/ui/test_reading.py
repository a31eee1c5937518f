"""Someone looks at the calendar while the service is slow, away, or forgetful: news comes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.driver import SMALL, WIDE, User, story
from tests.services.desk import FRIDAY, Luck, UnluckyApi
from tests.ui.flow import is_reading
from tui.domain.errors import ApiError, Unauthorized, Unreachable
from tui.domain.when import Moment
from tui.domain.writes import EventWrite
from tui.ui.messages import Ticked

OFFLINE = Unreachable("There is no connection.")


@asynccontextmanager
async def at_the_calendar(size: tuple[int, int] = SMALL) -> AsyncIterator[tuple[User, Luck]]:
    """A user whose week, and the weeks beside it, were read; and the luck they have from now on."""
    async with story(size) as user:
        await user.sees("as of 14:02")
        await user.until(lambda: not is_reading(user), "for the weeks beside this one")
        luck = Luck()
        workspace = user.app.workspace
        assert workspace is not None
        workspace.agenda._listings._api = UnluckyApi(workspace.api, luck)
        yield user, luck


def visible(user: User) -> int:
    assert user.app.workspace is not None
    return len(user.app.workspace.agenda.visible())


async def elsewhere(user: User, title: str) -> None:
    """Somebody else makes an event."""
    assert user.app.workspace is not None
    own = next(one.id for one in user.app.workspace.agenda.calendars() if one.primary)
    await user.app.workspace.api.create(own, EventWrite(title=title, when=Moment(FRIDAY)), notify=False)


async def passes(user: User, seconds: int) -> None:
    """Time goes by, with a tick now and then."""
    for _ in range(seconds // 10):
        user.world.clock.pass_by(timedelta(seconds=10))
        user.app.screen_stack[0].post_message(Ticked())
        await user.pilot.pause()


async def test_news_comes_after_five_minutes_without_a_key() -> None:
    async with at_the_calendar() as (user, luck):
        await elsewhere(user, "Prism")
        await passes(user, 290)
        assert luck.asked == []
        await passes(user, 20)
        await user.sees("Prism")
        await user.sees("as of 14:07")


async def test_news_comes_on_waking_up_and_on_coming_back_to_the_window() -> None:
    async with at_the_calendar() as (user, luck):
        await elsewhere(user, "Prism")
        await user.waits(9 * 60)
        await user.sees("Prism")
        await user.until(lambda: not is_reading(user))
        luck.asked.clear()
        await elsewhere(user, "Beam")
        user.app.app_focus = False
        await passes(user, 40)
        user.app.app_focus = True
        await user.sees("Beam")
        await user.until(lambda: not is_reading(user))
        count = luck.times("events")
        user.app.app_focus = False
        user.app.app_focus = True
        await user.pilot.pause(0.1)
        assert luck.times("events") == count


async def test_asking_again_and_again_while_it_reads_makes_one_more_reading_only() -> None:
    async with at_the_calendar() as (user, luck):
        assert user.app.workspace is not None
        gates = {one.id: asyncio.Event() for one in user.app.workspace.agenda.calendars()}
        luck.gates.update(gates)
        await user.press("r")
        await user.sees("refreshing")
        await user.press(*"rrrrrrrr")
        await elsewhere(user, "Prism")
        luck.gates.clear()
        for gate in gates.values():
            gate.set()
        await user.sees("Prism")
        await user.until(lambda: not is_reading(user))
        assert luck.times("events") == 2 * visible(user)


async def test_who_moves_on_gives_up_what_was_being_read() -> None:
    async with at_the_calendar() as (user, luck):
        assert user.app.workspace is not None
        for one in user.app.workspace.agenda.calendars():
            luck.gates[one.id] = asyncio.Event()
        await user.press("]")
        await user.sees("refreshing")
        await user.press("]", "]", "]")
        await user.sees("Week 51")
        luck.gates.clear()
        await user.sees_no("refreshing")
        await user.sees("as of 14:02")
        await user.until(lambda: not is_reading(user))
        read = luck.times("events") / visible(user)
        assert read <= 5, "the first week, the last, its two neighbours, and one passed by at most"


async def test_the_weeks_beside_this_one_are_there_before_they_are_asked_for() -> None:
    async with at_the_calendar() as (user, luck):
        for one in user.app.workspace.agenda.calendars():  # type: ignore[union-attr]
            luck.before[one.id] = OFFLINE
        for key, week in (("]", "Week 48"), ("[", "Week 47"), ("[", "Week 46")):
            await user.press(key)
            await user.sees(week)
            await user.sees("as of 14:02 · offline")


@pytest.mark.parametrize(
    ("error", "words"), [(OFFLINE, "offline"), (Unauthorized("No."), "key refused")], ids=["offline", "key"]
)
async def test_in_a_small_window_it_is_said_how_old_all_is_and_why(error: ApiError, words: str) -> None:
    async with at_the_calendar(SMALL) as (user, luck):
        assert user.app.workspace is not None
        gates = {one.id: asyncio.Event() for one in user.app.workspace.agenda.calendars()}
        luck.gates.update(gates)
        await user.press("r")
        await user.sees("as of 14:02 · refreshing")
        luck.gates.clear()
        luck.before.update(dict.fromkeys(gates, error))
        for gate in gates.values():
            gate.set()
        await user.sees_no("refreshing")
        await passes(user, 60)
        await user.press("r")
        await user.sees(f"as of 14:02 · {words}")
        luck.before.clear()
        await user.press("r")
        await user.sees_no(words)
        await user.sees("as of 14:03")


async def test_a_service_that_went_away_is_looked_for_again_before_five_minutes() -> None:
    async with at_the_calendar() as (user, luck):
        assert user.app.workspace is not None
        luck.before.update({one.id: OFFLINE for one in user.app.workspace.agenda.calendars()})
        await user.press("r")
        await user.sees("offline")
        luck.before.clear()
        await passes(user, 60)
        await user.sees_no("offline")


async def test_a_calendar_that_is_suddenly_empty_is_said() -> None:
    async with at_the_calendar() as (user, luck):
        assert user.app.workspace is not None
        team = next(one.id for one in user.app.workspace.agenda.calendars() if one.name == "Team")
        luck.forgets[team] = 1
        await user.press("r")
        await user.until(lambda: luck.forgets[team] == 0 and not is_reading(user))
        assert "are gone" not in user.screen_text()
        luck.forgets[team] = 2
        await user.press("r")
        await user.sees("are gone")


async def test_one_calendar_that_stays_behind_is_marked_in_the_list_of_calendars() -> None:
    async with at_the_calendar(WIDE) as (user, luck):
        assert user.app.workspace is not None
        team = next(one.id for one in user.app.workspace.agenda.calendars() if one.name == "Team")
        luck.before[team] = OFFLINE
        await passes(user, 200)
        assert "Team offline" not in user.words
        await user.press("r")
        await user.sees("Team offline")
        await user.sees("as of 14:02 · offline")
        luck.before.clear()
        gate = luck.gates[team] = asyncio.Event()
        await user.press("r")
        await user.until(lambda: luck.times("events") == 2 * visible(user))
        gate.set()
        await user.sees_no("offline")
        assert "as of 14:02" not in user.screen_text()


async def test_what_was_read_on_another_day_says_which() -> None:
    async with at_the_calendar(WIDE) as (user, luck):
        assert user.app.workspace is not None
        luck.before.update({one.id: OFFLINE for one in user.app.workspace.agenda.calendars()})
        await user.waits(24 * 3600)
        await user.sees("as of Fri 14:02 · offline")
        await user.waits(24 * 3600 * 7)
        await user.sees("as of 20 Nov 2026 14:02 · offline")
