"""What is looked for on the find-a-time screen, and how its keys change that.

Pure: every key makes other terms out of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from textual.content import Content

from tui.domain.clockface import TWENTY_FOUR
from tui.domain.free_time import Wish
from tui.domain.slots import Asked
from tui.domain.timephrase import say_day
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours, say_hours
from tui.ui import paint
from tui.ui.glyphs import Glyphs

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
"""Minutes."""
SPANS = (1, 7, 14, 28)
"""Days."""
PAUSES = (0, 5, 10, 15, 30)
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a search; lengths in minutes."""

    first: date
    length: int = 30
    days: int = 7
    pause: int = 0
    any_hour: bool = False
    tentative_as_busy: bool = True
    by_service: bool = False

    @classmethod
    def of(cls, asked: Asked, today: date) -> Terms:
        """The terms a search begins with: the week from the day in question on, or from today."""
        minutes = max(5, min(int(asked.length.total_seconds() // 300) * 5, 24 * 60))
        return cls(max(asked.day or today, today), minutes)

    def longer(self, by: int) -> Terms:
        """The next usual length, or the one before."""
        usual = [m for m in LENGTHS if (m > self.length if by > 0 else m < self.length)]
        return replace(self, length=(usual[0] if by > 0 else usual[-1])) if usual else self

    def moved(self, by: int, today: date) -> Terms:
        """The days after these, or before, but none that are over."""
        return replace(self, first=max(self.first + timedelta(days=self.days * by), today))

    def wider(self) -> Terms:
        """More days at once; after the most of them a single one."""
        return replace(self, days=_after(SPANS, self.days))

    def paused(self) -> Terms:
        """A longer pause on both sides; after the longest none."""
        return replace(self, pause=_after(PAUSES, self.pause))

    def window(self, hours: WorkingHours) -> Window:
        """The days as instants."""
        return Window.of_days(self.first, self.days, hours.zone)

    def wish(self, hours: WorkingHours) -> Wish:
        """The same in the words of the search."""
        pause = timedelta(minutes=self.pause)
        length = timedelta(minutes=self.length)
        return Wish(self.window(hours), length, pause, pause, self.tentative_as_busy)

    def hours(self, own: WorkingHours) -> WorkingHours:
        """When slots may be: the viewer's working hours, or any hour of any day."""
        return replace(own, start=0, end=24 * 60, days=frozenset(range(7))) if self.any_hour else own

    def said(self, own: WorkingHours, signs: Glyphs, clock: str = TWENTY_FOUR) -> tuple[tuple[str, str], ...]:
        """Each term with the keys that change it."""
        last = self.first + timedelta(days=self.days - 1)
        days = (
            say_day(self.first) if self.days == 1 else f"{say_day(self.first)} {signs.dash} {say_day(last)}"
        )
        return (
            ("+ -", length_words(self.length)),
            ("[ ] d", days),
            ("w", "any hour" if self.any_hour else say_hours(own, clock).replace("–", signs.dash)),
            ("b", f"{self.pause} min pause" if self.pause else "no pause"),
            ("m", "maybe is busy" if self.tentative_as_busy else "maybe is free"),
        )


def _after(choices: tuple[int, ...], chosen: int) -> int:
    return choices[(choices.index(chosen) + 1) % len(choices)]


def length_words(minutes: int) -> str:
    """`45 min`, `1 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def in_lines(terms: Iterable[tuple[str, str]], width: int, *, typing: bool) -> Content:
    """Keys and what they change, as many on a line as fit whole; while typing, letters are no keys."""
    rows, taken = [list[Content]()], 0
    for keys, words in terms:
        cells = paint.width(f"{keys} {words}") + 3
        if rows[-1] and taken + cells - 3 > width:
            rows.append([])
            taken = 0
        named = [(f"{key} ", "$quiet" if typing and key.isalpha() else "bold $ink") for key in keys.split()]
        rows[-1].append(paint.line(*named, (words, "$quiet")))
        taken += cells
    return paint.lines(*(Content("   ").join(row) for row in rows))
