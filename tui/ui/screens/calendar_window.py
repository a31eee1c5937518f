"""The stretch of days on the screen: a day, a week, two weeks or a month of weeks.

Pure: moving and naming windows needs neither a screen nor a clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from enum import IntEnum

from tui.domain.when import Window


class Span(IntEnum):
    """How many days are shown."""

    DAY = 1
    WEEK = 7
    FORTNIGHT = 14
    MONTH = 35


@dataclass(frozen=True, slots=True)
class Shown:
    """The window around `day`; all but a single day begin on a Monday."""

    day: date
    span: Span = Span.WEEK

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.day if self.span is Span.DAY else self.day - timedelta(days=self.day.weekday())

    @property
    def days(self) -> tuple[date, ...]:
        """Every day shown."""
        return tuple(self.first + timedelta(days=number) for number in range(self.span))

    def moved(self, windows: int) -> Shown:
        """So many windows forward, or back."""
        return replace(self, day=self.day + timedelta(days=self.span * windows))

    def window(self, zone: tzinfo) -> Window:
        """The instants the days cover in the zone."""
        return Window.of_days(self.first, self.span, zone)

    def title(self) -> str:
        """`Week 47 · 16–22 Nov 2026`."""
        first, last = self.days[0], self.days[-1]
        if self.span is Span.DAY:
            return f"{first:%A} {first.day} {first:%B %Y}"
        weeks = f"Week {first:%-V}" if self.span is Span.WEEK else f"Weeks {first:%-V}–{last:%-V}"
        left = f"{first.day}" if first.month == last.month else f"{first.day} {first:%b}"
        return f"{weeks} · {left}–{last.day} {last:%b %Y}"
