"""The calendar service, API version 2, behind the same port: a token is an account, lists go by offset.

A 200 does not mean that an event or its call exists: the job named in the answer tells, and a finished event
may have another id.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from tui.domain.calendars import Calendar, Grant
from tui.domain.conferencing import Autocreate, Conferencing, NoConference, Requested
from tui.domain.errors import BadAnswer, NotFound, Refused
from tui.domain.events import Event, EventKey, EventPage, Rsvp, UnreadableEvent
from tui.domain.pairs import MARK
from tui.domain.text import clean
from tui.domain.when import Window, own_zone
from tui.domain.work import Work, WorkState
from tui.domain.writes import UNSET, EventWrite
from tui.nylas import older_v2
from tui.nylas.calls import MOST_PAGES, Calls
from tui.nylas.events_v3 import calendar_of, calls_of, event_of, grant_of
from tui.nylas.failures import Act, ambiguous
from tui.nylas.free_calls import AsksFreeTime, FreeCalls
from tui.nylas.pages import Item, Page, Reader
from tui.nylas.reading import Reading, encoded
from tui.nylas.retry import Repeat
from tui.nylas.setbacks import Answer
from tui.nylas.transport import Request
from tui.nylas.wire_v3 import Lenient, WireCalendar, WireEvent, WireGrant
from tui.nylas.writes_v3 import body_of
from tui.services.ports import Described

PAGE_LIMIT: Final = 100


class WireJob(Lenient):
    """Work done after an answer. `id` is the object's, not the job's; no document promises a reason."""

    job_status_id: str | None = None
    id: str | None = None
    status: str | None = None
    reason: str | None = None
    message: str | None = None


class NylasV2(AsksFreeTime):
    """One account by its access token. Implements `tui.services.ports.CalendarApi`."""

    def __init__(self, calls: Calls, reading: Reading | None = None) -> None:
        self._calls = calls
        self._reading = reading or Reading()
        self._account = ""
        self._events = Reader(WireEvent)
        self._free = FreeCalls(calls)
        self._calendars = Reader(WireCalendar)
        self._grants = Reader(WireGrant)
        self._jobs = Reader(WireJob)

    # The account and its calendars

    async def grant(self) -> Grant:
        """The account behind the token."""

        def read(answer: Answer, host: str) -> Item[WireGrant]:
            return self._grants.one(older_v2.enveloped(answer, older_v2.account), host)

        item = await self._calls.get(Request("GET", "/account"), read)
        if item.model is None or not item.model.id:
            raise BadAnswer(f"{self._calls.host} describes the account in a way that cannot be read.")
        self._account = item.model.id
        return grant_of(item.model)

    async def grants(self) -> tuple[Grant, ...]:
        """Only the account itself: in this generation calls are hosted by the account that asks for them."""
        return (await self.grant(),)

    async def calendars(self) -> tuple[Calendar, ...]:
        """All calendars of the account."""

        def read(answer: Answer, host: str) -> Page[Item[WireCalendar]]:
            return self._calendars.page(older_v2.enveloped(answer, older_v2.unchanged), host)

        found: dict[str, Calendar] = {}
        async for page in self._walk("/calendars", (), read):
            found |= {i.model.id: calendar_of(i.model) for i in page.items if i.model and i.model.id}
        return tuple(found.values())

    async def _walk(
        self, path: str, query: tuple[tuple[str, str], ...], read: Callable[[Answer, str], Page[Any]]
    ) -> AsyncIterator[Page[Any]]:
        """Page after page by offset, until one is short."""
        for number in range(MOST_PAGES):
            bounds = (("limit", str(PAGE_LIMIT)), ("offset", str(number * PAGE_LIMIT)))
            page = await self._calls.get(Request("GET", path, (*query, *bounds)), read)
            yield page
            if len(page.items) < PAGE_LIMIT:
                return

    # Reading events

    async def events(
        self, calendar_id: str, window: Window, *, cancelled: bool = False
    ) -> AsyncIterator[EventPage]:
        """The events that overlap `window`: they end after it begins, and begin before it ends."""
        query = (
            ("calendar_id", calendar_id),
            *_bounds(window),
            ("expand_recurring", "true"),
            *((("show_cancelled", "true"),) if cancelled else ()),
        )
        seen: set[str] = set()
        async for page in self._walk("/events", query, self._page_reader(calendar_id)):
            fresh = [one for one in page.items if _id_of(one) not in seen or not _id_of(one)]
            seen.update(_id_of(one) for one in fresh)
            yield EventPage(
                tuple(one for one in fresh if isinstance(one, Event)),
                tuple(one for one in fresh if isinstance(one, UnreadableEvent)),
            )

    async def objects(
        self, calendar_id: str, window: Window, select: tuple[str, ...] = ()
    ) -> AsyncIterator[Mapping[str, object]]:
        """The API's own objects from the listing; this generation selects nothing, so that is done here."""
        query = (
            ("calendar_id", calendar_id),
            *_bounds(window),
        )
        seen: set[object] = set()

        def read(answer: Answer, host: str) -> Page[Item[WireEvent]]:
            return self._events.page(older_v2.enveloped(answer, older_v2.unchanged), host)

        async for page in self._walk("/events", query, read):
            for raw in (item.raw for item in page.items):
                if (name := raw.get("id")) not in seen:
                    seen.add(name)
                    yield {key: raw[key] for key in ("id", *select) if key in raw} if select else raw

    def _page_reader(self, calendar_id: str) -> Callable[[Answer, str], Page[Event | UnreadableEvent]]:
        def read(answer: Answer, host: str) -> Page[Event | UnreadableEvent]:
            page = self._events.page(older_v2.enveloped(answer, older_v2.event), host)
            return page.mapped(lambda item: self._read(item, calendar_id))

        return read

    def _event_reader(self, calendar_id: str) -> Callable[[Answer, str], Event | UnreadableEvent]:
        def read(answer: Answer, host: str) -> Event | UnreadableEvent:
            item = self._events.one(older_v2.enveloped(answer, older_v2.event), host)
            return self._read(item, calendar_id)

        return read

    def _read(self, item: Item[WireEvent], calendar_id: str) -> Event | UnreadableEvent:
        found = event_of(item, calendar_id, last_day_included=self._reading.last_day_included)
        work = item.raw.get("job_status_id")
        return replace(found, work_id=work) if isinstance(found, Event) and isinstance(work, str) else found

    async def event(self, key: EventKey) -> Event:
        """One event, read fresh."""
        found = await self._calls.get(Request("GET", _at(key)), self._event_reader(key.calendar_id))
        if isinstance(found, UnreadableEvent):
            raise BadAnswer(f"The event cannot be read: {found.reason}")
        return found

    async def marked(self, calendar_id: str, token: str, name: str = MARK) -> Event | None:
        """The event whose metadata holds `token`. Raises Refused where metadata cannot be searched."""
        query = (("calendar_id", calendar_id), ("metadata_pair", f"{name}:{token}"))
        page = await self._calls.get(Request("GET", "/events", query), self._page_reader(calendar_id))
        found = (item for item in page.items if isinstance(item, Event))
        return next((event for event in found if event.metadata.get(name) == token), None)

    async def work(self, work_id: str) -> Work | None:
        """How a job stands; None for one the service does not know (any more)."""

        def read(answer: Answer, host: str) -> Item[WireJob]:
            return self._jobs.one(older_v2.enveloped(answer, older_v2.unchanged), host)

        try:
            item = await self._calls.get(Request("GET", f"/job-statuses/{encoded(work_id)}"), read)
        except NotFound:
            return None
        return _work_of(item.model or WireJob())

    async def works(self) -> Mapping[str, Work]:
        """The newest jobs of the account: one page, for no document promises filters or an order."""

        def read(answer: Answer, host: str) -> Page[Item[WireJob]]:
            return self._jobs.page(older_v2.enveloped(answer, older_v2.unchanged), host)

        query = (("limit", str(PAGE_LIMIT)), ("offset", "0"))
        page = await self._calls.get(Request("GET", "/job-statuses", query), read)
        found = (item.model for item in page.items if item.model is not None)
        return {job.job_status_id: _work_of(job) for job in found if job.job_status_id}

    async def calls(self, calendar_id: str, window: Window) -> Mapping[str, Conferencing]:
        """The calls of one page; this generation selects nothing."""

        def read(answer: Answer, host: str) -> dict[str, Conferencing]:
            return calls_of(self._events.page(older_v2.enveloped(answer, older_v2.event), host))

        query = (("calendar_id", calendar_id), *_bounds(window), ("limit", str(PAGE_LIMIT)))
        return await self._calls.get(Request("GET", "/events", query), read)

    async def namesakes(self, calendar_id: str, title: str, window: Window | None) -> tuple[Event, ...]:
        """The events of that title in the window: a finished event may have another id."""
        query = (("calendar_id", calendar_id), ("title", title), ("limit", str(PAGE_LIMIT)))
        bounds = _bounds(window) if window is not None else ()
        request = Request("GET", "/events", (*query, *bounds))
        page = await self._calls.get(request, self._page_reader(calendar_id))
        return tuple(event for event in page.items if isinstance(event, Event))

    # Changing events

    async def create(self, calendar_id: str, write: EventWrite, *, notify: bool) -> Event:
        """Create an event, once. Raises Ambiguous when its fate is unknown."""
        request = self._request(calendar_id, "", write, notify)
        return _asked(await self._written(Act.CREATE, request, calendar_id), write)

    async def update(self, key: EventKey, write: EventWrite, *, notify: bool) -> Event:
        """Change the named fields of an event; the API replaces each of them whole."""
        request = self._request(key.calendar_id, key.event_id, write, notify)
        return _asked(await self._written(Act.UPDATE, request, key.calendar_id), write)

    def _request(self, calendar_id: str, event_id: str, write: EventWrite, notify: bool) -> Request:
        body, told = self._body(write), (_notify(notify),)
        if event_id:
            return Request("PUT", _at(EventKey(calendar_id, event_id)), told, body)
        return Request("POST", "/events", told, body | {"calendar_id": calendar_id})

    def described(self, calendar_id: str, event_id: str, write: EventWrite, *, notify: bool) -> Described:
        """The request a create or an update would send. Raises Refused for what cannot be sent."""
        return self._calls.described(
            self._request(calendar_id, event_id, write, notify), "NYLAS_ACCESS_TOKEN"
        )

    def _body(self, write: EventWrite) -> dict[str, object]:
        zone = own_zone(write.when) if write.when is not UNSET else None
        body = body_of(write, last_day_included=self._reading.last_day_included)
        return older_v2.body_of_v2(dict(body), zone)

    async def _written(self, act: Act, request: Request, calendar_id: str) -> Event:
        repeat = Repeat.NEVER if act is Act.CREATE else Repeat.MAILS
        found = await self._calls.send(act, request, repeat, self._event_reader(calendar_id))
        if isinstance(found, UnreadableEvent):
            raise ambiguous(act, f"The event that came back cannot be read: {found.reason}")
        return found

    async def delete(self, key: EventKey, *, notify: bool) -> None:
        """Delete an event; one that is already gone counts as deleted."""
        request = Request("DELETE", _at(key), (_notify(notify),))
        try:
            await self._calls.send(Act.DELETE, request, Repeat.IDEMPOTENT, lambda answer, host: None)
        except NotFound:
            return

    async def rsvp(self, key: EventKey, answer: Rsvp, comment: str = "") -> str:
        """Answer an invitation with yes, no or maybe; nothing is said here of mails that did not go."""
        if answer is Rsvp.NONE:
            raise Refused("An answer is yes, no or maybe.", means=Act.ANSWER.value)
        account = self._account or (await self.grant()).id
        body = {"event_id": key.event_id, "status": answer.value, "account_id": account}
        body |= {"comment": comment} if comment else {}
        request = Request("POST", "/send-rsvp", (("notify_participants", "true"),), body)
        await self._calls.send(Act.ANSWER, request, Repeat.NEVER, lambda answer, host: None)
        return ""

    async def aclose(self) -> None:
        """Give connections back."""
        await self._calls.aclose()


def _asked(event: Event, write: EventWrite) -> Event:
    """The event as answered, with the call that was asked for on it: the answer itself does not show it."""
    if write.conferencing is UNSET or not isinstance(write.conferencing, Autocreate):
        return event
    if isinstance(event.conferencing, NoConference):
        return replace(event, conferencing=Requested(write.conferencing.provider.value))
    return event


def _work_of(job: WireJob) -> Work:
    words = clean(job.reason or job.message or "", limit=300)
    return Work(WorkState.of(job.status or ""), job.id or "", words)


def _bounds(window: Window) -> tuple[tuple[str, str], ...]:
    """What overlaps `window`: the service compares strictly, so a second is spared at the start."""
    return (
        ("ends_after", str(math.floor(window.start.timestamp()) - 1)),
        ("starts_before", str(math.ceil(window.end.timestamp()))),
    )


def _at(key: EventKey) -> str:
    return f"/events/{encoded(key.event_id)}"


def _notify(notify: bool) -> tuple[str, str]:
    return "notify_participants", "true" if notify else "false"


def _id_of(one: Event | UnreadableEvent) -> str:
    return one.id if isinstance(one, Event) else ""
