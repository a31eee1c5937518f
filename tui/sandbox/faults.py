"""Faults on request: slowness, throttling, lost answers, a revoked key, for a client to bear."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from tui.sandbox.problems import Problem, bad_request

JSON = dict[str, Any]


@dataclass(slots=True)
class Fault:
    """One line of the script: which requests it meets, how many of them, and what happens to them."""

    method: str
    path_contains: str
    times: int
    do: JSON

    def meets(self, request: Request) -> bool:
        """Whether the request is one of its own."""
        fits = self.method in ("", request.method) and self.path_contains in request.url.path
        return fits and self.times > 0 and not request.url.path.startswith("/__sandbox__")


class ThrottleProblem(Problem):
    """429 with a Retry-After."""

    def __init__(self, seconds: int) -> None:
        super().__init__(429, "rate_limit_error", "Too many requests, please try again shortly.")
        self.retry_after = seconds


class Faults:
    """The script in force."""

    def __init__(self) -> None:
        self._script: list[Fault] = []
        self.revoked = False

    def script(self, lines: object) -> None:
        """Replace the script; a revoked key is good again. Raises Problem when it cannot be understood."""
        if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
            raise bad_request("faults must be a list of objects with match and do")
        self.revoked = False
        self._script = [_fault(line.get("match") or {}, line.get("do") or {}) for line in lines]

    async def before(self, request: Request) -> Problem | None:
        """Act on a request; a returned problem is the answer after the request was carried out."""
        fault = next((fault for fault in self._script if fault.meets(request)), None)
        if fault is None:
            return None
        fault.times -= 1
        await asyncio.sleep(float(fault.do.get("latency", 0)))
        if fault.do.get("revoke"):
            self.revoked = True
            raise Problem(401, "unauthorized", "Unauthorized: the API key was revoked.")
        if "retry_after" in fault.do:
            raise ThrottleProblem(int(fault.do["retry_after"]))
        if "status" in fault.do:
            raise Problem(int(fault.do["status"]), "api_error", "A fault was asked for.")
        if fault.do.get("apply_then_drop"):
            return Problem(504, "provider_error", "Provider request timed out.")
        return None


def _fault(match: JSON, do: JSON) -> Fault:
    times = match.get("times", 1)
    if not isinstance(times, int):
        raise bad_request("times must be an integer")
    return Fault(str(match.get("method", "")), str(match.get("path_contains", "")), times, do)
