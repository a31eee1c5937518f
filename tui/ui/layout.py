"""Where the layout changes: the classes a screen carries at each width and height, in cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.geometry import Size

WIDTHS: Final[list[tuple[int, str]]] = [(0, "-narrow"), (90, "-medium"), (116, "-wide")]
"""Narrow shows one pane at a time, medium two, wide all of them."""

HEIGHTS: Final[list[tuple[int, str]]] = [(0, "-short"), (30, "-tall")]
"""Short screens leave out what only decorates."""


def classes_at(size: Size, widths: Sequence[tuple[int, str]] = WIDTHS) -> tuple[str, str]:
    """The classes a screen of this size carries, one for its width and one for its height."""
    wide = [name for least, name in widths if size.width >= least]
    high = [name for least, name in HEIGHTS if size.height >= least]
    return wide[-1], high[-1]


SMALLEST: Final = Size(60, 16)
"""Columns and rows the app needs."""


def is_too_small(size: Size) -> bool:
    """Whether a window of this size cannot show the calendar."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height
