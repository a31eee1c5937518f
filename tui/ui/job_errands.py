"""What screens ask of the app about pending links: the list of them, and what can be done about each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.domain.conferencing import Linked, NoConference, provider_named
from tui.domain.events import Event
from tui.domain.jobs import Job
from tui.domain.links import inspect, link_of
from tui.ui.errand import Errand
from tui.ui.facts import held_words
from tui.ui.messages import (
    CopyJob,
    EditDraft,
    GoToEvent,
    OpenLink,
    SeeToJob,
    ShowJobs,
)
from tui.ui.paint import notice

if TYPE_CHECKING:
    from tui.services.edit import Edits
    from tui.services.workspace import Workspace
    from tui.ui.screens.jobs import JobAnswer


class JobErrands(Errand):
    """The app's answers about pending links."""

    def show(self, request: ShowJobs) -> None:
        from tui.ui.screens.jobs import JobsScreen

        workspace = self.workspace
        if workspace is not None and not isinstance(self.app.screen, JobsScreen):
            jobs = JobsScreen(workspace.jobs.all, workspace.clock.now, lambda: held_words(workspace))
            self.app.push_screen(jobs, self._job_answered)

    def _job_answered(self, answer: JobAnswer | None) -> None:
        if answer is None:
            return
        match answer.deed:
            case "go":
                self.app.tell_calendar(GoToEvent(answer.job.key))
            case "join":
                self._join(answer.job)
            case "by_hand":
                self._enter_by_hand(answer.job)

    def _join(self, job: Job) -> None:
        event = self.workspace.agenda.event(job.key) if self.workspace else None
        if event is None:
            notice(self.app, "The event is not at hand; go to it first.", severity="warning")
        else:
            self.app.post_message(OpenLink(inspect(job.url), event))

    def _enter_by_hand(self, job: Job) -> None:
        from tui.domain.drafts import CallMode, DraftField

        event = self.workspace.agenda.event(job.key) if self.workspace else None
        if self.workspace is None or event is None:
            notice(self.app, "The event is not at hand; go to it first.", severity="warning")
            return
        draft = self.workspace.edits.of(event)
        call = replace(draft.call, provider=provider_named(job.provider), mode=CallMode.OWN)
        self.app.post_message(EditDraft(replace(draft, call=call), DraftField.URL))

    def see_to(self, request: SeeToJob) -> None:
        """Do what was asked of a job."""
        if self.workspace is not None:
            job, workspace = request.job, self.workspace
            match request.deed:
                case "retry":
                    deed = workspace.edits.ask_again(job)
                case "remove":
                    deed = self._remove(workspace, job)
                case _:
                    deed = workspace.jobs.stop(job.id)
            self.app.run_errand(deed, f"job {job.id}")

    async def _remove(self, workspace: Workspace, job: Job) -> None:
        """Take the call off the job's event; a link that is there meanwhile goes only when it was seen to."""
        from tui.ui.screens.confirm import Choice, ConfirmScreen

        event = await workspace.api.event(job.key)
        if isinstance(event.conferencing, Linked):
            detail = _going(event, workspace.edits)
            choices = (Choice("e", "Leave it", "leave"), Choice("t", "Take it off", "take", destructive=True))
            question = ConfirmScreen("The event has a call. Take it off?", choices, detail=detail)
            self.app.push_screen(question, lambda answer: self._take_off(answer, workspace, job, event))
        else:
            await self._taken_off(workspace, job, event)

    def _take_off(self, answer: str | None, workspace: Workspace, job: Job, event: Event) -> None:
        if answer == "take":
            self.app.run_errand(self._taken_off(workspace, job, event), f"job {job.id}")

    async def _taken_off(self, workspace: Workspace, job: Job, event: Event) -> None:
        if not isinstance(event.conferencing, NoConference):
            await workspace.edits.remove_call(event)
        await workspace.jobs.forget(job.id)
        notice(self.app, f"The event is without a {job.provider} call.", title=job.title)

    def copy(self, request: CopyJob) -> None:
        """Copy what is known of a job."""
        job = request.job
        self.app.copy(job.url or job.reason, "link" if job.url else "reason")


def _going(event: Event, edits: Edits) -> str:
    """What goes with the call: its link, and its text in the notes."""
    from tui.domain.drafts import CallDraft

    link = link_of(event)
    taken = edits.check(replace(edits.of(event), call=CallDraft())).taken
    notes = ("", "This goes from the notes:", taken) if taken else ()
    return "\n".join((link.url if link else event.title, *notes))
