"""The sandbox as an ASGI application: authentication, envelopes, routes.

Work happens in the thread pool under the store's lock, so an embedded sandbox never blocks a screen.
"""

from __future__ import annotations

import hmac
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.sandbox import listing
from tui.sandbox.accounts import Accounts
from tui.sandbox.conferences import Conferences
from tui.sandbox.events import Events
from tui.sandbox.faults import Faults
from tui.sandbox.free_time import FreeTime
from tui.sandbox.problems import Problem, bad_request, not_found
from tui.sandbox.query import Query, cursor_for
from tui.sandbox.settings import Clock, LinkRule, SandboxSettings, clock_from
from tui.sandbox.store import Store
from tui.sandbox.world import build_world

JSON = dict[str, Any]
MOST_BYTES = 4 * 1024 * 1024
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "sandbox")


@dataclass(frozen=True, slots=True)
class GrantLine:
    """What a client needs to know to use a grant."""

    id: str
    provider: str
    email: str


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request."""

    path: dict[str, str]
    query: Query
    raw: bytes

    def body(self) -> JSON:
        """The JSON object sent. Raises Problem for anything else."""
        try:
            body = json.loads(self.raw, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise bad_request("error parsing request body") from error
        if not isinstance(body, dict):
            raise bad_request("error parsing request body")
        return body


def _no_constant(name: str) -> float:
    raise ValueError(name)


Handler = Callable[[Call], JSON]


class Sandbox:
    """An open sandbox: its ASGI `app`, its key and its grants."""

    def __init__(self, settings: SandboxSettings, clock: Clock | None = None) -> None:
        self._clock = clock or clock_from(settings.now)
        self._store = Store(settings.store, settings.fresh)
        if self._store.is_new:
            self._fill(settings)
        self.api_key = settings.api_key or self._store.fact("api_key")
        self._accounts = Accounts(self._store)
        self._conferences = Conferences(self._store, self._clock, settings.links, settings.seed)
        cross = settings.cross_provider
        self._events = Events(self._store, self._accounts, self._conferences, self._clock, cross)
        self._free = FreeTime(self._store, self._accounts)
        self._faults = Faults()
        self.grants = tuple(
            GrantLine(g["id"], g["provider"], g.get("email", "")) for g in self._store.grants()
        )
        handlers = {HTTPException: _declined, Exception: _broken}
        self.app = Starlette(routes=self._routes(), exception_handlers=handlers)  # type: ignore[arg-type]
        self.app.router.redirect_slashes = False

    @classmethod
    def open(cls, settings: SandboxSettings, clock: Clock | None = None) -> Sandbox:
        """Open a store, filling a new one with the seeded world."""
        return cls(settings, clock)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _fill(self, settings: SandboxSettings) -> None:
        from datetime import UTC, datetime

        now = datetime.fromtimestamp(self._clock(), UTC)
        world = build_world(now, settings.zone, settings.seed, settings.events)
        self._store.fill(world.grants, world.calendars, world.events)

    def _routes(self) -> list[Route]:
        grant = "/v3/grants/{grant}"
        one = grant + "/events/{event:path}"
        return [
            self._route("/v3/grants", GET=self._list_grants),
            self._route("/v3/calendars/availability", POST=self._availability),
            self._route(grant, GET=self._get_grant),
            self._route(grant + "/calendars", GET=self._list_calendars, POST=self._create_calendar),
            self._route(grant + "/calendars/free-busy", POST=self._free_busy),
            self._route(
                grant + "/calendars/{calendar:path}",
                GET=self._get_calendar,
                PUT=self._update_calendar,
                DELETE=self._delete_calendar,
            ),
            self._route(grant + "/events", GET=self._list_events, POST=self._create_event),
            self._route(grant + "/events/import", GET=self._import_events),
            self._route(one + "/send-rsvp", POST=self._rsvp),
            self._route(one, GET=self._get_event, PUT=self._update_event, DELETE=self._delete_event),
            self._route("/__sandbox__/health", GET=lambda call: {"data": {"status": "ok"}}),
            self._route("/__sandbox__/links", GET=self._get_links, PUT=self._put_links),
            self._route("/__sandbox__/conferences", GET=self._list_conferences),
            self._route("/__sandbox__/faults", PUT=self._put_faults, DELETE=self._clear_faults),
        ]

    def _route(self, path: str, **handlers: Handler) -> Route:
        async def endpoint(request: Request) -> Response:
            request_id = str(uuid.uuid4())
            try:
                await self._admit(request)
                raw = await _read(request)
                handler = handlers.get(request.method)
                if handler is None:
                    raise Problem(405, "invalid_request_error", "method not allowed")
                call = Call(dict(request.path_params), _query(request), raw)
                fault = await self._faults.before(request)
                answered = await run_in_threadpool(self._locked, handler, call)
                if fault is not None:
                    raise fault
            except Problem as problem:
                headers = {"retry-after": str(problem.retry_after)} if hasattr(problem, "retry_after") else {}
                return _answer(problem.status, {"error": problem.body()}, request_id, headers)
            return _answer(200, answered, request_id)

        return Route(path, endpoint, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])

    async def _admit(self, request: Request) -> None:
        host = request.headers.get("host", "").rsplit(":", 1)[0] if request.headers.get("host") else ""
        if host not in _LOOPBACK:
            raise Problem(403, "invalid_request_error", "the sandbox answers on loopback names only")
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if self._faults.revoked or not hmac.compare_digest(given, f"Bearer {self.api_key}".encode()):
            raise Problem(401, "unauthorized", "Unauthorized: the API key is missing or not valid.")
        accepted = request.headers.get("accept", "*/*")
        if not any(kind in accepted for kind in ("*/*", "application/*", "application/json")):
            raise Problem(406, "invalid_request_error", "only application/json can be answered")

    def _locked(self, handler: Handler, call: Call) -> JSON:
        with self._store.lock:
            try:
                answered = handler(call)
            except BaseException:
                self._store.rollback()
                raise
            self._store.commit()
            return answered

    # Grants and calendars

    def _list_grants(self, call: Call) -> JSON:
        found, limit, offset = self._accounts.grants(call.query)
        return {"data": found, "limit": limit, "offset": offset}

    def _get_grant(self, call: Call) -> JSON:
        return {"data": self._accounts.grant(call.path["grant"])}

    def _grant(self, call: Call) -> JSON:
        return self._accounts.calendar_grant(call.path["grant"])

    def _list_calendars(self, call: Call) -> JSON:
        found = self._store.calendars(self._grant(call)["id"])
        limit, position = call.query.limit(50, 200), call.query.cursor()
        start = position[0] if position else 0
        rest = {"next_cursor": cursor_for(start + limit, "")} if len(found) > start + limit else {}
        return {"data": [listing.selected(c, call.query) for c in found[start : start + limit]], **rest}

    def _calendar_in_path(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        return grant, self._accounts.calendar(grant, call.path["calendar"])

    def _get_calendar(self, call: Call) -> JSON:
        return {"data": listing.selected(self._calendar_in_path(call)[1], call.query)}

    def _create_calendar(self, call: Call) -> JSON:
        new_id = f"c_{secrets.token_hex(12)}@group.calendar.sandbox.test"
        return {"data": self._accounts.create_calendar(self._grant(call), call.body(), new_id)}

    def _update_calendar(self, call: Call) -> JSON:
        return {"data": self._accounts.update_calendar(*self._calendar_in_path(call), call.body())}

    def _delete_calendar(self, call: Call) -> JSON:
        self._accounts.delete_calendar(*self._calendar_in_path(call))
        return {}

    # Events

    def _calendar_in_query(self, call: Call) -> tuple[JSON, JSON]:
        grant = self._grant(call)
        return grant, self._accounts.calendar(grant, call.query.required("calendar_id"))

    def _list_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        wanted = listing.checked(call.query, grant, calendar, int(self._clock()))
        events, cursor = listing.page(self._store, grant["id"], wanted)
        shown = [listing.selected(self._events.shown(event), call.query) for event in events]
        return {"data": shown, "next_cursor": cursor}

    def _import_events(self, call: Call) -> JSON:
        grant, calendar = self._calendar_in_query(call)
        listing.importable(grant["provider"])
        limit = call.query.limit(50, 500)
        narrowed = {k: v for k, v in call.query.values.items() if k != "limit"} | {
            "expand_recurring": ["false"]
        }
        wanted = listing.checked(Query(narrowed), grant, calendar, int(self._clock()))
        events, cursor = listing.page(self._store, grant["id"], _sized(wanted, limit))
        return {"data": [listing.selected(event, call.query) for event in events], "next_cursor": cursor}

    def _get_event(self, call: Call) -> JSON:
        found = self._events.read(*self._calendar_in_query(call), call.path["event"])
        return {"data": listing.selected(found, call.query)}

    def _create_event(self, call: Call) -> JSON:
        return {"data": self._events.create(*self._calendar_in_query(call), call.body())}

    def _update_event(self, call: Call) -> JSON:
        return {"data": self._events.update(*self._calendar_in_query(call), call.path["event"], call.body())}

    def _delete_event(self, call: Call) -> JSON:
        self._events.delete(*self._calendar_in_query(call), call.path["event"])
        return {}

    def _rsvp(self, call: Call) -> JSON:
        self._events.answer(*self._calendar_in_query(call), call.path["event"], call.body())
        return {"data": {}}

    def _free_busy(self, call: Call) -> JSON:
        return {"data": self._free.free_busy(self._grant(call), call.body())}

    def _availability(self, call: Call) -> JSON:
        return {"data": self._free.availability(call.body())}

    # Control

    def _get_links(self, call: Call) -> JSON:
        return {"data": {"rule": str(self._conferences.rule)}}

    def _put_links(self, call: Call) -> JSON:
        try:
            self._conferences.rule = LinkRule.parse(str(call.body().get("rule")))
        except ValueError as error:
            raise bad_request(
                f"rule is not one of at-once, after:S, reads:N, never, fail: {error}"
            ) from error
        return self._get_links(call)

    def _list_conferences(self, call: Call) -> JSON:
        return {"data": self._store.conferences()}

    def _put_faults(self, call: Call) -> JSON:
        self._faults.script(call.body().get("faults"))
        return {"data": {"status": "ok"}}

    def _clear_faults(self, call: Call) -> JSON:
        self._faults.script([])
        return {"data": {"status": "ok"}}


def _sized(wanted: listing.Listing, limit: int) -> listing.Listing:
    from dataclasses import replace

    return replace(wanted, limit=limit)


def _query(request: Request) -> Query:
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    return Query(values)


async def _read(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Problem(413, "invalid_request_error", "the request body is too large")
    return body


def _answer(status: int, body: JSON, request_id: str, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps({"request_id": request_id} | body)
    given = {"x-request-id": request_id, "x-fastly-id": request_id} | (headers or {})
    return Response(text, status, given, "application/json")


async def _declined(request: Request, error: HTTPException) -> Response:
    problem = not_found() if error.status_code == 404 else bad_request(str(error.detail))
    return _answer(error.status_code, {"error": problem.body()}, str(uuid.uuid4()))


async def _broken(request: Request, error: Exception) -> Response:
    problem = Problem(500, "api_error", "an internal error occurred")
    return _answer(500, {"error": problem.body()}, str(uuid.uuid4()))
