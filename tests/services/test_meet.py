"""Getting into calls: the right one, by a link that may be opened, in the browser there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import CallsheetError
from tui.domain.events import Event
from tui.domain.links import inspect

LINK = "https://meet.google.com/abc-defg-hij"


async def saved(desk: Desk, title: str, minutes: int, url: str = LINK) -> Event:
    """An event of half an hour with a call, so many minutes from now."""
    edits, now = desk.workspace.edits, desk.world.clock.now()
    call = CallDraft(Provider.MEET, CallMode.OWN, url=url) if url else CallDraft()
    draft = replace(edits.new(now + timedelta(minutes=minutes)), title=title, call=call)
    return (await edits.save(draft)).event


async def test_the_call_that_runs_comes_before_the_next_one() -> None:
    async with at_the_desk() as desk:
        running = await saved(desk, "Running", -10)
        await saved(desk, "Next", 45)
        coming = desk.workspace.meet.next_call(desk.world.clock.now())
        assert coming is not None
        assert (coming.event.key, coming.running) == (running.key, True)
        desk.pass_by(30 * 60)
        coming = desk.workspace.meet.next_call(desk.world.clock.now())
        assert coming is not None
        assert (coming.event.title, coming.running) == ("Next", False)


async def test_a_meeting_without_a_link_is_not_a_call_and_a_hidden_calendar_has_none() -> None:
    async with at_the_desk() as desk:
        await saved(desk, "Walk", 1, url="")
        call = await saved(desk, "Call", 5)
        coming = desk.workspace.meet.next_call(desk.world.clock.now())
        assert coming is not None
        assert coming.event.key == call.key
        desk.workspace.agenda.set_hidden(desk.calendar, True)
        assert desk.workspace.meet.next_call(desk.world.clock.now()) is None


async def test_every_link_of_an_event_is_offered_and_the_call_comes_first() -> None:
    async with at_the_desk() as desk:
        event = await saved(desk, "Call", 5)
        noted = replace(event, description="Or https://zoom.us/j/89012345678, or http://plain.test/x")
        links = desk.workspace.meet.links(noted)
        assert links[0].url == LINK
        assert "zoom.us" in {link.host for link in links}


async def test_a_link_that_was_made_to_look_harmless_is_judged_again_before_it_is_opened() -> None:
    async with at_the_desk() as desk:
        good = inspect(LINK)
        with pytest.raises(CallsheetError, match="not opened") as caught:
            await desk.workspace.meet.open(replace(good, url="javascript:alert(1)"))
        assert caught.value.next_step
        assert desk.world.browser.opened == []


async def test_nothing_is_asked_of_the_network_to_say_which_call_is_next() -> None:
    async with at_the_desk() as desk:
        await desk.workspace.agenda.refresh(WEEK)
        desk.luck.asked.clear()
        desk.workspace.meet.next_call(desk.world.clock.now())
        assert desk.luck.asked == []
