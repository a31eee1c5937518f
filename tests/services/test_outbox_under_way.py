"""The queue while it is being sent: its owner writes on, thinks better of it, or did something newer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tui.domain.errors import Refused, Unavailable, Unreachable
from tui.domain.events import Event, Rsvp
from tui.domain.waiting import Removal, Reply
from tui.services.outbox import Waits

OFFLINE = Unreachable("There is no connection.")


@asynccontextmanager
async def under_way(desk: Desk, call: str = "create") -> AsyncIterator[None]:
    """What happens while the first of the queue is on its way; all of it is sent at the end."""
    desk.luck.holds[call] = asyncio.Event()
    before = desk.luck.times(call)
    sending = asyncio.create_task(desk.workspace.edits.outbox.send())
    await desk.until(lambda: desk.luck.times(call) > before)
    yield
    desk.luck.holds[call].set()
    await sending


async def made(desk: Desk, title: str) -> Event:
    """An event that is there."""
    return (await desk.workspace.edits.save(desk.draft(title))).event


async def deleted_offline(desk: Desk, event: Event) -> None:
    """Somebody deletes it without a connection."""
    desk.luck.before["delete"] = OFFLINE
    with pytest.raises(Waits):
        await desk.workspace.edits.grace.delete(event)
    desk.luck.before.clear()


async def invited(desk: Desk) -> Event:
    """An invitation without an answer."""
    await desk.workspace.agenda.refresh(WEEK)
    email = desk.workspace.account.email
    return next(one for one in desk.workspace.agenda.view(WEEK).events if one.answer_of(email) is Rsvp.NONE)


async def test_what_is_discarded_meanwhile_is_not_sent() -> None:
    async with at_the_desk() as desk:
        edits, later = desk.workspace.edits, desk.draft("Lens")
        await edits.queue(desk.draft("Prism"))
        await edits.queue(later)
        async with under_way(desk):
            await edits.discard(later.id)
        assert await desk.titled("Lens") == []


async def test_a_deletion_taken_back_meanwhile_is_not_done() -> None:
    async with at_the_desk() as desk:
        edits, event = desk.workspace.edits, await made(desk, "Lens")
        await deleted_offline(desk, event)
        await edits.queue(desk.draft("Prism"))
        async with under_way(desk):
            assert edits.asked_last is not None
            await edits.outbox.drop(edits.asked_last.id)
        assert len(await desk.titled("Lens")) == 1


async def test_what_is_written_on_meanwhile_waits_for_its_owner() -> None:
    async with at_the_desk() as desk:
        edits, later = desk.workspace.edits, desk.draft("Lens")
        await edits.queue(desk.draft("Prism"))
        await edits.queue(later)
        async with under_way(desk):
            await edits.keep(replace(later, title="Lens, ground anew"))
        assert [draft.title for draft in edits.drafts()] == ["Lens, ground anew"]
        assert await desk.titled("Lens") == []


@pytest.mark.parametrize("declined", [False, True], ids=["sent", "declined"])
async def test_words_typed_while_it_is_sent_are_kept(declined: bool) -> None:
    async with at_the_desk() as desk:
        edits, draft = desk.workspace.edits, desk.draft("Prism")
        await edits.queue(draft)
        if declined:
            desk.luck.after["create"] = Refused("The calendar service declined.")
        async with under_way(desk):
            await edits.keep(replace(draft, title="Prism, ground anew"))
        assert [kept.title for kept in edits.drafts()] == ["Prism, ground anew"]


async def test_a_draft_discarded_while_it_is_declined_does_not_come_back() -> None:
    async with at_the_desk() as desk:
        edits, draft = desk.workspace.edits, desk.draft("Prism")
        await edits.queue(draft)
        desk.luck.after["create"] = Refused("The calendar service declined.")
        async with under_way(desk):
            await edits.discard(draft.id)
        assert edits.drafts() == ()


async def test_what_was_written_and_is_to_be_deleted_is_deleted_though_it_looks_otherwise() -> None:
    async with at_the_desk() as desk:
        edits, event = desk.workspace.edits, await made(desk, "Prism")
        await edits.queue(replace(edits.of(event), title="Prism two"))
        [shown] = [one for one in desk.workspace.agenda.view(WEEK).events if one.key == event.key]
        await deleted_offline(desk, shown)
        [sent] = await edits.outbox.send()
        assert sent.error is None
        assert (edits.drafts(), await desk.titled("Prism")) == ((), [])


async def test_a_deletion_taken_back_leaves_what_was_written_before_it() -> None:
    async with at_the_desk() as desk:
        edits, event = desk.workspace.edits, await made(desk, "Prism")
        await edits.queue(replace(edits.of(event), title="Prism two"))
        await deleted_offline(desk, event)
        assert edits.asked_last is not None
        await edits.outbox.drop(edits.asked_last.id)
        await edits.outbox.send()
        assert len(await desk.titled("Prism two")) == 1


async def test_taking_the_call_off_in_vain_leaves_what_waits_to_be_sent() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.meet())).event
        await edits.queue(replace(edits.of(event), title="Prism two"))
        desk.luck.before["event"] = OFFLINE
        with pytest.raises(Unreachable):
            await edits.remove_call(event)
        assert [draft.title for draft in edits.outbox.waiting()] == ["Prism two"]


async def test_an_older_answer_does_not_run_over_a_newer_one() -> None:
    async with at_the_desk() as desk:
        edits, event = desk.workspace.edits, await invited(desk)
        desk.luck.before["rsvp"] = OFFLINE
        with pytest.raises(Waits):
            await edits.answer(event, Rsvp.NO)
        desk.luck.before.clear()
        await edits.answer(event, Rsvp.MAYBE)
        assert await edits.outbox.send() == ()
        now = desk.workspace.agenda.event(event.key)
        assert now is not None
        assert now.answer_of(desk.workspace.account.email) is Rsvp.MAYBE


async def test_one_that_fails_again_and_again_holds_up_nothing_else() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        await deleted_offline(desk, await made(desk, "Prism"))
        await deleted_offline(desk, await made(desk, "Lens"))
        desk.luck.before["delete"] = Unavailable("The calendar service is in trouble.")
        await edits.queue(desk.draft("Yard"))
        assert [sent.title for sent in await edits.outbox.send()] == ["Yard"]
        assert desk.workspace.to_send == 2


class Portal(httpx.ASGITransport):
    """A network that answers itself, until somebody signs in."""

    status = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if not Portal.status:
            return await super().handle_async_request(request)
        html = {"content-type": "text/html", "location": "http://portal.test/"}
        return httpx.Response(Portal.status, headers=html, content=b"<html>Sign in</html>", request=request)


@pytest.mark.parametrize("status", [200, 302, 403, 423, 503, 511])
async def test_a_sign_in_page_empties_no_queue(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    Portal.status = 0
    monkeypatch.setattr("tests.driver.httpx.ASGITransport", Portal)
    async with at_the_desk() as desk:
        edits, now = desk.workspace.edits, desk.world.clock.now()
        event, changed, asked = await made(desk, "Prism"), await made(desk, "Lens"), await invited(desk)
        await edits.queue(desk.draft("Yard"))
        await edits.queue(replace(edits.of(changed), title="Lens two"))
        await edits.outbox.add(Removal("r", event, now))
        await edits.outbox.add(Reply("a", asked, now, Rsvp.YES))
        Portal.status = status
        await edits.outbox.send()
        Portal.status = 0
        assert desk.workspace.to_send == 4
        assert [sent.error for sent in await edits.outbox.send()] == [None] * 4
