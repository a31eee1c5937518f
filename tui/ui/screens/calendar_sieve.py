"""The filter of the calendar: what it lets through, and what is said of it above the days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.domain.filters import Filter, Viewer, blame, split
from tui.ui import paint

if TYPE_CHECKING:
    from tui.domain.events import Event
    from tui.services.sync import View
    from tui.services.workspace import Workspace

_LONGEST = 40
"""Cells for a filter in words."""


class Sieve:
    """What is shown of the days; nothing is kept of it for the next start."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.filter = Filter()

    @property
    def viewer(self) -> Viewer:
        """Whose calendar is looked at, and which links are waited for."""
        waiting = frozenset(job.key for job in self._workspace.jobs.pending())
        return Viewer(self._workspace.account.email, waiting)

    def hides(self, event: Event) -> bool:
        """Whether an event is held back."""
        return bool(self.filter) and not self.filter.passes(event, self.viewer)

    def passed(self, view: View) -> View:
        """What of a view is shown."""
        return view._replace(events=split(view.events, self.filter, self.viewer)[0]) if self.filter else view

    def words(self, view: View, dot: str) -> Content:
        """What is hidden and how to see it again; empty without a filter."""
        if not self.filter:
            return Content("")
        names = {calendar.id: calendar.name for calendar in self._workspace.agenda.calendars()}
        shown, hidden = split(view.events, self.filter, self.viewer)
        words = f"  filter: {paint.fit(self.filter.words(names), _LONGEST)}"
        count = f" {dot} {len(shown)} of {len(view.events)} shown"
        if hidden and not shown:
            count = f" {dot} nothing shown: {', '.join(blame(hidden, self.filter, self.viewer, names))}"
        return paint.line((words, "$warn"), (f"{count} {dot} F changes, Backspace ends", "$quiet not bold"))
