"""A create nobody confirmed, and events that may be it: its owner says which, if any.

Nothing is sent and nothing is lost by leaving; the same is asked again at the next start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.events import Event
from tui.ui import paint
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList
from tui.ui.widgets.detail import when_words

if TYPE_CHECKING:
    from tui.domain.checking import Context
    from tui.domain.drafts import Draft
    from tui.domain.likeness import Unsure


@dataclass(frozen=True, slots=True)
class Which:
    """The answer: one of the events, or that it is to be sent again."""

    deed: Literal["this", "again"]
    event: Event | None = None


class WhichOneScreen(Sheet[Which | None]):
    """Answered with an event, with the wish to send again, or None to leave it."""

    hints = (("Enter", "this is it"), ("s", "none: send again"), ("Esc", "leave it as a draft"))
    AUTO_FOCUS = "OptionList"
    DEFAULT_CSS = """
    WhichOneScreen OptionList { height: auto; max-height: 12; margin-top: 1; }
    """

    def __init__(self, draft: Draft, doubt: Unsure, context: Context) -> None:
        super().__init__()
        self.heading = f"Is “{draft.title or '(no title)'}” there already?"
        self._draft = draft
        self._found = doubt.found
        self._account = context

    def body(self) -> ComposeResult:
        """What happened, and each event on two lines."""
        guests = " Sending again mails the guests." if self._draft.guests and self._draft.notify else ""
        words = f"It was sent, but no answer came. This is in the calendar and may be it.{guests}"
        yield Static(paint.text(words, "$quiet"))
        yield MarkedList(*(Option(self._line(event)) for event in self._found))

    def on_mount(self) -> None:
        """Begin with the first."""
        self.query_one(OptionList).highlighted = 0

    def _line(self, event: Event) -> Content:
        calendar = self._account.calendar(event.calendar_id)
        when = when_words(event, self._account.zone, self._account.clock)[-1]
        guests = {0: "", 1: "1 guest"}.get(len(event.participants), f"{len(event.participants)} guests")
        more = [when, calendar.name if calendar else "", event.location, guests]
        rest = "   ".join(part for part in more if part)
        title = paint.text(event.title or "(no title)", "bold $ink")
        return paint.lines(title, paint.text(f"  {rest}", "$quiet"))

    @on(OptionList.OptionSelected)
    def _chosen(self, news: OptionList.OptionSelected) -> None:
        news.stop()
        self.dismiss(Which("this", self._found[news.option_index]))

    def on_key(self, event: events.Key) -> None:
        """`j` and `k` move, `s` sends again."""
        listed = self.query_one(OptionList)
        if event.key in ("j", "k"):
            event.stop()
            listed.action_cursor_down() if event.key == "j" else listed.action_cursor_up()
        elif event.key == "s":
            event.stop()
            self.dismiss(Which("again"))
