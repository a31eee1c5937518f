"""The calendar's keys that move through time, and that choose how days are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tui.ui.messages import GoToDay
from tui.ui.screens.calendar_deed import Deeds
from tui.ui.screens.calendar_window import MOST_DAYS, SPANS, WEEK, ViewKind


class TimeDeeds(Deeds):
    """Other days, and other views of them."""

    def do_window_today(self) -> None:
        """Today and now."""
        self.screen.days.turn_to(replace(self.screen.days.wished, day=self.screen.days.today()))

    def do_window_next(self) -> None:
        """One window forward."""
        self._move_on(1)

    def do_window_previous(self) -> None:
        """One window back."""
        self._move_on(-1)

    def _move_on(self, windows: int) -> None:
        self.screen.days.turn_to(replace(self.screen.days.wished, day=self.screen.shown.moved(windows).day))

    def do_window_goto(self) -> None:
        """Ask for a date."""
        from tui.ui.screens.go_to_date import GoToDateScreen

        def chosen(day: date | None) -> None:
            if day is not None:
                self.screen.post_message(GoToDay(day))

        self.app.push_screen(GoToDateScreen(self.screen.days.today()), chosen)

    def do_window_day(self) -> None:
        """Show the hours of one day."""
        self._look_through(ViewKind.DAY)

    def do_window_days(self) -> None:
        """Show the hours of some days side by side; once more, of one day more."""
        wished = self.screen.days.wished
        at_first = self.workspace.settings.days
        count = wished.count if wished.kind is ViewKind.DAYS else at_first - 1
        self._look_through(ViewKind.DAYS, count % MOST_DAYS + 1)

    def do_window_week(self) -> None:
        """Show the hours of a week."""
        self._look_through(ViewKind.WEEK)

    def do_window_month(self) -> None:
        """Show a month."""
        self._look_through(ViewKind.MONTH)

    def do_window_agenda(self) -> None:
        """List what happens; once more, in more weeks."""
        longer = dict(zip(SPANS, (*SPANS[1:], SPANS[0]), strict=True))
        wished = self.screen.days.wished
        again = wished.kind is ViewKind.AGENDA
        self._look_through(ViewKind.AGENDA, longer.get(wished.count, WEEK) if again else WEEK)

    def _look_through(self, kind: ViewKind, count: int | None = None) -> None:
        wished = self.screen.days.wished
        self.screen.days.look_through(
            replace(wished, kind=kind, count=wished.count if count is None else count)
        )
