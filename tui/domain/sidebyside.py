"""What happens at the same time put side by side, and what lasts for days put in lanes.

Pure geometry on whole rows and days: nothing that shares a row shares a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""First and last row or day, both included."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands among those it meets: `width` columns of `columns`, from `column` on."""

    column: int
    width: int
    columns: int


def side_by_side(spans: Sequence[Span]) -> list[Place]:
    """A place for each span, in the order given; it should be by first row, longer ones before shorter."""
    places: list[Place] = []
    for group in _groups(spans):
        places += _placed(group)
    return places


def _groups(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Spans that meet, directly or through others."""
    group: list[Span] = []
    end = -1
    for span in spans:
        if group and span[0] > end:
            yield group
            group = []
        end = max(end, span[1]) if group else span[1]
        group.append(span)
    if group:
        yield group


def _placed(group: list[Span]) -> list[Place]:
    columns: list[list[Span]] = []
    chosen = []
    for span in group:
        column = next((at for at, held in enumerate(columns) if held[-1][1] < span[0]), len(columns))
        if column == len(columns):
            columns.append([])
        columns[column].append(span)
        chosen.append(column)
    return [
        Place(column, _width(span, columns[column + 1 :]), len(columns))
        for span, column in zip(group, chosen, strict=True)
    ]


def _width(span: Span, right: list[list[Span]]) -> int:
    """One column, and those to the right that are free all along."""
    width = 1
    for held in right:
        if any(one[0] <= span[1] and span[0] <= one[1] for one in held):
            break
        width += 1
    return width


def in_lanes(spans: Sequence[Span]) -> list[int]:
    """The lane of each span, in the order given: the first one free."""
    ends: list[int] = []
    lanes = []
    for first, last in spans:
        lane = next((at for at, end in enumerate(ends) if end < first), len(ends))
        ends[lane : lane + 1] = [last]
        lanes.append(lane)
    return lanes
