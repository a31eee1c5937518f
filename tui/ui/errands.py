"""Everything screens ask of the app, kind by kind."""

from __future__ import annotations

from tui.ui.answer_errands import AnswerErrands
from tui.ui.job_errands import JobErrands
from tui.ui.link_errands import LinkErrands
from tui.ui.look_errands import LookErrands
from tui.ui.time_errands import TimeErrands
from tui.ui.writing_errands import WritingErrands


class Errands(LinkErrands, WritingErrands, TimeErrands, AnswerErrands, JobErrands, LookErrands):
    """The app's answers to requests; most need an open account."""
