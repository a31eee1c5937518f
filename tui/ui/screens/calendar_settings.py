"""The calendar and its settings: where they are changed, and what the calendar does when they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from textual import on

from tui.services.rhythm import Rhythm
from tui.ui.messages import SettingsApplied
from tui.ui.screens.calendar_hours import CalendarHours
from tui.ui.screens.calendar_scene import WEEKDAYS, shown_at_start
from tui.ui.screens.calendar_window import Shown, ViewKind

if TYPE_CHECKING:
    from tui.services.settings import Settings


class CalendarSettings(CalendarHours):
    """The calendar screen's dealings with settings."""

    @property
    def stands(self) -> bool:
        """Whether every pane is there."""
        raise NotImplementedError

    def do_settings_show(self) -> None:
        """Show the settings, as the file says them now."""
        self.errands.run_alone(self._settings_shown, "settings")

    async def _settings_shown(self) -> None:
        from tui.ui.screens.settings import SettingsScreen

        file = self.errands.doors.settings_file()
        file.read()
        self.app.push_screen(SettingsScreen(file))

    @on(SettingsApplied)
    def _settings_applied(self, news: SettingsApplied) -> None:
        news.stop()
        if news.before.refresh_minutes != news.after.refresh_minutes:
            self._rhythm = Rhythm(timedelta(minutes=news.after.refresh_minutes))
        wished = self._wished_by(news.before, news.after)
        if not self.stands or wished == self.wished:
            self.repaint_if_standing()
            return
        held = self.focused is self.view
        self._look_through(wished)
        if held:
            self.set_focus(self.view)

    def _wished_by(self, before: Settings, after: Settings) -> Shown:
        """The days shown, in the view and the week the settings ask for."""
        if before.view != after.view:
            return replace(shown_at_start(self.workspace), day=self.wished.day)
        wished = replace(self.wished, week_start=WEEKDAYS[after.week_start])
        if before.days != after.days and wished.kind is ViewKind.DAYS:
            return replace(wished, count=after.days)
        return wished
