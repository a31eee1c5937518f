"""Someone changes their mind: what was done is taken back and done again, and a deletion can be stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.services.desk import Desk, at_the_desk
from tui.domain.conferencing import Linked, NoConference, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import ChangedBehind, NotFound, Unreachable
from tui.domain.events import Event, EventKey, Participant, Rsvp
from tui.domain.when import Timespan
from tui.domain.writes import EventWrite
from tui.services.grace import Grace
from tui.services.undo import MOST, Deed, NothingToUndo

OFFLINE = Unreachable("There is no connection.")


async def made(desk: Desk, title: str = "Prism", **changes: object) -> Event:
    return (await desk.workspace.edits.save(desk.draft(title, **changes))).event


async def there(desk: Desk, event: Event) -> Event | None:
    try:
        return await desk.workspace.api.event(event.key)
    except NotFound:
        return None


async def test_with_nothing_done_there_is_nothing_to_take_back() -> None:
    async with at_the_desk() as desk:
        with pytest.raises(NothingToUndo):
            await desk.workspace.edits.undo.undo()
        with pytest.raises(NothingToUndo):
            await desk.workspace.edits.undo.redo()


async def test_an_event_just_created_goes_and_comes_again() -> None:
    async with at_the_desk() as desk:
        event = await made(desk, location="Yard")
        undo = desk.workspace.edits.undo
        await undo.undo()
        assert await there(desk, event) is None
        await undo.redo()
        [again] = await desk.titled("Prism")
        assert (again.location, again.when) == (event.location, event.when)
        await undo.undo()
        assert await desk.titled("Prism") == []


async def test_a_change_is_put_back_and_made_again_field_by_field() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = await made(desk, guests="li@sandbox.test", description="Bring the colours.")
        before = event.when
        assert isinstance(before, Timespan)
        await edits.save(replace(edits.of(event), title="Prisms", starts="sat 21 nov 2026 10:00", ends="+1h"))
        await edits.undo.undo()
        back = await there(desk, event)
        assert back is not None
        assert (back.title, back.when, back.description) == ("Prism", before, "Bring the colours.")
        await edits.undo.redo()
        again = await there(desk, event)
        assert again is not None
        assert (again.title, again.when == before) == ("Prisms", False)


async def test_only_what_was_changed_is_put_back() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = await made(desk)
        await edits.save(replace(edits.of(event), title="Prisms"))
        await desk.workspace.api.update(event.key, EventWrite(location="Yard"), notify=False)
        await edits.undo.undo()
        back = await there(desk, event)
        assert back is not None
        assert (back.title, back.location) == ("Prism", "Yard")


async def test_what_somebody_else_changed_since_is_not_run_over() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = await made(desk)
        await edits.save(replace(edits.of(event), title="Prisms"))
        await desk.workspace.api.update(event.key, EventWrite(title="Theirs"), notify=False)
        with pytest.raises(ChangedBehind):
            await edits.undo.undo()
        assert edits.undo.last is not None


async def test_a_call_taken_off_is_put_on_again_with_the_same_link() -> None:
    link = "https://northlight.webex.com/meet/ada"
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        call = CallDraft(Provider.WEBEX, CallMode.OWN, url=link, pin="4711")
        event = await made(desk, call=call)
        await edits.remove_call(event)
        gone = await there(desk, event)
        assert gone is not None
        assert gone.conferencing == NoConference()
        await edits.undo.undo()
        back = await there(desk, event)
        assert back is not None
        assert isinstance(back.conferencing, Linked)
        assert (back.conferencing.details.url, back.conferencing.details.pin) == (link, "4711")


async def test_a_deleted_event_comes_back_with_its_guests_and_its_link() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        link = "https://northlight.webex.com/meet/ada"
        call = CallDraft(Provider.WEBEX, CallMode.OWN, url=link)
        event = await made(desk, guests="li@sandbox.test", call=call)
        await edits.delete(event)
        deed, _ = await edits.undo.undo()
        assert (deed.words, deed.title) == ("the deletion of", "Prism")
        [back] = await desk.titled("Prism")
        assert [guest.email for guest in back.participants] == ["li@sandbox.test"]
        assert isinstance(back.conferencing, Linked)
        assert back.conferencing.details.url == link


async def test_an_answer_is_given_back() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        me = desk.workspace.account.email
        invited = (Participant(me, "Ada"), Participant("li@sandbox.test", "Li"))
        event = await desk.create(EventWrite("Prism", desk.workspace.edits.check(desk.draft()).write.when))  # type: ignore[union-attr]
        event = await desk.workspace.api.update(event.key, EventWrite(participants=invited), notify=False)
        await edits.rsvp(event, Rsvp.YES)
        first = await there(desk, event)
        assert first is not None
        await edits.rsvp(first, Rsvp.NO)
        await edits.undo.undo()
        back = await there(desk, event)
        assert back is not None
        assert back.answer_of(me) is Rsvp.YES


async def test_a_way_back_that_fails_can_be_tried_again() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        desk.luck.before["delete"] = OFFLINE
        with pytest.raises(Unreachable):
            await desk.workspace.edits.undo.undo()
        desk.luck.before.clear()
        await desk.workspace.edits.undo.undo()
        assert await there(desk, event) is None


async def test_a_new_deed_ends_what_could_be_done_again_and_old_ones_are_forgotten() -> None:
    async with at_the_desk() as desk:
        undo = desk.workspace.edits.undo
        await made(desk)
        await undo.undo()
        await made(desk, "Another")
        assert undo.last_undone is None
        event = Event("e", "c", "Prism", (await made(desk)).when)
        for _ in range(MOST + 5):
            undo.note(Deed(event, event))
        assert len(undo._done) == MOST


# The grace before a deletion


class Held:
    """Seconds that pass when the story says so."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        await self.over.wait()

    def jitter(self) -> float:
        return 0.0


