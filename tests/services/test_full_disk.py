"""The disk refuses one change after another, each in turn: the event is made once, and all is kept at last.

After the way SQLite tests itself: the same story again and again, its first, second, third … change failing,
until it goes through without meeting the failure.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from tests.services.desk import Desk, at_the_desk
from tui.domain.drafts import Draft
from tui.domain.errors import StoreError
from tui.store.database import Database

MOST = 40
FULL = StoreError("The disk is full.", means="What you typed is still on the screen.")


class Disk:
    """A disk that refuses its n-th change, and takes all others."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.left = 0
        begin = Database._begin

        def refusing(database: Database) -> None:
            self.left -= 1
            if self.left == 0:
                raise FULL
            begin(database)

        patch.setattr(Database, "_begin", refusing)

    def refuses(self, number: int) -> None:
        """The change of this number, counted from now, is refused."""
        self.left = number


async def a_new_event(desk: Desk) -> Draft:
    return desk.meet()


async def a_new_call(desk: Desk) -> Draft:
    edits = desk.workspace.edits
    event = (await edits.save(desk.draft("Prism"))).event
    return replace(edits.of(event), location="Yard", call=desk.meet().call)


@pytest.mark.parametrize("typed", [a_new_event, a_new_call])
async def test_whichever_change_the_disk_refuses_saving_again_makes_it_good(
    typed: Callable[[Desk], Awaitable[Draft]], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    for number in range(1, MOST):
        async with at_the_desk("never") as desk:
            draft = await typed(desk)
            edits, jobs = desk.workspace.edits, desk.workspace.jobs
            creates = desk.luck.times("create")
            disk.refuses(number)
            try:
                await edits.save(draft)
                refused = disk.left <= 0
            except StoreError as told:
                refused = told is FULL
                disk.refuses(0)
                await edits.save(draft)
            [event] = await desk.titled("Prism")
            assert event.location == draft.location
            assert edits.drafts() == ()
            assert [job.key for job in jobs.pending()] == [event.key]
            assert [job.key for job in desk.workspace._state.jobs() if job.pending] == [event.key]
            assert desk.luck.times("create") - creates <= 1
            if not refused:
                return
    raise AssertionError("the story never went through")
