"""The editor's half that finds a time for the draft: where a search begins, and what a slot makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tui.domain.drafting_slots import at_slot, span_of
from tui.domain.drafts import DraftField
from tui.domain.slots import Asked, Chosen
from tui.ui.messages import FindTime
from tui.ui.screens.editor_leaving import LeavingScreen
from tui.ui.widgets.editor_form import EditorForm

_HALF_HOUR = timedelta(minutes=30)


class FindingScreen(LeavingScreen):
    """The editor as one who looks for a time."""

    @property
    def form(self) -> EditorForm:
        """The form."""
        raise NotImplementedError

    def do_editor_find(self) -> None:
        """Look for a time with the guests, and write the draft at the one that is taken."""
        context, original = self.edits.context(), self.draft.original
        span = span_of(self.draft, context.zone, context.now)
        self.post_message(
            FindTime(
                Asked(
                    self.draft.guests,
                    span[1] - span[0] if span else _HALF_HOUR,
                    span[0].astimezone(context.zone).date() if span else None,
                    self.draft.title,
                    original.key if original else None,
                ),
                self._slot_taken,
            )
        )

    def _slot_taken(self, chosen: Chosen) -> None:
        typed = replace(self.draft, guests=chosen.guests)
        draft = at_slot(typed, chosen.start, chosen.end, self.edits.context().zone)
        self.form.load(draft)
        self.form.post_message(EditorForm.Edited(draft, DraftField.STARTS))
