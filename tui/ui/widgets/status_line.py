"""The line above the keys: whose calendar this is, how fresh it is, and which links are being waited for.

It only shows facts it is given; nothing here asks a clock or a service.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.domain.clockface import TWENTY_FOUR, clock_words
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.messages import ShowJobs
from tui.ui.spoken import elapsed_words

_LINKS_SHARE = 0.6
"""The part of the line the links may take before they leave the next check out."""
_HOW_FRESH = 5
"""The rank of how fresh the calendar is: for this, and what matters more, the links say less."""


class StatusFacts(NamedTuple):
    """Everything the line can say."""

    account: str = ""
    sandbox: bool = False
    as_of: datetime | None = None
    """When the oldest shown calendar was last read, in the viewer's zone; None before the first answer."""
    refreshing: bool = False
    trouble: str = ""
    """Why what is shown is not fresh, in a word or two: offline, key refused."""
    pending: int = 0
    longest_wait: timedelta = timedelta()
    """In whole seconds, as is `next_check`: what would be said alike is alike."""
    next_check: timedelta | None = None
    """How long until the next look for a pending link; None where nobody said."""
    in_need: int = 0
    """Links that failed or were given up, and wait for the user."""
    unreadable: int = 0
    to_send: int = 0
    """Events that go out as soon as there is a connection."""
    needing: int = 0
    """How much of the coming days needs a hand."""
    sending: int = 0
    """Changes nobody has confirmed yet."""
    not_sent: int = 0
    """Drafts that did not go through in this run, and wait for their owner."""
    clock: str = TWENTY_FOUR


def freshness_words(facts: StatusFacts, dot: str = "·") -> str:
    """How fresh the calendar is, such as `as of 09:41 · refreshing`."""
    as_of = f"as of {clock_words(facts.as_of, facts.clock)}" if facts.as_of else "nothing read yet"
    return f"{as_of} {dot} refreshing" if facts.refreshing else as_of


def needing_words(count: int) -> str:
    """How much needs a hand, and the key that shows it; empty where nothing does."""
    return f"{count} need{'s' if count == 1 else ''} attention !" if count else ""


def pending_words(facts: StatusFacts) -> str:
    """What is being waited for, such as `2 links pending, 1 min 5 s`."""
    return f"{_pending(facts)}, {elapsed_words(facts.longest_wait)}"


def _pending(facts: StatusFacts) -> str:
    return "1 link pending" if facts.pending == 1 else f"{facts.pending} links pending"


def check_words(left: timedelta) -> str:
    """When the next look for a link comes, such as `next check in 3 s`."""
    return f"next check in {elapsed_words(left)}" if left >= timedelta(seconds=1) else "checking now"


def _fitting(parts: list[tuple[int, Content]], between: Content, cells: int) -> Content:
    while parts:
        shown = between.join([content for _, content in parts])
        if shown.cell_length <= cells:
            return shown
        parts.remove(min(parts, key=lambda part: part[0]))
    return Content("")


class StatusLine(Widget, can_focus=False):
    """Put one above the key bar; set `facts`."""

    ALLOW_SELECT = False

    facts: reactive[StatusFacts] = reactive(StatusFacts())
    """What to say."""

    class PendingClicked(ShowJobs):
        """The pending links were clicked."""

    def render(self) -> Content:
        """Account and freshness to the left, pending links to the right."""
        glyphs, width = glyphs_of(self.app), self.content_size.width
        parts, between = self._left_parts(), paint.text(f" {glyphs.dot} ", "$quiet")
        needed = between.join([words for rank, words in parts if rank >= _HOW_FRESH]).cell_length + 2
        right = self._links_beside(glyphs, width, width - needed)
        room = max(width - right.cell_length, 0)
        left = _fitting(parts, between, room - 2)
        return paint.line(left, " " * (room - left.cell_length), right)

    def _left_parts(self) -> list[tuple[int, Content]]:
        """What the left can say, each with a rank; the lowest goes first when space is short."""
        facts = self.facts
        said = [
            (9, "SANDBOX" if facts.sandbox else "", "bold $now"),
            (2, facts.account, "$quiet"),
            (_HOW_FRESH, freshness_words(facts, glyphs_of(self.app).dot), "$quiet"),
            (8, facts.trouble, "bold $alarm"),
            (7, f"{glyphs_of(self.app).to_send} {facts.to_send} to send" if facts.to_send else "", "$warn"),
            (6, needing_words(facts.needing), "$warn"),
            (7, f"{glyphs_of(self.app).sending} {facts.sending} sending" if facts.sending else "", "$now"),
            (7, f"{facts.not_sent} not sent" if facts.not_sent else "", "$alarm"),
            (4, f"{facts.unreadable} unreadable" if facts.unreadable else "", "$warn"),
        ]
        return [(rank, paint.text(words, style)) for rank, words, style in said if words]

    def _links_beside(self, glyphs: Glyphs, width: int, room: int) -> Content:
        """The links as fully as there is room for beside what else has to be said."""
        for detail, most in ((2, min(width * _LINKS_SHARE, room)), (1, room)):
            said = self._links(glyphs, detail)
            if said.cell_length <= most:
                return said
        return self._links(glyphs, 0)

    def _links(self, glyphs: Glyphs, detail: int) -> Content:
        """What is pending and what needs a hand; with 1 as `detail` how long, with 2 also the next check."""
        facts, parts = self.facts, []
        if facts.in_need:
            words = "1 link needs you" if facts.in_need == 1 else f"{facts.in_need} links need you"
            parts.append(paint.text(f"{glyphs.failed} {words}", "$alarm"))
        if facts.pending:
            still = self.app.animation_level == "none"
            sign = glyphs.turning(facts.longest_wait.total_seconds(), still=still)
            words = pending_words(facts) if detail else _pending(facts)
            if detail == 2 and facts.next_check is not None:
                words += f", {check_words(facts.next_check)}"
            parts.append(paint.text(f"{sign} {words}", "$ink"))
        shown = Content("   ").join(parts)
        return paint.line(shown, "  ", ("P", "bold $ink")) if parts else shown

    def on_click(self, event: events.Click) -> None:
        """A click on the right half opens the list of pending links."""
        if (self.facts.pending or self.facts.in_need) and event.x > self.size.width // 2:
            self.post_message(self.PendingClicked())
