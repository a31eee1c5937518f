"""Where the layout changes: the classes a screen carries at each width and height, in cells."""

from __future__ import annotations

from typing import Final

WIDTHS: Final[list[tuple[int, str]]] = [(0, "-narrow"), (90, "-medium"), (116, "-wide")]
"""Narrow shows one pane at a time, medium two, wide all of them."""

HEIGHTS: Final[list[tuple[int, str]]] = [(0, "-short"), (30, "-tall")]
"""Short screens leave out what only decorates."""
