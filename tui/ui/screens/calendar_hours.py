"""What the calendar makes of its hours: a stretch drawn, an event dropped elsewhere, a second zone.

A stretch drawn becomes an event only in the editor; a move asks whatever a move by keys asks.
"""

from __future__ import annotations

from dataclasses import replace

from textual import on

from tui.domain.when import days, is_all_day
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
        from tui.domain.drafts import DraftField
        from tui.domain.timephrase import write_moment

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
        event, zone = news.event, self.workspace.zone
        if not is_all_day(event.when):
            self.move_event(event, news.start)
        elif (why := self.reason("event.edit")) is not None:
            notice(self.app, why)
        else:
            from tui.domain.retiming import moved

            later = news.start.astimezone(zone).date() - days(event.when, zone)[0]
            self._move(event, moved(event.when, zone, days=later.days))

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
        return None if self.shown.kind in GRIDS else "A second zone stands beside the hours of days: 1 or 2."

    def do_view_zone(self) -> None:
        """Show or hide the hours of the second zone."""
        from tui.ui.widgets.time_grid import TimeGrid

        if isinstance(self.view, TimeGrid):
            self.view.second = not self.view.second
            self.repaint()
