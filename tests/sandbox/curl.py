"""What a developer does with curl: one call, its status, its JSON, its headers.

Nothing is retried and no error is raised: the answer is what the test looks at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from tui.sandbox.serve import ServedSandbox

JSON = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Status, decoded JSON body and headers of one call."""

    status: int
    body: Any
    headers: httpx.Headers

    @property
    def data(self) -> Any:
        """The payload of a success; fails loudly, with the error, when the call was refused."""
        assert self.status == 200, (self.status, self.body)
        return self.body["data"]

    @property
    def refusal(self) -> tuple[int, str, str]:
        """Status, type and message of an error in the documented body."""
        assert set(self.body) == {"request_id", "error"}, self.body
        assert self.body["request_id"]
        return self.status, self.body["error"]["type"], self.body["error"]["message"]


class Curl:
    """Calls to one served sandbox with its key, below the grant of one provider."""

    def __init__(self, served: ServedSandbox, provider: str = "google") -> None:
        self.served = served
        self.grant = next(line.id for line in served.grants if line.provider == provider)
        self.http = httpx.Client(
            base_url=served.api_uri,
            headers={"Authorization": f"Bearer {served.api_key}"},
            timeout=20,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes the connections."""
        self.http.close()

    def call(
        self, method: str, path: str, body: Any = None, raw: bytes | None = None, **query: Any
    ) -> Answer:
        """One call to `path` (below the grant unless it begins with "/")."""
        url = path if path.startswith("/") else f"/v3/grants/{self.grant}/{path}"
        content = {"json": body} if body is not None else {"content": raw} if raw is not None else {}
        response = self.http.request(method, url, params=query, **content)
        return Answer(response.status_code, response.json(), response.headers)

    def get(self, path: str, **query: Any) -> Answer:
        """GET."""
        return self.call("GET", path, **query)

    def events(self, calendar: str = "primary", /, **query: Any) -> list[JSON]:
        """One page of a list call."""
        found: list[JSON] = self.get("events", calendar_id=calendar, **query).data
        return found

    def event(self, event_id: str, calendar: str = "primary", /, **query: Any) -> Answer:
        """One event by its id."""
        return self.get(f"events/{quote(event_id, safe='')}", calendar_id=calendar, **query)

    def create(self, calendar: str = "primary", /, **members: Any) -> Answer:
        """A new event."""
        return self.call("POST", "events", body=members, calendar_id=calendar)

    def update(self, event_id: str, calendar: str = "primary", /, **members: Any) -> Answer:
        """A change to an event."""
        return self.call("PUT", f"events/{quote(event_id, safe='')}", body=members, calendar_id=calendar)

    def delete(self, event_id: str, calendar: str = "primary") -> Answer:
        """The end of an event."""
        return self.call("DELETE", f"events/{quote(event_id, safe='')}", calendar_id=calendar)


def span(start: int, minutes: int = 30, zone: str | None = "Europe/London") -> JSON:
    """A timespan as a request gives it."""
    when: JSON = {"start_time": start, "end_time": start + minutes * 60}
    return when | ({"start_timezone": zone, "end_timezone": zone} if zone else {})
