"""The calendar's keys that deal with the call of the event under the cursor, and with the links to come."""

from __future__ import annotations

from tui.domain.links import call_text, link_of
from tui.ui.messages import ChooseLink, CopyText, JoinNext, OpenLink, ShowJobs
from tui.ui.screens.calendar_deed import Deeds


class CallDeeds(Deeds):
    """Joining, copying, and what it takes to dial in."""

    def do_call_open(self) -> None:
        """Open the event's link."""
        event = self.screen.chosen()
        link = link_of(event) if event else None
        if event is not None and link is not None:
            self.screen.post_message(OpenLink(link, event))

    def do_call_choose(self) -> None:
        """Choose among all links of the event."""
        if (event := self.screen.chosen()) is not None:
            self.screen.post_message(ChooseLink(event))

    def do_call_next(self) -> None:
        """Join the current or next call."""
        self.screen.post_message(JoinNext())

    def do_call_copy(self) -> None:
        """Copy the link."""
        event = self.screen.chosen()
        link = link_of(event) if event else None
        if link is not None:
            self.screen.post_message(CopyText(link.url, "link"))

    def do_call_copy_all(self) -> None:
        """Copy link, code, PIN and phones."""
        if (event := self.screen.chosen()) is not None:
            self.screen.post_message(CopyText(call_text(event), "link and codes"))

    def do_call_sheet(self) -> None:
        """Show all it takes to dial in."""
        from tui.ui.screens.call_sheet import CallSheet

        event = self.screen.chosen()
        link = link_of(event) if event else None
        if event is not None and link is not None:
            self.app.push_screen(CallSheet(link, event))

    def do_call_why(self) -> None:
        """Show what calls this account can have, and why not others."""
        from tui.ui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.workspace.context()))

    def do_jobs_show(self) -> None:
        """List the pending links."""
        self.screen.post_message(ShowJobs())
