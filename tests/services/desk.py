"""An open account on a sandbox in this process, and ways to make its service unlucky."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tests import stillness
from tests.driver import StoryWorld
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallDraft, CallMode, Draft
from tui.domain.events import Event, EventKey, EventPage
from tui.domain.when import Window
from tui.domain.writes import EventWrite
from tui.services.workspace import Workspace

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
WEEK = Window(datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC))


@dataclass
class Luck:
    """What goes wrong, by the name of the call: before it reaches the service, or after it was done."""

    before: dict[str, Exception] = field(default_factory=dict)
    after: dict[str, Exception] = field(default_factory=dict)
    holds: dict[str, asyncio.Event] = field(default_factory=dict)
    """Calls whose answer is on its way until this is set."""
    asked: list[str] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    """Calendars whose listing waits until its gate opens."""
    forgets: dict[str, int] = field(default_factory=dict)
    """Calendars so many of whose next listings leave out all but the first few events."""
    remembers: int = 0
    """How many events such a listing still has."""
    midway: dict[str, Exception] = field(default_factory=dict)
    """Calendars whose listing breaks off after its first page; looked up when the listing begins."""

    def times(self, name: str) -> int:
        """How often a call was made."""
        return self.asked.count(name)


class UnluckyApi:
    """The real client in front of the real sandbox, with bad luck on the line."""

    def __init__(self, api: Any, luck: Luck) -> None:
        self._api = api
        self._luck = luck

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._api, name)

        async def call(*args: Any, **named: Any) -> Any:
            self._luck.asked.append(name)
            if name in self._luck.before:
                raise self._luck.before[name]
            answer = await real(*args, **named)
            if name in self._luck.holds:
                await self._luck.holds[name].wait()
            if name in self._luck.after:
                raise self._luck.after[name]
            return answer

        return call

    async def events(
        self, calendar_id: str, window: Window, *, cancelled: bool = False
    ) -> AsyncIterator[EventPage]:
        self._luck.asked.append("events")
        if calendar_id in self._luck.before:
            raise self._luck.before[calendar_id]
        breaks = self._luck.midway.get(calendar_id)
        pages = [page async for page in self._api.events(calendar_id, window, cancelled=cancelled)]
        if self._luck.forgets.get(calendar_id, 0) > 0:
            self._luck.forgets[calendar_id] -= 1
            pages = [EventPage(page.events[: self._luck.remembers]) for page in pages[:1]]
        if calendar_id in self._luck.gates:
            await self._luck.gates[calendar_id].wait()
        for page in pages:
            yield page
            if breaks is not None:
                raise breaks


@dataclass
class Desk:
    """One open account."""

    world: StoryWorld
    workspace: Workspace
    luck: Luck

    async def create(self, write: EventWrite) -> Event:
        """Somebody else makes an event."""
        return await self.workspace.api.create(self.calendar, write, notify=False)

    @property
    def calendar(self) -> str:
        """The account's own calendar."""
        return next(one.id for one in self.workspace.agenda.calendars() if one.primary)

    def draft(self, title: str = "Prism", **changes: Any) -> Draft:
        """A new event this afternoon."""
        return replace(self.workspace.edits.new(FRIDAY), title=title, **changes)

    def meet(self, title: str = "Prism") -> Draft:
        """A new event with a Google Meet call made for it."""
        return self.draft(title, call=CallDraft(Provider.MEET, CallMode.CREATE))

    async def titled(self, title: str) -> list[Event]:
        """The events the service has under this title."""
        found = []
        async for page in self.world.api(self.workspace.profile, _key(self.world)).events(
            self.calendar, WEEK
        ):
            found += [event for event in page.events if event.title == title]
        return found

    def pass_by(self, seconds: float) -> None:
        """Time goes on."""
        self.world.clock.pass_by(timedelta(seconds=seconds))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what runs behind; thirty seconds at most."""
        async with asyncio.timeout(30):
            while not holds():  # noqa: ASYNC110 - the story waits for what a user would see, not for an event
                await asyncio.sleep(0.005)


def _key(world: StoryWorld) -> Any:
    from tests.driver import KEY
    from tui.services.settings import SecretStr

    return SecretStr(world._older.token if world._older else KEY)


@asynccontextmanager
async def at_the_desk(links: str = "after:4", folder: Any = None, older: str = "") -> AsyncIterator[Desk]:
    """Open an account, or one of API v2 of the kind `older`; everything is closed again at the end."""
    stillness.begin()
    world = StoryWorld(links, folder, older)
    luck = Luck()
    real = world.api
    world.api = lambda profile, key: UnluckyApi(real(profile, key), luck)  # type: ignore[method-assign]
    workspace = world.workspace()
    world.api = real  # type: ignore[method-assign]
    await workspace.start()
    luck.asked.clear()
    try:
        yield Desk(world, workspace, luck)
    finally:
        await workspace.aclose()
        world.server.close()


__all__ = ["FRIDAY", "WEEK", "Desk", "EventKey", "Luck", "at_the_desk"]
