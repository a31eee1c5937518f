"""The calendars: colour, letter, name, and whether each is shown.

The letter says what the colour says, for eyes and terminals without colours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of


@dataclass(frozen=True, slots=True)
class RailLine:
    """One calendar."""

    id: str
    name: str
    letter: str
    colour: str
    shown: bool
    read_only: bool = False
    trouble: str = ""
    """Why it is not up to date, in a word or two."""


class Rail(Acting, Widget, can_focus=True):
    """Set `calendars`."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.RAIL)]
    DEFAULT_CSS = """
    Rail { width: 1fr; height: auto; padding: 0 1; color: $ink; }
    """

    calendars: reactive[tuple[RailLine, ...]] = reactive((), layout=True)
    """The lines, in the service's order."""
    cursor: reactive[int] = reactive(0)
    """The line the keys act on."""

    class Toggled(Message):
        """A calendar is to be shown or hidden."""

        def __init__(self, calendar_id: str, visible: bool) -> None:
            self.calendar_id = calendar_id
            self.visible = visible
            super().__init__()

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on a line."""
        return max(0, min(cursor, len(self.calendars) - 1))

    def render(self) -> Content:
        """The heading and the lines."""
        lines = [self._line(index, one) for index, one in enumerate(self.calendars)]
        return paint.lines(paint.text(" Calendars", "$quiet"), *lines)

    def _line(self, index: int, one: RailLine) -> Content:
        signs, at_cursor = glyphs_of(self.app), self.has_focus and index == self.cursor
        box = signs.shown if one.shown else signs.hidden
        room = max(self.content_size.width - 5, 4)
        extra = one.trouble or self._aside(one, at_cursor, room)
        ink = "$ink" if one.shown else "$quiet"
        lit = " on $cursor bold" if at_cursor else ""
        name = paint.fit(one.name, room - (len(extra) + 1 if extra else 0), ellipsis=signs.ellipsis)
        return paint.line(
            (signs.cursor if at_cursor else " ", "$now"),
            (f"{box} ", f"{one.colour or '$ink'}{lit}"),
            (f"{one.letter} ", f"$quiet{lit}"),
            (name, f"{ink}{lit}"),
            (f" {extra}" if extra else "", f"{'$alarm' if one.trouble else '$quiet'}{lit}"),
        )

    def _aside(self, one: RailLine, at_cursor: bool, room: int) -> str:
        """What is said only where it costs the name nothing, or where the cursor asks."""
        words = "read-only" if one.read_only else ""
        return words if at_cursor or paint.width(one.name) + len(words) < room else ""

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide it."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click shows or hides the calendar under it."""
        index = event.y - 1
        if 0 <= index < len(self.calendars):
            self.cursor = index
            self.do_rail_toggle()

    def do_rail_down(self) -> None:
        """Next calendar."""
        self.cursor += 1

    def do_rail_up(self) -> None:
        """Calendar before."""
        self.cursor -= 1

    def do_rail_first(self) -> None:
        """First calendar."""
        self.cursor = 0

    def do_rail_last(self) -> None:
        """Last calendar."""
        self.cursor = len(self.calendars) - 1

    def do_rail_toggle(self) -> None:
        """Show or hide the calendar."""
        if self.calendars:
            one = self.calendars[self.cursor]
            self.post_message(self.Toggled(one.id, not one.shown))
