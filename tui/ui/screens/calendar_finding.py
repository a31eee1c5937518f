"""The calendar's keys that find things: what they lead to, and why they sometimes cannot.

What they open changes nothing by itself; leaving it leaves the calendar as it was.
"""

from __future__ import annotations

from tui.domain.events import EventKey
from tui.ui.messages import GoToEvent
from tui.ui.screens.calendar_reading import CalendarReading


class CalendarFinding(CalendarReading):
    """The calendar screen's ways to what is not in sight."""

    _counting = False

    def do_search_show(self) -> None:
        """Search through everything stored."""
        from tui.ui.screens.search import SearchScreen

        self.errands.hold_keys()
        self.app.push_screen(SearchScreen(self.workspace), self._found)

    def do_attention_show(self) -> None:
        """Show what needs a hand."""
        from tui.ui.screens.attention import AttentionScreen

        self.app.push_screen(AttentionScreen(self.workspace), self._found)

    def look_if_due(self) -> None:
        """Also count what needs a hand, once what is shown was read."""
        super().look_if_due()
        if self.settled and not self._counting and self.workspace.attention.due:
            self._counting = True
            self.errands.run_alone(self._counted, "attention")

    async def _counted(self) -> None:
        try:
            await self.workspace.look_for_needs()
        finally:
            self._counting = False

    def _found(self, key: EventKey | None) -> None:
        if key is not None:
            self.post_message(GoToEvent(key))
