"""The calendar service, API version 3: accounts, calendars and events behind the `CalendarApi` port.

A create is sent once; every other repetition is decided in `retry`. Only domain objects and errors leave.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from pydantic import ValidationError

from tui.domain.calendars import AccountKind, Calendar, Grant
from tui.domain.conferencing import Conferencing
from tui.domain.errors import BadAnswer, NotFound, Refused
from tui.domain.events import Event, EventKey, EventPage, Rsvp, UnreadableEvent
from tui.domain.pairs import MARK
from tui.domain.text import clean
from tui.domain.when import Window
from tui.domain.work import Work
from tui.domain.writes import UNSET, EventWrite
from tui.nylas.bulk_v3 import bulk_request, objects_of
from tui.nylas.calls import Calls, EndlessListing
from tui.nylas.events_v3 import calendar_of, calls_of, event_of, grant_of
from tui.nylas.failures import Act, ambiguous
from tui.nylas.free_calls import AsksFreeTime, FreeCalls
from tui.nylas.pages import Item, Page, Reader, envelope_of
from tui.nylas.plain_v3 import plain_event
from tui.nylas.reading import Reading, encoded
from tui.nylas.retry import Repeat
from tui.nylas.setbacks import Answer
from tui.nylas.transport import Request
from tui.nylas.wire_v3 import WireCalendar, WireEvent, WireGrant, WireRsvpAnswer
from tui.services.ports import Described

PAGE_LIMIT: Final = 200
_GRANTS_PER_PAGE: Final = 100
_MOST_GRANT_PAGES: Final = 20
_QUIETABLE: Final = frozenset({AccountKind.GOOGLE, AccountKind.VIRTUAL})
"""Accounts that honour `notify_participants=false`; Microsoft and iCloud mail people regardless."""


class NylasV3(AsksFreeTime):
    """One account of one application. Implements `tui.services.ports.CalendarApi`."""

    def __init__(
        self, calls: Calls, grant: str, reading: Reading | None = None, kind: AccountKind | None = None
    ) -> None:
        self._calls = calls
        self._grant = f"/v3/grants/{encoded(grant)}"
        self._reading = reading or Reading()
        self._kind = kind
        self._events = Reader(WireEvent)
        self._free = FreeCalls(calls, self._grant, "/v3")
        self._calendars = Reader(WireCalendar)
        self._grants = Reader(WireGrant)

    # Accounts and calendars

    async def grant(self) -> Grant:
        """The account in use."""
        item = await self._calls.get(Request("GET", self._grant), self._grants.one)
        if item.model is None or not item.model.id:
            raise BadAnswer(f"{self._calls.host} describes the account in a way that cannot be read.")
        account = grant_of(item.model)
        self._kind = account.kind
        return account

    async def grants(self) -> tuple[Grant, ...]:
        """Every account of the application (offset paging, so a page without news ends it)."""
        found: dict[str, Grant] = {}
        for _ in range(_MOST_GRANT_PAGES):
            query = (("limit", str(_GRANTS_PER_PAGE)), ("offset", str(len(found))))
            page = await self._calls.get(Request("GET", "/v3/grants", query), self._grants.page)
            known = len(found)
            found |= {i.model.id: grant_of(i.model) for i in page.items if i.model and i.model.id}
            if len(found) == known or len(page.items) < min(_GRANTS_PER_PAGE, page.limit or _GRANTS_PER_PAGE):
                break
        return tuple(found.values())

    async def calendars(self) -> tuple[Calendar, ...]:
        """All calendars of the account."""
        request = Request("GET", f"{self._grant}/calendars", (("limit", str(PAGE_LIMIT)),))
        found: dict[str, Calendar] = {}
        try:
            async for page in self._calls.walk(request, self._calendars.page):
                found |= {i.model.id: calendar_of(i.model) for i in page.items if i.model and i.model.id}
        except EndlessListing:
            pass
        return tuple(found.values())

    async def _own_kind(self) -> AccountKind:
        return self._kind or (await self.grant()).kind

    # Reading events

    async def events(
        self, calendar_id: str, window: Window, *, cancelled: bool = False
    ) -> AsyncIterator[EventPage]:
        """The events that overlap `window`; an event met twice is given once.

        Always sends both bounds: the API would put a default counted from now in place of a missing one.
        """
        seen: set[str] = set()
        kind = self._kind or (await self.grant()).kind
        for part in self._reading.parts(window, kind):
            query = (
                ("calendar_id", calendar_id),
                ("start", str(math.floor(part.start.timestamp()))),
                ("end", str(math.ceil(part.end.timestamp()))),
                ("expand_recurring", "true"),
                ("limit", str(PAGE_LIMIT)),
                *((("show_cancelled", "true"),) if cancelled else ()),
                *self._reading.tentative(),
                *self._reading.kinds(kind),
            )
            request = Request("GET", f"{self._grant}/events", query)
            try:
                async for page in self._calls.walk(request, self._page_reader(calendar_id)):
                    yield _fresh(page, seen)
            except EndlessListing:
                yield _endless(calendar_id)

    async def objects(
        self, calendar_id: str, window: Window, select: tuple[str, ...] = ()
    ) -> AsyncIterator[Mapping[str, object]]:
        """The API's own objects, series as such."""
        kind = self._kind or (await self.grant()).kind
        parts = await self._parts(window)
        requests = [bulk_request(self._grant, kind, calendar_id, part, select) for part in parts]
        async for one in objects_of(self._calls, self._events, requests):
            yield one

    async def _parts(self, window: Window) -> list[Window]:
        shortest = min(self._reading.longest(kind) or timedelta.max for kind in AccountKind)
        if window.end - window.start <= shortest:
            return [window]
        kind = await self._own_kind()
        return list(self._reading.parts(window, kind))

    def _page_reader(self, calendar_id: str) -> Callable[[Answer, str], Page[Event | UnreadableEvent]]:
        def read(answer: Answer, host: str) -> Page[Event | UnreadableEvent]:
            inclusive = self._reading.last_day_included

            def plain(raw: object) -> Event | UnreadableEvent | None:
                return plain_event(raw, calendar_id)

            def convert(item: Item[WireEvent]) -> Event | UnreadableEvent:
                return event_of(item, calendar_id, last_day_included=inclusive)

            return self._events.quick(answer, host, plain, convert)

        return read

    async def event(self, key: EventKey) -> Event:
        """One event, read fresh."""
        found = await self._calls.get(self._at(key), self._event_reader(key.calendar_id))
        if isinstance(found, UnreadableEvent):
            raise BadAnswer(f"The event cannot be read: {found.reason}")
        return found

    async def work(self, work_id: str) -> Work | None:
        """Nothing: this generation tells of a call on the event itself."""
        return None

    async def works(self) -> Mapping[str, Work]:
        """Nothing, for the same reason."""
        return {}

    async def calls(self, calendar_id: str, window: Window) -> Mapping[str, Conferencing]:
        """The calls of one page, series as such; of each event nothing else is asked for."""
        query = (
            ("calendar_id", calendar_id),
            ("start", str(math.floor(window.start.timestamp()))),
            ("end", str(math.ceil(window.end.timestamp()))),
            ("expand_recurring", "false"),
            ("limit", str(PAGE_LIMIT)),
            ("select", "id,conferencing"),
        )
        request = Request("GET", f"{self._grant}/events", query)
        return await self._calls.get(request, lambda answer, host: calls_of(self._events.page(answer, host)))

    async def namesakes(self, calendar_id: str, title: str, window: Window | None) -> tuple[Event, ...]:
        """None: events of this generation keep their ids."""
        return ()

    def _event_reader(self, calendar_id: str) -> Callable[[Answer, str], Event | UnreadableEvent]:
        def read(answer: Answer, host: str) -> Event | UnreadableEvent:
            inclusive = self._reading.last_day_included
            return event_of(self._events.one(answer, host), calendar_id, last_day_included=inclusive)

        return read

    async def marked(self, calendar_id: str, token: str, name: str = MARK) -> Event | None:
        """The event whose metadata holds `token`. Raises Refused where metadata cannot be searched.

        No other filter goes with `metadata_pair`, by the API's rule, so no window is sent.
        """
        query = (("calendar_id", calendar_id), ("metadata_pair", f"{name}:{token}"))
        request = Request("GET", f"{self._grant}/events", query)
        page = await self._calls.get(request, self._page_reader(calendar_id))
        ours = (e for e in page.items if isinstance(e, Event) and e.metadata.get(name) == token)
        found = next(ours, None)
        if found is None or not found.master_id:  # nobody says whether series are expanded here
            return found
        return await self.event(EventKey(calendar_id, found.master_id))

    # Changing events

    async def create(self, calendar_id: str, write: EventWrite, *, notify: bool) -> Event:
        """Create an event, once. Raises Ambiguous when its fate is unknown."""
        request = self._request(calendar_id, "", write, notify)
        return await self._written(Act.CREATE, request, Repeat.NEVER, calendar_id)

    def _request(self, calendar_id: str, event_id: str, write: EventWrite, notify: bool) -> Request:
        from tui.nylas.writes_v3 import body_of  # who only reads pays nothing for the rules of writing

        return Request(
            "PUT" if event_id else "POST",
            f"{self._grant}/events{f'/{encoded(event_id)}' if event_id else ''}",
            (("calendar_id", calendar_id), _notify(notify), *self._reading.tentative()),
            body_of(write, last_day_included=self._reading.last_day_included),
        )

    def described(self, calendar_id: str, event_id: str, write: EventWrite, *, notify: bool) -> Described:
        """The request a create or an update would send. Raises Refused for what cannot be sent."""
        return self._calls.described(self._request(calendar_id, event_id, write, notify), "NYLAS_API_KEY")

    async def update(self, key: EventKey, write: EventWrite, *, notify: bool) -> Event:
        """Change the named fields of an event; the API replaces each of them whole.

        One page of the reference wants `when` in every change, others and every client do not: it goes along
        only for a service that asks for it, and then as the event has it.
        """
        try:
            return await self._updated(key, write, notify)
        except Refused as error:
            if write.when is not UNSET or not _wants_when(error):
                raise
        event = await self.event(key)
        return await self._updated(key, replace(write, when=event.when), notify)

    async def _updated(self, key: EventKey, write: EventWrite, notify: bool) -> Event:
        request = self._request(key.calendar_id, key.event_id, write, notify)
        quiet = not notify and self._kind in _QUIETABLE
        repeat = Repeat.IDEMPOTENT if quiet else Repeat.MAILS
        return await self._written(Act.UPDATE, request, repeat, key.calendar_id)

    async def _written(self, act: Act, request: Request, repeat: Repeat, calendar_id: str) -> Event:
        found = await self._calls.send(act, request, repeat, self._event_reader(calendar_id))
        if isinstance(found, UnreadableEvent):
            raise ambiguous(act, f"The event that came back cannot be read: {found.reason}")
        return found

    async def delete(self, key: EventKey, *, notify: bool) -> None:
        """Delete an event; one that is already gone counts as deleted."""
        query = (("calendar_id", key.calendar_id), _notify(notify))
        request = Request("DELETE", self._at(key).path, query)
        try:
            await self._calls.send(Act.DELETE, request, Repeat.IDEMPOTENT, _acknowledged)
        except NotFound as gone:
            if gone.kind.startswith("grant."):
                raise

    async def rsvp(self, key: EventKey, answer: Rsvp, comment: str = "") -> str:
        """Answer an invitation with yes, no or maybe. Sent once, because the organizer is told by mail.

        A mail that could not go out is no error: the answer is kept, and why it did not go is returned.
        """
        if answer is Rsvp.NONE:
            raise Refused("An answer is yes, no or maybe.", means=Act.ANSWER.value)
        if comment:
            raise Refused("This service takes no comment with an answer.", means=Act.ANSWER.value)
        at = self._at(key)
        request = Request("POST", f"{at.path}/send-rsvp", at.query, {"status": answer.value})
        return await self._calls.send(Act.ANSWER, request, Repeat.NEVER, _mail_trouble)

    async def aclose(self) -> None:
        """Give connections back."""
        await self._calls.aclose()

    def _at(self, key: EventKey) -> Request:
        path = f"{self._grant}/events/{encoded(key.event_id)}"
        return Request("GET", path, (("calendar_id", key.calendar_id),))


