"""The calendar's keys that find things: what they lead to, and why they sometimes cannot.

What they open changes nothing by itself; leaving it leaves the calendar as it was.
"""

from __future__ import annotations

from tui.domain.events import EventKey
from tui.ui.messages import GoToEvent
from tui.ui.screens.calendar_reading import CalendarReading


class CalendarFinding(CalendarReading):
    """The calendar screen's ways to what is not in sight."""

    def do_search_show(self) -> None:
        """Search through everything stored."""
        from tui.ui.screens.search import SearchScreen

        self.errands.hold_keys()
        self.app.push_screen(SearchScreen(self.workspace), self._found)

    def _found(self, key: EventKey | None) -> None:
        if key is not None:
            self.post_message(GoToEvent(key))
