"""What the calendar makes of its hours: a stretch drawn, an event dropped elsewhere, a second zone.

A stretch drawn becomes an event only in the editor; a move asks whatever a move by keys asks.
"""

from __future__ import annotations

from dataclasses import replace

from tui.domain.drafts import DraftField
from tui.domain.retiming import moved
from tui.domain.timephrase import write_moment
from tui.domain.when import days, is_all_day
from tui.domain.whenwords import zone_named
from tui.ui.paint import notice
from tui.ui.screens.calendar_deed import Deeds
from tui.ui.screens.calendar_events import EventDeeds
from tui.ui.screens.calendar_moving import MovingDeeds
from tui.ui.widgets.view import CalendarView


class HourDeeds(Deeds):
    """What is done by hand on the grid of hours."""

    def draw(self, news: CalendarView.Drawn) -> None:
        """Open the editor on the stretch that was drawn."""
        if (why := self.screen.reason("event.new")) is not None:
            notice(self.app, why)
            return
        draft = self.workspace.edits.new(news.start)
        ends = write_moment(news.end, zone_named(draft.zone) or self.workspace.zone)
        EventDeeds(self.screen).write(replace(draft, ends=ends), DraftField.TITLE)

    def drop(self, news: CalendarView.Dropped) -> None:
        """Move the event to where it was dropped; one that lasts all day goes to another day."""
        event, zone, moving = news.event, self.workspace.zone, MovingDeeds(self.screen)
        if not is_all_day(event.when):
            moving.move_event(event, news.start)
        elif (why := self.screen.reason("event.edit")) is not None:
            notice(self.app, why)
        else:
            later = news.start.astimezone(zone).date() - days(event.when, zone)[0]
            moving.move(event, moved(event.when, zone, days=later.days))

    def do_view_zone(self) -> None:
        """Show or hide the hours of the second zone."""
        from tui.ui.widgets.time_grid import TimeGrid

        view = self.screen.view
        if isinstance(view, TimeGrid):
            view.second = not view.second
            self.screen.repaint()
