"""Will you come? One letter answers; where the service takes one, a comment goes along.

Letters answer wherever the focus is but in the comment.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Input

from tui.domain.events import Rsvp
from tui.ui.screens.confirm import Choice, ConfirmScreen
from tui.ui.widgets.key_input import LineInput

ANSWERS = {one.value: one for one in (Rsvp.YES, Rsvp.NO, Rsvp.MAYBE)}
"""What can be answered, by the words of the choices."""
_CHOICES = (Choice("y", "Yes", "yes"), Choice("n", "No", "no"), Choice("m", "Maybe", "maybe"))
_LONGEST = 500


class AnswerScreen(ConfirmScreen):
    """Answered with `yes`, `no`, `maybe`, or None; `comment` is what was typed beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("c", "comment", "comment", show=False)]
    DEFAULT_CSS = """
    AnswerScreen LineInput { margin-bottom: 1; }
    """

    def __init__(self, title: str, *, comments: bool = False) -> None:
        super().__init__("Will you come?", _CHOICES, detail=title)
        self._comments = comments
        self.comment = ""

    def body(self) -> ComposeResult:
        """The event, a comment where one is taken, and the answers."""
        if self._comments:
            yield LineInput(id="comment", placeholder="a comment, if you like", max_length=_LONGEST)
        yield from super().body()

    def on_mount(self) -> None:
        """Say that there is room for a comment, once the frame has been written to."""
        if self._comments:
            self.call_after_refresh(self.show_hints, (("c", "comment"), *self.hints))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.comment = event.value.strip()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.set_focus(self.query(Button).first())

    def action_comment(self) -> None:
        """Type a comment."""
        for field in self.query(LineInput):
            self.set_focus(field)
