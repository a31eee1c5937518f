"""How an editor ends: saved, kept, discarded, or overtaken by someone else's change.

The form stays as it was until a save has gone through; a screen that was left is never touched again.
"""

from __future__ import annotations

from textual import on
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer

from tui.domain.checking import Checked, Finding, Severity
from tui.domain.drafts import Draft, DraftField
from tui.domain.errors import CallsheetError, ChangedBehind
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.editing import Patience
from tui.ui.screens.confirm import Choice, ConfirmScreen
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.editor_saving import EditorOutcome, Edits, field_blamed

_LEAVING = (
    Choice("e", "Keep editing", "stay"),
    Choice("k", "Keep as a draft", "keep"),
    Choice("d", "Discard", "discard", destructive=True),
)
_OVERTAKEN = (
    Choice("e", "Keep editing", "stay"),
    Choice("o", "Overwrite", "overwrite", destructive=True),
    Choice("d", "Discard mine", "discard", destructive=True),
)


class LeavingScreen(Acting, ModalScreen[EditorOutcome | None]):
    """The half of the editor that saves and leaves. The other half shows the form and calls `review`."""

    def __init__(self, edits: Edits, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.edits = edits
        self.checked: Checked = edits.check(draft)
        self.patience = Patience()
        self.pinned: Finding | None = None
        """What the service last refused, shown on the field it is about."""
        self.refused = ""
        self.sending = False
        self.left = False
        self.pause: Timer | None = None
        self.as_opened = draft
        self._was_kept = any(kept.id == draft.id for kept in edits.drafts())
        self._keeper: Keeper | None = None

    @property
    def keeper(self) -> Keeper:
        """Keeps and sends the draft; there once the screen is on an app."""
        if self._keeper is None:
            self._keeper = Keeper(self.app, self.edits, self.draft.id, self._told)
        return self._keeper

    @property
    def unchanged(self) -> bool:
        """Whether saving would send nothing."""
        write = self.checked.write
        return not self.draft.is_new and write is not None and write.is_empty

    def resume(self, draft: Draft) -> None:
        """Go on with a draft that was kept instead of the one opened."""
        self.draft = self.as_opened = draft
        self.checked = self.edits.check(draft)
        self._was_kept = True
        self._keeper = None

    def review(self) -> None:
        """Show what there is to say."""
        raise NotImplementedError

    def hold(self, still: bool) -> None:
        """Let the form wait, or give it back."""
        raise NotImplementedError

    def go_to(self, field: DraftField | None) -> None:
        """Put the focus on a field, or back where it was."""
        raise NotImplementedError

    # Saving

    def do_editor_save(self) -> None:
        """Send it; the form waits, the app does not."""
        if self.unchanged:
            paint.notice(self.app, "Nothing was changed, so nothing was sent.")
            self._leave(forget=True)
        else:
            self._send(force=False)

    def _send(self, *, force: bool) -> None:
        self.sending, self.refused, self.pinned = True, "", None
        self.hold(True)
        self.review()
        self.keeper.send(self.draft, force=force)

    def _told(self, news: Message) -> bool:
        return not self.left and self.post_message(news)

    @on(Keeper.Sent)
    def _sent(self, news: Keeper.Sent) -> None:
        self.left = True
        self.dismiss(EditorOutcome(news.saved.event, news.saved.job, created=news.draft.is_new))

    @on(Keeper.Failed)
    def _failed(self, news: Keeper.Failed) -> None:
        self.sending = False
        self.hold(False)
        if isinstance(news.error, ChangedBehind):
            self.review()
            question = ConfirmScreen("The event has changed meanwhile", _OVERTAKEN, detail=news.error.what)
            self.app.push_screen(question, self._overtaken)
        else:
            self._pin(news.error)

    def _pin(self, error: CallsheetError) -> None:
        self.refused = error.sentences()
        field = field_blamed(error)
        if field is not None:
            self.pinned = Finding(field, Severity.PROBLEM, error.what, error.next_step)
            self.patience.left(field)
        self.review()
        self.go_to(field)

    def _overtaken(self, answer: str | None) -> None:
        match answer:
            case "overwrite":
                self._send(force=True)
            case "discard":
                self._leave(forget=True)
            case _:
                self.go_to(None)

    # Leaving

    def do_editor_leave(self) -> None:
        """Leave; asks when something was changed."""
        if self.sending:
            paint.notice(self.app, "Still sending; you are told when it is done.")
            self._leave(forget=False)
        elif self.draft == self.as_opened:
            self._leave(forget=not self._was_kept)
        else:
            self.app.push_screen(ConfirmScreen("Leave without saving?", _LEAVING), self._leaving)

    def _leaving(self, answer: str | None) -> None:
        match answer:
            case "keep":
                self.keeper.keep(self.draft)
                paint.notice(self.app, "Kept as a draft.")
                self._leave(forget=False)
            case "discard":
                self._leave(forget=True)

    def _leave(self, *, forget: bool) -> None:
        self.left = True
        if self.pause is not None:
            self.pause.stop()
        if forget:
            self.keeper.discard()
        self.dismiss(None)
