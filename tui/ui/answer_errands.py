"""What screens ask of the app about invitations: an answer, and all that still wait for one.

A first answer can be stopped for a few seconds, since no service takes one back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.events import Event, Rsvp
from tui.services.grace import SECONDS
from tui.ui.errand import Errand
from tui.ui.messages import AskAnswer, GiveAnswer, GoToEvent, ShowUnanswered
from tui.ui.paint import notice

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

_SAY = {Rsvp.YES: "say yes", Rsvp.NO: "say no", Rsvp.MAYBE: "say maybe"}
_SAID = {Rsvp.YES: "You said yes", Rsvp.NO: "You said no", Rsvp.MAYBE: "You said maybe"}


class AnswerErrands(Errand):
    """The app's answers about invitations; needs an open account."""

    def ask(self, request: AskAnswer) -> None:
        from tui.ui.screens.answer import ANSWERS, AnswerScreen

        if self.workspace is None:
            return
        event = request.event
        screen = AnswerScreen(event.title or "(no title)", comments=self.workspace.takes_comments)

        def answered(answer: str | None) -> None:
            if answer in ANSWERS:
                self.app.post_message(GiveAnswer(event, ANSWERS[answer], screen.comment))

        self.app.push_screen(screen, answered)

    def give(self, request: GiveAnswer) -> None:
        if self.workspace is not None:
            group = f"answer {request.event.id}"
            self.app.run_errand(self._answered(self.workspace, request), group)

    async def _answered(self, workspace: Workspace, request: GiveAnswer) -> None:
        from tui.services.outbox import Waits

        edits, event, answer = workspace.edits, request.event, request.answer
        title = event.title or "(no title)"
        if edits.is_first_answer(event):
            notice(self.app, f"You {_SAY[answer]} to “{title}” in {SECONDS:.0f} seconds; u stops it.")
        try:
            unmailed = await edits.answer(event, answer, request.comment)
        except Waits as waits:
            notice(self.app, waits.sentences(), severity="warning", seconds=10)
            return
        if unmailed is not None:
            self._tell_answered(f"{_SAID[answer]} to “{title}”.", unmailed)

    def _tell_answered(self, said: str, unmailed: str) -> None:
        if unmailed:
            notice(self.app, f"The organiser was not mailed: {unmailed}", title=said, severity="warning")
        else:
            notice(self.app, said)

    def show_unanswered(self, request: ShowUnanswered) -> None:
        from tui.ui.screens.unanswered import UnansweredScreen

        workspace = self.workspace
        if workspace is None or isinstance(self.app.screen, UnansweredScreen):
            return

        def chosen(event: Event | None) -> None:
            if event is not None:
                self.app.tell_calendar(GoToEvent(event.key))

        self.app.push_screen(UnansweredScreen(workspace), chosen)
