"""What screens ask of the app about links: opening, choosing, copying and joining.

The real host is shown before anything nobody vouches for is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.domain.events import Event
from tui.domain.links import Link, Trust, call_text, link_of
from tui.ui.errand_runner import ErrandRunner
from tui.ui.messages import (
    ChooseLink,
    CopyText,
    JoinNext,
    OpenLink,
)
from tui.ui.paint import notice
from tui.ui.widgets.join_bar import JoinBar

if TYPE_CHECKING:
    from tui.ui.screens.links import LinkAnswer, LinkFound


_UNKNOWN_HOST = "Nobody vouches for this host. Open it only if you expected this invitation."
_NO_BROWSER = "There is no browser in this session. Copy the link, or read it off here."


class LinkErrands(ErrandRunner):
    """The app's answers about links."""

    @on(OpenLink)
    def _open_link(self, request: OpenLink) -> None:
        request.stop()
        link = request.link
        match link.trust:
            case Trust.KNOWN:
                self.run_errand(self._browse(link, request.event), "open")
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
            notice(self, f"Opened {link.host} in the browser.")

    def _show_link(self, link: Link, event: Event, why: str, *, can_open: bool = True) -> None:
        from tui.ui.screens.links import LinkSheet

        def answered(answer: LinkAnswer | None) -> None:
            match answer.deed if answer else "":
                case "open":
                    self.run_errand(self._browse(link, event), "open")
                case "copy":
                    self.copy(link.url, "link")
                case "copy_all":
                    self.copy(call_text(event) or link.url, "link and codes")

        self.push_screen(LinkSheet(link, event, why=why, can_open=can_open), answered)

    @on(ChooseLink)
    def _choose_link(self, request: ChooseLink) -> None:
        from tui.ui.screens.links import LinkFound

        request.stop()
        if self.workspace is None:
            return
        found = [
            LinkFound(f"in the {link.source}", link, request.event)
            for link in self.workspace.meet.links(request.event)
        ]
        if found:
            self._choose(request.event.title or "Links", found)
        else:
            notice(self, "There is no link in this event. Press v to add a call.")

    def _choose(self, heading: str, found: Sequence[LinkFound]) -> None:
        from tui.ui.screens.links import ChooseLinkScreen

        def chosen(one: LinkFound | None) -> None:
            if one is not None:
                self.post_message(OpenLink(one.link, one.event))

        self.push_screen(ChooseLinkScreen(heading, found), chosen)

    @on(JoinNext)
    @on(JoinBar.JoinClicked)
    def _join_next(self, request: Message) -> None:
        from tui.ui.screens.links import LinkFound

        request.stop()
        if self.workspace is None:
            return
        coming = self.workspace.meet.next_call(self.workspace.clock.now())
        if coming is None or coming.link is None:
            notice(self, "No call with a link is running or coming up.")
            return
        events = (coming.event, *coming.others)
        links = [(event, link_of(event)) for event in events]
        found = [LinkFound(event.title, link, event) for event, link in links if link is not None]
        if len(found) > 1:
            self._choose("Which call?", found)
        else:
            self.post_message(OpenLink(coming.link, coming.event))

    @on(CopyText)
    def _copy_asked(self, request: CopyText) -> None:
        request.stop()
        self.copy(request.copied, request.what, request.shown)
