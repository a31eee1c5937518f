"""The way in of the older generation: an access token says who asks, and answers are bare."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tui.sandbox.exchange import JSON
from tui.sandbox.faults import Faults
from tui.sandbox.gate import Gate, local
from tui.sandbox.problems import Problem
from tui.sandbox.store import Store
from tui.sandbox.v2_accounts import Account

_PER_SECOND = "50"
"""Requests an account may make in a second."""
_REFUSED = "Could not verify access credential."


class GateV2(Gate):
    """Lets calls through that carry an account's token, as bearer or as the name in basic authentication."""

    def __init__(self, store: Store, faults: Faults, accounts: tuple[Account, ...]) -> None:
        super().__init__(store, faults, "")
        self._accounts = accounts

    async def _admit(self, request: Request) -> JSON:
        local(request)
        token = _token(request.headers.get("authorization", "")).encode("utf-8", "replace")
        found = [one for one in self._accounts if hmac.compare_digest(token, one.token.encode())]
        if not found or self._faults.revoked:
            raise Problem(401, "", _REFUSED)
        return {"account": found[0]}

    def success(self, answered: Any, request_id: str) -> Response:
        """The bare body."""
        return Response(json.dumps(answered), 200, {"x-request-id": request_id}, "application/json")

    def refusal(self, problem: Problem, request_id: str, headers: dict[str, str]) -> Response:
        """Message and type; a wrong token is answered in plain text."""
        if problem.status == 401:
            return PlainTextResponse(_REFUSED, 401, {"WWW-Authenticate": 'Basic realm="API"'})
        if problem.status == 429:
            headers = headers | {
                "X-RateLimit-Limit": _PER_SECOND,
                "X-RateLimit-Reset": headers.get("retry-after", "1"),
            }
        body = json.dumps({"message": problem.message, "type": problem.kind})
        return Response(body, problem.status, {"x-request-id": request_id} | headers, "application/json")


def _token(header: str) -> str:
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
