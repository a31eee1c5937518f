"""Someone changes their mind: what was done is taken back and done again, and a deletion can be stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.desk import FRIDAY, Desk, at_the_desk
from tui.domain.conferencing import Details, Linked, NoConference, Provider, Requested
from tui.domain.deeds import MOST, Deed, limits
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import ChangedBehind, NotFound, Unreachable
from tui.domain.events import Event, EventKey, Participant, Rsvp
from tui.domain.when import Timespan
from tui.domain.writes import EventWrite
from tui.services.grace import Grace
from tui.services.undo import NothingToUndo, SaidFirst
from tui.services.workspace import Workspace

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
        for number in range(MOST + 5):
            await undo.note(Deed(event, replace(event, location=f"Room {number}")))
        assert len(desk.workspace._state.deeds()) == MOST
        desk.pass_by(24 * 3600 + 1)
        assert undo.last is None


# Over restarts and beside other windows


@asynccontextmanager
async def another(desk: Desk) -> AsyncIterator[Workspace]:
    """Another callsheet on the same store."""
    workspace = desk.world.workspace()
    await workspace.start()
    try:
        yield workspace
    finally:
        await workspace.aclose()


async def test_what_was_done_can_be_taken_back_and_done_again_after_a_restart(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        event = await made(desk)
        await desk.workspace.edits.save(replace(desk.workspace.edits.of(event), title="Prisms"))
        desk.pass_by(60)
        async with another(desk) as again:
            deed, now = await again.edits.undo.undo()
            assert deed.words == "the change of"
            assert now is not None
            assert now.title == "Prism"
        desk.pass_by(60)
        async with another(desk) as again:
            await again.edits.undo.redo()
            assert len(await desk.titled("Prisms")) == 1
            await again.edits.undo.undo()
            await again.edits.undo.undo()
            assert await there(desk, event) is None


async def test_each_kind_of_deed_outlives_the_app(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        edits, me = desk.workspace.edits, desk.workspace.account.email
        link = "https://northlight.webex.com/meet/ada"
        event = await made(desk, call=CallDraft(Provider.WEBEX, CallMode.OWN, url=link))
        await edits.remove_call(event)
        invited = await desk.create(EventWrite("Lens", event.when))
        people = (Participant(me, "Ada"), Participant("li@sandbox.test", "Li"))
        invited = await desk.workspace.api.update(invited.key, EventWrite(participants=people), notify=False)
        await edits.rsvp(invited, Rsvp.YES, remember=False)
        invited = await desk.workspace.api.event(invited.key)
        await edits.rsvp(invited, Rsvp.NO)
        gone = await made(desk, "Gone")
        await edits.delete(gone)
        desk.pass_by(60)
        async with another(desk) as again:
            undo = again.edits.undo
            await undo.undo()
            assert len(await desk.titled("Gone")) == 1
            await undo.undo()  # the making of what has come back under another id
            assert await desk.titled("Gone") == []
            await undo.undo()
            answered = await there(desk, invited)
            assert answered is not None
            assert answered.answer_of(me) is Rsvp.YES
            await undo.redo()
            answered = await there(desk, invited)
            assert answered is not None
            assert answered.answer_of(me) is Rsvp.NO
            await undo.undo()
            await undo.undo()
            back = await there(desk, event)
            assert back is not None
            assert isinstance(back.conferencing, Linked)
            assert back.conferencing.details.url == link


async def test_a_deletion_taken_back_twice_by_a_crash_makes_one_event(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        event = await made(desk)
        await desk.workspace.edits.delete(event)
        desk.luck.after["create"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.undo.undo()
        desk.luck.after.clear()
        desk.pass_by(3600)
        async with another(desk) as again:
            await again.edits.undo.undo()
        assert len(await desk.titled("Prism")) == 1


async def test_what_another_window_did_last_is_said_before_it_is_taken_back(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        event = await made(desk)
        async with another(desk) as other:
            desk.pass_by(5)
            draft = replace(other.edits.of(event), location="Yard")
            await other.edits.save(draft)
            undo = desk.workspace.edits.undo
            with pytest.raises(SaidFirst, match="Another window did the change of “Prism” last"):
                await undo.undo()
            await undo.undo()
            back = await there(desk, event)
            assert back is not None
            assert back.location == ""
            assert other.edits.undo.last is not None
            assert other.edits.undo.last.before is None


async def test_a_creation_somebody_wrote_into_is_taken_back_only_when_that_was_said() -> None:
    async with at_the_desk() as desk:
        event = await made(desk)
        await desk.workspace.api.update(event.key, EventWrite(location="Yard"), notify=False)
        with pytest.raises(SaidFirst, match="was changed since"):
            await desk.workspace.edits.undo.undo()
        assert await there(desk, event) is not None
        await desk.workspace.edits.undo.undo()
        assert await there(desk, event) is None


async def test_what_was_read_of_somebody_else_s_change_is_not_run_over_either() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = await made(desk)
        await edits.save(replace(edits.of(event), title="Prisms"))
        theirs = await desk.workspace.api.update(event.key, EventWrite(title="Theirs"), notify=False)
        await desk.workspace.agenda.put(theirs)
        with pytest.raises(ChangedBehind, match="title"):
            await edits.undo.undo()
        assert await desk.titled("Theirs") == [theirs]


async def test_an_answer_given_for_the_first_time_stays_and_the_key_goes_on_to_what_was_before() -> None:
    async with at_the_desk() as desk:
        edits, me = desk.workspace.edits, desk.workspace.account.email
        event = await made(desk)
        people = (Participant(me, "Ada"), Participant("li@sandbox.test", "Li"))
        invited = await desk.workspace.api.update(event.key, EventWrite(participants=people), notify=False)
        await edits.rsvp(invited, Rsvp.YES)
        with pytest.raises(NothingToUndo, match="an answer can be changed, not withdrawn"):
            await edits.undo.undo()
        assert edits.undo.last is not None
        assert edits.undo.last.words == "the creation of"


async def test_a_call_that_came_meanwhile_is_no_reason_to_ask() -> None:
    async with at_the_desk("after:0") as desk:
        event = (await desk.workspace.edits.save(desk.meet())).event
        desk.pass_by(30)
        now = await there(desk, event)
        assert now is not None
        assert isinstance(now.conferencing, Linked)
        await desk.workspace.edits.undo.undo()
        assert await there(desk, event) is None


def test_what_cannot_be_taken_back_is_said() -> None:
    when = Timespan(FRIDAY, FRIDAY + timedelta(hours=1))
    guests = (Participant("ada@x.test"), Participant("li@x.test"))
    linked = Linked("Google Meet", Details("https://meet.google.com/abc-defg-hij"))
    with_call = Event("e", "c", "Prism", when, participants=guests, conferencing=linked)
    requested = replace(with_call, conferencing=Requested("Google Meet"))
    bare = replace(with_call, conferencing=NoConference())
    mail = "The guests were already mailed; now they were mailed again."
    assert limits(Deed(None, bare), "ada@x.test") == (mail,)
    assert limits(Deed(None, bare, notify=False), "ada@x.test") == ()
    assert limits(Deed(None, replace(bare, participants=guests[:1])), "ada@x.test") == ()
    assert limits(Deed(requested, None), "ada@x.test") == (mail, "The call gets a new link.")
    [_, old_link] = limits(Deed(with_call, None), "ada@x.test")
    assert "old link" in old_link
    unknown = replace(with_call, conferencing=Linked("Something New", Details("https://x.test/1")))
    assert limits(Deed(unknown, bare, notify=False), "") == ("Its call could not be put back.",)
    assert limits(Deed(bare, bare, answered=Rsvp.YES), "") == (
        "The organiser was already mailed of the answer.",
    )


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
