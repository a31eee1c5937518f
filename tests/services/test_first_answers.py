"""A first answer to an invitation: shown at once, sent after a while, stopped without a trace."""

from __future__ import annotations

import asyncio

import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tests.services.test_undo import Held
from tui.domain.errors import Refused
from tui.domain.events import Event, Rsvp
from tui.services.grace import Grace


async def waiting(desk: Desk) -> tuple[Event, Held]:
    """An invitation nobody answered, and seconds that pass when the story says so."""
    held, edits = Held(), desk.workspace.edits
    edits.grace = Grace(desk.workspace.agenda, held, lambda event, notify: edits.delete(event, notify=notify))
    await desk.workspace.agenda.refresh(WEEK)
    return next(one for one in desk.workspace.agenda.view(WEEK).events if seen(desk, one) is Rsvp.NONE), held


def seen(desk: Desk, event: Event) -> Rsvp | None:
    """The answer as the calendar shows it."""
    shown = next(one for one in desk.workspace.agenda.view(WEEK).events if one.key == event.key)
    return shown.answer_of(desk.workspace.account.email)


async def under_way(desk: Desk, event: Event, answer: Rsvp) -> asyncio.Task[str | None]:
    """An answer that is on its way, and seen to be."""
    task = asyncio.create_task(desk.workspace.edits.answer(event, answer))
    await desk.until(lambda: seen(desk, event) is answer)
    return task


async def test_it_is_seen_at_once_and_sent_once_the_time_has_passed() -> None:
    async with at_the_desk() as desk:
        event, held = await waiting(desk)
        task = await under_way(desk, event, Rsvp.YES)
        assert desk.luck.times("rsvp") == 0
        held.over.set()
        assert await task == ""
        assert desk.luck.times("rsvp") == 1
        assert seen(desk, event) is Rsvp.YES
        assert not desk.workspace.edits.is_first_answer(event)


async def test_stopped_in_time_nobody_hears_of_it() -> None:
    async with at_the_desk() as desk:
        event, _ = await waiting(desk)
        task = await under_way(desk, event, Rsvp.NO)
        grace = desk.workspace.edits.grace
        assert grace.answers
        kept = grace.keep()
        assert kept is not None
        assert kept.key == event.key
        assert await task is None
        assert (desk.luck.times("rsvp"), seen(desk, event)) == (0, Rsvp.NONE)


async def test_of_two_answers_only_the_second_is_sent() -> None:
    async with at_the_desk() as desk:
        event, held = await waiting(desk)
        first = await under_way(desk, event, Rsvp.MAYBE)
        second = await under_way(desk, event, Rsvp.YES)
        assert await first is None
        held.over.set()
        assert await second == ""
        assert (desk.luck.times("rsvp"), seen(desk, event)) == (1, Rsvp.YES)


async def test_leaving_sends_it() -> None:
    async with at_the_desk() as desk:
        event, _ = await waiting(desk)
        task = await under_way(desk, event, Rsvp.YES)
        await desk.workspace.edits.grace.hurry()
        assert await task == ""
        assert desk.luck.times("rsvp") == 1


async def test_one_that_does_not_get_through_is_shown_no_longer() -> None:
    async with at_the_desk() as desk:
        event, held = await waiting(desk)
        desk.luck.before["rsvp"] = Refused("The calendar service declined.")
        task = await under_way(desk, event, Rsvp.YES)
        held.over.set()
        with pytest.raises(Refused):
            await task
        assert seen(desk, event) is Rsvp.NONE
        assert desk.workspace.edits.grace.last is None


async def test_another_answer_than_before_waits_for_nothing() -> None:
    async with at_the_desk() as desk:
        event, held = await waiting(desk)
        held.over.set()
        await desk.workspace.edits.answer(event, Rsvp.YES)
        held.over.clear()
        assert await desk.workspace.edits.answer(event, Rsvp.NO) == ""
        assert seen(desk, event) is Rsvp.NO
