"""How a month fills its pane: where each week and day begins, what a day has room to say, and what is below.

Pure arithmetic in cells: no pane is too small for it, it only says less.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from tui.domain.month_layout import WEEK

NAMES = 1
"""Rows for the names of the weekdays."""
_GUTTER = 3
"""Cells for the number of a week."""
_TITLES, _TIMES, _TIMES_12 = 12, 18, 20
_LISTED, _SHORTEST = 4, 2
"""Rows of the day's list below, and of a week above it, before one makes way for the other."""
_NO_GUTTER = 40


class Say(Enum):
    """What a day has room for."""

    TIMES = "times and titles"
    TITLES = "titles"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Shape:
    """A month of `weeks` weeks in a pane; columns and rows are counted from 0."""

    lefts: tuple[int, ...]
    """Where each day begins, and behind them where the last one ends."""
    tops: tuple[int, ...]
    """Where each week begins, and behind them where the last one ends."""
    list_rows: int
    """Rows of the list below, its heading included; 0 where the days say it all."""
    say: Say

    @classmethod
    def fitting(cls, width: int, height: int, weeks: int, *, twelve: bool = False) -> Shape:
        """The shape of so many weeks in a pane of this size."""
        gutter = _GUTTER if width >= _NO_GUTTER else 0
        lefts = tuple(gutter + (width - gutter) * day // WEEK for day in range(WEEK + 1))
        say = _say((width - gutter) // WEEK, twelve)
        room = max(height - NAMES, 0)
        listed = 0 if say is Say.TIMES else min(max(room - weeks * _SHORTEST, 0), _LISTED)
        listed = listed if listed > 1 else 0
        each, over = divmod(room - listed, weeks) if weeks else (0, 0)
        if say is not Say.TIMES:
            listed, over = (listed + over, 0) if listed else (0, over)
        tops = tuple(NAMES + each * week + min(week, over) for week in range(weeks + 1))
        return cls(lefts, tops, listed, say)

    @property
    def gutter(self) -> int:
        """Cells before the first day."""
        return self.lefts[0]

    @property
    def narrowest(self) -> int:
        """Cells of the narrowest day."""
        return min(end - left for left, end in pairwise(self.lefts))

    def week_at(self, y: int) -> tuple[int, int] | None:
        """The week and its row in a line of the pane."""
        for week, (top, end) in enumerate(zip(self.tops, self.tops[1:], strict=False)):
            if top <= y < end:
                return week, y - top
        return None

    def column_at(self, x: int) -> int | None:
        """The day of the week in a column of the pane."""
        inside = (day for day in range(WEEK) if self.lefts[day] <= x < self.lefts[day + 1])
        return next(inside, None)

    def row_in_list(self, y: int) -> int | None:
        """The row of the list below; 0 is its heading."""
        row = y - self.tops[-1]
        return row if 0 <= row < self.list_rows else None

    def room(self, week: int) -> int:
        """Rows of a week below the numbers of its days."""
        return max(self.tops[week + 1] - self.tops[week] - 1, 0)

    def lines(self, week: int) -> range:
        """The lines of the pane a week takes."""
        return range(self.tops[week], self.tops[week + 1])

    @property
    def list_lines(self) -> range:
        """The lines of the pane the list takes."""
        return range(self.tops[-1], self.tops[-1] + self.list_rows)


def _say(cells: int, twelve: bool) -> Say:
    if cells >= (_TIMES_12 if twelve else _TIMES):
        return Say.TIMES
    return Say.TITLES if cells >= _TITLES else Say.LETTERS