def _notify(notify: bool) -> tuple[str, str]:
    return "notify_participants", "true" if notify else "false"


def _acknowledged(answer: Answer, host: str) -> None:
    if answer.body.strip():
        envelope_of(answer, host)


def _mail_trouble(answer: Answer, host: str) -> str:
    """Why the organizer was not mailed; empty when they were."""
    if not answer.body.strip():
        return ""
    envelope = envelope_of(answer, host)
    try:
        trouble = WireRsvpAnswer.model_validate(envelope.get("data") or {}).send_ics_error
    except ValidationError:
        return ""
    if not trouble:
        return ""
    words = trouble.get("message") if isinstance(trouble, dict) else trouble
    return clean(words if isinstance(words, str) else "", limit=300) or "the mail could not be sent"


def _wants_when(error: Refused) -> bool:
    """Whether the service declined for want of a time."""
    return error.status in (400, 422) and re.search(r"\bwhen\b", error.server_words) is not None


def _fresh(page: Page[Event | UnreadableEvent], seen: set[str]) -> EventPage:
    new = [item for item in page.items if isinstance(item, UnreadableEvent) or item.id not in seen]
    events = {item.id: item for item in new if isinstance(item, Event)}
    seen.update(events)
    return EventPage(tuple(events.values()), tuple(i for i in new if isinstance(i, UnreadableEvent)))


def _endless(calendar_id: str) -> EventPage:
    reason = "The service repeated itself; events after this point may be missing."
    return EventPage((), (UnreadableEvent(calendar_id, "", reason),))
