"""A callsheet that dies: does one deed for real and is killed at a point of it, or at any moment.

It runs in a process forked from one that has everything loaded, so that hundreds of deaths take no minute.
One line of JSON asks for a deed; the lines that answer say what was passed, and how the process ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.driver import LONDON, StoryBrowser, StoryClock, StoryPause
from tests.services.desk import FRIDAY
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import EventKey
from tui.nylas.connect import open_api
from tui.services.settings import Profile, SecretStr, Settings
from tui.services.workspace import Outside, Workspace
from tui.store.cache import Cache
from tui.store.state import State

Passes = Callable[[str], None]
CHANGES = (
    *("put_draft", "put_intent", "put_job", "drop_draft", "drop_job"),
    *("stays", "note_deed", "turn_deed", "put_deed", "hold", "release"),
)
MOST_LOOKS = 60


@dataclass(frozen=True)
class Deed:
    """What is to be done, and where it ends."""

    what: str
    """`save`, `delete` for an event made and deleted, `undo`; `finish` for all that is left after a death."""
    title: str
    folder: str
    uri: str
    key: str
    grant: str
    now: str
    call: bool = False
    event: tuple[str, str] | None = None
    """The event that is changed; a new one is made where there is none."""
    takes_back: bool = False
    """Whether what is left to do is to take a deletion back."""
    dies_at: int | None = None
    """The number of the point that is not passed alive."""
    dies_after: float | None = None
    """Seconds until somebody else kills it."""


def tell(**said: object) -> None:
    """Say something, and be heard even if these are the last words."""
    os.write(1, json.dumps(said).encode() + b"\n")


class Points:
    """Counts the points that are passed, and dies at the one that was chosen."""

    def __init__(self, dies_at: int | None) -> None:
        self._dies_at = dies_at
        self._passed = 0
        self.counting = False

    def __call__(self, label: str) -> None:
        if not self.counting:
            return
        if self._passed == self._dies_at:
            tell(died_at=label)
            os.kill(os.getpid(), signal.SIGKILL)
        self._passed += 1
        tell(passed=label)


class Observed(State):
    """The store, with a point before and after each change and before each statement within."""

    passes: Passes

    def __getattribute__(self, name: str) -> Any:
        real = super().__getattribute__(name)
        if name not in CHANGES:
            return real

        def change(*args: Any) -> Any:
            self.passes(f"{name}: before")
            result = real(*args)
            self.passes(f"{name}: after")
            return result

        return change

    def watched(self, passes: Passes) -> None:
        """From now on every statement is a point."""
        self.passes = passes
        writes = ("begin", "insert", "delete", "update", "commit")
        self._database._connection.set_trace_callback(
            lambda sql: passes(f"sql: {sql.split()[0]}") if sql.startswith(writes) else None
        )


class Line(httpx.AsyncHTTPTransport):
    """The network, with a point before and after each request."""

    def __init__(self, passes: Passes) -> None:
        super().__init__(trust_env=False)
        self._passes = passes

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        what = "events" if request.url.path.endswith("/events") else "one event"
        name = f"{request.method} {what}"
        self._passes(f"{name}: before")
        answer = await super().handle_async_request(request)
        self._passes(f"{name}: after")
        return answer


async def done(deed: Deed) -> None:
    """Open the account, do the deed, close it."""
    points = Points(deed.dies_at)
    clock = StoryClock(datetime.fromisoformat(deed.now))
    profile = Profile(name="served", region="custom", api_uri=deed.uri, grant=deed.grant)
    line = Line(points)
    api = open_api(profile, SecretStr(deed.key), transport=line, clock=clock, pause=StoryPause())
    state = Observed.open(Path(deed.folder) / "state.db")
    assert isinstance(state, Observed)
    cache = Cache.open(Path(deed.folder) / "cache.db")
    state.watched(points)
    outside = Outside(clock, StoryPause(), StoryBrowser())
    workspace = Workspace(profile, api, cache, state, outside, LONDON, Settings())
    for notice in workspace.notices:
        tell(notice=notice)
    await workspace.start()
    points.counting = True
    deeds = {"save": saved, "delete": deleted, "undo": taken_back, "finish": finished}
    await deeds[deed.what](deed, workspace, clock)
    await workspace.aclose()
    tell(done=True)


async def saved(deed: Deed, workspace: Workspace, clock: StoryClock) -> None:
    draft = await typed(deed, workspace)
    await workspace.edits.keep(draft)
    tell(kept=True)
    await workspace.edits.save(draft)
    tell(saved=True)


async def deleted(deed: Deed, workspace: Workspace, clock: StoryClock) -> None:
    made = await workspace.edits.save(await typed(deed, workspace))
    await workspace.edits.delete(made.event)


async def taken_back(deed: Deed, workspace: Workspace, clock: StoryClock) -> None:
    await workspace.edits.undo.undo()
    tell(undone=True)


async def typed(deed: Deed, workspace: Workspace) -> Draft:
    """What the user has before them."""
    if deed.event is not None:
        event = await workspace.api.event(EventKey(*deed.event))
        draft = replace(workspace.edits.of(event), title=deed.title)
    else:
        draft = replace(workspace.edits.new(FRIDAY), title=deed.title)
    return replace(draft, call=CallDraft(Provider.MEET, CallMode.CREATE)) if deed.call else draft


async def finished(deed: Deed, workspace: Workspace, clock: StoryClock) -> None:
    """Look for what was on its way, save what is kept, and wait for the links that are to come."""
    undo = workspace.edits.undo
    if deed.takes_back and undo.last is not None and undo.last.after is None:
        await undo.undo()
    settled = await workspace.edits.afterwards.settle()
    tell(settled=len(settled), arrived=sum(one.event is not None for one in settled))
    for draft in workspace.edits.drafts():
        await workspace.edits.save(draft)
    watching = asyncio.create_task(workspace.jobs.run())
    looks = 0
    while workspace.jobs.pending() and looks < MOST_LOOKS * 10:
        await asyncio.sleep(0.002)
        looks += 1
        if looks % 3 == 0:
            clock.pass_by(timedelta(seconds=1))
            workspace.jobs.resume()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    jobs = [
        {"event": job.key.event_id, "state": job.state.value, "url": job.url} for job in workspace.jobs.all()
    ]
    tell(drafts=len(workspace.edits.drafts()), jobs=jobs)


def main() -> None:
    """Do deed after deed, each in a process of its own."""
    tell(ready=True)
    for asked in sys.stdin:
        deed = Deed(**json.loads(asked))
        child = os.fork()
        if not child:
            try:
                asyncio.run(done(deed))
                os._exit(0)
            except BaseException as error:  # noqa: BLE001 - the other side tells what it means
                tell(failed=repr(error))
                os._exit(1)
        if deed.dies_after is not None:
            time.sleep(deed.dies_after)
            os.kill(child, signal.SIGKILL)
        tell(ended=os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
