"""How the cells of a grid are shared out: hours at the left, a column for each day, blocks side by side.

Pure arithmetic; every cell belongs to exactly one column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.daygrid import Block

_NARROWEST_BLOCK = 3
"""Cells below which blocks side by side say nothing any more."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The left edge and the width of every day, the line before it included."""

    gutter: int
    edges: tuple[int, ...]
    """Where each day begins; one more for the end of the last."""

    @classmethod
    def fitting(cls, width: int, gutter: int, days: int) -> Columns:
        """As even as whole cells can be."""
        room = max(width - gutter, days)
        edges = tuple(gutter + room * number // max(days, 1) for number in range(days + 1))
        return cls(gutter, edges)

    def width(self, day: int) -> int:
        """The cells of a day beside its line."""
        return max(self.edges[day + 1] - self.edges[day] - 1, 0)

    def day_at(self, x: int) -> int | None:
        """The day a cell belongs to; None among the hours."""
        found = [day for day in range(len(self.edges) - 1) if self.edges[day] <= x]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Strip:
    """One block in the row of a day; or none, and how many more there are than there is room for."""

    left: int
    """From the first cell of the day."""
    cells: int
    block: Block | None
    more: int = 0


def strips_of(blocks: Sequence[Block], row: int, cells: int, chosen: Block | None) -> list[Strip]:
    """What a row of a day shows, from left to right; what does not fit is counted where it begins."""
    found: list[Strip] = []
    hidden: list[Block] = []
    most = max(cells // _NARROWEST_BLOCK, 1)
    for block in blocks:
        place = block.place
        if place.columns > most and place.column >= most - 1:
            hidden.append(block)
            continue
        columns = min(place.columns, most)
        left, right = (
            cells * at // columns for at in (place.column, min(place.column + place.width, columns))
        )
        if place.columns > most and place.column + place.width >= most:
            right = cells * (most - 1) // most
        found.append(Strip(left, right - left, block))
    if hidden:
        left = cells * (most - 1) // most
        shown = next((one for one in hidden if one is chosen), hidden[0] if len(hidden) == 1 else None)
        begins = shown is None and any(one.first == row for one in hidden)
        found.append(Strip(left, cells - left, shown, len(hidden) if begins else 0))
    return found


def strip_at(strips: Sequence[Strip], x: int) -> Strip | None:
    """The strip under a cell of the day."""
    return next((one for one in strips if one.left <= x < one.left + one.cells), None)
