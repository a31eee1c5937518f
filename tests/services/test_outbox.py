"""Someone saves without a connection: it goes out later, in order, once, and each is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tui.domain.errors import Ambiguous, ChangedBehind, Refused, Unavailable, Unreachable
from tui.domain.events import Event, Rsvp
from tui.domain.waiting import Removal, Reply
from tui.domain.writes import EventWrite
from tui.services.outbox import Waits

OFFLINE = Unreachable("There is no connection.")
LOST = Ambiguous("No answer came.")
DOWN = Unavailable("The calendar service is in trouble.")


async def made(desk: Desk) -> Event:
    """An event that is there."""
    return (await desk.workspace.edits.save(desk.draft())).event


async def deleted_offline(desk: Desk, event: Event) -> None:
    """Somebody deletes it without a connection."""
    desk.luck.before["delete"] = OFFLINE
    with pytest.raises(Waits):
        await desk.workspace.edits.grace.delete(event)
    desk.luck.before.clear()


async def test_what_was_queued_is_sent_in_order_when_there_is_a_connection() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        desk.luck.before["create"] = OFFLINE
        for title in ("Prism", "Lens"):
            draft = desk.draft(title)
            with pytest.raises(Unreachable):
                await edits.save(draft)
            await edits.queue(draft)
        assert [draft.title for draft in edits.outbox.waiting()] == ["Prism", "Lens"]
        assert await edits.outbox.send() == ()
        assert len(edits.outbox.waiting()) == 2
        desk.luck.before.clear()
        sent = await edits.outbox.send()
        assert [(one.title, one.error) for one in sent] == [("Prism", None), ("Lens", None)]
        assert (len(await desk.titled("Prism")), len(await desk.titled("Lens"))) == (1, 1)
        assert edits.drafts() == ()


async def test_what_the_service_declines_waits_for_its_owner() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        await edits.queue(desk.draft())
        desk.luck.before["create"] = Refused("The calendar service declined.")
        [sent] = await edits.outbox.send()
        assert isinstance(sent.error, Refused)
        assert edits.outbox.waiting() == ()
        assert [draft.title for draft in edits.drafts()] == ["Prism"]


async def test_a_lost_answer_never_makes_a_second_event() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        await edits.queue(desk.draft())
        desk.luck.after["create"] = Ambiguous("No answer came.")
        [sent] = await edits.outbox.send()
        assert sent.error is None
        assert len(await desk.titled("Prism")) == 1


async def test_the_queue_outlives_the_app_and_only_one_callsheet_sends(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await desk.workspace.edits.queue(desk.draft())
        other = desk.world.workspace()
        await other.start()
        [waiting] = other.edits.outbox.waiting()
        assert replace(waiting, queued=False).title == "Prism"
        state = desk.workspace._state
        assert state.hold("outbox", "somebody", desk.world.clock.now(), timedelta(seconds=60))
        assert await other.edits.outbox.send() == ()
        state.release("outbox", "somebody")
        assert len(await other.edits.outbox.send()) == 1
        assert len(await desk.titled("Prism")) == 1
        await other.aclose()


async def test_a_deletion_waits_marked_and_is_sent_once() -> None:
    async with at_the_desk() as desk:
        edits, sending = desk.workspace.edits, desk.workspace.agenda.sending
        event = await made(desk)
        await deleted_offline(desk, event)
        assert sending.removals == {event.key}
        assert len(await desk.titled("Prism")) == 1
        [sent] = await edits.outbox.send()
        assert (sent.error, sent.done) == (None, "Deleted")
        assert await desk.titled("Prism") == []
        assert not sending.standing
        assert await edits.outbox.send() == ()


async def test_a_deletion_takes_the_place_of_a_change_that_waits() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = await made(desk)
        await edits.queue(replace(edits.of(event), title="Prism two"))
        assert [one.title for one in desk.workspace.agenda.view(WEEK).events if one.key == event.key] == [
            "Prism two"
        ]
        await deleted_offline(desk, event)
        assert desk.workspace.to_send == 1
        desk.luck.asked.clear()
        await edits.outbox.send()
        assert (desk.luck.times("update"), desk.luck.times("delete")) == (0, 1)
        assert (edits.outbox.waiting(), edits.outbox.asked()) == ((), ())


async def test_what_was_changed_since_is_left_alone() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        await deleted_offline(desk, event)
        await desk.workspace.api.update(event.key, EventWrite(title="Lens"), notify=False)
        [sent] = await desk.workspace.edits.outbox.send()
        assert isinstance(sent.error, ChangedBehind)
        assert len(await desk.titled("Lens")) == 1
        assert desk.workspace.to_send == 0


async def test_a_deletion_that_somebody_else_did_counts_as_done() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        await deleted_offline(desk, event)
        await desk.workspace.api.delete(event.key, notify=False)
        [sent] = await desk.workspace.edits.outbox.send()
        assert sent.error is None
        assert desk.workspace.agenda.event(event.key) is None


@pytest.mark.parametrize("trouble", [DOWN, LOST], ids=["down", "lost"])
async def test_trouble_of_the_service_leaves_the_queue_as_it_is(trouble: Exception) -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        await deleted_offline(desk, event)
        desk.luck.before["delete"] = trouble
        assert await desk.workspace.edits.outbox.send() == ()
        assert desk.workspace.to_send == 1
        desk.luck.before.clear()
        [sent] = await desk.workspace.edits.outbox.send()
        assert sent.error is None


async def test_a_deletion_that_was_done_though_no_answer_came_is_not_done_again() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        await deleted_offline(desk, event)
        desk.luck.after["delete"] = LOST
        assert await desk.workspace.edits.outbox.send() == ()
        desk.luck.after.clear()
        desk.luck.asked.clear()
        [sent] = await desk.workspace.edits.outbox.send()
        assert (sent.error, desk.luck.times("delete")) == (None, 0)


async def test_an_answer_waits_is_seen_and_given_once() -> None:
    async with at_the_desk() as desk:
        edits, agenda = desk.workspace.edits, desk.workspace.agenda
        await agenda.refresh(WEEK)
        email = desk.workspace.account.email
        event = next(one for one in agenda.view(WEEK).events if one.answer_of(email) is Rsvp.NONE)
        desk.luck.before["rsvp"] = OFFLINE
        for answer in (Rsvp.NO, Rsvp.YES):
            with pytest.raises(Waits):
                await edits.answer(event, answer)
        [reply] = edits.outbox.asked()
        assert isinstance(reply, Reply)
        shown = next(one for one in agenda.view(WEEK).events if one.key == event.key)
        assert shown.answer_of(email) is Rsvp.YES
        desk.luck.before.clear()
        desk.luck.asked.clear()
        [sent] = await edits.outbox.send()
        assert (sent.error, desk.luck.times("rsvp")) == (None, 1)
        now = agenda.event(event.key)
        assert now is not None
        assert now.answer_of(email) is Rsvp.YES


async def test_what_was_asked_for_last_can_be_taken_back_at_a_later_start(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        event = await made(desk)
        desk.pass_by(1)
        await deleted_offline(desk, event)
        other = desk.world.workspace()
        await other.start()
        asked = other.edits.asked_last
        assert isinstance(asked, Removal)
        await other.edits.outbox.drop(asked.id)
        assert (other.to_send, other.edits.asked_last) == (0, None)
        desk.workspace.show_what_waits()
        assert not desk.workspace.agenda.sending.standing
        await other.aclose()
