"""Type a date, see at once which day is meant, go there."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from tui.domain.timephrase import TimePhraseError, parse_day
from tui.ui import paint
from tui.ui.screens.sheet import Sheet

_EXAMPLES = "fri   next mon   +2w   1 dec   2026-12-01"


class GoToDateScreen(Sheet[date | None]):
    """Answered with the day, or None when left."""

    heading = "Go to a date"
    hints = (("Enter", "go"), ("Esc", "stay"))
    AUTO_FOCUS = "Input"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def body(self) -> ComposeResult:
        """The field and the line that repeats what was understood."""
        yield Input(placeholder="fri", max_length=60)
        yield Static(paint.text(_EXAMPLES, "$quiet"), id="understood")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#understood", Static).update(self._echo(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        day = self._understood(event.value)
        if isinstance(day, date):
            self.dismiss(day)

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
            return paint.text(day, "$warn")
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
