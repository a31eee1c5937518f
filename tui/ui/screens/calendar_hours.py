"""What the calendar makes of its hours: a stretch drawn, an event dropped elsewhere, a second zone.

The mouse writes nothing: what it did is opened in the editor, to be saved or not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from textual import on

from tui.domain.drafts import Draft, DraftField
from tui.domain.timephrase import write_day, write_moment
from tui.domain.whenwords import zone_named
from tui.ui.paint import notice
from tui.ui.screens.calendar_finding import CalendarFinding
from tui.ui.screens.calendar_scene import second_zone
from tui.ui.screens.calendar_window import GRIDS
from tui.ui.widgets.view import CalendarView


class CalendarHours(CalendarFinding):
    """The calendar screen's dealings with the grid of hours."""

    @on(CalendarView.Drawn)
    def _drawn(self, news: CalendarView.Drawn) -> None:
        news.stop()
        if (why := self.reason("event.new")) is not None:
            notice(self.app, why)
            return
        draft = self.workspace.edits.new(news.start)
        ends = write_moment(news.end, zone_named(draft.zone) or self.workspace.zone)
        self._write(replace(draft, ends=ends), DraftField.TITLE)

    @on(CalendarView.Dropped)
    def _dropped(self, news: CalendarView.Dropped) -> None:
        news.stop()
        if (why := self.reason("event.edit")) is not None:
            notice(self.app, why)
            return
        draft = self.workspace.edits.of(news.event)
        self._write(self._later(draft, news.start, news.end), DraftField.STARTS)

    def _later(self, draft: Draft, start: datetime, end: datetime) -> Draft:
        """The draft at other times, as it would be typed."""
        here = self.workspace.zone
        if draft.all_day:
            last = (end - timedelta(microseconds=1)).astimezone(here).date()
            return replace(draft, starts=write_day(start.astimezone(here).date()), ends=write_day(last))
        zone = zone_named(draft.zone) or here
        ends = write_moment(end.astimezone(UTC), zone_named(draft.end_zone) or zone) if draft.ends else ""
        return replace(draft, starts=write_moment(start, zone), ends=ends)

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now, in words."""
        if action_id == "view.zone":
            return self._no_second_zone()
        return super().reason(action_id)

    def _no_second_zone(self) -> str | None:
        wanted = self.workspace.settings.second_zone
        if not wanted:
            return 'No second zone is set: write second_zone = "America/New_York" in config.toml.'
        if second_zone(self.workspace) is None:
            return f"There is no zone “{wanted}”; second_zone in config.toml names it."
        return None if self.shown.kind in GRIDS else "A second zone stands beside the hours of days: d or w."

    def do_view_zone(self) -> None:
        """Show or hide the hours of the second zone."""
        from tui.ui.widgets.time_grid import TimeGrid

        if isinstance(self.view, TimeGrid):
            self.view.second = not self.view.second
            self.repaint()
