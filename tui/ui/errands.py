"""What screens ask of the app: opening and copying links, the editor, the list of pending links.

Everything that leaves the screen runs in workers the app owns, so that closing a screen cancels nothing.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.worker import Worker, WorkerState, WorkType

from tui.domain.conferencing import Linked, NoConference, provider_named
from tui.domain.errors import CallsheetError
from tui.domain.events import Event
from tui.domain.jobs import Job, JobState
from tui.domain.links import Link, Trust, call_text, inspect, link_of
from tui.domain.when import bounds
from tui.ui.facts import held_words
from tui.ui.messages import (
    AddQuickly,
    ChooseLink,
    CopyText,
    EditDraft,
    GoToEvent,
    JoinNext,
    MoveEvent,
    OpenLink,
    ShowJobs,
)
from tui.ui.paint import notice, notice_error
from tui.ui.ringing import ringing
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.time_errands import TimeErrands
from tui.ui.widgets.join_bar import JoinBar
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.likeness import Unsure
    from tui.services.edit import Edits
    from tui.services.outside_editor import OutsideEditor
    from tui.services.workspace import Workspace
    from tui.ui.doors import Doors
    from tui.ui.screens.editor import EditorScreen
    from tui.ui.screens.editor_saving import EditorOutcome, SentOn
    from tui.ui.screens.jobs import JobAnswer, JobsScreen
    from tui.ui.screens.links import LinkAnswer, LinkFound
    from tui.ui.screens.quick_add import QuickAddScreen

_UNKNOWN_HOST = "Nobody vouches for this host. Open it only if you expected this invitation."
_NO_BROWSER = "There is no browser in this session. Copy the link, or read it off here."


class Errands(TimeErrands):
    """The app's answers to requests; needs an open account."""

    workspace: Workspace | None = None
    doors: Doors

    def run_errand(self, errand: Coroutine[Any, Any, object], group: str) -> None:
        """Run something that changes or leaves the app; failures are shown, never swallowed."""
        self.run_worker(errand, name=group, group=group, exit_on_error=False)

    def run_alone(self, errand: WorkType[None], group: str) -> None:
        """The same for something that the next of its group makes needless: what still runs is given up."""
        self.run_worker(errand, name=group, group=group, exclusive=True, exit_on_error=False)

    @on(Worker.StateChanged)
    def _errand_ended(self, event: Worker.StateChanged) -> None:
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, CallsheetError):
            notice_error(self, error)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def outside_editor(self) -> OutsideEditor:
        """The user's own editor."""
        from tui.services.outside_editor import OutsideEditor

        return OutsideEditor()

    def today(self) -> date:
        """The day it is for the user."""
        raise NotImplementedError

    def tell_calendar(self, request: Message) -> None:
        """Hand a request to the calendar, wherever it is in the stack."""
        for screen in self.screen_stack:
            if isinstance(screen, CalendarScreen):
                screen.post_message(request)

    # Links

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

    def copy(self, copied: str, what: str, shown: str = "") -> None:
        """Send text to the terminal's clipboard; shown too, since no terminal says whether it took it."""
        self.copy_to_clipboard(copied)
        notice(self, shown or copied, title=f"Sent the {what} to the clipboard")

    def ring(self, words: str) -> None:
        """Have a call noticed: on the screen, and by whoever looks elsewhere through their terminal."""
        notice(self, f"{words}. J joins.", seconds=15)
        if self._driver is not None and not self.is_headless and not self.is_web:
            self._driver.write(ringing(words))

    # The editor

    @on(EditDraft)
    def _edit(self, request: EditDraft) -> None:
        from tui.ui.screens.editor import EditorScreen
        from tui.ui.screens.editor_answers import LINGER

        request.stop()
        if self.workspace is None:
            self.give_keys()
        else:
            editor = EditorScreen(self.workspace.edits, request.draft, request.field)
            editor.linger = LINGER
            self.push_screen(editor, self._edited)
            self.run_alone(self._introduced(editor, self.workspace), "people")

    @on(AddQuickly)
    def _add_quickly(self, request: AddQuickly) -> None:
        from tui.ui.screens.editor_answers import LINGER
        from tui.ui.screens.quick_add import QuickAddScreen

        request.stop()
        workspace = self.workspace
        if workspace is None:
            self.give_keys()
            return
        screen = QuickAddScreen(workspace.edits, workspace.edits.new(request.start), request.start)
        screen.linger = LINGER
        self.push_screen(screen, self._edited)
        self.run_alone(self._introduced(screen, workspace), "people")

    @on(MoveEvent)
    def _move(self, request: MoveEvent) -> None:
        from tui.ui.screens.moving import MoveScreen

        request.stop()
        workspace = self.workspace
        if workspace is not None:
            draft = workspace.edits.of(request.event)
            screen = MoveScreen(workspace.edits, draft, workspace.agenda, request.when, soon=request.at_once)
            self.push_screen(screen, self._edited)

    async def _introduced(self, screen: QuickAddScreen | EditorScreen, workspace: Workspace) -> None:
        """Tell the screen whom the user has met."""
        from tui.services.people import people_seen

        screen.meet(await people_seen(workspace.agenda, workspace.clock.now(), workspace.account.email))

    def _edited(self, outcome: EditorOutcome | SentOn | None) -> None:
        from tui.ui.screens.editor_keeper import GUESSED
        from tui.ui.screens.editor_saving import SentOn

        if outcome is None:
            return
        if isinstance(outcome, SentOn):
            self.tell_calendar(GoToEvent(outcome.key))
            return
        self.tell_calendar(GoToEvent(outcome.event.key))
        if outcome.another:
            self._begin_another(outcome.event)
        if outcome.differences:
            words = " ".join(("Saved, but not all as you asked.", *outcome.differences))
            notice(self, words, title=outcome.event.title, severity="warning", seconds=10)
        elif outcome.guessed:
            notice(self, GUESSED, title=outcome.event.title, severity="warning", seconds=10)
        elif outcome.job is None:
            notice(self, "Saved.", title=outcome.event.title)
        else:
            notice(self, f"Saved; the {outcome.job.provider} link is on its way.", title=outcome.event.title)

    def ask_which(self, draft: Draft, doubt: Unsure) -> None:
        """Ask what became of a draft, unless something else is before the user: then another time."""
        from tui.ui.screens.editor_keeper import Keeper
        from tui.ui.screens.which_one import Which, WhichOneScreen

        workspace = self.workspace
        if workspace is None or not isinstance(self.screen, CalendarScreen):
            return

        def answered(which: Which | None) -> None:
            if which is None:
                workspace.edits.afterwards.leave(draft.id)
            else:
                Keeper(self, workspace.edits, draft.id, lambda news: False).settle(draft, which)

        self.push_screen(WhichOneScreen(draft, doubt, workspace.context()), answered)

    def _begin_another(self, event: Event) -> None:
        """A new event on the same calendar, from where the last one ends."""
        if self.workspace is not None:
            self.hold_keys()
            _, end = bounds(event.when, self.workspace.zone)
            self.post_message(EditDraft(self.workspace.edits.new(end, event.calendar_id)))

    # Pending links

    @on(ShowJobs)
    @on(StatusLine.PendingClicked)
    def _show_jobs(self, request: Message) -> None:
        from tui.ui.screens.jobs import JobsScreen

        request.stop()
        workspace = self.workspace
        if workspace is not None and not isinstance(self.screen, JobsScreen):
            jobs = JobsScreen(workspace.jobs.all, workspace.clock.now, lambda: held_words(workspace))
            self.push_screen(jobs, self._job_answered)

    def _job_answered(self, answer: JobAnswer | None) -> None:
        if answer is None:
            return
        match answer.deed:
            case "go":
                self.tell_calendar(GoToEvent(answer.job.key))
            case "join":
                self._join(answer.job)
            case "by_hand":
                self._enter_by_hand(answer.job)

    def _join(self, job: Job) -> None:
        event = self.workspace.agenda.event(job.key) if self.workspace else None
        if event is None:
            notice(self, "The event is not at hand; go to it first.", severity="warning")
        else:
            self.post_message(OpenLink(inspect(job.url), event))

    def _enter_by_hand(self, job: Job) -> None:
        from tui.domain.drafts import CallMode, DraftField

        event = self.workspace.agenda.event(job.key) if self.workspace else None
        if self.workspace is None or event is None:
            notice(self, "The event is not at hand; go to it first.", severity="warning")
            return
        draft = self.workspace.edits.of(event)
        call = replace(draft.call, provider=provider_named(job.provider), mode=CallMode.OWN)
        self.post_message(EditDraft(replace(draft, call=call), DraftField.URL))

    def on_jobs_screen_asked(self, request: JobsScreen.Asked) -> None:
        """Do what was asked of a job."""
        request.stop()
        if self.workspace is not None:
            job, workspace = request.job, self.workspace
            match request.deed:
                case "retry":
                    deed = workspace.edits.ask_again(job)
                case "remove":
                    deed = self._remove(workspace, job)
                case _:
                    deed = workspace.jobs.stop(job.id)
            self.run_errand(deed, f"job {job.id}")

    async def _remove(self, workspace: Workspace, job: Job) -> None:
        """Take the call off the job's event; a link that is there meanwhile goes only when it was seen to."""
        from tui.ui.screens.confirm import Choice, ConfirmScreen

        event = await workspace.api.event(job.key)
        if isinstance(event.conferencing, Linked):
            detail = _going(event, workspace.edits)
            choices = (Choice("e", "Leave it", "leave"), Choice("t", "Take it off", "take", destructive=True))
            question = ConfirmScreen("The event has a call. Take it off?", choices, detail=detail)
            self.push_screen(question, lambda answer: self._take_off(answer, workspace, job, event))
        else:
            await self._taken_off(workspace, job, event)

    def _take_off(self, answer: str | None, workspace: Workspace, job: Job, event: Event) -> None:
        if answer == "take":
            self.run_errand(self._taken_off(workspace, job, event), f"job {job.id}")

    async def _taken_off(self, workspace: Workspace, job: Job, event: Event) -> None:
        if not isinstance(event.conferencing, NoConference):
            await workspace.edits.remove_call(event)
        await workspace.jobs.forget(job.id)
        notice(self, f"The event is without a {job.provider} call.", title=job.title)

    def on_jobs_screen_copy_asked(self, request: JobsScreen.CopyAsked) -> None:
        """Copy what is known of a job."""
        request.stop()
        job = request.job
        self.copy(job.url or job.reason, "link" if job.url else "reason")

    def tell_of(self, job: Job) -> None:
        """Say quietly that a link landed, or that it did not."""
        match job.state:
            case JobState.LIVE:
                keys = "o joins, y copies" if self._at_hand(job) else "P shows it"
                notice(self, f"The {job.provider} link is here: {keys}.", title=job.title)
            case JobState.WAITING if job.slow:
                words = f"No {job.provider} link after 15 minutes; it is looked for now and then. P shows it."
                notice(self, words, title=job.title, severity="warning", seconds=10)
            case JobState.FAILED | JobState.GAVE_UP | JobState.EVENT_GONE:
                words = f"{job.reason or 'No link came.'} P shows what can be done."
                notice(self, words, title=job.title, severity="error", seconds=10)

    def _at_hand(self, job: Job) -> bool:
        """Whether the calendar's keys mean the event of this job."""
        if self.workspace is None or not isinstance(self.screen, CalendarScreen) or not self.screen.stands:
            return False
        event, moved = self.screen.chosen(), self.workspace.agenda.moved
        return event is not None and moved.get(event.key, event.key) == job.key


def _going(event: Event, edits: Edits) -> str:
    """What goes with the call: its link, and its text in the notes."""
    from tui.domain.drafts import CallDraft

    link = link_of(event)
    taken = edits.check(replace(edits.of(event), call=CallDraft())).taken
    notes = ("", "This goes from the notes:", taken) if taken else ()
    return "\n".join((link.url if link else event.title, *notes))
