"""The way in: who may ask, faults that were asked for, one call at a time under the store's lock.

Work happens in the thread pool, so an embedded sandbox never blocks a screen.
"""

from __future__ import annotations

import hmac
import uuid
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.sandbox.exchange import JSON, Call, Handler, answer, query_of, read
from tui.sandbox.faults import Faults
from tui.sandbox.problems import Problem
from tui.sandbox.store import Store

CONTROL = "/__sandbox__"
"""Where the sandbox itself is asked and told, not the service it stands for."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "sandbox")


class Gate:
    """Lets calls through to their handlers."""

    def __init__(self, store: Store, faults: Faults, api_key: str) -> None:
        self._store = store
        self._faults = faults
        self._api_key = api_key

    def route(self, path: str, **handlers: Handler) -> Route:
        """A path and what answers each method there."""

        async def endpoint(request: Request) -> Response:
            request_id = str(uuid.uuid4())
            try:
                account = await self._admit(request)
                raw = await read(request)
                handler = handlers.get(request.method)
                if handler is None:
                    raise Problem(405, "invalid_request_error", "method not allowed")
                call = Call(dict(request.path_params), query_of(request), raw, account)
                fault = await self._faults.before(request)
                answered = await run_in_threadpool(self._locked, handler, call)
                if fault is not None:
                    raise fault
            except Problem as problem:
                headers = {"retry-after": str(problem.retry_after)} if hasattr(problem, "retry_after") else {}
                return self.refusal(problem, request_id, headers)
            return self.success(answered, request_id)

        return Route(path, endpoint, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])

    def success(self, answered: Any, request_id: str) -> Response:
        """An answer as this generation of the API gives it."""
        return answer(200, answered, request_id)

    def refusal(self, problem: Problem, request_id: str, headers: dict[str, str]) -> Response:
        """An error as this generation of the API tells it."""
        return answer(problem.status, {"error": problem.body()}, request_id, headers)

    async def _admit(self, request: Request) -> JSON:
        """Who asks. Raises Problem for one who may not."""
        local(request)
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        revoked = self._faults.revoked and not request.url.path.startswith(CONTROL)
        if revoked or not hmac.compare_digest(given, f"Bearer {self._api_key}".encode()):
            raise Problem(401, "unauthorized", "Unauthorized: the API key is missing or not valid.")
        accepts_json(request)
        return {}

    def _locked(self, handler: Handler, call: Call) -> Any:
        with self._store.lock:
            try:
                answered = handler(call)
            except BaseException:
                self._store.rollback()
                raise
            self._store.commit()
            return answered


def local(request: Request) -> None:
    """Answer on this machine's own names only, whatever a web page's address resolves to."""
    host = request.headers.get("host", "").rsplit(":", 1)[0] if request.headers.get("host") else ""
    if host not in _LOOPBACK:
        raise Problem(403, "invalid_request_error", "the sandbox answers on loopback names only")


def accepts_json(request: Request) -> None:
    """Refuse whoever cannot take JSON."""
    accepted = request.headers.get("accept", "*/*")
    if not any(kind in accepted for kind in ("*/*", "application/*", "application/json")):
        raise Problem(406, "invalid_request_error", "only application/json can be answered")
