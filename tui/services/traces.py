"""Looking for the event of a create that nobody confirmed: by its token, else by what it was to be.

Where more than one event may be it, or one only resembles it, nobody decides but its owner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from tui.domain.checking import Context
from tui.domain.errors import Refused
from tui.domain.events import Event, EventKey
from tui.domain.likeness import Sent, Unsure, is_alike, likely, window_of
from tui.domain.pairs import OFF
from tui.services.ports import CalendarApi
from tui.services.sync import Agenda


class Traces:
    """What creates leave behind."""

    def __init__(self, api: CalendarApi, agenda: Agenda, context: Callable[[], Context]) -> None:
        self._api = api
        self._agenda = agenda
        self._context = context
        self._refused = False
        self._kept = False

    @property
    def mark(self) -> str:
        """The name a create carries its token under; empty where the account takes none."""
        name = self._context().mark
        return "" if name == OFF or self._refused else name

    def take_no_tokens(self) -> None:
        """The account refuses metadata: from now on creates carry no token, in this run."""
        self._refused = True

    def was_kept(self, event: Event, token: str) -> None:
        """Learn from the answer to a create whether the account keeps tokens."""
        self._kept = self._kept or event.metadata.get(self.mark) == token

    def of(self, event: Event, at: datetime) -> Sent:
        """What is known of a create before it is sent: the events like it, among others, that are not it."""
        sent = Sent(event, at)
        there = self._agenda.view(window_of(sent), [event.calendar_id]).events
        alike = (one for one in there if is_alike(event, one) and one.key != event.key)
        return Sent(event, at, tuple({one.master_id or one.id for one in alike}), uuid4().hex)

    async def find(
        self, token: str, calendar_ids: Sequence[str], sent: Sent | None, *, last: bool
    ) -> tuple[Event | None, bool]:
        """The event, and whether it was found by what it is. Raises Unsure or an ApiError.

        Without a token to be found by at every look, with one only at the last: it may come late.
        """
        searched = await self._searched(token, calendar_ids)
        if searched is not None:
            return searched, False
        if sent is None or (self.mark and (self._kept or not last)):
            return None, False
        return await self._alike(sent), True

    async def _searched(self, token: str, calendar_ids: Sequence[str]) -> Event | None:
        for calendar_id in calendar_ids:
            if not self.mark:
                return None
            try:
                found = await self._api.marked(calendar_id, token, self.mark)
            except Refused:
                self._refused = True
            else:
                if found is not None:
                    return found
        return None

    async def _alike(self, sent: Sent) -> Event | None:
        listed = self._api.events(sent.event.calendar_id, window_of(sent))
        events = [event async for page in listed for event in page.events]
        found = likely(sent, events, self._context().account.email)
        if len(found.sure) == 1 and not found.maybe:
            [one] = found.sure
            return await self._api.event(EventKey(one.calendar_id, one.master_id or one.id))
        if found.sure or found.maybe:
            raise Unsure(sent.event.title, (*found.sure, *found.maybe))
        return None
