"""Someone looks for an event: at once through what is stored, then further, by asking the service."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.services.desk import WEEK, at_the_desk
from tui.domain.errors import Unreachable
from tui.domain.finding import Near


async def test_what_is_stored_is_found_and_hidden_calendars_are_said() -> None:
    async with at_the_desk() as desk:
        agenda, finding = desk.workspace.agenda, desk.workspace.finding
        await agenda.refresh(WEEK)
        found = await finding.find("stand")
        assert [hit.event.title for hit in found.hits] == ["Stand-up"]
        assert found.hits[0].dates > 3
        assert (found.hidden, found.full) == ((), False)
        team = found.hits[0].event.calendar_id
        agenda.set_hidden(team, True)
        found = await finding.find("stand")
        assert (found.hits, found.hidden, found.hidden_hits) == ((), ("Team",), 1)


async def test_without_words_nothing_is_looked_for() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        assert (await desk.workspace.finding.find(" ?! ")).hits == ()


async def test_asking_reaches_half_a_year_further_to_either_side_each_time() -> None:
    async with at_the_desk() as desk:
        finding, now = desk.workspace.finding, desk.workspace.clock.now()
        assert finding.reach() is None
        assert await finding.more() is None
        reach = finding.reach()
        assert reach is not None
        assert reach.start < now - timedelta(days=181)
        assert reach.end > now + timedelta(days=181)
        found = await finding.find("stand")
        assert found.hits[0].near is not Near.PAST
        assert found.hits[0].dates > 100
        assert await finding.more() is None
        wider = finding.reach()
        assert wider is not None
        assert wider.start < reach.start
        assert wider.end > reach.end


async def test_a_service_that_cannot_be_reached_says_so_and_what_is_known_stays() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        before = desk.workspace.finding.reach()
        desk.luck.before |= {
            one.id: Unreachable("No connection.") for one in desk.workspace.agenda.calendars()
        }
        trouble = await desk.workspace.finding.more()
        assert trouble is not None
        assert "No connection" in trouble.sentences()
        assert desk.workspace.finding.reach() == before


async def test_searches_asked_at_once_are_all_answered() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        answers = await asyncio.gather(*(desk.workspace.finding.find("timeline"[:n]) for n in range(1, 9)))
        assert [answer.text for answer in answers] == ["timeline"[:n] for n in range(1, 9)]
        assert any("Timeline" in hit.event.title for hit in answers[-1].hits)
