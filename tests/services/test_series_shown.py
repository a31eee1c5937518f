"""One of a series was moved, another renamed, a third called off: each is shown once, wherever one looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.driver import LONDON
from tests.services.desk import Desk, at_the_desk
from tests.services.firings import MONDAY, MONTH, own_calendar, start_of
from tui.domain.conferencing import Details, OwnDetails, Provider
from tui.domain.events import Event
from tui.domain.grid import group_by_day
from tui.domain.when import Timespan, Window
from tui.domain.writes import EventWrite

CALL = OwnDetails(Provider.MEET, Details("https://meet.google.com/abc-defg-hij"))
DAYS = Window(MONTH.start, MONTH.start + timedelta(days=7))
"""Some of the days the series takes place on; the moved one goes out of them and comes back."""


async def series(desk: Desk) -> list[Event]:
    """Eight flights from Monday 23 on, as the service lists them."""
    when = Timespan(MONDAY, MONDAY + timedelta(minutes=30), "Europe/London", "Europe/London")
    rules = ("RRULE:FREQ=DAILY;COUNT=8",)
    write = EventWrite(title="Airship", when=when, recurrence=rules, conferencing=CALL)
    await desk.workspace.api.create(own_calendar(desk), write, notify=False)
    await desk.workspace.agenda.refresh(MONTH)
    return list(shown(desk))


def shown(desk: Desk, window: Window = MONTH) -> tuple[Event, ...]:
    """What agenda, grid and month are drawn from."""
    return tuple(one for one in desk.workspace.agenda.view(window).events if "irship" in one.title)


def starts(events: tuple[Event, ...]) -> list[str]:
    return [f"{start_of(one).astimezone(LONDON):%d %H:%M} {one.title}" for one in events]


def moved(one: Event, by: timedelta) -> EventWrite:
    assert isinstance(one.when, Timespan)
    return EventWrite(when=replace(one.when, start=one.when.start + by, end=one.when.end + by))


async def changed(desk: Desk) -> None:
    """By somebody else: the second moved a day and two hours, the fourth renamed, the fifth called off."""
    found, api = await series(desk), desk.workspace.api
    await api.update(found[1].key, moved(found[1], timedelta(days=1, hours=2)), notify=False)
    await api.update(found[3].key, EventWrite(title="Odd airship"), notify=False)
    await api.delete(found[4].key, notify=False)


EXPECTED = [
    "23 09:30 Airship",
    "25 09:30 Airship",
    "25 11:30 Airship",
    "26 09:30 Odd airship",
    "28 09:30 Airship",
    "29 09:30 Airship",
    "30 09:30 Airship",
]


@pytest.mark.parametrize("older", ["", "gmail", "exchange"], ids=["v3", "v2-gmail", "v2-exchange"])
async def test_each_time_is_shown_once_on_its_own_day(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        await changed(desk)
        await desk.workspace.agenda.refresh(MONTH)
        assert starts(shown(desk)) == EXPECTED
        days = [date(2026, 11, 23) + timedelta(days=one) for one in range(8)]
        grouped = group_by_day(shown(desk), days, LONDON)
        assert [len(day.timed) for day in grouped] == [1, 0, 2, 1, 0, 1, 1, 1]


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_reading_a_part_again_doubles_nothing_and_loses_nothing(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        await changed(desk)
        for day in range(3, 12):
            part = Window.of_days(date(2026, 11, 20) + timedelta(days=day - 3), 2, LONDON)
            await desk.workspace.agenda.refresh(part)
        assert starts(shown(desk)) == EXPECTED
        assert len(shown(desk, DAYS)) == len({one.key for one in shown(desk, DAYS)})


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_the_search_counts_each_time_once_and_never_the_series_itself(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        await changed(desk)
        agenda = desk.workspace.agenda
        await agenda.refresh(MONTH)
        whole = await desk.workspace.edits.series(shown(desk)[0])
        await agenda.put(whole)
        found = agenda.search("airship")
        assert sorted(starts(found)) == EXPECTED
        hits = (await desk.workspace.finding.find("airship")).hits
        assert [(hit.event.title, hit.dates) for hit in hits] == [("Airship", len(EXPECTED))]
        assert starts(shown(desk)) == EXPECTED


@pytest.mark.parametrize("older", ["", "gmail"], ids=["v3", "v2"])
async def test_what_one_changes_oneself_is_shown_at_once_and_once(older: str) -> None:
    async with at_the_desk(older=older) as desk:
        found = await series(desk)
        draft = desk.workspace.edits.of(found[1])
        await desk.workspace.edits.save(replace(draft, starts="wed 25 nov 2026 11:30", ends="+30m"))
        before = starts(shown(desk))
        assert sum(line.startswith("25 ") for line in before) == 2
        assert not any(line.startswith("24 ") for line in before)
        await desk.workspace.agenda.refresh(MONTH)
        assert starts(shown(desk)) == before