def grace_of(desk: Desk) -> tuple[Grace, Held]:
    held = Held()
    edits = desk.workspace.edits
    return Grace(desk.workspace.agenda, held, lambda event, notify: edits.delete(event, notify=notify)), held


def seen(desk: Desk, key: EventKey) -> bool:
    from tests.services.desk import WEEK

    return key in {event.key for event in desk.workspace.agenda.view(WEEK).events}


async def test_a_deletion_is_out_of_sight_at_once_and_sent_after_a_while() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        grace, held = grace_of(desk)
        deleting = asyncio.create_task(grace.delete(event))
        await desk.until(lambda: grace.last == event)
        assert not seen(desk, event.key)
        assert await there(desk, event) is not None
        held.over.set()
        assert await deleting is True
        assert await there(desk, event) is None
        assert not seen(desk, event.key)


async def test_a_deletion_that_is_stopped_never_happens() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        grace, _ = grace_of(desk)
        deleting = asyncio.create_task(grace.delete(event))
        await desk.until(lambda: grace.last == event)
        assert grace.keep() == event
        assert await deleting is False
        assert seen(desk, event.key)
        assert desk.luck.times("delete") == 0
        assert grace.keep() is None


async def test_leaving_sends_what_was_promised() -> None:
    async with at_the_desk() as desk:
        event, other = await made(desk), await made(desk, "Another")
        grace, _ = grace_of(desk)
        deleting = [asyncio.create_task(grace.delete(one)) for one in (event, other)]
        await desk.until(lambda: grace.last == other)
        await grace.hurry()
        assert await asyncio.gather(*deleting) == [True, True]
        assert (await there(desk, event), await there(desk, other)) == (None, None)


async def test_a_deletion_that_fails_brings_the_event_back() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        grace, held = grace_of(desk)
        desk.luck.before["delete"] = OFFLINE
        held.over.set()
        with pytest.raises(Unreachable):
            await grace.delete(event)
        assert seen(desk, event.key)
        assert grace.last is None
