"""What floats above the calendar: one frame, a title, its keys in the frame's lower edge, Esc to leave.

A sheet answers with a value and changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.screens.opening import Opening

Answer = TypeVar("Answer")
_EDGE = 6
"""Cells of the frame's lower edge that hold no words."""
_GAPS = (3, 2)
"""Cells between two hints: as they look best, and where room is short."""


class Sheet(Opening, ModalScreen[Answer]):
    """A floating pane. Subclasses give `body`; dismissed with None it means "leave everything as it was"."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "close", show=False),
        # What floats hears no key of the app's own; a field takes the question mark, but never F1.
        Binding("f1,question_mark", "app.do('app.help')", "help", id="app.help", show=False),
    ]
    AUTO_FOCUS = ""

    heading: str = ""
    """The title in the frame; may come from outside, it is painted."""
    hints: Sequence[tuple[str, str]] = ()
    """Keys and what they do, shown in the frame's lower edge."""
    _shown_hints: Sequence[tuple[str, str]] = ()

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        with Vertical(classes="sheet"):
            yield from self.body()

    def body(self) -> ComposeResult:
        """What is inside the frame."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Write title and keys into the frame."""
        self.frame.border_title = paint.text(self.heading)
        self.show_hints(self.hints)

    @property
    def frame(self) -> Widget:
        """The frame itself."""
        return self.query_one(".sheet", Vertical)

    def on_resize(self) -> None:
        """Show as many keys as there is room for now."""
        self.call_after_refresh(self._fit_hints)

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys in the lower edge, the first ones and Esc where there is no room for all."""
        self._shown_hints = tuple(hints)
        self._fit_hints()

    def _fit_hints(self) -> None:
        room = self.frame.outer_size.width - _EDGE
        self.frame.border_subtitle = hints_line(self._shown_hints, room) if room > 0 else ""

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


def hints_line(hints: Sequence[tuple[str, str]], room: int) -> Content:
    """The hints side by side in so many cells: closer together first, then without the last ones but Esc."""
    kept = list(hints)
    painted = [paint.line((key, "bold $ink"), (f" {word}", "$quiet")) for key, word in kept]
    cells = sum(one.cell_length for one in painted)
    gap = next((gap for gap in _GAPS if cells + gap * (len(kept) - 1) <= room), _GAPS[-1])
    while len(kept) > 1 and sum(one.cell_length + gap for one in painted) - gap > room:
        at = next((n for n in reversed(range(len(kept))) if kept[n][0] != "Esc"), 0)
        del kept[at], painted[at]
    return Content(" " * gap).join(painted)


def scroll_keys(signs: Glyphs) -> str:
    """The keys that scroll, by name where an arrow would be drawn as a letter."""
    return "Up Down" if signs.arrow.isascii() else "↑↓"
