"""A create nobody confirmed, where the account keeps no tokens: found by what it is, or asked about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.desk import FRIDAY, Desk, at_the_desk
from tui.domain.conferencing import Details, Linked, NoConference, Requested
from tui.domain.errors import Ambiguous, NotArrived, Refused, Unreachable
from tui.domain.events import Event, Participant, Person
from tui.domain.likeness import Sent, Unsure, likely
from tui.domain.pairs import MARK
from tui.domain.when import Timespan
from tui.domain.writes import UNSET

LOST = Ambiguous("The answer was lost.")
NO_METADATA = Refused("The calendar service declined.", server_words="metadata is not supported here")
ME = "ada@sandbox.test"


@asynccontextmanager
async def at_a_desk_without_tokens() -> AsyncIterator[Desk]:
    """The service drops metadata from what it is sent, and searches for none."""
    async with at_the_desk() as desk:
        api = desk.workspace.api
        real = api._api.create  # type: ignore[attr-defined]

        async def forgetful(calendar_id: str, write: object, *, notify: bool) -> Event:
            made: Event = await real(calendar_id, replace(write, metadata=UNSET), notify=notify)  # type: ignore[type-var]
            return made

        api._api.create = forgetful  # type: ignore[attr-defined]
        desk.luck.before["marked"] = NO_METADATA
        yield desk


async def test_a_lost_answer_is_found_by_title_and_time_and_that_is_said() -> None:
    async with at_a_desk_without_tokens() as desk:
        desk.luck.after["create"] = LOST
        saved = await desk.workspace.edits.save(desk.draft(guests="li@sandbox.test"))
        assert saved.guessed
        assert [event.key for event in await desk.titled("Prism")] == [saved.event.key]
        assert desk.luck.times("create") == 1
        assert desk.workspace.edits.drafts() == ()


async def test_metadata_that_is_dropped_in_silence_makes_no_second_event_either() -> None:
    async with at_a_desk_without_tokens() as desk:
        desk.luck.before.clear()
        desk.luck.after["create"] = LOST
        saved = await desk.workspace.edits.save(desk.draft())
        assert saved.guessed
        assert len(await desk.titled("Prism")) == 1


async def test_an_event_that_was_there_before_is_not_taken_for_it() -> None:
    async with at_a_desk_without_tokens() as desk:
        twin = (await desk.workspace.edits.save(desk.draft())).event
        desk.luck.before["create"] = LOST
        with pytest.raises(NotArrived):
            await desk.workspace.edits.save(desk.draft())
        desk.luck.before.pop("create")
        [draft] = desk.workspace.edits.drafts()
        saved = await desk.workspace.edits.save(draft)
        assert saved.event.key != twin.key
        assert len(await desk.titled("Prism")) == 2


async def test_where_two_may_be_it_its_owner_is_asked_and_nothing_is_sent() -> None:
    async with at_a_desk_without_tokens() as desk:
        edits = desk.workspace.edits
        desk.luck.after["create"] = LOST
        desk.luck.before["event"] = Unreachable("There is no connection.")
        with pytest.raises(Ambiguous):
            await edits.save(desk.draft())
        desk.luck.after.clear()
        desk.luck.before.pop("event")
        [draft] = edits.drafts()
        [mine] = await desk.titled("Prism")
        write = edits.check(desk.draft()).write
        assert write is not None
        other = await desk.create(write)
        with pytest.raises(Unsure) as told:
            await edits.save(draft)
        assert {event.key for event in told.value.found} == {mine.key, other.key}
        [kept] = edits.drafts()
        assert kept.under_way
        saved = await edits.is_it(replace(draft, location="Yard"), mine)
        assert saved.event.key == mine.key
        assert [event.location for event in await desk.titled("Prism")].count("Yard") == 1
        assert edits.drafts() == ()


async def test_an_event_that_only_resembles_it_is_asked_about_and_another_is_sent_when_its_owner_says() -> (
    None
):
    async with at_a_desk_without_tokens() as desk:
        edits = desk.workspace.edits
        desk.luck.before["create"] = LOST
        with pytest.raises(Ambiguous):
            await edits.save(desk.draft(guests="li@sandbox.test"))
        desk.luck.before.pop("create")
        write = edits.check(desk.draft()).write
        assert write is not None
        theirs = await desk.create(write)
        [draft] = edits.drafts()
        with pytest.raises(Unsure) as told:
            await edits.save(draft)
        assert [event.key for event in told.value.found] == [theirs.key]
        saved = await edits.again(draft)
        assert saved.event.key != theirs.key
        assert len(await desk.titled("Prism")) == 2


async def test_an_account_that_refuses_tokens_gets_none() -> None:
    async with at_the_desk() as desk:
        real = desk.workspace.api._api.create  # type: ignore[attr-defined]
        sent = []

        async def strict(calendar_id: str, write: object, *, notify: bool) -> Event:
            sent.append(write.metadata)  # type: ignore[attr-defined]
            if write.metadata is not UNSET:  # type: ignore[attr-defined]
                raise NO_METADATA
            made: Event = await real(calendar_id, write, notify=notify)
            return made

        desk.workspace.api._api.create = strict  # type: ignore[attr-defined]
        await desk.workspace.edits.save(desk.draft())
        await desk.workspace.edits.save(desk.draft("Lens"))
        assert len(await desk.titled("Prism")) == 1
        assert [one is UNSET for one in sent] == [False, True, True]


async def test_the_name_of_the_token_is_the_settings_to_choose() -> None:
    async with at_the_desk() as desk:
        work = desk.workspace
        work.settings = work.settings.model_copy(update={"token_key": "key1"})
        event = (await work.edits.save(desk.draft())).event
        assert list(event.metadata) == ["key1"]
        work.settings = work.settings.model_copy(update={"token_key": "off"})
        event = (await work.edits.save(desk.draft("Lens"))).event
        assert event.metadata == {}
        desk.luck.after["create"] = LOST
        desk.luck.asked.clear()
        saved = await work.edits.save(desk.draft("Pane"))
        assert saved.guessed
        assert desk.luck.times("marked") == 0


async def test_what_others_made_of_the_event_is_left_alone_when_its_draft_is_saved_again() -> None:
    async with at_the_desk() as desk:
        edits = desk.workspace.edits
        draft = desk.draft(guests="li@sandbox.test")
        event = (await edits.save(draft)).event
        await edits.save(
            replace(edits.of(event), location="Room 9", guests="li@sandbox.test, mo@sandbox.test")
        )
        saved = await edits.save(replace(draft, title="Prisms"))
        assert (saved.event.title, saved.event.location) == ("Prisms", "Room 9")
        assert [guest.email for guest in saved.event.participants] == ["li@sandbox.test", "mo@sandbox.test"]


WHEN = Timespan(FRIDAY, FRIDAY + timedelta(minutes=30), "Europe/London", "Europe/London")
WANTED = Event("sending-1", "c", "Prism", WHEN, participants=(Participant("li@x.test"),))
SENT = Sent(WANTED, datetime(2026, 11, 20, 14, 2, tzinfo=UTC), ("known",))
THERE = replace(WANTED, id="e1", organizer=Person(ME))


@pytest.mark.parametrize(
    "event",
    [
        THERE,
        replace(THERE, title=" prism "),
        replace(THERE, organizer=None),
        replace(THERE, participants=(Participant("LI@x.test"), Participant(ME))),
        replace(THERE, when=Timespan(FRIDAY, FRIDAY + timedelta(minutes=30))),
        replace(THERE, raw={"created_at": SENT.at.timestamp() - 60}),
        replace(THERE, metadata={"colour": "red"}),
    ],
)
def test_what_can_be_nothing_else_is_sure(event: Event) -> None:
    found = likely(SENT, [event], ME)
    assert (found.sure, found.maybe) == ((event,), ())


@pytest.mark.parametrize(
    "event",
    [
        replace(THERE, participants=()),
        replace(THERE, conferencing=Linked("Zoom Meeting", Details("https://zoom.us/j/1"))),
    ],
)
def test_what_differs_in_guests_or_call_is_not(event: Event) -> None:
    found = likely(SENT, [event], ME)
    assert (found.sure, found.maybe) == ((), (event,))


@pytest.mark.parametrize(
    "event",
    [
        replace(THERE, title="Lens"),
        replace(THERE, id="known"),
        replace(THERE, id="known_20261120", master_id="known"),
        replace(THERE, organizer=Person("li@x.test")),
        replace(THERE, when=Timespan(FRIDAY, FRIDAY + timedelta(minutes=31))),
        replace(THERE, raw={"created_at": SENT.at.timestamp() - 3600}),
        replace(THERE, metadata={MARK: "0" * 32}),
    ],
)
def test_what_something_speaks_against_is_nothing(event: Event) -> None:
    found = likely(SENT, [event], ME)
    assert (found.sure, found.maybe) == ((), ())


def test_a_call_that_was_asked_for_may_be_there_or_not_yet() -> None:
    wanted = replace(WANTED, conferencing=Requested("Google Meet"))
    linked = Linked("Google Meet", Details("https://meet.google.com/abc-defg-hij"))
    for call in (NoConference(), Requested("Google Meet"), linked):
        assert likely(replace(SENT, event=wanted), [replace(THERE, conferencing=call)], ME).sure
    own = replace(WANTED, conferencing=linked)
    assert likely(replace(SENT, event=own), [replace(THERE, conferencing=linked)], ME).sure
    assert not likely(replace(SENT, event=own), [THERE], ME).sure
