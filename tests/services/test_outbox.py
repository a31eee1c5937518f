"""Someone saves without a connection: it goes out later, in order, once, and each is told of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.desk import at_the_desk
from tui.domain.errors import Ambiguous, Refused, Unreachable

OFFLINE = Unreachable("There is no connection.")


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
        assert [(one.draft.title, one.error) for one in sent] == [("Prism", None), ("Lens", None)]
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
