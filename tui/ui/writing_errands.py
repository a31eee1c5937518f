"""What screens ask of the app about writing events: the editor, one line, a move; and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on

from tui.domain.errors import StoreError
from tui.domain.events import Event
from tui.domain.when import bounds
from tui.ui.errand_runner import ErrandRunner
from tui.ui.messages import (
    AddQuickly,
    EditDraft,
    GoToEvent,
    MoveEvent,
    ShowUnfinished,
)
from tui.ui.paint import notice, notice_error
from tui.ui.screens.calendar import CalendarScreen

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.likeness import Unsure
    from tui.domain.waiting import Waiting
    from tui.services.workspace import Workspace
    from tui.ui.screens.editor import EditorScreen
    from tui.ui.screens.editor_saving import EditorOutcome, SentOn
    from tui.ui.screens.quick_add import QuickAddScreen


class WritingErrands(ErrandRunner):
    """The app's answers about writing."""

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

    @on(ShowUnfinished)
    def _show_unfinished(self, request: ShowUnfinished) -> None:
        from tui.ui.screens.drafts import DraftsScreen, unfinished

        request.stop()
        if self.workspace is None:
            return
        try:
            rows = unfinished(self.workspace)
        except StoreError as error:
            notice_error(self, error)
            return
        if rows:
            self.push_screen(DraftsScreen(rows, self._forget), self._go_on_with)
        else:
            notice(self, "Everything is saved and sent.")

    def _forget(self, what: Draft | Waiting) -> None:
        if self.workspace is not None:
            from tui.domain.drafts import Draft

            edits = self.workspace.edits
            gone = edits.discard(what.id) if isinstance(what, Draft) else edits.outbox.drop(what.id)
            self.run_errand(gone, f"draft {what.id}")

    def _go_on_with(self, what: Draft | Waiting | None) -> None:
        from tui.domain.drafts import Draft

        if isinstance(what, Draft):
            self.hold_keys()
            self.post_message(EditDraft(replace(what, queued=False, line="")))
        elif what is not None:
            self.tell_calendar(GoToEvent(what.event.key))

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
