"""A month at a glance: which weeks are on the screen, and where today is in it.

The weeks shown carry a mark as well as full ink, today its weight as well as its colour.
"""

from __future__ import annotations

from calendar import Calendar
from datetime import date
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.domain.dayphrase import MONTHS
from tui.ui import paint
from tui.ui.glyphs import glyphs_of

_LETTERS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class MonthFacts(NamedTuple):
    """The month of `day`, with the days from `first` to `last` on the screen."""

    day: date
    first: date
    last: date
    today: date
    week_start: int = 0
    """The weekday a week begins with; Monday is 0."""


class MiniMonth(Widget, can_focus=False):
    """Set `facts`; a click on a day goes there."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MiniMonth { width: 1fr; height: auto; padding: 0 1 1 1; }
    """

    facts: reactive[MonthFacts | None] = reactive(None, layout=True)
    """What to draw; nothing before it is known."""

    class Chosen(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            self.day = day
            super().__init__()

    def render(self) -> Content:
        """Name, weekdays, weeks."""
        facts = self.facts
        if facts is None:
            return Content("")
        name = paint.text(f" {MONTHS[facts.day.month - 1].title()} {facts.day.year}", "$ink")
        dates = Calendar(facts.week_start).monthdatescalendar(facts.day.year, facts.day.month)
        weeks = [self._week(week, facts) for week in dates]
        letters = " ".join((*_LETTERS[facts.week_start :], *_LETTERS[: facts.week_start]))
        return paint.lines(name, paint.text(f" {letters}", "$quiet"), *weeks)

    def _week(self, week: list[date], facts: MonthFacts) -> Content:
        shown = week[0] <= facts.last and facts.first <= week[-1]
        mark = glyphs_of(self.app).bar if shown else " "
        days = [self._day(day, facts) for day in week]
        return paint.line((mark, "$now"), Content(" ").join(days))

    def _day(self, day: date, facts: MonthFacts) -> Content:
        if day.month != facts.day.month:
            return Content("  ")
        shown = facts.first <= day <= facts.last
        style = "bold $now" if day == facts.today else "$ink" if shown else "$quiet"
        return paint.text(f"{day.day:2}", style).stylize(Style.from_meta({"day": day.toordinal()}))

    def on_click(self, event: events.Click) -> None:
        """Go to the day under the mouse."""
        day = event.style.meta.get("day")
        if isinstance(day, int):
            self.post_message(self.Chosen(date.fromordinal(day)))
