"""Deleting one of a series, it and what follows, or all of it: only that goes, and it can be had back."""

from __future__ import annotations

import pytest

from tests.driver import LONDON
from tests.services.desk import Desk, at_the_desk
from tests.services.firings import MONTH, day_of, days, firing, listed
from tui.domain.ending import rules_left, say_end
from tui.domain.errors import NotFound
from tui.domain.events import Event
from tui.domain.scoping import Scope

ALL_DAYS = [(day, "Firing") for day in range(23, 31)]


async def ended(desk: Desk, at: int, scope: Scope) -> Event:
    """One of the firings, deleted so far; its series as it was."""
    one = (await listed(desk))[at]
    series = await desk.workspace.edits.series(one)
    rules = rules_left(one, series, LONDON) if scope is Scope.FOLLOWING else ()
    await desk.workspace.agenda.refresh(MONTH)
    times = desk.workspace.agenda.times_of(series.key)
    gone = [time.key for time in times if not rules or day_of(time) >= day_of(one)]
    await desk.workspace.edits.end_series(series, rules, gone)
    return series


def shown(desk: Desk) -> list[int]:
    return [day_of(event) for event in desk.workspace.agenda.view(MONTH).events if event.title == "Firing"]


@pytest.mark.parametrize("older", ["", "gmail"])
async def test_this_and_following_go_and_the_others_stay(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        await firing(desk)
        await ended(desk, 2, Scope.FOLLOWING)
        assert await days(desk) == ALL_DAYS[:2]
        assert shown(desk) == [23, 24]


@pytest.mark.parametrize("older", ["", "gmail"])
async def test_all_of_them_go(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        await firing(desk)
        series = await ended(desk, 3, Scope.ALL)
        assert await days(desk) == []
        assert shown(desk) == []
        with pytest.raises(NotFound):
            await desk.workspace.api.event(series.key)


async def test_before_the_first_one_nothing_is_left() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        await ended(desk, 0, Scope.FOLLOWING)
        assert await days(desk) == []


async def test_what_followed_comes_back_when_it_is_taken_back() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        await ended(desk, 2, Scope.FOLLOWING)
        await desk.workspace.edits.undo.undo()
        assert await days(desk) == ALL_DAYS


async def test_it_is_said_what_goes_and_what_stays() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        one = (await listed(desk))[2]
        series = await desk.workspace.edits.series(one)
        said = {scope: " ".join(say_end(scope, one, series, LONDON)) for scope in Scope}
        assert said[Scope.THIS] == "The others stay as they are."
        assert "Wed 25 Nov, Thu 26 Nov, Fri 27 Nov, … go" in said[Scope.FOLLOWING]
        assert "The 2 times before stay" in said[Scope.FOLLOWING]
        assert said[Scope.ALL] == "The whole series, also the 2 times before."


async def test_while_it_waits_to_be_sent_it_is_out_of_sight_and_comes_back_when_stopped() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        await desk.workspace.agenda.refresh(MONTH)
        one = (await listed(desk))[2]
        series = await desk.workspace.edits.series(one)
        gone = frozenset(time.key for time in desk.workspace.agenda.times_of(series.key))
        desk.workspace.agenda.put_aside(gone)
        assert shown(desk) == []
        desk.workspace.agenda.bring_back(gone)
        assert len(shown(desk)) == len(ALL_DAYS)
