"""Some of what the calendar's keys do: a method `do_…` for each action, loaded when the first is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner
    from tui.ui.screens.calendar import CalendarScreen


class Deeds:
    """Acts for the calendar screen; what changes an event runs in a worker of the app, as no screen's."""

    def __init__(self, screen: CalendarScreen) -> None:
        self.screen = screen

    @property
    def app(self) -> ErrandRunner:
        """The owner of everything that leaves the screen."""
        return self.screen.errands

    @property
    def workspace(self) -> Workspace:
        """The account in sight."""
        return self.screen.workspace
