"""The top line: the call that runs or comes next, and how to get into it.

It only shows what it is given; which call that is, is decided elsewhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.domain.events import EventKey
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.messages import CopyText, JoinNext
from tui.ui.spoken import until_words


class CallFacts(NamedTuple):
    """The current or next call, as far as the line shows it."""

    title: str
    starts_in: timedelta
    """Negative or zero once it runs."""
    starts: datetime
    """In the viewer's zone."""
    ends: datetime
    """In the viewer's zone."""
    provider: str = ""
    host: str = ""
    """Where the link leads; empty when there is none."""
    others: int = 0
    """How many more calls run or start at the same time."""
    clock: str = TWENTY_FOUR
    url: str = ""
    """The link itself, for copying."""
    key: EventKey | None = None
    """Which event it is."""

    @property
    def running(self) -> bool:
        """Whether it has begun."""
        return self.starts_in <= timedelta()


def when_words(facts: CallFacts) -> str:
    """`until 15:30` while it runs, `in 8 min` before, with the day's time when that is far away."""
    if facts.running:
        return f"until {clock_words(facts.ends, facts.clock)}"
    words = until_words(facts.starts_in)
    return (
        words
        if facts.starts_in < timedelta(hours=1)
        else f"{words}, {clock_words(facts.starts, facts.clock)}"
    )


def _as_read(facts: CallFacts) -> tuple[str, bool, CallFacts]:
    return when_words(facts), facts.running, facts._replace(starts_in=timedelta())


class JoinBar(Widget, can_focus=False):
    """Put one at the top of a screen; set `call`."""

    ALLOW_SELECT = False

    call: reactive[CallFacts | None] = reactive(None, repaint=False)
    """The call to show, or None when none is near."""
    cursor: reactive[EventKey | None] = reactive(None, repaint=False)
    """The event under the cursor: `y` copies its link, so the line offers `y` only for that event."""

    class JoinClicked(JoinNext):
        """The line was clicked: join what it shows."""

    def watch_call(self, before: CallFacts | None, now: CallFacts | None) -> None:
        """Say it anew where it reads otherwise: that a second passed can seldom be seen."""
        if before is None or now is None or _as_read(before) != _as_read(now):
            self.refresh()

    def watch_cursor(self, before: EventKey | None, now: EventKey | None) -> None:
        """Say anew what can be copied, where that changes."""
        if self.call is not None and self.call.key in (before, now):
            self.refresh()

    def render(self) -> Content:
        """Sign, when, title, provider and host; to the right the keys."""
        if self.call is None:
            return paint.text("No call in sight", "$quiet")
        keys = self._keys(self.call)
        room = max(self.content_size.width - keys.cell_length - 2, 0)
        left = self._left(self.call, glyphs_of(self.app), room)
        return paint.line(left, " " * max(room - left.cell_length + 2, 2), keys)

    def _left(self, call: CallFacts, glyphs: Glyphs, room: int) -> Content:
        lead = paint.text(f"{glyphs.video} {'Now' if call.running else 'Next'}  ", "bold $now")
        when = paint.text(when_words(call), "$now" if call.running else "$ink")
        tail = self._where(call)
        for where in (tail, paint.text(call.provider, "$quiet"), Content("")):
            space = room - lead.cell_length - when.cell_length - where.cell_length - 6
            if space >= min(paint.width(call.title), 24) or not where:
                break
        title = paint.text(paint.fit(call.title, max(space, 0), ellipsis=glyphs.ellipsis), "bold $ink")
        parts = [part for part in (title, when, where) if part]
        return paint.line(lead, Content("  ").join(parts))

    def _where(self, call: CallFacts) -> Content:
        parts = [part for part in (call.provider, call.host) if part]
        more = [f"+{call.others} more"] if call.others else []
        return paint.text("  ".join(parts + more), "$quiet")

    def _keys(self, call: CallFacts) -> Content:
        if not call.host:
            return paint.text("no link", "$quiet")
        key, word = "bold $ink", "$quiet"
        joins = paint.line(("J", key), (" join", word))
        if call.key is None or call.key != self.cursor:
            return joins
        copies = paint.line(("y", key), (" copy", word)).stylize(Style.from_meta({"copy": True}))
        return paint.line(joins, "   ", copies)

    def on_click(self, event: events.Click) -> None:
        """A click on `copy` copies, one anywhere else on the line joins."""
        if self.call is None or not self.call.host:
            return
        if event.style.meta.get("copy"):
            self.post_message(CopyText(self.call.url, "link"))
        else:
            self.post_message(self.JoinClicked())
