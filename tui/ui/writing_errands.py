"""What screens ask of the app about writing events: the editor, one line, a move; and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.domain.errors import StoreError
from tui.domain.events import Event
from tui.domain.when import bounds
from tui.ui.errand import Errand
from tui.ui.messages import (
    AddQuickly,
    AskWhich,
    EditDraft,
    GoToEvent,
    MoveEvent,
    ShowUnfinished,
)
from tui.ui.paint import notice, notice_error
from tui.ui.screens.calendar import CalendarScreen

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.waiting import Waiting
    from tui.services.workspace import Workspace
    from tui.ui.screens.editor import EditorScreen
    from tui.ui.screens.editor_saving import EditorOutcome, SentOn
    from tui.ui.screens.quick_add import QuickAddScreen


class WritingErrands(Errand):
    """The app's answers about writing."""

    def edit(self, request: EditDraft) -> None:
        from tui.ui.screens.editor import EditorScreen
        from tui.ui.screens.editor_answers import LINGER

        if self.workspace is None:
            self.app.give_keys()
        else:
            editor = EditorScreen(self.workspace.edits, request.draft, request.field)
            editor.linger = LINGER
            self.app.push_screen(editor, self._edited)
            self.app.run_alone(self._introduced(editor, self.workspace), "people")

    def add_quickly(self, request: AddQuickly) -> None:
        from tui.ui.screens.editor_answers import LINGER
        from tui.ui.screens.quick_add import QuickAddScreen

        workspace = self.workspace
        if workspace is None:
            self.app.give_keys()
            return
        screen = QuickAddScreen(workspace.edits, workspace.edits.new(request.start), request.start)
        screen.linger = LINGER
        self.app.push_screen(screen, self._edited)
        self.app.run_alone(self._introduced(screen, workspace), "people")

    def move(self, request: MoveEvent) -> None:
        from tui.ui.screens.moving import MoveScreen

        workspace = self.workspace
        if workspace is not None:
            draft = workspace.edits.of(request.event)
            screen = MoveScreen(workspace.edits, draft, workspace.agenda, request.when, soon=request.at_once)
            self.app.push_screen(screen, self._edited)

    def show_unfinished(self, request: ShowUnfinished) -> None:
        from tui.ui.screens.drafts import DraftsScreen, unfinished

        if self.workspace is None:
            return
        try:
            rows = unfinished(self.workspace)
        except StoreError as error:
            notice_error(self.app, error)
            return
        if rows:
            self.app.push_screen(DraftsScreen(rows, self._forget), self._go_on_with)
        else:
            notice(self.app, "Everything is saved and sent.")

    def _forget(self, what: Draft | Waiting) -> None:
        if self.workspace is not None:
            from tui.domain.drafts import Draft

            edits = self.workspace.edits
            gone = edits.discard(what.id) if isinstance(what, Draft) else edits.outbox.drop(what.id)
            self.app.run_errand(gone, f"draft {what.id}")

    def _go_on_with(self, what: Draft | Waiting | None) -> None:
        from tui.domain.drafts import Draft

        if isinstance(what, Draft):
            self.app.hold_keys()
            self.app.post_message(EditDraft(replace(what, queued=False, line="")))
        elif what is not None:
            self.app.tell_calendar(GoToEvent(what.event.key))

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
            self.app.tell_calendar(GoToEvent(outcome.key))
            return
        self.app.tell_calendar(GoToEvent(outcome.event.key))
        if outcome.another:
            self._begin_another(outcome.event)
        if outcome.differences:
            words = " ".join(("Saved, but not all as you asked.", *outcome.differences))
            notice(self.app, words, title=outcome.event.title, severity="warning", seconds=10)
        elif outcome.guessed:
            notice(self.app, GUESSED, title=outcome.event.title, severity="warning", seconds=10)
        elif outcome.job is None:
            notice(self.app, "Saved.", title=outcome.event.title)
        else:
            notice(
                self.app, f"Saved; the {outcome.job.provider} link is on its way.", title=outcome.event.title
            )

    def ask_which(self, request: AskWhich) -> None:
        """Ask what became of a draft, unless something else is before the user: then another time."""
        from tui.ui.screens.editor_keeper import Keeper
        from tui.ui.screens.which_one import Which, WhichOneScreen

        workspace, draft, doubt = self.workspace, request.draft, request.doubt
        if workspace is None or not isinstance(self.app.screen, CalendarScreen):
            return

        def answered(which: Which | None) -> None:
            if which is None:
                workspace.edits.afterwards.leave(draft.id)
            else:
                Keeper(self.app, workspace.edits, draft.id, lambda news: False).settle(draft, which)

        self.app.push_screen(WhichOneScreen(draft, doubt, workspace.context()), answered)

    def _begin_another(self, event: Event) -> None:
        """A new event on the same calendar, from where the last one ends."""
        if self.workspace is not None:
            self.app.hold_keys()
            _, end = bounds(event.when, self.workspace.zone)
            self.app.post_message(EditDraft(self.workspace.edits.new(end, event.calendar_id)))
