"""Everything the calendar's keys do, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.ui.screens.calendar_accounts import AccountDeeds
from tui.ui.screens.calendar_calls import CallDeeds
from tui.ui.screens.calendar_deleting import DeletingDeeds
from tui.ui.screens.calendar_events import EventDeeds
from tui.ui.screens.calendar_finding import FindingDeeds
from tui.ui.screens.calendar_hours import HourDeeds
from tui.ui.screens.calendar_moving import MovingDeeds
from tui.ui.screens.calendar_panes import PaneDeeds
from tui.ui.screens.calendar_time import TimeDeeds
from tui.ui.screens.calendar_undoing import UndoDeeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.ui.screens.calendar import CalendarScreen
    from tui.ui.screens.calendar_deed import Deeds


class CalendarDeeds:
    """The hands of the calendar screen."""

    def __init__(self, screen: CalendarScreen) -> None:
        self.events = EventDeeds(screen)
        self.moving = MovingDeeds(screen)
        self.hours = HourDeeds(screen)
        self.panes = PaneDeeds(screen)
        self._others = [
            kind(screen)
            for kind in (
                CallDeeds,
                DeletingDeeds,
                UndoDeeds,
                TimeDeeds,
                FindingDeeds,
                AccountDeeds,
            )
        ]

    def __iter__(self) -> Iterator[Deeds]:
        """All of them; each action is done by one."""
        yield from (self.events, self.moving, self.hours, self.panes, *self._others)
