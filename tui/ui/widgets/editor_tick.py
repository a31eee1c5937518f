"""A yes or no in words with a sign before it; when there is no choice it says why.

The sign differs by shape, so that it needs no colour.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of


class Tick(Widget, can_focus=True):
    """Space, Enter or a click turns it over."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "turn", "turn over", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    Tick {
        width: auto; height: 1; padding: 0 1; border-left: blank;
        &:focus { border-left: outer $now; background: $cursor; }
    }
    """

    on: reactive[bool] = reactive(False, init=False)
    """Whether it is ticked."""
    fixed: reactive[str] = reactive("", layout=True)
    """Why it cannot be turned over; empty when it can."""

    class Turned(Message):
        """It was turned over."""

        def __init__(self, tick: Tick, on: bool) -> None:
            super().__init__()
            self.tick = tick
            self.on = on

        @property
        def control(self) -> Tick:
            """The tick, so that handlers can select by its id."""
            return self.tick

    def __init__(self, words: str, *, on: bool = False, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words = words
        self.set_reactive(Tick.on, on)

    def watch_on(self, on: bool) -> None:
        """Tell who listens."""
        self.post_message(self.Turned(self, on))

    def render(self) -> Content:
        """Sign, words and, where it is fixed, the reason."""
        glyphs = glyphs_of(self.app)
        sign = (glyphs.shown, "$now") if self.on else (glyphs.hidden, "$quiet")
        if self.fixed:
            return paint.line((f"{sign[0]} {self.fixed}", "$quiet"))
        return paint.line(sign, f" {self._words}")

    def action_turn(self) -> None:
        """Turn it over, if it can be."""
        if not self.fixed:
            self.on = not self.on

    def on_click(self) -> None:
        """A click does the same."""
        self.action_turn()
