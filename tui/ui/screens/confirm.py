"""A question with a few answers, each on its own letter; Enter never does what cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from tui.ui import paint
from tui.ui.screens.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    key: str
    """The letter that gives it."""
    words: str
    answer: str
    """What the question is answered with."""
    destructive: bool = False
    """It takes its own letter or a click; it is never focused, so Enter cannot reach it."""


class ConfirmScreen(Sheet[str | None]):
    """Ask; answered with the choice's `answer`, or None for Esc, the safest of all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]
    DEFAULT_CSS = """
    ConfirmScreen #detail { height: auto; max-height: 50vh; }
    ConfirmScreen #detail.-long > Static { padding-right: 1; }
    """

    def __init__(
        self, question: str, choices: Sequence[Choice], *, detail: str = "", escape: str = "leave it"
    ) -> None:
        super().__init__()
        self.heading = question
        self.hints = (("Esc", escape),)
        self._choices = tuple(choices)
        self._detail = detail

    def body(self) -> ComposeResult:
        """The detail and a row of answers."""
        if self._detail:
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(paint.block(self._detail))
        with Horizontal(classes="buttons"):
            for choice in self._choices:
                button = Button(_label(choice), name=choice.answer)
                button.can_focus = not choice.destructive
                yield button

    def on_mount(self) -> None:
        """Put the focus on the first harmless answer."""
        harmless = [button for button in self.query(Button) if button.can_focus]
        if harmless:
            harmless[0].focus()
        self.call_after_refresh(self._measured)

    def _measured(self) -> None:
        """Where the detail is longer than the pane, say how to read on."""
        for detail in self.query("#detail"):
            if detail.max_scroll_y:
                detail.add_class("-long")
                self.show_hints((("↑↓", "scroll"), *self.hints))

    def action_scroll(self, lines: int) -> None:
        """Read on in a long detail, or back."""
        for detail in self.query("#detail"):
            detail.scroll_relative(y=lines, animate=False)

    def on_key(self, event: events.Key) -> None:
        """A choice's letter gives its answer."""
        for choice in self._choices:
            if event.character == choice.key:
                event.stop()
                self.dismiss(choice.answer)
                return

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.name)


def _label(choice: Choice) -> Content:
    return paint.line((choice.key, "bold underline"), f"  {choice.words}")
