"""An account opened, started in good and bad weather, and closed with nothing lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.desk import FRIDAY, WEEK, Desk, at_the_desk
from tui.domain.errors import Forbidden, Unauthorized, Unreachable
from tui.services.settings import Profile
from tui.services.workspace import label_of

OFFLINE = Unreachable("There is no connection.")


async def test_an_account_opened_before_is_there_without_a_connection(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await desk.workspace.agenda.refresh(WEEK)
        again = desk.world.workspace()
        assert again.account == desk.workspace.account
        assert again.hosts == desk.workspace.hosts
        assert again.agenda.view(WEEK).events == desk.workspace.agenda.view(WEEK).events
        await again.aclose()


async def test_a_start_without_a_connection_is_trouble_and_the_next_one_mends_it() -> None:
    async with at_the_desk() as desk:
        told: list[object] = []
        desk.workspace.changed.subscribe(told.append)
        desk.luck.before["grant"] = OFFLINE
        await desk.workspace.start()
        troubles = [desk.workspace.trouble]
        assert desk.workspace.agenda.calendars()
        desk.luck.before.clear()
        await desk.workspace.start()
        assert [*troubles, desk.workspace.trouble] == [OFFLINE, None]
        assert len(told) == 2


async def test_a_key_that_may_not_list_accounts_hosts_calls_with_its_own_and_those_named() -> None:
    async with at_the_desk() as desk:
        desk.workspace.profile = Profile(grant="g", conf_hosts=("zoom-1",))
        desk.luck.before["grants"] = Forbidden("A scope is missing.")
        await desk.workspace.start()
        assert desk.workspace.trouble is None
        assert [host.id for host in desk.workspace.hosts] == [desk.workspace.account.id, "zoom-1"]


async def test_hosts_once_known_stay_known_while_nobody_answers() -> None:
    async with at_the_desk() as desk:
        known = desk.workspace.hosts
        assert len(known) > 1
        desk.luck.before["grants"] = OFFLINE
        await desk.workspace.start()
        assert desk.workspace.hosts == known


async def closed_while(desk: Desk, title: str) -> None:
    """A draft typed at the very moment the account is closed."""
    draft = replace(desk.workspace.edits.new(FRIDAY), title=title)
    typing = asyncio.create_task(desk.workspace.edits.keep(draft))
    await asyncio.sleep(0)
    typing.cancel()
    await desk.workspace.aclose()


async def test_what_was_typed_last_is_kept_although_the_account_closes(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        await closed_while(desk, "Last words")
        again = desk.world.workspace()
        assert [draft.title for draft in again.edits.drafts()] == ["Last words"]
        await again.aclose()


async def test_hiding_a_calendar_just_before_the_end_counts(tmp_path: Path) -> None:
    async with at_the_desk(folder=tmp_path) as desk:
        desk.workspace.agenda.set_hidden(desk.calendar, True)
        await desk.workspace.aclose()
        again = desk.world.workspace()
        assert again.agenda.hidden() == {desk.calendar}
        await again.aclose()


async def test_a_line_that_cannot_be_closed_keeps_no_store_open() -> None:
    closed: list[str] = []
    async with at_the_desk() as desk:
        workspace = desk.world.workspace()
        workspace._closing = lambda: closed.append("server")

        async def stuck() -> None:
            raise Unauthorized("The line does not close.")

        workspace.api.aclose = stuck  # type: ignore[method-assign]
        with pytest.raises(Unauthorized):
            await workspace.aclose()
        assert closed == ["server"]


def test_an_account_not_seen_yet_is_called_by_what_is_known_of_it() -> None:
    assert label_of(Profile(grant="ada@sandbox.test")) == "ada@sandbox.test"
    assert label_of(Profile(grant="ada@sandbox.test", label="Work")) == "Work"
    assert label_of(Profile(grant="0b2c")) == ""
