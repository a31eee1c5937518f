"""What both generations of the client hold to: how open questions are answered, and how ids go into paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from tui.domain.calendars import AccountKind
from tui.domain.when import Window


@dataclass(frozen=True, slots=True)
class Reading:
    """How open questions of the API's documents are answered."""

    last_day_included: bool = True
    """Whether a span's `end_date` is its last day (2026 reference) or the day after (2024 article)."""
    icloud_months: int = 6
    """The longest stretch an iCloud listing takes; another page of the reference says twelve."""
    microsoft_days: int = 1825
    """The longest stretch a Microsoft listing takes."""

    tentative_as_busy: bool = True
    """Whether what one has only half accepted counts as busy; Microsoft and Exchange ask."""

    def tentative(self) -> tuple[tuple[str, str], ...]:
        """The query that says so; the API's own default is not sent."""
        return () if self.tentative_as_busy else (("tentative_as_busy", "false"),)

    def kinds(self, kind: AccountKind) -> tuple[tuple[str, str], ...]:
        """The query for everything that takes time; Google lists plain events only unless it is told.

        Where somebody works from is no event, and is not asked for.
        """
        if kind is not AccountKind.GOOGLE:
            return ()
        return tuple(("event_type", one) for one in ("default", "focusTime", "outOfOffice"))

    def longest(self, kind: AccountKind) -> timedelta | None:
        """The longest window one listing may ask for, or None where there is no limit."""
        match kind:
            case AccountKind.ICLOUD:
                return timedelta(days=30 * self.icloud_months)
            case AccountKind.MICROSOFT:
                return timedelta(days=self.microsoft_days)
            case _:
                return None

    def parts(self, window: Window, kind: AccountKind) -> Iterator[Window]:
        """The window in pieces that one listing each may ask for."""
        longest, start = self.longest(kind), window.start
        while longest is not None and window.end - start > longest:
            yield Window(start, start + longest)
            start += longest
        yield Window(start, window.end)


def encoded(part: str) -> str:
    """A path segment; an id may hold `/`, `#` and spaces, and `.` alone would change the path."""
    return part.replace(".", "%2E") if set(part) <= {"."} else quote(part, safe="")
