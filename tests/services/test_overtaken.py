"""Somebody else, or the service, was there between two looks at an event: nothing of theirs is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.desk import at_the_desk
from tests.services.firings import (
    LINK,
    MONTH,
    OFFLINE,
    days,
    firing,
    following,
    listed,
    own_calendar,
    teams_call,
    third,
    with_zoom,
)
from tests.services.test_jobs import running
from tui.domain.conferencing import Linked, Provider
from tui.domain.drafts import CallDraft, CallMode
from tui.domain.errors import Ambiguous, ChangedBehind, HalfDone, Unavailable
from tui.domain.events import EventKey
from tui.domain.merging import merged, regardless
from tui.domain.scoping import for_all, remade
from tui.domain.writes import EventWrite

LEFT_OUT = "EXDATE:20261124T093000Z"


async def test_a_date_somebody_left_out_meanwhile_does_not_come_back_with_a_division() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        draft = await following(desk, title="Late firing")
        write = EventWrite(recurrence=(*old.recurrence, LEFT_OUT))
        await desk.workspace.api.update(old.key, write, notify=False)
        with pytest.raises(ChangedBehind, match="changed the repeats meanwhile"):
            await desk.workspace.edits.save(draft)
        assert [day for day, _ in await days(desk)] == [23, 25, 26, 27, 28, 29, 30]
        assert desk.luck.times("create") == 1
        assert desk.workspace.edits.drafts() == (draft,)


async def test_who_overwrites_it_divides_the_series_as_it_was() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        draft = await following(desk, title="Late firing")
        await desk.workspace.api.update(old.key, EventWrite(title="Odd firing"), notify=False)
        with pytest.raises(ChangedBehind) as caught:
            await desk.workspace.edits.save(draft)
        await desk.workspace.edits.save(regardless(draft, caught.value.now))
        assert await days(desk) == [(d, "Odd firing" if d < 25 else "Late firing") for d in range(23, 31)]


async def test_a_place_somebody_wrote_meanwhile_is_not_deleted_with_an_event_made_anew() -> None:
    async with at_the_desk(older="exchange") as desk:
        old = await teams_call(desk)
        draft = remade(with_zoom(desk, old))
        await desk.workspace.api.update(old.key, EventWrite(location="Yard"), notify=False)
        with pytest.raises(ChangedBehind, match="changed the location meanwhile"):
            await desk.workspace.edits.save(draft)
        [there] = await listed(desk, own_calendar(desk))
        assert (there.key, there.location) == (old.key, "Yard")


async def test_a_link_that_landed_under_another_id_between_two_saves_is_not_waited_for_again() -> None:
    async with at_the_desk("after:1", older="exchange") as desk, running(desk.workspace):
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        draft = remade(replace(with_zoom(desk, await teams_call(desk)), call=zoom))
        desk.luck.before["delete"] = OFFLINE
        with pytest.raises(HalfDone):
            await desk.workspace.edits.save(draft)
        desk.pass_by(2)
        await desk.until(lambda: not desk.workspace.jobs.pending())
        desk.luck.before.clear()
        saved = await desk.workspace.edits.save(draft)
        [there] = await listed(desk, own_calendar(desk))
        [job] = desk.workspace.jobs.all()
        assert saved.event.key == there.key == job.key
        assert isinstance(saved.event.conferencing, Linked)
        assert saved.job is None
        shown = desk.workspace.agenda.view(MONTH).events
        assert [event.key for event in shown if event.title == "Firing"] == [there.key]


async def test_a_new_event_that_somebody_deleted_between_two_saves_is_there_before_the_old_one_goes() -> None:
    async with at_the_desk(older="exchange") as desk:
        desk.luck.before["delete"] = OFFLINE
        draft = remade(with_zoom(desk, await teams_call(desk)))
        with pytest.raises(HalfDone):
            await desk.workspace.edits.save(draft)
        desk.luck.before.clear()
        [new] = [e for e in await listed(desk, own_calendar(desk)) if e.key != draft.succeeds.old.key]  # type: ignore[union-attr]
        await desk.workspace.api.delete(new.key, notify=False)
        saved = await desk.workspace.edits.save(draft)
        assert [event.key for event in await listed(desk, own_calendar(desk))] == [saved.event.key]


async def test_a_series_changed_twice_is_changed_as_a_whole_both_times() -> None:
    async with at_the_desk() as desk:
        await firing(desk)
        for title in ("Late firing", "Odd firing"):
            draft, master = await third(desk, title=title)
            await desk.workspace.edits.save(for_all(draft, master, desk.workspace.edits.context()))
            await desk.workspace.agenda.refresh(MONTH)
            assert await days(desk) == [(day, title) for day in range(23, 31)]


async def test_overwriting_somebody_elses_change_of_a_series_reaches_all_of_it() -> None:
    async with at_the_desk() as desk:
        old = await firing(desk)
        draft, master = await third(desk, title="Late firing")
        whole = for_all(draft, master, desk.workspace.edits.context())
        await desk.workspace.api.update(old.key, EventWrite(title="Odd firing"), notify=False)
        with pytest.raises(ChangedBehind) as caught:
            await desk.workspace.edits.save(whole)
        await desk.workspace.agenda.refresh(MONTH)
        mine = merged(whole, caught.value.now, frozenset({"title"}), desk.workspace.edits.context())
        await desk.workspace.edits.save(mine)
        assert await days(desk) == [(day, "Late firing") for day in range(23, 31)]


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ("after:9", "The service is still at work on the new event."),
        ("fail", "The service could not make the new event's call."),
    ],
)
async def test_an_old_event_stays_until_the_service_is_done_with_the_new_one(links: str, told: str) -> None:
    async with at_the_desk(links, older="exchange") as desk:
        old = await teams_call(desk)
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        draft = remade(replace(with_zoom(desk, old), call=zoom))
        if links == "fail":
            desk.luck.before["work"] = Unavailable("The service failed.")
            with pytest.raises(HalfDone, match="Nobody can say"):
                await desk.workspace.edits.save(draft)
            desk.luck.before.clear()
            desk.pass_by(60)
        with pytest.raises(HalfDone, match=told) as caught:
            await desk.workspace.edits.save(draft)
        assert caught.value.means == "The old event stays as it is until the new one is there."
        assert (await desk.workspace.api.event(old.key)).conferencing == old.conferencing
        [kept] = desk.workspace.edits.drafts()
        assert kept == draft


async def test_the_old_event_goes_once_the_service_is_done_with_the_new_one() -> None:
    async with at_the_desk("after:9", older="exchange") as desk:
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        draft = remade(replace(with_zoom(desk, await teams_call(desk)), call=zoom))
        with pytest.raises(HalfDone):
            await desk.workspace.edits.save(draft)
        desk.pass_by(10)
        async with running(desk.workspace):
            saved = await desk.workspace.edits.save(draft)
            await desk.until(lambda: not desk.workspace.jobs.pending())
        [there] = await listed(desk, own_calendar(desk))
        assert there.key == saved.event.key
        assert isinstance(saved.event.conferencing, Linked)
        shown = desk.workspace.agenda.view(MONTH).events
        assert [event.key for event in shown if event.title == "Firing"] == [there.key]
        assert desk.workspace.edits.drafts() == ()


@pytest.mark.parametrize("again", [False, True], ids=["the same run", "the next start"])
async def test_an_old_event_that_got_another_id_meanwhile_goes_all_the_same(
    tmp_path: Path, again: bool
) -> None:
    async with at_the_desk("after:4", folder=tmp_path, older="gmail") as desk:
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        edits = desk.workspace.edits
        old = (await edits.save(desk.draft("Firing", call=zoom))).event
        draft = remade(with_zoom(desk, old))
        await edits.keep(draft)
        async with running(desk.workspace):
            desk.pass_by(5)
            await desk.until(lambda: not desk.workspace.jobs.pending())
        assert desk.workspace.jobs.all()[0].key != old.key
        if again:
            [draft] = edits.drafts()
            desk.workspace.agenda.moved.clear()
        with pytest.raises(ChangedBehind) as caught:
            await edits.save(draft)
        saved = await edits.save(regardless(draft, caught.value.now))
        assert [event.key for event in await listed(desk, own_calendar(desk))] == [saved.event.key]


@pytest.mark.parametrize("seen", [False, True], ids=["nobody has seen it", "it was seen"])
async def test_an_event_that_got_another_id_before_it_is_deleted_is_deleted_under_that_one(
    seen: bool,
) -> None:
    async with at_the_desk("after:4", older="gmail") as desk:
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        event = (await desk.workspace.edits.save(desk.draft("Firing", call=zoom))).event
        desk.pass_by(5)
        if seen:
            async with running(desk.workspace):
                await desk.until(lambda: not desk.workspace.jobs.pending())
        await desk.workspace.edits.delete(event)
        assert await listed(desk, own_calendar(desk)) == []
        assert desk.workspace.agenda.view(MONTH).events == ()
        assert desk.workspace.jobs.pending() == ()


async def test_an_event_whose_call_is_still_being_made_can_be_deleted_while_nobody_can_say_how_far() -> None:
    async with at_the_desk("never", older="gmail") as desk:
        zoom = CallDraft(Provider.ZOOM, CallMode.CREATE)
        event = (await desk.workspace.edits.save(desk.draft("Firing", call=zoom))).event
        desk.luck.before["work"] = OFFLINE
        await desk.workspace.edits.delete(event)
        assert await listed(desk, own_calendar(desk)) == []


@pytest.mark.parametrize(
    "change",
    [{"description": "Bring the colours."}, {"call": CallDraft(Provider.MEET, CallMode.OWN, url=LINK)}],
    ids=["notes", "call"],
)
async def test_a_lost_change_is_not_taken_for_made_because_somebody_else_changed_something(
    change: dict[str, object],
) -> None:
    async with at_the_desk() as desk:
        event = (await desk.workspace.edits.save(desk.draft("Firing"))).event
        real = desk.workspace.api.update

        async def overtaken(key: EventKey, write: EventWrite, *, notify: bool) -> None:
            desk.pass_by(5)
            await real(key, EventWrite(location="Yard"), notify=notify)
            raise Ambiguous("The answer was lost.")

        desk.workspace.api.update = overtaken  # type: ignore[method-assign,assignment]
        draft = replace(desk.workspace.edits.of(event), **change)  # type: ignore[arg-type]
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(draft)
        assert desk.workspace.edits.drafts() == (draft,)
