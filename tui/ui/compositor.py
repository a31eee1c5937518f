"""What puts panes on the screen: of what has changed only, and nothing of what lies beneath or beside it.

The framework draws every widget that reaches into the rectangle around all changes: for two far corners, all
of them. Whole screens stay its affair, and how a widget draws its lines is that of the widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

Bare = dict[int, list[tuple[int, int]]]
"""Of each line what nobody has drawn on yet: stretches of cells, the last not included."""


@dataclass(frozen=True, slots=True)
class Changes(CompositorUpdate):
    """Stretches of lines: the column and the row of each, and what is there now."""

    stretches: list[tuple[int, int, Strip]]

    def render_segments(self, console: Console) -> str:
        """As a terminal takes it."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.stretches)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """One after the other, for who only wants to read."""
        for _, _, strip in self.stretches:
            yield from strip


class HouseCompositor(Compositor):
    """Draws from the front to the back, and ends where nothing that has changed is left to be seen."""

    def render_partial_update(self) -> Changes | None:  # type: ignore[override]
        """What has changed since the last time; None where nothing has."""
        bare: Bare = {}
        for y, start, end in self._regions_to_spans(self._dirty_regions):
            bare.setdefault(y, []).append((start, end))
        self._dirty_regions.clear()
        drawn: list[tuple[int, int, Strip]] = []
        for widget, (region, clip) in self.visible_widgets.items():
            if not bare:
                break
            drawn += _drawn(widget, region, region.intersection(clip), bare)
        return Changes(drawn) if drawn else None


def paint_at_once(widget: Widget) -> None:
    """Have what was refreshed on the terminal now, and not after everybody was asked whether there is more.

    Where panes are still to be laid out or scrolled that comes first, in its own time.
    """
    screen = widget.screen
    if not (screen._layout_required or screen._scroll_required or widget._scroll_required):
        screen._dirty_widgets.add(widget)
        screen._on_timer_update()


def _drawn(widget: Widget, region: Region, shown: Region, bare: Bare) -> Iterator[tuple[int, int, Strip]]:
    """Draw what is bare and belongs to this widget."""
    mine = [y for y in bare if shown.y <= y < shown.bottom and _reaches(bare[y], shown)]
    if not mine:
        return
    top, bottom = min(mine), max(mine) + 1
    lines = widget.render_lines(Region(shown.x - region.x, top - region.y, shown.width, bottom - top))
    for y in mine:
        line = lines[y - top]
        left = shown.x, shown.x + line.cell_length
        for start, end in _inside(bare[y], *left):
            yield start, y, line.crop(start - shown.x, end - shown.x)
        if rest := list(_outside(bare.pop(y), *left)):
            bare[y] = rest


def _reaches(stretches: list[tuple[int, int]], shown: Region) -> bool:
    return any(start < shown.right and end > shown.x for start, end in stretches)


def _inside(stretches: list[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts of the stretches between two columns."""
    parts = ((max(start, first), min(end, last)) for start, end in stretches)
    return ((start, end) for start, end in parts if start < end)


def _outside(stretches: list[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """What is left of the stretches beside them."""
    for start, end in stretches:
        if start < first:
            yield start, min(end, first)
        if end > last:
            yield max(start, last), end
