"""What screens ask of the app about pending links: the list of them, and what can be done about each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.domain.conferencing import Linked, NoConference, provider_named
from tui.domain.events import Event
from tui.domain.jobs import Job, JobState
from tui.domain.links import inspect, link_of
from tui.ui.errand_runner import ErrandRunner
from tui.ui.facts import held_words
from tui.ui.messages import (
    EditDraft,
    GoToEvent,
    OpenLink,
    ShowJobs,
)
from tui.ui.paint import notice
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.services.edit import Edits
    from tui.services.workspace import Workspace
    from tui.ui.screens.jobs import JobAnswer, JobsScreen


class JobErrands(ErrandRunner):
    """The app's answers about pending links."""

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
