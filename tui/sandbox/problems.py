"""Refusals, in the documented error body; every route raises these and nothing else."""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """An error answer: HTTP status, the API's error type, and its sentence."""

    def __init__(self, status: int, kind: str, message: str, provider_error: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.provider_error = provider_error

    def body(self) -> dict[str, Any]:
        """The `error` member of the answer."""
        error: dict[str, Any] = {"type": self.kind, "message": self.message}
        return error | ({"provider_error": self.provider_error} if self.provider_error is not None else {})


def bad_request(message: str) -> Problem:
    """400: the request cannot be carried out as it stands."""
    return Problem(400, "invalid_request_error", message)


def not_found(message: str = "requested object not found") -> Problem:
    """404."""
    return Problem(404, "not_found_error", message)


def unsupported() -> Problem:
    """The provider behind the grant has no such feature."""
    return bad_request("Method not supported for provider")
