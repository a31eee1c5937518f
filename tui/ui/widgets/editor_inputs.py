"""The editor's one-line fields: what is typed, stepped or pasted into them.

They know nothing of drafts; they post what happened and the form decides.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.ui.widgets.key_input import LineInput, tidy_line


class EditorInput(LineInput):
    """A field where ↑ and ↓ go to the neighbours, since one line has no use for them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "neighbour(-1)", "field before", show=False),
        Binding("down,enter", "neighbour(1)", "next field", show=False),
        Binding("shift+backspace", "delete_left", "delete", show=False),
        Binding("shift+delete", "delete_right", "delete", show=False),
    ]

    def __init__(
        self,
        *,
        id: str,  # noqa: A002
        placeholder: str = "",
        max_length: int = 1000,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, placeholder=placeholder, max_length=max_length, classes=classes)
        self.select_on_focus = isinstance(self, TimeInput)

    def action_neighbour(self, by: int) -> None:
        """Move the focus one field up or down."""
        if by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()


class ListInput(EditorInput):
    """A field for several things separated by commas; pasted lines become items."""

    LONGEST = 20_000

    def tidy(self, pasted: str) -> str:
        """The lines of the paste, one after another."""
        lines = pasted[: self.LONGEST].replace(";", "\n").splitlines()
        items = (tidy_line(line).strip(", ") for line in lines)
        return ", ".join(item for item in items if item)


class RhythmInput(EditorInput):
    """How an event repeats; ↑/↓ go through the usual rhythms, and on to the neighbours past the last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "offer(-1)", "rhythm before", show=False),
        Binding("down", "offer(1)", "next rhythm", show=False),
        Binding("enter", "neighbour(1)", "next field", show=False),
    ]
    offers: tuple[str, ...] = ()
    """The usual ones for this event."""

    def action_offer(self, by: int) -> None:
        """Another rhythm in place of none or of an offered one; what was typed is never replaced."""
        ring = ("", *self.offers)
        at = ring.index(self.value) + by if self.value in ring else -1
        if 0 <= at < len(ring):
            self.value, self.cursor_position = ring[at], len(ring[at])
        else:
            self.action_neighbour(by)


class TimeInput(EditorInput):
    """A time as people type it; ↑/↓ step a quarter of an hour, with shift a day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "later", show=False),
        Binding("down", "step(-1)", "earlier", show=False),
        Binding("shift+up", "step(1, True)", "a day later", show=False),
        Binding("shift+down", "step(-1, True)", "a day earlier", show=False),
        Binding("enter", "neighbour(1)", "next field", show=False),
    ]

    QUARTER = timedelta(minutes=15)
    DAY = timedelta(days=1)

    class Stepped(Message):
        """The user asks for another time, this much later."""

        def __init__(self, field: TimeInput, by: timedelta) -> None:
            super().__init__()
            self.field = field
            self.by = by

        @property
        def control(self) -> TimeInput:
            """The field."""
            return self.field

    def action_step(self, sign: int, whole_day: bool = False) -> None:
        """Ask for an earlier or later time."""
        self.post_message(self.Stepped(self, sign * (self.DAY if whole_day else self.QUARTER)))


class LinkInput(EditorInput):
    """A field for a link; what is pasted may be wrapped, or a whole invitation."""

    class Pasted(Message):
        """Something was pasted, as it came; the receiver decides what the field gets."""

        def __init__(self, field: LinkInput, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

        @property
        def control(self) -> LinkInput:
            """The field."""
            return self.field

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.post_message(self.Pasted(self, event.text))
