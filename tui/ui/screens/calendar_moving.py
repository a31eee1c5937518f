"""The calendar's keys that move an event, and the way a mouse does."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.domain.events import Event
from tui.domain.when import When
from tui.ui.messages import MoveEvent
from tui.ui.paint import notice
from tui.ui.screens.calendar_deed import Deeds


class MovingDeeds(Deeds):
    """Moves and lengths of the event under the cursor."""

    def move_event(self, event: Event, start: datetime, length: timedelta | None = None) -> None:
        """Move an event to this start, and make it so long; asks before anything is sent.

        What is not one of a series and has no guests is saved at once; `u` takes it back.
        """
        from tui.domain.retiming import placed

        if why := self.screen.reasons.locked(event):
            notice(self.app, why)
            return
        self.move(event, placed(event.when, start, length))

    def do_event_move(self) -> None:
        """Move the event by keys."""
        if (event := self.screen.chosen()) is not None:
            self.screen.post_message(MoveEvent(event))

    def do_event_longer(self) -> None:
        """A quarter of an hour longer."""
        self._stretch(1)

    def do_event_shorter(self) -> None:
        """A quarter of an hour shorter."""
        self._stretch(-1)

    def _stretch(self, steps: int) -> None:
        from tui.domain.retiming import lengthened

        event = self.screen.chosen()
        if event is None:
            return
        when = lengthened(event.when, steps)
        if when == event.when:
            notice(self.app, "It cannot be shorter." if steps < 0 else "It cannot be longer.")
        else:
            self.move(event, when)

    def move(self, event: Event, when: When) -> None:
        """Ask for a move to this time, unless it is there already."""
        own = self.workspace.account.email.casefold()
        others = any(one.email.casefold() != own for one in event.participants)
        if when != event.when:
            self.screen.post_message(MoveEvent(event, when, at_once=not (others or event.in_series)))
