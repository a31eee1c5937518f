"""The same request on every provider's account: its calendar, an event on it, a refusal of one."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.sandbox.curl import JSON, Curl, span

T0 = int(datetime(2027, 6, 7, 9, 0, tzinfo=UTC).timestamp())
"""A Monday that the seeded world leaves empty."""
BAD = (400, "invalid_request_error")
CALENDARS = {
    "google": "primary",
    "microsoft": "primary",
    "icloud": "5C1D7E2A-HOME",
    "virtual-calendar": "primary",
    "ews": "primary",
}
"""Provider → a calendar of its account that can be written to."""


def create(curls: dict[str, Curl], provider: str, **members: object) -> JSON:
    body = {"title": "Kiln", "when": span(T0)} | members
    made: JSON = curls[provider].create(CALENDARS[provider], **body).data
    return made


def refused(curls: dict[str, Curl], provider: str, **members: object) -> str:
    """The sentence of the refusal."""
    body = {"title": "Kiln", "when": span(T0)} | members
    status, kind, message = curls[provider].create(CALENDARS[provider], **body).refusal
    assert (status, kind) == BAD
    return message
