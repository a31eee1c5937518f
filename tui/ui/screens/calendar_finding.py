"""The calendar's keys that find things, and that choose what is shown.

What they open changes nothing by itself; leaving it leaves the calendar as it was.
"""

from __future__ import annotations

from tui.domain.events import EventKey
from tui.domain.filters import Filter
from tui.ui.messages import GoToEvent
from tui.ui.screens.calendar_deed import Deeds


class FindingDeeds(Deeds):
    """Ways to what is not in sight."""

    def do_search_show(self) -> None:
        """Search through everything stored."""
        from tui.ui.screens.search import SearchScreen

        self.app.hold_keys()
        self.app.push_screen(SearchScreen(self.workspace), self._found)

    def do_attention_show(self) -> None:
        """Show what needs a hand."""
        from tui.ui.screens.attention import AttentionScreen

        self.app.push_screen(AttentionScreen(self.workspace), self._found)

    def _found(self, key: EventKey | None) -> None:
        if key is not None:
            self.screen.post_message(GoToEvent(key))

    def do_filter_show(self) -> None:
        """Choose what is shown."""
        from tui.ui.screens.filters import FilterScreen

        agenda, sieve = self.workspace.agenda, self.screen.sieve
        events = agenda.view(self.screen.shown.window(self.workspace.zone)).events
        question = FilterScreen(sieve.filter, agenda.visible(), events, sieve.viewer)
        self.app.push_screen(question, self.screen.filter_by)

    def do_filter_clear(self) -> None:
        """Show everything again."""
        self.screen.filter_by(Filter())
