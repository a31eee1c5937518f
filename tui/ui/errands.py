"""Everything screens ask of the app: which errand each request is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.ui import messages as asked
from tui.ui.answer_errands import AnswerErrands
from tui.ui.job_errands import JobErrands
from tui.ui.link_errands import LinkErrands
from tui.ui.look_errands import LookErrands
from tui.ui.time_errands import TimeErrands
from tui.ui.writing_errands import WritingErrands

if TYPE_CHECKING:
    from tui.ui.errand_runner import ErrandRunner


class Errands:
    """Serves every request of the screens."""

    def __init__(self, app: ErrandRunner) -> None:
        links, writing, times = LinkErrands(app), WritingErrands(app), TimeErrands(app)
        answers, jobs, look = AnswerErrands(app), JobErrands(app), LookErrands(app)
        self.served: dict[type[asked.Request], Callable[[Any], None]] = {
            asked.OpenLink: links.open,
            asked.ChooseLink: links.choose,
            asked.JoinNext: links.join_next,
            asked.CopyText: links.copy,
            asked.EditDraft: writing.edit,
            asked.AddQuickly: writing.add_quickly,
            asked.MoveEvent: writing.move,
            asked.ShowUnfinished: writing.show_unfinished,
            asked.AskWhich: writing.ask_which,
            asked.FindTime: times.find,
            asked.AskAttendees: times.ask_attendees,
            asked.CopyFreeTime: times.copy_free_time,
            asked.AskAnswer: answers.ask,
            asked.GiveAnswer: answers.give,
            asked.ShowUnanswered: answers.show_unanswered,
            asked.ShowJobs: jobs.show,
            asked.SeeToJob: jobs.see_to,
            asked.CopyJob: jobs.copy,
            asked.SettingsChanged: look.follow,
        }
        """Which of them sees to each kind of request."""

    def serve(self, request: asked.Request) -> None:
        """Do what is asked, or begin to."""
        kinds = type(request).__mro__
        next(self.served[kind] for kind in kinds if kind in self.served)(request)
