"""What the calendar's keys do to events, and why they sometimes cannot.

Everything that changes an event runs in a worker of the app, so that no screen can cancel it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from tui.domain.answering import why_no_answer
from tui.domain.calendars import AccountKind
from tui.domain.events import Event
from tui.domain.links import call_text, link_of, links_of
from tui.ui.acting import Acting
from tui.ui.messages import (
    AddQuickly,
    AskAnswer,
    ChooseLink,
    CopyFreeTime,
    CopyText,
    EditDraft,
    FindTime,
    GoToEvent,
    JoinNext,
    OpenLink,
    ShowJobs,
    ShowUnanswered,
    ShowUnfinished,
)
from tui.ui.paint import notice

if TYPE_CHECKING:
    from tui.domain.drafts import Draft, DraftField
    from tui.domain.waiting import Waiting
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner

_FORGETFUL = {AccountKind.ICLOUD: "iCloud", AccountKind.EWS: "Exchange"}
_NEEDS_EVENT = frozenset(
    {
        "call.open",
        "call.choose",
        "call.copy",
        "call.copy_all",
        "call.sheet",
        "call.edit",
        "event.copy",
        "event.edit",
        "event.delete",
        "event.answer",
        "event.page",
    }
)
_NEEDS_LINK = frozenset({"call.open", "call.copy", "call.copy_all", "call.sheet"})
_MAKES_EVENTS = frozenset({"event.new", "event.quick", "event.copy"})
_RETIMES = frozenset({"event.move", "event.longer", "event.shorter"})
_CHANGES = frozenset({"call.edit", "event.edit", "event.delete"}) | _RETIMES
_NEEDS_SERVICE = _CHANGES | {"event.answer", "event.page"}


class CalendarDeeds(Acting, Screen[None]):
    """The verbs of the calendar screen."""

    workspace: Workspace

    def chosen(self) -> Event | None:
        """The event the keys act on."""
        raise NotImplementedError

    def cursor_moment(self) -> datetime:
        """Where a new event would begin."""
        raise NotImplementedError

    @property
    def errands(self) -> ErrandRunner:
        """The app, as the owner of everything that leaves the screen."""
        return cast("ErrandRunner", self.app)

    # Why not

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now, in words."""
        event = self.chosen()
        kind = self.workspace.account.kind
        if action_id == "view.cancelled" and kind in _FORGETFUL:
            return f"{_FORGETFUL[kind]} does not tell of cancelled events."
        if action_id == "event.undo" and not self.workspace.can_take_back:
            return "There is nothing to take back."
        if action_id == "event.redo" and not self.workspace.can_do_again:
            return "Nothing was taken back."
        if action_id in _MAKES_EVENTS and not self._writable():
            return "No calendar here can be written to."
        if action_id not in _NEEDS_EVENT | _RETIMES:
            return None
        if event is None:
            return "There is no event under the cursor."
        if action_id in _NEEDS_SERVICE and (why := self._not_yet(event, action_id)):
            return why
        if action_id in _NEEDS_LINK and link_of(event) is None:
            return _no_link(event)
        if action_id in _CHANGES and (why := self._locked(event)):
            return why
        if action_id == "event.answer" and (why := why_no_answer(event, self.workspace.account.email, kind)):
            return why
        if action_id == "event.page" and not event.html_link:
            return "This event has no web page."
        return None

    def _not_yet(self, event: Event, action_id: str) -> str | None:
        """Why something cannot be done to an event before it is there, or while it is to be deleted."""
        sending = self.workspace.agenda.sending
        if event.key in sending.removals:
            return "It is deleted as soon as there is a connection; u keeps it."
        if event.is_there:
            return None
        if event.key not in sending.standing:
            return "It is still being sent."
        if self.workspace.edits.outbox.of(event.key) is None:
            return "It was sent meanwhile; r reads it."
        return None if action_id in _CHANGES - _RETIMES else "It waits for a connection; e changes it."

    def _writable(self) -> bool:
        return any(not calendar.read_only for calendar in self.workspace.agenda.calendars())

    def _locked(self, event: Event) -> str | None:
        if event.read_only:
            return "Only its organiser can change this event; R answers it."
        calendars = self.workspace.agenda.calendars()
        calendar = next((one for one in calendars if one.id == event.calendar_id), None)
        return f"{calendar.name} is read-only." if calendar is not None and calendar.read_only else None

    # Calls

    def do_call_open(self) -> None:
        """Open the event's link."""
        event = self.chosen()
        link = link_of(event) if event else None
        if event is not None and link is not None:
            self.post_message(OpenLink(link, event))

    def do_call_choose(self) -> None:
        """Choose among all links of the event."""
        if (event := self.chosen()) is not None:
            self.post_message(ChooseLink(event))

    def do_call_next(self) -> None:
        """Join the current or next call."""
        self.post_message(JoinNext())

    def do_call_copy(self) -> None:
        """Copy the link."""
        event = self.chosen()
        link = link_of(event) if event else None
        if link is not None:
            self.post_message(CopyText(link.url, "link"))

    def do_call_copy_all(self) -> None:
        """Copy link, code, PIN and phones."""
        if (event := self.chosen()) is not None:
            self.post_message(CopyText(call_text(event), "link and codes"))

    def do_call_edit(self) -> None:
        """Open the editor at the conferencing block."""
        from tui.domain.drafts import DraftField

        self._edit(DraftField.PROVIDER)

    def do_call_sheet(self) -> None:
        """Show all it takes to dial in."""
        from tui.ui.screens.call_sheet import CallSheet

        event = self.chosen()
        link = link_of(event) if event else None
        if event is not None and link is not None:
            self.app.push_screen(CallSheet(link, event))

    def do_call_why(self) -> None:
        """Show what calls this account can have, and why not others."""
        from tui.ui.screens.why import WhyScreen

        self.app.push_screen(WhyScreen(self.workspace.context()))

    def do_jobs_show(self) -> None:
        """List the pending links."""
        self.post_message(ShowJobs())

    # Events

    def do_event_new(self) -> None:
        """A new event at the cursor."""
        from tui.domain.drafts import DraftField

        self._write(self.workspace.edits.new(self.cursor_moment()), DraftField.TITLE)

    def do_event_quick(self) -> None:
        """A new event in one line; what is typed until the line stands is meant for it."""
        self.errands.hold_keys()
        self.post_message(AddQuickly(self.cursor_moment()))

    def do_event_copy(self) -> None:
        """The event once more, as a new draft; its time is what most likely changes."""
        from tui.domain.drafts import DraftField
        from tui.domain.duplicating import duplicate_of

        event = self.chosen()
        if event is not None:
            edits = self.workspace.edits
            blank = edits.new(self.cursor_moment(), event.calendar_id)
            self._write(duplicate_of(event, blank, edits.context()), DraftField.STARTS)

    def do_event_edit(self) -> None:
        """Edit the event."""
        self._edit(None)

    def _edit(self, field: DraftField | None) -> None:
        if (event := self.chosen()) is not None:
            self._write(self.workspace.edits.of(event), field)

    def _write(self, draft: Draft, field: DraftField | None) -> None:
        """Open the editor; what is typed until it stands is meant for it."""
        self.errands.hold_keys()
        self.post_message(EditDraft(draft, field))

    def do_event_answer(self) -> None:
        """Answer the invitation."""
        if (event := self.chosen()) is not None:
            self.post_message(AskAnswer(event))

    def do_event_unanswered(self) -> None:
        """List the invitations without an answer."""
        self.post_message(ShowUnanswered())

    def do_event_unfinished(self) -> None:
        """List what is not saved or not sent yet."""
        self.post_message(ShowUnfinished())

    def do_event_find(self) -> None:
        """Find a time with the guests of the event under the cursor, or with guests still to be typed."""
        from tui.domain.slots import Asked, company_of

        event, own = self.chosen(), self.workspace.account.email
        day = self.cursor_moment().astimezone(self.workspace.zone).date()
        self.post_message(FindTime(Asked(company_of(event, own) if event else "", day=day)))

    def do_time_copy(self) -> None:
        """Copy when the user is free."""
        self.post_message(CopyFreeTime())

    def do_event_undo(self) -> None:
        """Take back what was done last; a deletion that is not sent yet simply does not happen."""
        words = "Not answered:" if self.workspace.edits.grace.answers else "Kept"
        kept = self.workspace.edits.grace.keep()
        if kept is not None:
            notice(self.app, f"{words} “{kept.title or '(no title)'}”.")
            self.post_message(GoToEvent(kept.key))
            return
        asked = self.workspace.edits.asked_last
        if asked is not None:
            self.errands.run_errand(self._left_alone(asked), "undo")
            return
        self.errands.run_errand(self._turned_back("Took back {}."), "undo")

    async def _left_alone(self, asked: Waiting) -> None:
        """What waits for a connection is not asked for any more."""
        from tui.domain.waiting import Removal

        await self.workspace.edits.outbox.drop(asked.id)
        words = "Kept" if isinstance(asked, Removal) else "Not answered:"
        notice(self.app, f"{words} “{asked.event.title or '(no title)'}”.")
        self.post_message(GoToEvent(asked.event.key))

    def do_event_redo(self) -> None:
        """Do again what was taken back."""
        self.errands.run_errand(self._turned_back("Did {} again.", again=True), "undo")

    async def _turned_back(self, words: str, *, again: bool = False) -> None:
        from tui.domain.deeds import limits

        undo = self.workspace.edits.undo
        deed, now = await (undo.redo() if again else undo.undo())
        taken = replace(deed, before=deed.after, after=deed.before) if again else deed
        if now is not None and not now.recurrence:  # a series begins wherever; its times are seen from here
            self.post_message(GoToEvent(now.key))
        said = words.format(f"{deed.words} “{deed.title}”")
        notice(self.app, " ".join((said, *limits(taken, self.workspace.account.email))))

    def do_event_page(self) -> None:
        """Open the event's page at its provider."""
        from tui.domain.links import inspect

        if (event := self.chosen()) is not None:
            self.post_message(OpenLink(inspect(event.html_link, "web page"), event))


def _no_link(event: Event) -> str:
    """Why there is nothing to join by: no link at all, or one that is never opened."""
    refused = next(iter(links_of(event)), None)
    if refused is None:
        return "This event has no link. v adds a call."
    return f"{refused.host or 'The link'}: {refused.reason} O shows it."
