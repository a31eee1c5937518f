"""What every view of the calendar has in common: it is shown scenes, holds a cursor, and tells what was done.

A view never decides which days are shown: it asks with `Left`, and the screen shows others.
"""

from __future__ import annotations

from datetime import date, datetime

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.widgets import ContentSwitcher

from tui.domain.events import Event
from tui.ui.widgets.agenda_place import Aim
from tui.ui.widgets.bare import Bare
from tui.ui.widgets.scene import Scene


class CalendarView(ScrollView):
    """A way to look at some days. Give it a scene with `show`; say before with `aim` where to be."""

    ALLOW_SELECT = False

    class Highlighted(Message):
        """The cursor came to another event, or to none."""

        def __init__(self, event: Event | None) -> None:
            self.event = event
            super().__init__()

    class Chosen(Message):
        """An event was opened."""

        def __init__(self, event: Event) -> None:
            self.event = event
            super().__init__()

    class DayChosen(Message):
        """A day was opened, to be seen alone."""

        def __init__(self, day: date) -> None:
            self.day = day
            super().__init__()

    class Peeked(Message):
        """The detail pane is to be shown or hidden."""

    class Left(Message):
        """The cursor went beyond the days shown, to the place `aim` means on `day`."""

        def __init__(self, day: date, aim: Aim) -> None:
            self.day, self.aim = day, aim
            super().__init__()

    class Drawn(Message):
        """A stretch of free time was marked, in UTC, to become an event."""

        def __init__(self, start: datetime, end: datetime) -> None:
            self.start, self.end = start, end
            super().__init__()

    class Dropped(Message):
        """An event was dragged to other times, in UTC; nothing is changed yet."""

        def __init__(self, event: Event, start: datetime, end: datetime) -> None:
            self.event, self.start, self.end = event, start, end
            super().__init__()

    def aim(self, aim: Aim) -> None:
        """Bring the cursor there with the next scene shown, or as soon as what is meant arrives."""
        raise NotImplementedError

    def show(self, scene: Scene, *, settled: bool = True) -> None:
        """Draw this scene. Until it is `settled`, a cursor the user has not moved follows its aim."""
        raise NotImplementedError

    @property
    def event(self) -> Event | None:
        """The event under the cursor."""
        raise NotImplementedError

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        raise NotImplementedError

    @property
    def moment(self) -> datetime | None:
        """The instant under the cursor, for views whose cursor has a time of day."""
        return None

    def turn(self) -> None:
        """A second passed while links are waited for: show that they still are, where that is shown."""

    def step_out(self) -> bool:
        """Leave what the cursor went into; False where it is inside of nothing."""
        return False

    @property
    def at_home(self) -> bool:
        """Whether the cursor stands where a start puts it."""
        raise NotImplementedError


class Views(Bare, ContentSwitcher):
    """Holds the views, one of them in sight."""

    DEFAULT_CSS = """
    Views { width: 1fr; height: 1fr; }
    """

    class Resized(Message):
        """There is more or less room for a view."""

    def on_resize(self, event: events.Resize) -> None:
        """Tell the screen: other days may fit now."""
        self.post_message(self.Resized())
