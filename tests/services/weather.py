"""An account under open sky: lines that break, a key that is refused, and a callsheet that dies at any point.

Every request and every change of a store is a point at which the process can be killed; after that point
nothing it does reaches the service or the disk any more.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.driver import KEY, LONDON, StoryPause, StoryWorld
from tests.services.ledger import JSON, objects, plant
from tui.nylas.connect import open_api
from tui.services.settings import SecretStr, Settings
from tui.services.workspace import Outside, Workspace
from tui.store.cache import Cache
from tui.store.state import State

T = TypeVar("T")


class Killed(BaseException):
    """The process is no more."""


class Fault(Enum):
    """What becomes of one request."""

    NO_LINE = "no connection is made"
    LOST_BEFORE = "the request never arrives, and nobody says so"
    LOST_AFTER = "the request is carried out, its answer lost"
    TIMED_OUT = "the request is carried out after its sender gave up"
    THROTTLED = "429"
    DOWN = "503 before anything was done"
    GATEWAY = "504 after all was done"


@dataclass
class Fate:
    """When one process dies, counted in points it passes."""

    points: int | None = None
    dead: bool = False

    def passes(self) -> None:
        """Go by a point. Raises Killed there, and at all that follow."""
        if self.points is not None and not self.dead:
            self.points -= 1
            self.dead = self.points <= 0
        if self.dead:
            raise Killed


@dataclass
class Weather:
    """The faults that the next requests meet, and whether the key is accepted."""

    ahead: list[tuple[Fault, bool]] = field(default_factory=list)
    """Faults with whether they are for writes alone."""
    refused: bool = False
    underway: list[httpx.Request] = field(default_factory=list)

    def next(self, request: httpx.Request) -> Fault | None:
        """What happens to this request."""
        for at, (fault, writes) in enumerate(self.ahead):
            if not writes or request.method != "GET":
                del self.ahead[at]
                return fault
        return None

    def clears(self) -> None:
        """From now on nothing goes wrong."""
        self.ahead.clear()
        self.refused = False


class Line(httpx.AsyncBaseTransport):
    """The way of one process to the service."""

    def __init__(self, app: Any, weather: Weather, fate: Fate) -> None:
        self._service = httpx.ASGITransport(app=app)
        self._weather = weather
        self._fate = fate

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._fate.passes()
        answer = await self._answered(request)
        self._fate.passes()
        return answer

    async def _answered(self, request: httpx.Request) -> httpx.Response:
        if self._weather.refused:
            return httpx.Response(401, json={"error": {"type": "unauthorized", "message": "Unauthorized"}})
        fault = self._weather.next(request)
        if fault is None:
            await self._arrive()
            return await self._service.handle_async_request(request)
        return await self._unlucky(fault, request)

    async def _arrive(self) -> None:
        """What was on its way reaches the service."""
        while self._weather.underway:
            await _whole(await self._service.handle_async_request(self._weather.underway.pop(0)))

    async def _unlucky(self, fault: Fault, request: httpx.Request) -> httpx.Response:
        match fault:
            case Fault.NO_LINE:
                raise httpx.ConnectError("no route")
            case Fault.LOST_BEFORE:
                raise httpx.ReadTimeout("no answer")
            case Fault.TIMED_OUT:
                if request.method == "POST":
                    self._weather.underway.append(request)
                raise httpx.ReadTimeout("no answer")
            case Fault.THROTTLED:
                return _problem(429, "rate_limit_error")
            case Fault.DOWN:
                return _problem(503, "service_unavailable")
        await _whole(await self._service.handle_async_request(request))
        if fault is Fault.GATEWAY:
            return _problem(504, "provider_error")
        raise httpx.ReadError("reset by peer")


async def _whole(response: httpx.Response) -> None:
    async for _ in response.aiter_raw():
        pass


def _problem(status: int, kind: str) -> httpx.Response:
    return httpx.Response(status, json={"error": {"type": kind, "message": "A fault was asked for."}})


class Mortal:
    """A store whose process can be killed before and after each of its changes."""

    OF_STATE = (
        "put_draft",
        "drop_draft",
        "put_intent",
        "put_job",
        "drop_job",
        "hold",
        "release",
        "set_hidden",
        "stays",
        "note_deed",
        "turn_deed",
        "put_deed",
        "put_waiting",
        "drop_waiting",
    )
    OF_CACHE = ("put", "drop", "replace", "put_calendars", "put_account")
    CHANGES = frozenset((*OF_STATE, *OF_CACHE))

    def __init__(self, store: Any, fate: Fate) -> None:
        self._store = store
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._store, name)
        if name not in self.CHANGES:
            return real

        def change(*args: Any, **named: Any) -> Any:
            self._fate.passes()
            result = real(*args, **named)
            self._fate.passes()
            return result

        return change


@dataclass
class Process:
    """One running callsheet."""

    workspace: Workspace
    fate: Fate
    stores: tuple[Cache, State]

    def drop(self) -> None:
        """What a kill leaves: nothing runs on, and no file is closed in an orderly way."""
        self.fate.points, self.fate.dead = None, True
        for writes in (self.workspace._writes, self.workspace.agenda._writes):
            writes._thread.shutdown()
        for store in self.stores:
            _over(store)
            store.close()  # the kernel closes what a process had open


def _over(store: Cache | State) -> None:
    """The turns of a dead process are over; here all live in one, and nobody could tell by its number."""
    if isinstance(store, State):
        with store._database.writing() as writing:
            writing.execute("delete from leases where name not in ('outbox', 'looking after jobs')")


class Sky(StoryWorld):
    """One service and one home; any number of processes."""

    def __init__(
        self, folder: Path, links: str = "after:4", older: str = "", settings: Settings | None = None
    ) -> None:
        super().__init__(links, folder, older)
        self.folder = folder
        self.settings = settings or Settings()
        self.weather = Weather()
        self.processes: list[Process] = []
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda loop, told: None)  # the dead leave answers nobody waits for

    def run(self, deed: Coroutine[Any, Any, T]) -> T:
        """Do something to its end."""
        return self._loop.run_until_complete(deed)

    def starts(self) -> Process:
        """Another callsheet."""
        fate = Fate()
        profile = self.profile
        key = SecretStr(self._older.token if self._older else KEY)
        line = Line(self.server.app, self.weather, fate)
        api = open_api(profile, key, transport=line, clock=self.clock, pause=StoryPause())
        stores = Cache.open(self.folder / "cache.db"), State.open(self.folder / "state.db")
        cache, state = (Mortal(store, fate) for store in stores)
        outside = Outside(self.clock, StoryPause(), self.browser)
        workspace = Workspace(profile, api, cache, state, outside, LONDON, self.settings)  # type: ignore[arg-type]
        process = Process(workspace, fate, stores)
        self.processes.append(process)
        self.run(workspace.start())
        return process

    def quits(self, process: Process) -> None:
        """It ends in an orderly way."""
        self.processes.remove(process)
        process.fate.points = None
        self.run(process.workspace.aclose())

    def killed(self, process: Process) -> None:
        """It ends here and now; another one takes its place."""
        self.processes.remove(process)
        process.drop()

    def lose_cache(self) -> None:
        """Somebody clears the cache."""
        for path in self.folder.glob("cache.db*"):
            path.unlink()

    def objects(self, title: str) -> list[JSON]:
        """The service's own events whose title begins so."""
        return objects(self.server, title)

    def plant(self, event: JSON) -> None:
        """The service changes an event of its own."""
        plant(self.server, event)

    def close(self) -> None:
        """Everything ends."""
        for process in list(self.processes):
            self.killed(process)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        self.server.close()
        shutil.rmtree(self.folder, ignore_errors=True)
