"""Type a date, see at once which day is meant, go there.

What is begun is completed below the field, each phrase with the day it names.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.dayphrase import completions
from tui.domain.timephrase import TimePhraseError, parse_day
from tui.domain.timephrase import say_day as say_shortly
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList

_EXAMPLES = "fri   in 3 weeks   end of month   1 dec   2026-W50"
_PHRASE, _DAY = 22, 13


class GoToDateScreen(Sheet[date | None]):
    """Answered with the day, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "next", show=False),
        Binding("up", "choose(-1)", "before", show=False),
        Binding("tab", "complete", "complete", show=False, priority=True),
    ]
    heading = "Go to a date"
    hints = (("Tab", "complete"), ("Enter", "go"), ("Esc", "stay"))
    AUTO_FOCUS = "Input"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._offered: tuple[tuple[str, date], ...] = ()

    def body(self) -> ComposeResult:
        """The field, the line that repeats what was understood, and what it may become."""
        yield Input(placeholder="fri", max_length=60)
        yield Static(paint.text(_EXAMPLES, "$quiet"), id="understood")
        yield MarkedList(id="offered")

    def on_mount(self) -> None:
        """The list only shows; the field keeps the keys."""
        listing = self.query_one(OptionList)
        listing.can_focus = False
        listing.display = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#understood", Static).update(self._echo(event.value))
        self._offer(event.value)

    def _offer(self, typed: str) -> None:
        found = completions(typed, today=self._today)
        self._offered = tuple(one for one in found if one[0] != typed.strip().casefold())
        listing = self.query_one(OptionList)
        listing.set_options([Option(self._row(*one, at_cursor=False)) for one in self._offered])
        listing.display = bool(self._offered)
        listing.highlighted = None

    def _row(self, phrase: str, day: date, *, at_cursor: bool) -> Content:
        return paint.line(
            (f"{glyphs_of(self.app).cursor if at_cursor else ' '} ", "$now"),
            paint.cells(phrase, _PHRASE),
            (paint.cells(say_shortly(day), _DAY), "bold"),
            (distance(day, self._today), "$quiet"),
        )

    def action_choose(self, by: int) -> None:
        """Move in the list; above its first row is the field itself."""
        listing, count = self.query_one(OptionList), len(self._offered)
        at = -1 if listing.highlighted is None else listing.highlighted
        chosen = max(-1, min(at + by, count - 1))
        listing.highlighted = None if chosen < 0 else chosen
        for row, one in enumerate(self._offered):
            listing.replace_option_prompt_at_index(row, self._row(*one, at_cursor=row == chosen))

    def action_complete(self) -> None:
        """Write the chosen phrase, else the first, into the field."""
        if self._offered:
            field = self.query_one(Input)
            field.value = self._offered[self.query_one(OptionList).highlighted or 0][0]
            field.cursor_position = len(field.value)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._offered[event.option_index][1])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = self.query_one(OptionList).highlighted
        day = self._understood(event.value) if at is None else self._offered[at][1]
        if isinstance(day, date):
            self.dismiss(day)
        elif len(self._offered) == 1:
            self.dismiss(self._offered[0][1])

    def _understood(self, typed: str) -> date | str:
        try:
            return parse_day(typed, today=self._today)
        except TimePhraseError as error:
            return str(error)

    def _echo(self, typed: str) -> Content:
        if not typed.strip():
            return paint.text(_EXAMPLES, "$quiet")
        day = self._understood(typed)
        if isinstance(day, str):
            begun = completions(typed, today=self._today)
            return paint.text("Go on, or choose one.", "$quiet") if begun else paint.text(day, "$warn")
        return paint.line((say_day(day), "bold $ink"), (f"   {distance(day, self._today)}", "$quiet"))


def say_day(day: date) -> str:
    """A date in full, such as `Friday 20 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def distance(day: date, today: date) -> str:
    """How far away a day is: `today`, `tomorrow`, `in 12 days`, `3 days ago`."""
    days = (day - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case _:
            return f"in {days} days" if days > 0 else f"{-days} days ago"
