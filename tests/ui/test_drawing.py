"""Time that passes, and looks that find nothing, draw only what reads otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.driver import story
from tests.ui.host import Host
from tui.domain.events import EventKey
from tui.domain.jobs import Job, JobState
from tui.ui.messages import JobChanged
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.widgets.agenda import Agenda
from tui.ui.widgets.join_bar import CallFacts, JoinBar
from tui.ui.widgets.link_list import LinkFacts, LinkList

NOW = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
CALL = CallFacts(
    "Stand-up", timedelta(minutes=8, seconds=20), NOW, NOW + timedelta(minutes=30), "Zoom", "zoom.us"
)
JOB = Job("j", EventKey("work", "e"), "Review", "Zoom Meeting", NOW, NOW + timedelta(seconds=2))


class Bar(JoinBar):
    drawn = 0

    def refresh(self, *regions: Any, **how: Any) -> Bar:
        self.drawn += 1
        super().refresh(*regions, **how)
        return self


class Links(LinkList):
    laid_out = 0

    def refresh(self, *regions: Any, **how: Any) -> Links:
        self.laid_out += bool(how.get("layout"))
        super().refresh(*regions, **how)
        return self


async def test_the_next_call_is_drawn_again_with_its_words_and_not_with_each_second() -> None:
    bar = Bar()
    async with Host(bar).run_test() as pilot:
        bar.call = CALL
        await pilot.pause()
        before = bar.drawn
        bar.call = CALL._replace(starts_in=CALL.starts_in - timedelta(seconds=1))
        assert bar.drawn == before
        bar.call = CALL._replace(starts_in=timedelta(minutes=3))
        assert bar.drawn > before


async def test_the_list_of_links_moves_the_panes_only_when_it_grows() -> None:
    links = Links()
    async with Host(links).run_test() as pilot:
        links.links = (LinkFacts("Review", "5 s"),)
        await pilot.pause()
        before = links.laid_out
        links.links = (LinkFacts("Review", "6 s"),)
        assert links.laid_out == before
        links.links = (LinkFacts("Review", "7 s"), LinkFacts("Retro", "1 s"))
        assert links.laid_out > before


async def test_details_nobody_sees_have_nothing_laid_out() -> None:
    async with story(size=(76, 24)) as user:
        await user.sees("Timeline scrubbing")
        await user.press("j")
        screen, laid_out = user.app.screen, list[str]()
        real = screen._refresh_layout

        def counted(*args: object, **named: object) -> None:
            laid_out.append("again")
            real(*args, **named)  # type: ignore[arg-type]

        screen._refresh_layout = counted  # type: ignore[method-assign]
        await user.press("j", "j")
        assert laid_out == []
        await user.press("enter")
        assert isinstance(screen, CalendarScreen)
        chosen = screen.chosen()
        assert chosen is not None
        await user.sees(chosen.title[:20])
        assert laid_out


async def test_a_look_that_finds_nothing_leaves_the_days_as_they_are() -> None:
    async with story() as user:
        await user.sees("Timeline scrubbing")
        screen = user.app.screen
        assert isinstance(screen, CalendarScreen)
        agenda = screen.query_one(Agenda)

        async def told(job: Job) -> object:
            user.app.tell_screens(lambda: JobChanged(job))
            await user.pilot.pause()
            return agenda.scene

        before = await told(JOB)
        assert await told(replace(JOB, checks=1, next_check_at=NOW + timedelta(seconds=5))) is before
        assert await told(replace(JOB, state=JobState.FAILED, reason="No licence.")) is not before
