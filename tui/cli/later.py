"""A service that is opened when first asked: what is stored is on the screen before its client is loaded.

What opening it would have raised, the first request raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.busy import Busy
    from tui.domain.calendars import Calendar, Grant
    from tui.domain.conferencing import Conferencing
    from tui.domain.events import Event, EventKey, EventPage, Rsvp
    from tui.domain.free_time import Attendee, Wish
    from tui.domain.when import Window
    from tui.domain.work import Work
    from tui.domain.writes import EventWrite
    from tui.services.ports import CalendarApi, Described


class OpenedLater:
    """Stands for the service until somebody asks it for something, and hands everything on from then."""

    def __init__(self, opening: Callable[[], CalendarApi]) -> None:
        self._opening = opening
        self._api: CalendarApi | None = None
        self._lock = asyncio.Lock()

    def _now(self) -> CalendarApi:
        self._api = self._api or self._opening()
        return self._api

    async def _opened(self) -> CalendarApi:
        """The service; loading its client keeps nobody from typing meanwhile."""
        if self._api is None:
            async with self._lock:
                return await asyncio.to_thread(self._now)
        return self._api

    async def grant(self) -> Grant:
        """See `CalendarApi`, as all below."""
        return await (await self._opened()).grant()

    async def grants(self) -> tuple[Grant, ...]:
        return await (await self._opened()).grants()

    async def calendars(self) -> tuple[Calendar, ...]:
        return await (await self._opened()).calendars()

    async def events(
        self, calendar_id: str, window: Window, *, cancelled: bool = False
    ) -> AsyncIterator[EventPage]:
        async for page in (await self._opened()).events(calendar_id, window, cancelled=cancelled):
            yield page

    async def objects(
        self, calendar_id: str, window: Window, select: tuple[str, ...] = ()
    ) -> AsyncIterator[Mapping[str, object]]:
        async for one in (await self._opened()).objects(calendar_id, window, select):
            yield one

    async def event(self, key: EventKey) -> Event:
        return await (await self._opened()).event(key)

    async def work(self, work_id: str) -> Work | None:
        return await (await self._opened()).work(work_id)

    async def works(self) -> Mapping[str, Work]:
        return await (await self._opened()).works()

    async def calls(self, calendar_id: str, window: Window) -> Mapping[str, Conferencing]:
        return await (await self._opened()).calls(calendar_id, window)

    async def namesakes(self, calendar_id: str, title: str, window: Window | None) -> tuple[Event, ...]:
        return await (await self._opened()).namesakes(calendar_id, title, window)

    async def create(self, calendar_id: str, write: EventWrite, *, notify: bool) -> Event:
        return await (await self._opened()).create(calendar_id, write, notify=notify)

    def described(self, calendar_id: str, event_id: str, write: EventWrite, *, notify: bool) -> Described:
        return self._now().described(calendar_id, event_id, write, notify=notify)

    async def update(self, key: EventKey, write: EventWrite, *, notify: bool) -> Event:
        return await (await self._opened()).update(key, write, notify=notify)

    async def delete(self, key: EventKey, *, notify: bool) -> None:
        await (await self._opened()).delete(key, notify=notify)

    async def rsvp(self, key: EventKey, answer: Rsvp, comment: str = "") -> str:
        return await (await self._opened()).rsvp(key, answer, comment)

    async def free_busy(
        self, emails: Sequence[str], window: Window, *, tentative: bool = True
    ) -> tuple[Busy, ...]:
        return await (await self._opened()).free_busy(emails, window, tentative=tentative)

    async def availability(self, attendees: Sequence[Attendee], wish: Wish) -> tuple[datetime, ...]:
        return await (await self._opened()).availability(attendees, wish)

    async def marked(self, calendar_id: str, token: str, name: str) -> Event | None:
        return await (await self._opened()).marked(calendar_id, token, name)

    async def aclose(self) -> None:
        """Give connections back, if any were made."""
        if self._api is not None:
            await self._api.aclose()
