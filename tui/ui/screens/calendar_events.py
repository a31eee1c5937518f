"""The calendar's keys that write events, answer invitations and look for time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.ui.messages import (
    AddQuickly,
    AskAnswer,
    CopyFreeTime,
    EditDraft,
    FindTime,
    OpenLink,
    ShowUnanswered,
    ShowUnfinished,
)
from tui.ui.screens.calendar_deed import Deeds

if TYPE_CHECKING:
    from tui.domain.drafts import Draft, DraftField


class EventDeeds(Deeds):
    """What begins with the event under the cursor, or at its time."""

    def do_event_new(self) -> None:
        """A new event at the cursor."""
        from tui.domain.drafts import DraftField

        self.write(self.workspace.edits.new(self.screen.days.cursor_moment()), DraftField.TITLE)

    def do_event_quick(self) -> None:
        """A new event in one line; what is typed until the line stands is meant for it."""
        self.app.hold_keys()
        self.screen.post_message(AddQuickly(self.screen.days.cursor_moment()))

    def do_event_copy(self) -> None:
        """The event once more, as a new draft; its time is what most likely changes."""
        from tui.domain.drafts import DraftField
        from tui.domain.duplicating import duplicate_of

        event = self.screen.chosen()
        if event is not None:
            edits = self.workspace.edits
            blank = edits.new(self.screen.days.cursor_moment(), event.calendar_id)
            self.write(duplicate_of(event, blank, edits.context()), DraftField.STARTS)

    def do_event_edit(self) -> None:
        """Edit the event."""
        self._edit(None)

    def do_call_edit(self) -> None:
        """Open the editor at the conferencing block."""
        from tui.domain.drafts import DraftField

        self._edit(DraftField.PROVIDER)

    def _edit(self, field: DraftField | None) -> None:
        if (event := self.screen.chosen()) is not None:
            self.write(self.workspace.edits.of(event), field)

    def write(self, draft: Draft, field: DraftField | None) -> None:
        """Open the editor; what is typed until it stands is meant for it."""
        self.app.hold_keys()
        self.screen.post_message(EditDraft(draft, field))

    def do_event_answer(self) -> None:
        """Answer the invitation."""
        if (event := self.screen.chosen()) is not None:
            self.screen.post_message(AskAnswer(event))

    def do_event_unanswered(self) -> None:
        """List the invitations without an answer."""
        self.screen.post_message(ShowUnanswered())

    def do_event_unfinished(self) -> None:
        """List what is not saved or not sent yet."""
        self.screen.post_message(ShowUnfinished())

    def do_event_find(self) -> None:
        """Find a time with the guests of the event under the cursor, or with guests still to be typed."""
        from tui.domain.slots import Asked, company_of

        event, own = self.screen.chosen(), self.workspace.account.email
        day = self.screen.days.cursor_moment().astimezone(self.workspace.zone).date()
        self.screen.post_message(FindTime(Asked(company_of(event, own) if event else "", day=day)))

    def do_time_copy(self) -> None:
        """Copy when the user is free."""
        self.screen.post_message(CopyFreeTime())

    def do_event_page(self) -> None:
        """Open the event's page at its provider."""
        from tui.domain.links import inspect

        if (event := self.screen.chosen()) is not None:
            self.screen.post_message(OpenLink(inspect(event.html_link, "web page"), event))
