"""The calendar's keys that go from pane to pane, and that show more or less."""

from __future__ import annotations

from tui.ui.paint import notice
from tui.ui.screens.calendar_deed import Deeds
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.rail import Rail


class PaneDeeds(Deeds):
    """What is beside the days, and how much of them is shown."""

    def open(self) -> None:
        """Show what is told of the event under the cursor; where that is in sight already, edit it."""
        screen = self.screen
        if screen.has_class("-narrow") and not screen.has_class("-detail"):
            screen.add_class("-detail")
            screen.query_one(Detail).focus()
        elif screen.has_class("-broad") and not screen.has_class("-peek"):
            screen.add_class("-peek")
        elif screen.has_class("-no-detail") and not screen.has_class("-broad"):
            screen.remove_class("-no-detail")
        elif (why := screen.reason("event.edit")) is not None:
            notice(self.app, why)
        else:
            screen.deeds.events.do_event_edit()

    def peek(self) -> None:
        """Show or hide what is told of the event under the cursor."""
        screen = self.screen
        beside = "-peek" if screen.has_class("-broad") else "-no-detail"
        screen.toggle_class("-detail" if screen.has_class("-narrow") else beside)
        if screen.has_class("-detail"):
            screen.query_one(Detail).focus()

    def do_pane_next(self) -> None:
        """Next pane."""
        self.screen.focus_next()

    def do_pane_previous(self) -> None:
        """Pane before."""
        self.screen.focus_previous()

    def do_view_rail(self) -> None:
        """Show or hide the list of calendars."""
        screen = self.screen
        wide = screen.has_class("-wide")
        screen.toggle_class("-no-rail" if wide else "-rail")
        shown = not screen.has_class("-no-rail") if wide else screen.has_class("-rail")
        (screen.query_one(Rail) if shown else screen.view).focus()

    def do_view_past(self) -> None:
        """Show or hide what is over."""
        self.screen.painting.past = not self.screen.painting.past
        self.screen.repaint()

    def do_view_cancelled(self) -> None:
        """Ask for what was called off, too, or no longer."""
        agenda = self.workspace.agenda
        agenda.cancelled = not agenda.cancelled
        words = "Cancelled events are shown." if agenda.cancelled else "Cancelled events are not shown."
        notice(self.app, words)
        self.do_view_refresh()

    def do_view_refresh(self) -> None:
        """Ask for news now; an account that could not be reached is tried anew."""
        self.screen.reading.look(again=True)

    def do_view_back(self) -> None:
        """Back to the view; there, from what is inside a day to the days."""
        screen = self.screen
        if screen.view.has_focus and screen.view.step_out():
            return
        screen.remove_class("-detail", "-rail")
        screen.view.focus()

    def do_hint_dismiss(self) -> None:
        """Put the hint away, and show the next."""
        self.screen.hints.dismiss()
