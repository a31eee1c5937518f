"""The calendar's keys that take back and do again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.ui.messages import GoToEvent
from tui.ui.paint import notice
from tui.ui.screens.calendar_deed import Deeds

if TYPE_CHECKING:
    from tui.domain.waiting import Waiting


class UndoDeeds(Deeds):
    """Undo, and undoing that."""

    def do_event_undo(self) -> None:
        """Take back what was done last; a deletion that is not sent yet simply does not happen."""
        words = "Not answered:" if self.workspace.edits.grace.answers else "Kept"
        kept = self.workspace.edits.grace.keep()
        if kept is not None:
            notice(self.app, f"{words} “{kept.title or '(no title)'}”.")
            self.screen.post_message(GoToEvent(kept.key))
            return
        asked = self.workspace.edits.asked_last
        if asked is not None:
            self.app.run_errand(self._left_alone(asked), "undo")
            return
        self.app.run_errand(self._turned_back("Took back {}."), "undo")

    async def _left_alone(self, asked: Waiting) -> None:
        """What waits for a connection is not asked for any more."""
        from tui.domain.waiting import Removal

        await self.workspace.edits.outbox.drop(asked.id)
        words = "Kept" if isinstance(asked, Removal) else "Not answered:"
        notice(self.app, f"{words} “{asked.event.title or '(no title)'}”.")
        self.screen.post_message(GoToEvent(asked.event.key))

    def do_event_redo(self) -> None:
        """Do again what was taken back."""
        self.app.run_errand(self._turned_back("Did {} again.", again=True), "undo")

    async def _turned_back(self, words: str, *, again: bool = False) -> None:
        from tui.domain.deeds import limits

        undo = self.workspace.edits.undo
        deed, now = await (undo.redo() if again else undo.undo())
        taken = replace(deed, before=deed.after, after=deed.before) if again else deed
        if now is not None and not now.recurrence:  # a series begins wherever; its times are seen from here
            self.screen.post_message(GoToEvent(now.key))
        said = words.format(f"{deed.words} “{deed.title}”")
        notice(self.app, " ".join((said, *limits(taken, self.workspace.account.email))))
