"""The calendars: colour, letter, name, how many events each has here, and whether it is shown.

The letter says what the colour says, and no remark ever shortens a name: what finds no room beside it is
said below the list for the calendar at the cursor, and in its tooltip.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import Glyphs, glyphs_of

_HEADING = 1
"""Rows above the first calendar."""
_LEAD = 5
"""Cells before a name: cursor, box, letter and the spaces between."""
_READ_ONLY = "r/o"
"""For `read-only` where that finds no room; spelled out below the list."""
_OLD = "~"
"""For the age of a calendar where that finds no room."""
_WIDEST = 40
"""A line grows no wider, so that what is said beside a name stays near it."""


class RailLine(NamedTuple):
    """One calendar."""

    id: str
    name: str
    letter: str
    colour: str
    shown: bool
    read_only: bool = False
    trouble: str = ""
    """Why it is not up to date, in a word or two."""
    age: str = ""
    """When it was read, where that was before the others."""
    events: int | None = None
    """How many of its events are on the screen; None where nobody counted."""


def remark(one: RailLine) -> str:
    """All there is to say of a calendar beside its name, such as `hidden, read-only`."""
    said = ["shown" if one.shown else "hidden", "read-only" if one.read_only else "", one.trouble, one.age]
    return ", ".join(filter(None, said))


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

    def watch_calendars(self, before: tuple[RailLine, ...], after: tuple[RailLine, ...]) -> None:
        """The cursor stays on its calendar where others come or go."""
        at = before[self.cursor].id if self.cursor < len(before) else ""
        ids = [one.id for one in after]
        self.cursor = ids.index(at) if at in ids else self.cursor

    def watch_cursor(self) -> None:
        """Bring the line into view where there are more calendars than rows."""
        if self.has_focus:
            self.call_after_refresh(self._into_view)

    def _into_view(self) -> None:
        if isinstance(self.parent, Widget):
            row = Region(0, _HEADING + self.cursor, self.size.width, 1)
            self.parent.scroll_to_region(row.translate(self.virtual_region.offset), animate=False)

    def render(self) -> Content:
        """The heading, the lines, and what found no room beside the calendar at the cursor."""
        lines = [self._line(index, one) for index, one in enumerate(self.calendars)]
        aside = remark(self.calendars[self.cursor]) if self.has_focus and self.calendars else ""
        below = paint.text(" " * (_LEAD - 2) + self._fitted(aside, 2), "$quiet")
        return paint.lines(paint.text(" Calendars", "$quiet"), *lines, below)

    @property
    def _room(self) -> int:
        """Cells for a name and what stands beside it."""
        return max(min(self.content_size.width, _WIDEST) - _LEAD, 6)

    def _fitted(self, words: str, more: int = 0) -> str:
        return paint.fit(words, self._room + more, ellipsis=glyphs_of(self.app).ellipsis)

    def _line(self, index: int, one: RailLine) -> Content:
        signs, at_cursor = glyphs_of(self.app), self.has_focus and index == self.cursor
        aside = _aside(one, signs, self._room - paint.width(one.name) - 1)
        room = self._room - (paint.width(aside) + 1 if aside else 0)
        name = paint.cells(one.name, room, ellipsis=signs.ellipsis)
        ink = "$ink" if one.shown else "$quiet"
        lit = " on $cursor bold" if at_cursor else ""
        return paint.line(
            (signs.cursor if at_cursor else " ", "$now"),
            (f"{signs.shown if one.shown else signs.hidden} ", f"{one.colour or '$ink'}{lit}"),
            (f"{one.letter} ", f"$quiet{lit}"),
            (name, f"{ink}{lit}"),
            (f" {aside}" if aside else "", f"{_aside_ink(one)}{lit}"),
        )

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide it."""
        self.refresh()

    def _at(self, row: int) -> int | None:
        index = row - _HEADING
        return index if 0 <= index < len(self.calendars) else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say everything about the calendar under the mouse."""
        index = self._at(event.y)
        one = self.calendars[index] if index is not None else None
        self.tooltip = paint.text(f"{one.name}: {remark(one)}") if one else None

    def on_click(self, event: events.Click) -> None:
        """A click shows or hides the calendar under it."""
        index = self._at(event.y)
        if index is not None:
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


def _aside_ink(one: RailLine) -> str:
    return "$alarm" if one.trouble else "$warn" if one.age else "$quiet"


def _aside(one: RailLine, signs: Glyphs, room: int) -> str:
    """The longest remark that fits beside the whole name; trouble keeps its sign whatever the room."""
    if one.trouble:
        return one.trouble if paint.width(one.trouble) <= room else signs.failed
    if one.age:
        forms = [one.age, one.age.removeprefix("as of ")]
        return next((form for form in forms if paint.width(form) <= room), _OLD)
    count = f"{one.events:>3}" if one.shown and one.events is not None else ""
    marks = ("read-only", _READ_ONLY) if one.read_only else ("",)
    forms = [f"{mark} {count}".strip() if mark else count for mark in marks] + [_READ_ONLY * one.read_only]
    return next((form for form in forms if form and paint.width(form) <= room), "")
