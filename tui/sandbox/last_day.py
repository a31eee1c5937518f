"""How the end of a span of days is said: as its last day, or as the day after it.

Stored is always the last day; only what is sent and answered differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SpanEnds:
    """One way of saying it."""

    included: bool

    def stored(self, body: JSON) -> JSON:
        """The request with the last day; what is no span of days, or no date, stays as it is."""
        return self._moved(body, -1)

    def said(self, event: JSON) -> JSON:
        """The event as it is answered."""
        return self._moved(event, 1)

    def _moved(self, item: JSON, days: int) -> JSON:
        when = item.get("when")
        if self.included or not isinstance(when, dict) or "end_date" not in when:
            return item
        try:
            end = date.fromisoformat(when["end_date"]) + timedelta(days=days)
        except (TypeError, ValueError, OverflowError):
            return item
        return item | {"when": when | {"end_date": end.isoformat()}}
