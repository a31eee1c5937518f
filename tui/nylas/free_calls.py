"""Asking a calendar service about other people's time, in the way of either generation.

Reads only, so all of it may be repeated; the older generation answers without an envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tui.domain.busy import Busy
from tui.domain.calendars import AccountKind
from tui.domain.free_time import Attendee, Wish
from tui.domain.when import Window
from tui.nylas import older_v2
from tui.nylas.calls import Calls
from tui.nylas.free_time import (
    WireAvailability,
    WireBusy,
    availability_v2,
    availability_v3,
    busy_of,
    free_busy_bodies,
    starts_of,
)
from tui.nylas.pages import Item, Page, Reader
from tui.nylas.setbacks import Answer
from tui.nylas.transport import Request


class FreeCalls:
    """The two questions. Version 3 asks below its grant and, for availability, below `root`."""

    def __init__(self, calls: Calls, grant: str = "", root: str = "") -> None:
        self._calls = calls
        self._grant = grant
        self._root = root
        self._busy = Reader(WireBusy)
        self._slots = Reader(WireAvailability)

    async def busy(
        self, emails: Sequence[str], window: Window, kind: AccountKind, *, tentative: bool
    ) -> tuple[Busy, ...]:
        """When these people are busy; as many requests as the account's limits make of it, one by one."""
        items: list[Item[WireBusy]] = []
        for body in free_busy_bodies(emails, window, kind, tentative=tentative or not self._root):
            request = Request("POST", f"{self._grant}/calendars/free-busy", (), body)
            items += (await self._calls.get(request, self._read_busy)).items
        return busy_of(emails, items, window)

    def _read_busy(self, answer: Answer, host: str) -> Page[Item[WireBusy]]:
        return self._busy.page(self._enveloped(answer), host)

    async def starts(self, attendees: Sequence[Attendee], wish: Wish) -> tuple[datetime, ...]:
        """When slots begin that suit everybody."""
        body = availability_v3(attendees, wish) if self._root else availability_v2(attendees, wish)
        request = Request("POST", f"{self._root}/calendars/availability", (), body)
        return starts_of(await self._calls.get(request, self._read_slots))

    def _read_slots(self, answer: Answer, host: str) -> Item[WireAvailability]:
        return self._slots.one(self._enveloped(answer), host)

    def _enveloped(self, answer: Answer) -> Answer:
        return answer if self._root else older_v2.enveloped(answer, older_v2.unchanged)


class AsksFreeTime:
    """The part of a `CalendarApi` that asks about other people's time."""

    _free: FreeCalls

    async def _own_kind(self) -> AccountKind:
        """What the account is, for its limits; the least of all where nobody says."""
        return AccountKind.UNKNOWN

    async def free_busy(
        self, emails: Sequence[str], window: Window, *, tentative: bool = True
    ) -> tuple[Busy, ...]:
        """When these people are busy; the older generation cannot leave out what is half accepted."""
        return await self._free.busy(emails, window, await self._own_kind(), tentative=tentative)

    async def availability(self, attendees: Sequence[Attendee], wish: Wish) -> tuple[datetime, ...]:
        """When slots begin that suit everybody; everybody must have an account of this application."""
        return await self._free.starts(attendees, wish)
