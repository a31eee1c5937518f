"""What is really painted, cell by cell, colours and all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.geometry import Region


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the terminal; of a sign two cells wide, the second one is empty."""

    sign: str
    style: Style

    @property
    def ground(self) -> str:
        """The colour behind the sign, as the terminal is told it."""
        return _named(self.style, front=bool(self.style.reverse))

    @property
    def ink(self) -> str:
        """The colour of the sign."""
        return _named(self.style, front=not self.style.reverse)


def _named(style: Style, *, front: bool) -> str:
    colour = style.color if front else style.bgcolor
    return colour.name if colour is not None else "default"


def cells_of(app: App[Any], region: Region | None = None) -> list[list[Cell]]:
    """The rows of a region of the screen, or of all of it."""
    rows = [row_of(strip) for strip in app.screen._compositor.render_strips()]
    if region is None:
        return rows
    return [row[region.x : region.right] for row in rows[max(region.y, 0) : region.bottom]]


def row_of(strip: Any) -> list[Cell]:
    """The cells of a strip."""
    cells: list[Cell] = []
    for segment in strip:
        style = segment.style or Style()
        for sign in segment.text:
            width = cell_len(sign)
            cells += [Cell(sign, style), Cell("", style)][: max(width, 0)]
    return cells
