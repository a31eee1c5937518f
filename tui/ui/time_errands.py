"""What screens ask of the app about people's time: finding a slot, copying one's own free hours.

The screens only ask; the app owns what they ask for, so that closing a screen cancels nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.ui.errand import Errand
from tui.ui.facts import clock_pattern
from tui.ui.messages import AskAttendees, CopyFreeTime, EditDraft, FindTime
from tui.ui.paint import notice

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.slots import Asked, Chosen
    from tui.services.workspace import Workspace
    from tui.ui.screens.find_time import FindScreen

DAYS = 5
"""Working days whose free time is copied."""


class TimeErrands(Errand):
    """The app's answers about time; needs an open account."""

    def find(self, request: FindTime) -> None:
        from tui.ui.screens.find_time import FindScreen

        workspace = self.workspace
        if workspace is None:
            return
        take = request.answered or self._write_at(workspace, request.asked)

        def answered(chosen: Chosen | None) -> None:
            if chosen is not None:
                take(chosen)

        screen = FindScreen(workspace.availability, request.asked, clock_pattern(workspace))
        self.app.push_screen(screen, answered)
        self.app.run_alone(self._met(screen, workspace), "people")

    async def _met(self, screen: FindScreen, workspace: Workspace) -> None:
        """Tell the screen whom the user has met."""
        from tui.services.people import people_seen

        people = await people_seen(workspace.agenda, workspace.clock.now(), workspace.account.email)
        if screen.is_attached:
            screen.meet(people)

    def _write_at(self, workspace: Workspace, asked: Asked) -> Callable[[Chosen], None]:
        """Open the editor on a new event at the slot, with its guests and the usual call.

        It is kept first: what was chosen with care is not lost by leaving the editor.
        """

        async def opened(draft: Draft) -> None:
            await workspace.edits.keep(draft)
            self.app.post_message(EditDraft(draft))

        def take(chosen: Chosen) -> None:
            self.app.hold_keys()
            draft = drafted(workspace, asked, chosen)
            self.app.run_errand(opened(draft), f"draft {draft.id}")

        return take

    def ask_attendees(self, request: AskAttendees) -> None:
        if self.workspace is not None:
            self.app.run_alone(self._asked(self.workspace, request), "guests' time")

    async def _asked(self, workspace: Workspace, request: AskAttendees) -> None:
        people = await workspace.availability.attendees(
            request.guests, request.window, leaving_out=request.leaving_out
        )
        request.answered(people)

    def copy_free_time(self, request: CopyFreeTime) -> None:
        if self.workspace is not None:
            self.app.run_errand(self._copied(self.workspace, request), "free time")

    async def _copied(self, workspace: Workspace, request: CopyFreeTime) -> None:
        text = await workspace.availability.own_text(
            DAYS, request.other, tentative_as_busy=request.tentative_as_busy
        )
        if text:
            self.app.copy(text, "free times")
        else:
            notice(self.app, "Your calendars were not read for these days; try again with a connection.")


def drafted(workspace: Workspace, asked: Asked, chosen: Chosen) -> Draft:
    """A new event at the slot."""
    from tui.domain.drafting_slots import at_slot

    draft = workspace.edits.new(chosen.start)
    named = replace(draft, title=asked.title, guests=chosen.guests)
    return at_slot(named, chosen.start, chosen.end, workspace.zone)
