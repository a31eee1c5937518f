"""The links being waited for, in the corner of the eye; nothing at all when there are none."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import ShowJobs

SHOWN = 4
"""Links there is room for; of more only the number is told."""


class LinkFacts(NamedTuple):
    """One link: of which event, and how long it is waited for; a failed one waits for the user instead."""

    title: str
    waited: str = ""
    failed: bool = False


class LinkList(Widget, can_focus=False):
    """Set `links`; a click opens the whole list."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinkList { width: 1fr; height: auto; padding: 1 1 0 1; display: none; }
    """

    links: reactive[tuple[LinkFacts, ...]] = reactive(())
    """The links, the most pressing first."""

    def watch_links(self, before: tuple[LinkFacts, ...], now: tuple[LinkFacts, ...]) -> None:
        """Be there only when there is something to say; the seconds that pass leave the others in place."""
        self.display = bool(now)
        if min(len(before), SHOWN + 1) != min(len(now), SHOWN + 1):
            self.refresh(layout=True)

    def render(self) -> Content:
        """A heading, a line for each of the first links, and how many more there are."""
        lines = [self._line(link) for link in self.links[:SHOWN]]
        if (more := len(self.links) - SHOWN) > 0:
            lines.append(paint.text(f" and {more} more", "$quiet"))
        return paint.lines(paint.line((" Links  ", "$quiet"), ("P", "bold $ink")), *lines)

    def _line(self, link: LinkFacts) -> Content:
        glyphs = glyphs_of(self.app)
        sign, style = (glyphs.failed, "$alarm") if link.failed else (glyphs.waiting, "$now")
        said = "failed" if link.failed else link.waited
        room = max(self.content_size.width - 4 - len(said), 4)
        title = paint.fit(link.title, room, ellipsis=glyphs.ellipsis)
        return paint.line((f" {sign} ", style), title, (f" {said}", "$quiet"))

    def on_click(self, event: events.Click) -> None:
        """Open the list of links."""
        event.stop()
        self.post_message(ShowJobs())
