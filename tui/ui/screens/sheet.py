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

Answer = TypeVar("Answer")


class Sheet(ModalScreen[Answer]):
    """A floating pane. Subclasses give `body`; dismissed with None it means "leave everything as it was"."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "close", show=False)]
    AUTO_FOCUS = ""

    heading: str = ""
    """The title in the frame; may come from outside, it is painted."""
    hints: Sequence[tuple[str, str]] = ()
    """Keys and what they do, shown in the frame's lower edge."""

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

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these keys in the lower edge."""
        painted = [paint.line((key, "bold $ink"), (f" {word}", "$quiet")) for key, word in hints]
        self.frame.border_subtitle = Content("   ").join(painted)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
