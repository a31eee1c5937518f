"""One request and its answer, whatever API they belong to: bytes in, JSON out, errors as documented."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tui.sandbox.problems import Problem, bad_request, not_found
from tui.sandbox.query import Query

JSON = dict[str, Any]
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """One authenticated request."""

    path: dict[str, str]
    query: Query
    raw: bytes
    account: JSON = field(default_factory=dict)
    """Who asks, where the key says it."""

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


Handler = Callable[[Call], Any]


"""Answers one call with what goes beside `request_id`; raises Problem."""


def query_of(request: Request) -> Query:
    """The query, each name with all its values."""
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    return Query(values)


async def read(request: Request) -> bytes:
    """The body. Raises Problem for one that is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Problem(413, "invalid_request_error", "the request body is too large")
    return body


def answer(status: int, body: JSON, request_id: str, headers: dict[str, str] | None = None) -> Response:
    """An answer in the envelope of API v3."""
    text = json.dumps({"request_id": request_id} | body)
    given = {"x-request-id": request_id, "x-fastly-id": request_id} | (headers or {})
    return Response(text, status, given, "application/json")


async def declined(request: Request, error: HTTPException) -> Response:
    """The answer where there is nothing, or not this way."""
    problem = not_found() if error.status_code == 404 else bad_request(str(error.detail))
    return answer(error.status_code, {"error": problem.body()}, str(uuid.uuid4()))


async def broken(request: Request, error: Exception) -> Response:
    """The answer when the sandbox itself fails."""
    problem = Problem(500, "api_error", "an internal error occurred")
    return answer(500, {"error": problem.body()}, str(uuid.uuid4()))
