"""What is on its way is seen as it will be, and gone without a trace where the service declines it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.desk import WEEK, Desk, at_the_desk
from tui.domain.conferencing import NoConference, Provider, Requested
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Ambiguous, DraftRefused, NotArrived, Refused, Unreachable
from tui.domain.events import Event, Participant, Rsvp
from tui.domain.writes import EventWrite

LOST = Ambiguous("No answer came.")
OFFLINE = Unreachable("There is no connection.")
DECLINED = Refused("The calendar service declined.", server_words="title is too funny")


def shown(desk: Desk, title: str) -> list[Event]:
    return [event for event in desk.workspace.agenda.view(WEEK).events if event.title == title]


def kept(desk: Desk) -> tuple[Event, ...]:
    return desk.workspace.agenda.view(WEEK).events


async def test_a_new_event_is_seen_before_its_answer_and_marked_as_on_its_way() -> None:
    async with at_the_desk() as desk:
        desk.luck.holds["create"] = asyncio.Event()
        saving = asyncio.create_task(desk.workspace.edits.save(desk.meet()))
        await desk.until(lambda: bool(shown(desk, "Prism")))
        [coming] = shown(desk, "Prism")
        assert desk.workspace.agenda.sending.keys == {coming.key}
        assert isinstance(coming.conferencing, Requested)
        desk.luck.holds["create"].set()
        saved = await saving
        assert [event.key for event in shown(desk, "Prism")] == [saved.event.key]
        assert desk.workspace.agenda.sending.count == 0
        assert desk.workspace.agenda.moved[coming.key] == saved.event.key


async def test_a_listing_that_brings_it_before_its_answer_does_not_show_it_twice() -> None:
    async with at_the_desk() as desk:
        twin = (await desk.workspace.edits.save(desk.draft())).event
        desk.luck.holds["create"] = asyncio.Event()
        saving = asyncio.create_task(desk.workspace.edits.save(desk.draft()))
        await desk.until(lambda: desk.workspace.agenda.sending.count == 1)
        # It has arrived, its answer has not.
        while len(await desk.titled("Prism")) < 2:  # noqa: ASYNC110 - what another task does
            await asyncio.sleep(0.01)
        await desk.workspace.agenda.refresh(WEEK)
        assert len(shown(desk, "Prism")) == 2
        desk.luck.holds["create"].set()
        saved = await saving
        assert {event.key for event in shown(desk, "Prism")} == {twin.key, saved.event.key}


async def test_no_moment_shows_the_event_twice_or_not_at_all() -> None:
    async with at_the_desk() as desk:
        repaints: list[int] = []

        async def repaint() -> None:
            while True:
                repaints.append(len(shown(desk, "Prism")))
                await asyncio.sleep(0)

        painting = asyncio.create_task(repaint())
        await desk.workspace.edits.save(desk.draft())
        await asyncio.sleep(0)
        painting.cancel()
        first = repaints.index(1)
        assert set(repaints[first:]) == {1}


async def test_what_is_declined_leaves_exactly_what_was_there_and_says_why() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        before = kept(desk)
        desk.luck.before["update"] = DECLINED
        draft = replace(edits.of(event), title="Ha", starts="sat 21 nov 2026 10:00", ends="+1h")
        seen: list[str] = []
        desk.workspace.agenda.changed.subscribe(lambda _: seen.extend(e.title for e in kept(desk)))
        with pytest.raises(Refused):
            await edits.save(draft)
        assert "Ha" in seen
        assert kept(desk) == before
        assert edits.drafts() == (draft,)
        assert edits.why_not(draft.id) is DECLINED
        desk.luck.before.clear()
        await edits.save(draft)
        assert edits.why_not(draft.id) is None


async def test_two_quick_changes_of_one_event_go_out_in_order_the_second_built_on_the_first() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft(guests="li@sandbox.test"))).event
        desk.luck.holds["update"] = asyncio.Event()
        first = asyncio.create_task(edits.save(replace(edits.of(event), title="Prisms")))
        await desk.until(lambda: bool(shown(desk, "Prisms")))
        [coming] = shown(desk, "Prisms")
        draft = replace(edits.of(coming), location="Yard", guests="li@sandbox.test, mo@sandbox.test")
        second = asyncio.create_task(edits.save(draft))
        await desk.until(lambda: shown(desk, "Prisms")[0].location == "Yard")
        assert desk.luck.times("update") == 1
        assert len(edits.drafts()) == 2
        desk.luck.holds["update"].set()
        await asyncio.gather(first, second)
        [now] = await desk.titled("Prisms")
        assert now.location == "Yard"
        assert [guest.email for guest in now.participants] == ["li@sandbox.test", "mo@sandbox.test"]
        assert shown(desk, "Prisms") == [desk.workspace.agenda.event(now.key)]
        assert edits.drafts() == ()


async def test_a_change_built_on_one_that_is_declined_waits_for_its_owner_and_holds_only_its_own() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        event = (await edits.save(desk.draft())).event
        gate = asyncio.Event()

        real = desk.workspace.api._api.update  # type: ignore[attr-defined]

        async def declining(*args: object, **named: object) -> Event:
            await gate.wait()
            raise DECLINED

        desk.workspace.api._api.update = declining  # type: ignore[attr-defined]
        first = asyncio.create_task(edits.save(replace(edits.of(event), title="Ha")))
        await desk.until(lambda: bool(shown(desk, "Ha")))
        draft = replace(edits.of(shown(desk, "Ha")[0]), location="Yard")
        second = asyncio.create_task(edits.save(draft))
        await desk.until(lambda: shown(desk, "Ha")[0].location == "Yard")
        gate.set()
        told = await asyncio.gather(first, second, return_exceptions=True)
        assert [type(one) for one in told] == [Refused, DraftRefused]
        assert shown(desk, "Prism") == [event]
        [_, waits] = edits.drafts()
        assert (waits.title, waits.location) == ("Prism", "Yard")
        desk.workspace.api._api.update = real  # type: ignore[attr-defined]
        await edits.save(waits)
        [now] = await desk.titled("Prism")
        assert now.location == "Yard"


async def test_an_answer_is_seen_at_once_and_taken_off_again_where_it_is_declined() -> None:
    async with at_the_desk() as desk:
        edits, me = desk.workspace.edits, desk.workspace.account.email
        event = (await edits.save(desk.draft())).event
        people = (Participant(me, "Ada"), Participant("li@sandbox.test", "Li"))
        invited = await desk.workspace.api.update(event.key, EventWrite(participants=people), notify=False)
        await desk.workspace.agenda.put(invited)
        seen: list[Rsvp | None] = []
        desk.workspace.agenda.changed.subscribe(lambda _: seen.append(shown(desk, "Prism")[0].answer_of(me)))
        desk.luck.before["rsvp"] = DECLINED
        with pytest.raises(Refused):
            await edits.rsvp(invited, Rsvp.YES)
        assert seen[0] is Rsvp.YES
        assert shown(desk, "Prism")[0].answer_of(me) is Rsvp.NONE
        assert edits.undo.last is not None
        assert edits.undo.last.answered is None


async def test_a_call_is_seen_off_the_event_at_once() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        call = CallDraft(Provider.WEBEX, CallMode.OWN, url="https://northlight.webex.com/meet/ada")
        event = (await edits.save(desk.draft(call=call))).event
        desk.luck.holds["update"] = asyncio.Event()
        taking = asyncio.create_task(edits.remove_call(event))
        await desk.until(lambda: shown(desk, "Prism")[0].conferencing == NoConference())
        assert desk.workspace.agenda.sending.count == 1
        desk.luck.holds["update"].set()
        await taking


async def test_nothing_is_left_on_the_screen_without_a_line() -> None:
    async with at_the_desk() as desk:
        before = kept(desk)
        desk.luck.before["create"] = Unreachable("There is no connection.")
        with pytest.raises(Unreachable):
            await desk.workspace.edits.save(desk.draft())
        assert kept(desk) == before


async def test_what_is_on_its_way_at_a_crash_is_known_as_such_at_the_next_start(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.luck.after["create"] = KeyboardInterrupt()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            await desk.workspace.edits.save(desk.draft())
        again = desk.world.workspace()
        [draft] = again.edits.drafts()
        assert draft.under_way
        await again.aclose()


async def test_what_nobody_confirmed_stays_marked_as_such() -> None:
    async with at_the_desk() as desk:
        desk.luck.before |= {"create": LOST, "marked": OFFLINE}
        with pytest.raises(Ambiguous, match="never confirmed") as told:
            await desk.workspace.edits.save(desk.draft())
        assert "may or may not" in told.value.means
        [draft] = desk.workspace.edits.drafts()
        assert draft.under_way
        assert shown(desk, "Prism") == []


async def test_what_was_looked_for_long_enough_is_not_sent() -> None:
    async with at_the_desk() as desk:
        desk.luck.before["create"] = LOST
        with pytest.raises(NotArrived) as told:
            await desk.workspace.edits.save(desk.draft())
        assert "is not there; your text is kept as a draft, not sent" in told.value.means
        [draft] = desk.workspace.edits.drafts()
        assert not draft.under_way
