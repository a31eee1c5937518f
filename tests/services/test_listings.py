"""What a listing may make of what is known: who forgets is asked twice, neighbours quietly."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import pytest

from tests.services.desk import FRIDAY, WEEK, Desk, at_the_desk
from tests.services.test_sync import DOWN, calendar, titles
from tui.domain.events import Event, EventKey
from tui.domain.when import Moment, Window
from tui.domain.writes import EventWrite
from tui.services.sync import Vanished

# Most of a calendar is gone


async def many(desk: Desk) -> list[Event]:
    """A dozen events on one afternoon, known to the agenda."""
    made = [await desk.create(EventWrite(title=f"Take {n}", when=Moment(FRIDAY))) for n in range(12)]
    await desk.workspace.agenda.refresh(WEEK)
    desk.luck.asked.clear()
    return made


def losses(desk: Desk) -> list[Vanished]:
    """What is said to have vanished, from now on."""
    said: list[Vanished] = []
    desk.workspace.agenda.vanished.subscribe(said.append)
    return said


@pytest.mark.parametrize("remembers", [0, 2])
async def test_a_listing_that_forgets_most_events_once_is_asked_again_and_nothing_is_lost(
    remembers: int,
) -> None:
    async with at_the_desk() as desk:
        await many(desk)
        before, said = titles(desk), losses(desk)
        desk.luck.forgets[desk.calendar], desk.luck.remembers = 1, remembers
        await desk.workspace.agenda.refresh(WEEK, [desk.calendar])
        assert desk.luck.times("events") == 2
        assert titles(desk) == before
        assert said == []


async def test_what_is_gone_twice_is_gone_and_said() -> None:
    async with at_the_desk() as desk:
        made, said = await many(desk), losses(desk)
        known = [e for e in desk.workspace.agenda.view(WEEK).events if e.calendar_id == desk.calendar]
        desk.luck.forgets[desk.calendar] = 2
        await desk.workspace.agenda.refresh(WEEK, [desk.calendar])
        assert desk.workspace.agenda.event(made[0].key) is None
        assert said == [Vanished(desk.calendar, len(known))]
        await desk.workspace.agenda.refresh(WEEK, [desk.calendar])
        assert desk.workspace.agenda.event(made[0].key) is not None
        assert desk.luck.times("events") == 3


async def test_a_second_listing_that_fails_leaves_all_that_was_known() -> None:
    async with at_the_desk() as desk:
        await many(desk)
        before, own = titles(desk), desk.calendar
        desk.luck.forgets[own] = 1
        gate = desk.luck.gates[own] = asyncio.Event()
        reading = asyncio.create_task(desk.workspace.agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.forgets[own] == 0)
        desk.luck.before[own] = DOWN
        gate.set()
        await reading
        assert titles(desk) == before
        assert desk.workspace.agenda.view(WEEK).freshness[own].error is DOWN


async def test_a_few_events_deleted_elsewhere_go_without_a_second_question() -> None:
    async with at_the_desk() as desk:
        made, said = await many(desk), losses(desk)
        for event in made[:7]:
            await desk.workspace.api.delete(event.key, notify=False)
        await desk.workspace.agenda.refresh(WEEK, [desk.calendar])
        assert (desk.luck.times("events"), said) == (1, [])
        assert desk.workspace.agenda.event(made[0].key) is None


async def test_what_was_deleted_here_is_missed_by_nobody() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        agenda, team = desk.workspace.agenda, calendar(desk, "Team")
        days = [Event(f"day {n}", team, "Standup", Moment(FRIDAY), master_id="standup") for n in range(99)]
        desk.workspace._cache.put(days)
        said = losses(desk)
        await agenda.drop(EventKey(team, "standup"))
        desk.luck.asked.clear()
        await agenda.refresh(WEEK, [team])
        assert (desk.luck.times("events"), said) == (1, [])


# The neighbours


NEXT = Window(WEEK.start + timedelta(days=7), WEEK.end + timedelta(days=7))


async def test_neighbours_are_read_quietly_one_calendar_at_a_time_and_not_again_while_they_are_new() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        gate = desk.luck.gates[own] = asyncio.Event()
        reading = asyncio.create_task(agenda.prefetch(NEXT, desk.world.clock.now()))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        assert desk.luck.times("events") == 1
        assert not any(one.refreshing for one in agenda.view(NEXT).freshness.values())
        gate.set()
        await reading
        calendars = len(agenda.visible())
        assert desk.luck.times("events") == calendars
        assert titles(desk, NEXT)
        assert agenda.view(NEXT).as_of == desk.world.clock.now()
        await agenda.prefetch(NEXT, desk.world.clock.now())
        assert desk.luck.times("events") == calendars
        desk.pass_by(1)
        await agenda.prefetch(NEXT, desk.world.clock.now())
        assert desk.luck.times("events") == 2 * calendars


async def test_trouble_with_neighbours_ends_their_reading_and_is_not_said() -> None:
    async with at_the_desk() as desk:
        agenda = desk.workspace.agenda
        desk.luck.before.update({one.id: DOWN for one in agenda.calendars()})
        await agenda.prefetch(NEXT, desk.world.clock.now())
        assert desk.luck.times("events") == 1
        assert agenda.errors() == ()
        assert agenda.view(NEXT).as_of is None


async def test_a_late_answer_about_neighbours_does_not_undo_a_newer_one() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        gate = desk.luck.gates[own] = asyncio.Event()
        late = asyncio.create_task(agenda.prefetch(WEEK, desk.world.clock.now()))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        desk.luck.gates.clear()
        await desk.create(EventWrite(title="Prism", when=Moment(FRIDAY)))
        await agenda.refresh(WEEK, [own])
        assert "Prism" in titles(desk)
        gate.set()
        await late
        assert "Prism" in titles(desk)


async def test_neighbours_that_are_given_up_leave_what_is_known() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        await agenda.refresh(WEEK)
        before = titles(desk)
        desk.pass_by(60)
        desk.luck.gates[own] = asyncio.Event()
        reading = asyncio.create_task(agenda.prefetch(WEEK, desk.world.clock.now()))
        await asyncio.sleep(0.05)
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
        assert titles(desk) == before
        desk.luck.gates.clear()
        await agenda.refresh(WEEK)
        assert agenda.view(WEEK).as_of == desk.world.clock.now()
