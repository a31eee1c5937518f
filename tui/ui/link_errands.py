"""What screens ask of the app about links: opening, choosing, copying and joining.

The real host is shown before anything nobody vouches for is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.domain.events import Event
from tui.domain.links import Link, Trust, call_text, link_of
from tui.ui.errand import Errand
from tui.ui.messages import (
    ChooseLink,
    CopyText,
    JoinNext,
    OpenLink,
)
from tui.ui.paint import notice

if TYPE_CHECKING:
    from tui.ui.screens.links import LinkAnswer, LinkFound


_UNKNOWN_HOST = "Nobody vouches for this host. Open it only if you expected this invitation."
_NO_BROWSER = "There is no browser in this session. Copy the link, or read it off here."


class LinkErrands(Errand):
    """The app's answers about links."""

    def open(self, request: OpenLink) -> None:
        link = request.link
        match link.trust:
            case Trust.KNOWN:
                self.app.run_errand(self._browse(link, request.event), "open")
            case Trust.ASK:
                self._show_link(link, request.event, link.reason if link.shown else _UNKNOWN_HOST)
            case Trust.REFUSE:
                self._show_link(link, request.event, link.reason)

    async def _browse(self, link: Link, event: Event) -> None:
        if self.workspace is None:
            return
        opened = await self.workspace.meet.open(link)
        if opened.how == "none":
            self._show_link(link, event, _NO_BROWSER, can_open=False)
        else:
            notice(self.app, f"Opened {link.host} in the browser.")

    def _show_link(self, link: Link, event: Event, why: str, *, can_open: bool = True) -> None:
        from tui.ui.screens.links import LinkSheet

        def answered(answer: LinkAnswer | None) -> None:
            match answer.deed if answer else "":
                case "open":
                    self.app.run_errand(self._browse(link, event), "open")
                case "copy":
                    self.app.copy(link.url, "link")
                case "copy_all":
                    self.app.copy(call_text(event) or link.url, "link and codes")

        self.app.push_screen(LinkSheet(link, event, why=why, can_open=can_open), answered)

    def choose(self, request: ChooseLink) -> None:
        from tui.ui.screens.links import LinkFound

        if self.workspace is None:
            return
        found = [
            LinkFound(f"in the {link.source}", link, request.event)
            for link in self.workspace.meet.links(request.event)
        ]
        if found:
            self._choose(request.event.title or "Links", found)
        else:
            notice(self.app, "There is no link in this event. Press v to add a call.")

    def _choose(self, heading: str, found: Sequence[LinkFound]) -> None:
        from tui.ui.screens.links import ChooseLinkScreen

        def chosen(one: LinkFound | None) -> None:
            if one is not None:
                self.app.post_message(OpenLink(one.link, one.event))

        self.app.push_screen(ChooseLinkScreen(heading, found), chosen)

    def join_next(self, request: JoinNext) -> None:
        from tui.ui.screens.links import LinkFound

        if self.workspace is None:
            return
        coming = self.workspace.meet.next_call(self.workspace.clock.now())
        if coming is None or coming.link is None:
            notice(self.app, "No call with a link is running or coming up.")
            return
        events = (coming.event, *coming.others)
        links = [(event, link_of(event)) for event in events]
        found = [LinkFound(event.title, link, event) for event, link in links if link is not None]
        if len(found) > 1:
            self._choose("Which call?", found)
        else:
            self.app.post_message(OpenLink(coming.link, coming.event))

    def copy(self, request: CopyText) -> None:
        self.app.copy(request.copied, request.what, request.shown)
