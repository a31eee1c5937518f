"""The agenda's news: what is stored first, each calendar by itself, no late answer undoing a newer one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

from tests.services.desk import FRIDAY, WEEK, Desk, at_the_desk
from tui.domain.calendars import Calendar
from tui.domain.errors import Unauthorized, Unavailable
from tui.domain.when import Moment, Window, bounds
from tui.domain.writes import EventWrite

DOWN = Unavailable("The service failed.")


def calendar(desk: Desk, name: str) -> str:
    """The id of a calendar."""
    return next(one.id for one in desk.workspace.agenda.calendars() if one.name == name)


def titles(desk: Desk, window: Window = WEEK) -> set[str]:
    return {event.title for event in desk.workspace.agenda.view(window).events}


async def test_the_week_is_read_and_is_there_at_the_next_start_before_anything_is_asked(
    tmp_path: Path,
) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        assert titles(desk) == set()
        await desk.workspace.agenda.refresh(WEEK)
        seen = titles(desk)
        assert "Timeline scrubbing: design review" in seen
        again = desk.world.workspace()
        view = again.agenda.view(WEEK)
        assert {event.title for event in view.events} == seen
        assert view.as_of == desk.world.clock.now()
        await again.aclose()


async def test_one_calendar_in_trouble_does_not_cost_the_others() -> None:
    async with at_the_desk() as desk:
        team = calendar(desk, "Team")
        desk.luck.before[team] = DOWN
        await desk.workspace.agenda.refresh(WEEK)
        view = desk.workspace.agenda.view(WEEK)
        assert view.freshness[team].error is DOWN
        assert view.freshness[team].as_of is None
        assert view.as_of is None
        assert any(event.calendar_id != team for event in view.events)
        desk.luck.before.clear()
        await desk.workspace.agenda.refresh(WEEK)
        assert desk.workspace.agenda.view(WEEK).freshness[team].error is None


async def test_trouble_leaves_what_was_read_and_its_age() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        before, read_at = titles(desk), desk.world.clock.now()
        desk.pass_by(600)
        for one in desk.workspace.agenda.calendars():
            desk.luck.before[one.id] = DOWN
        await desk.workspace.agenda.refresh(WEEK)
        view = desk.workspace.agenda.view(WEEK)
        assert titles(desk) == before
        assert view.as_of == read_at


async def test_a_refused_key_is_not_tried_on_every_calendar() -> None:
    async with at_the_desk() as desk:
        calendars = desk.workspace.agenda.calendars()
        for one in calendars:
            desk.luck.before[one.id] = Unauthorized("The key was refused.")
        await desk.workspace.agenda.refresh(WEEK)
        assert desk.luck.times("events") <= 4
        assert all(
            isinstance(f.error, Unauthorized) for f in desk.workspace.agenda.view(WEEK).freshness.values()
        )


async def test_a_late_answer_does_not_undo_a_newer_one() -> None:
    async with at_the_desk() as desk:
        own = desk.calendar
        gate = desk.luck.gates[own] = asyncio.Event()
        late = asyncio.create_task(desk.workspace.agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        desk.luck.gates.clear()
        event = (await desk.workspace.edits.save(desk.draft())).event
        await desk.workspace.agenda.refresh(WEEK, [own])
        assert "Prism" in titles(desk)
        gate.set()
        await late
        assert desk.workspace.agenda.event(event.key) is not None


async def test_what_was_just_written_survives_a_listing_that_began_before() -> None:
    async with at_the_desk() as desk:
        own = desk.calendar
        gate = desk.luck.gates[own] = asyncio.Event()
        late = asyncio.create_task(desk.workspace.agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        event = (await desk.workspace.edits.save(desk.draft())).event
        gate.set()
        await late
        assert desk.workspace.agenda.event(event.key) == event


async def test_what_was_just_deleted_does_not_come_back_with_an_old_listing() -> None:
    async with at_the_desk() as desk:
        own = desk.calendar
        event = (await desk.workspace.edits.save(desk.draft())).event
        gate = desk.luck.gates[own] = asyncio.Event()
        late = asyncio.create_task(desk.workspace.agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        await desk.workspace.edits.delete(event)
        gate.set()
        await late
        assert desk.workspace.agenda.event(event.key) is None


async def test_a_hidden_calendar_is_neither_shown_nor_asked_for_and_stays_hidden(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        team = calendar(desk, "Team")
        desk.workspace.agenda.set_hidden(team, True)
        await desk.workspace.agenda.refresh(WEEK)
        assert desk.luck.times("events") == len(desk.workspace.agenda.calendars()) - 1
        assert team not in {event.calendar_id for event in desk.workspace.agenda.view(WEEK).events}
        again = desk.world.workspace()
        assert again.agenda.hidden() == {team}
        await again.aclose()


async def test_events_deleted_elsewhere_are_noticed_by_the_next_listing() -> None:
    async with at_the_desk() as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        await desk.workspace.api.delete(event.key, notify=False)
        await desk.workspace.agenda.refresh(WEEK)
        assert desk.workspace.agenda.event(event.key) is None


async def test_a_refresh_says_that_it_runs_and_that_it_ended() -> None:
    async with at_the_desk() as desk:
        own, seen = desk.calendar, []
        desk.workspace.agenda.changed.subscribe(
            lambda _: seen.append(desk.workspace.agenda.view(WEEK).freshness[own].refreshing)
        )
        await desk.workspace.agenda.refresh(WEEK, [own])
        assert seen == [True, False]


async def test_another_week_is_another_question() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        week = titles(desk)
        later = Window(WEEK.start + timedelta(days=7), WEEK.end + timedelta(days=7))
        await desk.workspace.agenda.refresh(later)
        assert titles(desk, later)
        assert titles(desk) == week


async def test_a_listing_that_breaks_off_changes_nothing_that_was_read() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        before, read_at = titles(desk), desk.world.clock.now()
        await desk.create(EventWrite(title="New", when=Moment(FRIDAY)))
        desk.luck.midway[desk.calendar] = DOWN
        desk.pass_by(600)
        await desk.workspace.agenda.refresh(WEEK)
        view = desk.workspace.agenda.view(WEEK)
        assert titles(desk) == before
        assert view.freshness[desk.calendar].error is DOWN
        assert view.freshness[desk.calendar].as_of == read_at
        assert view.as_of == read_at


async def test_a_late_failure_says_nothing_about_the_newer_listing() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        gate = desk.luck.gates[own] = asyncio.Event()
        desk.luck.midway[own] = DOWN
        late = asyncio.create_task(agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        desk.luck.gates.clear()
        desk.luck.midway.clear()
        await agenda.refresh(WEEK, [own])
        gate.set()
        await late
        assert agenda.view(WEEK).freshness[own].error is None
        assert not agenda.view(WEEK).freshness[own].refreshing


async def test_it_goes_on_saying_that_it_reads_until_the_newest_listing_ends() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        first, second = asyncio.Event(), asyncio.Event()
        desk.luck.gates[own] = first
        early = asyncio.create_task(agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 1)
        await asyncio.sleep(0.05)
        desk.luck.gates[own] = second
        newest = asyncio.create_task(agenda.refresh(WEEK, [own]))
        await desk.until(lambda: desk.luck.times("events") == 2)
        first.set()
        await early
        assert agenda.view(WEEK).freshness[own].refreshing
        second.set()
        await newest
        assert not agenda.view(WEEK).freshness[own].refreshing


async def test_a_refresh_that_is_given_up_no_longer_says_that_it_reads() -> None:
    async with at_the_desk() as desk:
        agenda, own = desk.workspace.agenda, desk.calendar
        desk.luck.gates[own] = asyncio.Event()
        reading = asyncio.create_task(agenda.refresh(WEEK))
        await desk.until(lambda: agenda.view(WEEK).freshness[own].refreshing)
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
        assert not any(one.refreshing for one in agenda.view(WEEK).freshness.values())


async def test_reading_this_week_does_not_make_another_week_new(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        agenda = desk.workspace.agenda
        later = Window(WEEK.start + timedelta(days=7), WEEK.end + timedelta(days=7))
        await agenda.refresh(WEEK)
        assert agenda.view(later).as_of is None
        first_read = desk.world.clock.now()
        desk.pass_by(3600)
        await agenda.refresh(later)
        assert agenda.view(later).as_of == desk.world.clock.now()
        assert agenda.view(Window(WEEK.start, later.end)).as_of == first_read
        desk.pass_by(3600)
        again = desk.world.workspace()
        await again.start()
        await again.agenda.refresh(WEEK)
        assert again.agenda.view(WEEK).as_of == desk.world.clock.now()
        assert again.agenda.view(later).as_of == first_read + timedelta(hours=1)
        await again.aclose()


async def test_a_calendar_that_is_gone_takes_its_freshness_along_in_the_middle_of_a_refresh() -> None:
    async with at_the_desk() as desk:
        agenda, team = desk.workspace.agenda, calendar(desk, "Team")
        gate = desk.luck.gates[team] = asyncio.Event()
        reading = asyncio.create_task(agenda.refresh(WEEK))
        await desk.until(lambda: agenda.view(WEEK).freshness[team].refreshing)
        rest = tuple(one for one in agenda.calendars() if one.id != team)

        async def calendars() -> tuple[Calendar, ...]:
            return rest

        desk.workspace.api.calendars = calendars  # type: ignore[method-assign]
        await agenda.load_calendars()
        gate.set()
        await reading
        assert team not in agenda.view(WEEK).freshness
        assert not any(event.calendar_id == team for event in agenda.view(WEEK).events)


async def test_a_word_finds_the_events_of_the_calendars_that_are_shown_nearest_first() -> None:
    async with at_the_desk() as desk:
        agenda = desk.workspace.agenda
        assert agenda.search("design") == ()
        await agenda.refresh(WEEK)
        event = (await desk.workspace.edits.save(desk.draft("Prism scrubbing"))).event
        found = agenda.search("scrub")
        assert {"Prism scrubbing", "Timeline scrubbing: design review"} <= {one.title for one in found}
        away = [abs(bounds(one.when, UTC)[0] - desk.world.clock.now()) for one in found]
        assert away == sorted(away)
        assert agenda.search("scrub", 1) == found[:1]
        agenda.set_hidden(event.calendar_id, True)
        assert event.calendar_id not in {found.calendar_id for found in agenda.search("scrub")}


async def test_a_series_is_found_as_its_times_and_not_beside_them() -> None:
    async with at_the_desk() as desk:
        agenda = desk.workspace.agenda
        await agenda.refresh(WEEK)
        one = next(event for event in agenda.view(WEEK).events if event.master_id)
        whole = replace(one, id=str(one.master_id), master_id=None, recurrence=("RRULE:FREQ=WEEKLY",))
        await agenda.put(whole)
        found = agenda.search(one.title)
        assert one.key in {event.key for event in found}
        assert whole.key not in {event.key for event in found}
