"""A row that says how things stand and leads to where they are changed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of


class Door(Widget, can_focus=True):
    """Enter, Space or a click goes through."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "go", "change", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    Door {
        width: 1fr; height: auto; padding: 0 1; border-left: blank;
        &:focus { border-left: outer $now; background: $cursor; }
    }
    """

    words: reactive[str] = reactive("", layout=True)
    """How things stand."""

    class Opened(Message):
        """The user wants to go through."""

        def __init__(self, door: Door) -> None:
            super().__init__()
            self.door = door

        @property
        def control(self) -> Door:
            """The door, so that handlers can select by its id."""
            return self.door

    def render(self) -> Content:
        """The words, and that there is more behind them."""
        return paint.line(self.words, (f" {glyphs_of(self.app).video}", "$now"))

    def action_go(self) -> None:
        """Go through."""
        self.post_message(self.Opened(self))

    def on_click(self) -> None:
        """A click does the same."""
        self.action_go()
