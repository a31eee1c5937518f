"""What an editor does with the answer to a save: it ends, or says what stood in the way.

The form stays as it was until a save has gone through; a screen that was left is never touched again.
"""

from __future__ import annotations

from textual import on
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer

from tui.domain.checking import Checked, Finding, Severity
from tui.domain.drafts import Draft, DraftField
from tui.domain.errors import Ambiguous, CallsheetError, ChangedBehind, HalfDone, Unreachable
from tui.domain.foreseen import key_of
from tui.domain.likeness import Unsure
from tui.domain.merging import conflicts, merged, regardless
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.editing import Patience
from tui.ui.screens import editor_questions as questions
from tui.ui.screens.conflict import ConflictScreen
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.editor_saving import EditorOutcome, Edits, SentOn, field_blamed
from tui.ui.screens.opening import Opening
from tui.ui.screens.which_one import Which, WhichOneScreen

LINGER = 0.7
"""Seconds an answer is waited for in front of the form; a slower line need not keep anybody there."""


class AnsweredScreen(Acting, Opening, ModalScreen[EditorOutcome | SentOn | None]):
    """The part of the editor that sends. The other parts ask, and show the form and call `review`."""

    linger: float | None = None
    """Seconds after which it is left while sending; without, only its user leaves it."""

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
        self._outcome: EditorOutcome | SentOn | None = None
        """What it ends with once it is left."""
        self.pause: Timer | None = None
        self.as_opened = draft
        self._looking = False
        """Whether only the series is being read; nothing is sent yet."""
        self._another = False
        """Whether the next save begins another event."""
        before = [kept for kept in edits.drafts() if kept.id == draft.id]
        self._was_kept = bool(before)
        self.was_queued = any(kept.queued for kept in before)
        """Whether it waited for a connection when it was opened."""
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

    def take_up(self, draft: Draft) -> None:
        """Let the form go on with another draft."""
        raise NotImplementedError

    def review(self) -> None:
        """Show what there is to say."""
        raise NotImplementedError

    def hold(self, still: bool) -> None:
        """Let the form wait, or give it back."""
        raise NotImplementedError

    def go_to(self, field: DraftField | None) -> None:
        """Put the focus on a field, or back where it was."""
        raise NotImplementedError

    # Sending

    def _wait(self) -> None:
        self.sending, self.refused, self.pinned = True, "", None
        self.hold(True)
        self.review()

    def _go_on(self) -> None:
        self.sending = self._looking = False
        self.hold(False)

    def _send(self, draft: Draft) -> None:
        self._wait()
        self.keeper.send(draft)
        if self.linger is not None:
            self.set_timer(self.linger, lambda: self._go_ahead(draft))

    def _go_ahead(self, draft: Draft) -> None:
        """The answer takes its time: the event is shown as it will be, and the user goes on."""
        if self.sending and not self._looking and not self.left:
            self._leave_sending(draft)

    def _leave_sending(self, draft: Draft) -> None:
        self._end(SentOn(key_of(draft)))

    def _end(self, outcome: EditorOutcome | SentOn | None) -> None:
        """Close with this; what is open over the form is left by its user first."""
        self.left, self._outcome = True, outcome
        if self.pause is not None:
            self.pause.stop()
        if self.is_active:
            self.dismiss(outcome)

    @on(ScreenResume)
    def _in_front_again(self) -> None:
        """Nothing is open over the form any more; it goes, too, if it is done."""
        if self.left and self.is_active:
            self.dismiss(self._outcome)

    def _send_instead(self, draft: Draft) -> None:
        """Send what was made of the draft, if nothing stands in its way."""
        problems = self.edits.check(draft).problems
        if problems:
            paint.notice(self.app, f"{problems[0].says} {problems[0].fix}".strip(), severity="warning")
            self.go_to(problems[0].field)
        else:
            self._send(draft)

    def _told(self, news: Message) -> bool:
        return not self.left and self.post_message(news)

    @on(Keeper.Sent)
    def _sent(self, news: Keeper.Sent) -> None:
        saved = news.saved
        created = news.draft.is_new
        found = saved.differences, saved.guessed, self._another
        self._end(EditorOutcome(saved.event, saved.job, created, *found))

    @on(Keeper.Failed)
    def _failed(self, news: Keeper.Failed) -> None:
        self._go_on()
        if isinstance(news.error, ChangedBehind):
            self.review()
            self._ask_about(news.draft, news.error)
            return
        if news.draft.succeeds is not None and isinstance(news.error, HalfDone | Ambiguous):
            # The new event is there, or may be: from here on it is this one that is saved.
            self.take_up(news.draft)
        self._pin(news.error)
        if isinstance(news.error, Unsure):
            draft, doubt = news.draft, news.error
            asked = WhichOneScreen(draft, doubt, self.edits.context())
            self.app.push_screen(asked, lambda which: self._known_as(draft, which))
        if isinstance(news.error, Unreachable):
            question = questions.unreachable(news.error)
            self.app.push_screen(question, lambda answer: self._queued(news.draft, answer))

    def _known_as(self, draft: Draft, which: Which | None) -> None:
        """Its owner says what became of it."""
        if which is None:
            self.go_to(None)
        else:
            self._wait()
            self.keeper.settle(draft, which)

    def _queued(self, draft: Draft, answer: str | None) -> None:
        """Nothing was sent: it goes out by itself, or its owner goes on writing."""
        if answer == "queue":
            self._wait()
            self.keeper.queue(draft)
        else:
            self.go_to(None)

    @on(Keeper.Queued)
    def _stands(self, news: Keeper.Queued) -> None:
        paint.notice(self.app, "It is sent as soon as there is a connection.", title=news.draft.title)
        self._leave_sending(news.draft)

    def recall(self) -> None:
        """Say again why the draft did not go through, where it was sent before."""
        error = self.edits.why_not(self.draft.id)
        if error is not None and not isinstance(error, ChangedBehind):
            self._pin(error)

    def _pin(self, error: CallsheetError) -> None:
        self.refused = "\n".join(filter(None, (error.sentences(), error.reference)))
        field = field_blamed(error)
        if field is not None:
            self.pinned = Finding(field, Severity.PROBLEM, error.what, error.next_step)
            self.patience.left(field)
        self.review()
        self.go_to(field)

    def _ask_about(self, draft: Draft, error: ChangedBehind) -> None:
        """Somebody else was here: field by field, or on the whole where an event is succeeded."""
        if draft.succeeds is not None:
            question = questions.overtaken(error)
            self.app.push_screen(question, lambda answer: self._overtaken(draft, error, answer))
            return
        both = conflicts(draft, error.now, error.changed, self.edits.context())
        self.app.push_screen(ConflictScreen(both), lambda mine: self._settled_with(draft, error, mine))

    def _overtaken(self, draft: Draft, error: ChangedBehind, answer: str | None) -> None:
        """An event that was to be succeeded is not what it was taken for."""
        match answer:
            case "overwrite":
                self._send(regardless(draft, error.now))
            case "discard":
                self._leave(forget=True)
            case _:
                self.go_to(None)

    def _settled_with(self, draft: Draft, error: ChangedBehind, mine: frozenset[str] | None) -> None:
        """Go on with what was chosen, on top of the event as it is now."""
        if mine is None:
            self.go_to(None)
            return
        self.take_up(merged(draft, error.now, mine, self.edits.context()))
        if self.unchanged:
            paint.notice(self.app, "Theirs stays as it is; nothing was sent.")
            self._leave(forget=True)
        else:
            self._send_instead(self.draft)

    def _leave(self, *, forget: bool) -> None:
        if forget:
            self.keeper.discard()
        self._end(None)
