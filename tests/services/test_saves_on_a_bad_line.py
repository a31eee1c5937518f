"""Saving over a line that breaks in every way a socket can: one event, the draft kept until it is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import httpx
import pytest

from tests.driver import LONDON, NOW, StoryBrowser, StoryClock, StoryPause
from tests.nylas.tcp import ARRIVES, Break, Proxy, proxied
from tests.services.desk import FRIDAY
from tests.services.ledger import objects
from tui.domain.drafts import Draft
from tui.domain.errors import Ambiguous
from tui.domain.secret import SecretStr
from tui.nylas.calls import Calls
from tui.nylas.retry import Deadlines
from tui.nylas.transport import Transport
from tui.nylas.v3 import NylasV3
from tui.sandbox.serve import ServedSandbox, running
from tui.sandbox.settings import SandboxSettings
from tui.services.settings import Profile, Settings
from tui.services.workspace import Outside, Workspace
from tui.store.cache import Cache
from tui.store.state import State

IMPATIENT = Deadlines(read=2, write=0.4)
NUMBERS = count()


@pytest.fixture(scope="module")
def service() -> Iterator[ServedSandbox]:
    with running(SandboxSettings(now=NOW)) as served:
        yield served


@dataclass
class Office:
    """An account, and the line it is reached over."""

    workspace: Workspace
    line: Proxy
    served: ServedSandbox

    def draft(self) -> Draft:
        """A new event nobody has heard of."""
        return replace(self.workspace.edits.new(FRIDAY), title=f"Prism {next(NUMBERS)}:", notify=True)

    def objects(self, title: str) -> list[dict[str, Any]]:
        """The service's own objects with a title that begins so."""
        return objects(self.served.sandbox, title)


@asynccontextmanager
async def office(service: ServedSandbox) -> AsyncIterator[Office]:
    """An open account behind a proxy."""
    async with proxied(service.api_uri) as line:
        transport = Transport(
            line.uri, SecretStr(service.api_key), timeouts=httpx.Timeout(5, read=3), trust_env=False
        )
        clock, grant = StoryClock(), service.grants[0].id
        api = NylasV3(Calls(transport, clock, StoryPause(), IMPATIENT), grant)
        profile = Profile(name="served", region="custom", api_uri=line.uri, grant=grant)
        outside = Outside(clock, StoryPause(), StoryBrowser())
        workspace = Workspace(profile, api, Cache.open(None), State.open(None), outside, LONDON, Settings())
        await workspace.start()
        line.passed.clear()
        try:
            yield Office(workspace, line, service)
        finally:
            await workspace.aclose()


@pytest.mark.parametrize("how", Break)
async def test_a_new_event_is_made_once_however_the_line_breaks(service: ServedSandbox, how: Break) -> None:
    async with office(service) as desk:
        draft = desk.draft()
        desk.line.method, desk.line.breaks = "POST", [how]
        if how in ARRIVES:
            await desk.workspace.edits.save(draft)
            assert desk.line.passed.count("POST") == 1
        else:
            with pytest.raises(Ambiguous) as caught:
                await desk.workspace.edits.save(draft)
            assert "your text is kept" in caught.value.means
            assert desk.workspace.edits.drafts() == (draft,)
            assert desk.objects(draft.title) == []
            await desk.workspace.edits.save(draft)
        assert len(desk.objects(draft.title)) == 1
        assert desk.workspace.edits.drafts() == ()


@pytest.mark.parametrize("how", Break)
async def test_a_change_that_mails_people_is_sent_once_however_the_line_breaks(
    service: ServedSandbox, how: Break
) -> None:
    async with office(service) as desk:
        edits = desk.workspace.edits
        event = (await edits.save(replace(desk.draft(), guests="ben@sandbox.test"))).event
        mails = len(service.sandbox._store.mails())
        draft = replace(edits.of(event), location="Yard")
        desk.line.method, desk.line.breaks = "PUT", [how]
        try:
            await edits.save(draft)
        except Ambiguous:
            assert edits.drafts() == (draft,)
            await edits.save(draft)
        [one] = desk.objects(event.title)
        assert one["location"] == "Yard"
        assert edits.drafts() == ()
        assert len(service.sandbox._store.mails()) == mails + 1


@pytest.mark.parametrize("how", Break)
async def test_a_deleted_event_is_gone_however_the_line_breaks(service: ServedSandbox, how: Break) -> None:
    async with office(service) as desk:
        event = (await desk.workspace.edits.save(desk.draft())).event
        desk.line.method, desk.line.breaks = "DELETE", [how]
        try:
            await desk.workspace.edits.delete(event, notify=False)
        except Ambiguous:
            await desk.workspace.edits.delete(event, notify=False)
        assert desk.objects(event.title) == []
        assert desk.workspace.agenda.event(event.key) is None


async def test_a_line_that_breaks_under_everything_keeps_the_draft_until_it_heals(
    service: ServedSandbox,
) -> None:
    async with office(service) as desk:
        draft = desk.draft()
        desk.line.method, desk.line.breaks = "POST", [Break.SILENCE]
        saving = asyncio.create_task(desk.workspace.edits.save(draft))
        async with asyncio.timeout(30):
            while "POST" not in desk.line.passed:  # noqa: ASYNC110 - what another task does
                await asyncio.sleep(0.01)
        desk.line.method, desk.line.breaks = "GET", [Break.RESET_BEFORE, Break.TRUNCATED] * 20
        with pytest.raises(Ambiguous):
            await saving
        assert desk.workspace.edits.drafts() == (draft,)
        desk.line.breaks = [Break.HALF_CLOSED]
        await desk.workspace.edits.save(draft)
        assert len(desk.objects(draft.title)) == 1
