"""What was on its way when callsheet ended is looked for at the next start, and nothing is sent by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.services.desk import Desk, at_the_desk
from tui.domain.errors import Ambiguous, Refused, Unreachable
from tui.domain.likeness import Unsure
from tui.services.workspace import Workspace

LOST = Ambiguous("The answer was lost.")
OFFLINE = Unreachable("There is no connection.")


@asynccontextmanager
async def next_start(desk: Desk) -> AsyncIterator[Workspace]:
    desk.luck.before.clear()
    desk.luck.after.clear()
    desk.pass_by(60)
    again = desk.world.workspace()
    await again.start()
    try:
        yield again
    finally:
        await again.aclose()


async def cut_off(desk: Desk, *, arrives: bool, request: str = "create", **changes: Any) -> None:
    when = desk.luck.after if arrives else desk.luck.before
    when[request] = KeyboardInterrupt()  # type: ignore[assignment]
    draft = desk.draft(**changes)
    if request == "update":
        desk.luck.after.clear()
        desk.luck.before.clear()
        event = (await desk.workspace.edits.save(draft)).event
        draft = replace(desk.workspace.edits.of(event), location="Yard")
        when[request] = KeyboardInterrupt()  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        await desk.workspace.edits.save(draft)


async def test_a_create_that_arrived_is_found_and_its_draft_goes(tmp_path: Path) -> None:
    async with at_the_desk("never", folder=tmp_path) as desk:
        await cut_off(desk, arrives=True, call=desk.meet().call)
        async with next_start(desk) as again:
            [settled] = await again.edits.afterwards.settle()
            assert settled.event is not None
            assert again.edits.drafts() == ()
            assert len(again.jobs.pending()) == 1
            assert again.edits.undo.last is not None
        assert len(await desk.titled("Prism")) == 1


async def test_a_create_that_did_not_arrive_is_a_draft_again_and_nothing_is_sent(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await cut_off(desk, arrives=False)
        async with next_start(desk) as again:
            [settled] = await again.edits.afterwards.settle()
            assert settled.event is None
            [draft] = again.edits.drafts()
            assert not draft.under_way
            assert await again.edits.afterwards.settle() == ()
        assert await desk.titled("Prism") == []


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_change_is_looked_for_too(tmp_path: Path, arrives: bool) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await cut_off(desk, arrives=arrives, request="update")
        async with next_start(desk) as again:
            [settled] = await again.edits.afterwards.settle()
            assert (settled.event is not None) is arrives
            assert len(again.edits.drafts()) == (0 if arrives else 1)
        [event] = await desk.titled("Prism")
        assert event.location == ("Yard" if arrives else "")


async def test_what_was_typed_after_it_was_sent_is_not_sent_unasked(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await cut_off(desk, arrives=True)
        [draft] = desk.workspace.edits.drafts()
        await desk.workspace.edits.keep(replace(draft, location="Yard"))
        async with next_start(desk) as again:
            await again.edits.afterwards.settle()
            [draft] = again.edits.drafts()
            saved = await again.edits.save(draft)
            assert saved.event.location == "Yard"
        assert len(await desk.titled("Prism")) == 1


async def test_without_a_line_it_stays_unknown_and_is_looked_for_another_time(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.luck.after["create"] = LOST
        desk.luck.before["marked"] = OFFLINE
        with pytest.raises(Ambiguous):
            await desk.workspace.edits.save(desk.draft())
        after = desk.workspace.edits.afterwards
        assert await after.settle() == ()
        assert len(after.waiting()) == 1
        desk.luck.before.clear()
        [settled] = await after.settle()
        assert settled.event is not None
        assert len(await desk.titled("Prism")) == 1


async def test_a_doubt_is_told_at_the_next_start_until_its_owner_leaves_it(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.luck.before["marked"] = Refused("No.", server_words="metadata")
        await cut_off(desk, arrives=False, guests="li@sandbox.test")
        async with next_start(desk) as again:
            write = again.edits.check(desk.draft()).write
            assert write is not None
            await desk.create(write)
            [settled] = await again.edits.afterwards.settle()
            assert isinstance(settled.doubt, Unsure)
            again.edits.afterwards.leave(settled.draft.id)
            assert await again.edits.afterwards.settle() == ()
        async with next_start(desk) as once_more:
            [settled] = await once_more.edits.afterwards.settle()
            assert settled.doubt is not None
        assert len(await desk.titled("Prism")) == 1


async def test_a_draft_that_is_on_its_way_elsewhere_is_left_to_that_window(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await cut_off(desk, arrives=True)
        async with next_start(desk) as again:
            [draft] = again.edits.drafts()
            turns = desk.workspace.edits._turns
            async with turns.of(f"draft {draft.id}", ""):
                assert await again.edits.afterwards.settle() == ()
            assert len(await again.edits.afterwards.settle()) == 1
