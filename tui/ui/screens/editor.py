"""The editor: one event being written, checked as it is typed, and sent when it is ready.

What is typed is kept from the first letter on; only the user discards it.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static

from tui.domain.checking import Checked, Finding, Severity
from tui.domain.drafts import Draft, DraftField
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.editing import Patience
from tui.ui.screens.confirm import Choice, ConfirmScreen
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.editor_saving import EditorOutcome, Edits, field_blamed
from tui.ui.screens.preview import PreviewScreen
from tui.ui.widgets.check_pane import FIELD_WORDS, CheckPane, Review, by_gravity, heard, worst_of
from tui.ui.widgets.conferencing_block import ConferencingBlock
from tui.ui.widgets.editor_form import EditorForm
from tui.ui.widgets.key_bar import KeyBar

PAUSE = 0.3
"""Seconds without a key after which a draft is kept and its newest problems are told."""

_PRAISED = (DraftField.TITLE, DraftField.STARTS, DraftField.ENDS, DraftField.GUESTS, DraftField.URL)
_SENDING = "It is being sent."


class EditorScreen(Acting, ModalScreen[EditorOutcome | None]):
    """Dismissed with what was saved, or None."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Scope.EDITOR),
        Binding("f1", "app.do('app.help')", "help", id="app.help"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-docked")]

    DEFAULT_CSS = """
    EditorScreen {
        align: center middle;
        & > #editor { width: 100%; height: 100%; background: $ground; }
        & #body, & #writing { height: 1fr; width: 1fr; }
        & #heading { height: 1; padding: 0 3; }
        &.-tall #heading { height: 2; }
        & EditorForm { height: 1fr; padding: 0 1; }
        & CheckPane { width: 40; height: 1fr; border-left: vkey $rule; padding: 0 2; }
        &.-short EditorForm .section { margin-bottom: 0; }
        &.-wide > #editor, &.-docked > #editor { border: round $now; padding: 0 1; }
        &.-docked > #editor { width: 110; }
        &.-docked CheckPane { width: 34; }
        &.-narrow #body { layout: vertical; }
        &.-narrow CheckPane { width: 1fr; height: auto; max-height: 5; border: none; padding: 0 2 0 3; }
        &.-narrow CheckPane > .heading, &.-narrow CheckPane > #summary { display: none; }
        &.-narrow CheckPane > OptionList, &.-narrow CheckPane > #refused { margin-top: 0; }
    }
    """

    def __init__(self, edits: Edits, draft: Draft, field: DraftField | None = None) -> None:
        super().__init__()
        self.draft = draft
        self._edits = edits
        self._first = field or DraftField.TITLE
        self._as_opened = draft
        self._was_kept = any(kept.id == draft.id for kept in edits.drafts())
        self._checked: Checked = edits.check(draft)
        self._patience = Patience()
        self._pause: Timer | None = None
        self._pinned: Finding | None = None
        self._refused = ""
        self._sending = False
        self._left = False

    def compose(self) -> ComposeResult:
        """The form, what it amounts to, and the keys."""
        with Vertical(id="editor"):
            with Horizontal(id="body"):
                with Vertical(id="writing"):
                    yield Static(self._heading(), id="heading")
                    yield EditorForm(self.draft, self._edits.context())
                yield CheckPane()
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the work is."""
        self._keeper = Keeper(self.app, self._edits, self.draft.id, self._told)
        self.call_after_refresh(self.form.go_to, self._first)
        self._review()

    @property
    def form(self) -> EditorForm:
        """The form."""
        return self.query_one(EditorForm)

    def _heading(self) -> Content:
        original = self.draft.original
        if original is None:
            return paint.text("New event", "bold $ink")
        return paint.line(("Edit ", "$quiet"), (original.title or "(no title)", "bold $ink"))

    # Checking

    @on(EditorForm.Edited)
    def _edited(self, event: EditorForm.Edited) -> None:
        event.stop()
        self.draft, self._refused = event.draft, ""
        if self._pinned is not None and self._pinned.field is event.field:
            self._pinned = None
        self._patience.typed(event.field)
        self._checked = self._edits.check(self.draft)
        self._review()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._paused)

    @on(EditorForm.Settled)
    def _settled(self, event: EditorForm.Settled) -> None:
        event.stop()
        self._patience.left(event.field)
        self._paused()

    def _paused(self) -> None:
        """The user stopped for a moment: keep what is there and say what there is to say."""
        self._patience.paused()
        self._review()
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
            if not (self._left or self._sending):
                self._keeper.keep(self.draft)

    def _review(self) -> None:
        if self._left:
            return
        pinned = (self._pinned,) if self._pinned is not None else ()
        visible = self._patience.visible((*pinned, *self._checked.findings))
        worst = {f: w for f, w in worst_of(heard(visible)).items() if self._patience.marked(f)}
        good = {f for f in _PRAISED if f not in worst and self._patience.marked(f) and self._filled(f)}
        review = Review(
            by_gravity(visible), self._checked.summary, self._refused, self._sending, self._unchanged
        )
        with self.app.batch_update():
            self.form.mark(worst, good)
            self.query_one(CheckPane).show(review)
        self.refresh_bindings()

    def _filled(self, field: DraftField) -> bool:
        return bool(self.draft.call.url if field is DraftField.URL else getattr(self.draft, field.value))

    @property
    def _unchanged(self) -> bool:
        write = self._checked.write
        return not self.draft.is_new and write is not None and write.is_empty

    # What keys do

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if self._sending and action_id != "editor.leave":
            return _SENDING
        problems = self._checked.problems
        if action_id == "editor.problem" and not self._to_visit():
            return "Nothing stands in the way."
        if action_id in ("editor.save", "editor.preview") and problems:
            first = problems[0]
            return f"{FIELD_WORDS[first.field]}: {first.says} {first.fix}".strip()
        return None

    async def action_do(self, action_id: str) -> None:
        """Do it; a save that cannot be made yet leads to what stands in its way."""
        if action_id == "editor.save" and self._checked.problems and not self._sending:
            self._patience.tell_all()
            self._review()
            self.form.go_to(self._checked.problems[0].field)
        await super().action_do(action_id)

    def do_editor_provider(self) -> None:
        """Go to the next provider."""
        self.form.call.cycle_provider()

    def do_editor_mode(self) -> None:
        """Create for me, or I have a link."""
        self.form.call.turn_mode()

    def do_editor_problem(self) -> None:
        """Go to the next thing to mend, after the one where the focus is."""
        fields = self._to_visit()
        here = self.form.field_of(self.focused)
        at = fields.index(here) + 1 if here in fields else 0
        self._patience.tell_all()
        self._review()
        self.form.go_to(fields[at % len(fields)])

    def _to_visit(self) -> list[DraftField]:
        pinned = [self._pinned.field] if self._pinned is not None else []
        grave = [f.field for f in self._checked.findings if f.severity is Severity.PROBLEM]
        minor = [f.field for f in self._checked.findings if f.severity is Severity.WARNING]
        return list(dict.fromkeys([*pinned, *grave, *minor]))

    def do_editor_preview(self) -> None:
        """Show the request."""
        if self._checked.write is not None:
            self.app.push_screen(PreviewScreen(self.draft, self._checked.write))

    @on(CheckPane.FindingChosen)
    def _go_mend(self, event: CheckPane.FindingChosen) -> None:
        event.stop()
        self.form.go_to(event.field)

    @on(ConferencingBlock.Declined)
    def _declined(self, event: ConferencingBlock.Declined) -> None:
        event.stop()
        paint.notice(self.app, event.why)

    # Saving

    def do_editor_save(self) -> None:
        """Send it; the form waits, the app does not."""
        if self._unchanged:
            paint.notice(self.app, "Nothing was changed, so nothing was sent.")
            self._leave(forget=True)
            return
        self._sending, self._refused, self._pinned = True, "", None
        self.form.disabled = True
        self._review()
        self._keeper.send(self.draft)

    def _told(self, news: Message) -> bool:
        return not self._left and self.post_message(news)

    @on(Keeper.Sent)
    def _sent(self, news: Keeper.Sent) -> None:
        self._left = True
        self.dismiss(EditorOutcome(news.saved.event, news.saved.job, created=news.draft.is_new))

    @on(Keeper.Failed)
    def _failed(self, news: Keeper.Failed) -> None:
        self._sending = False
        self.form.disabled = False
        self._refused = news.error.sentences()
        field = field_blamed(news.error)
        if field is not None:
            self._pinned = Finding(field, Severity.PROBLEM, news.error.what, news.error.next_step)
            self._patience.left(field)
        self._review()
        self.form.go_to(field or self._first)

    # Leaving

    def do_editor_leave(self) -> None:
        """Leave; asks when something was changed."""
        if self._sending:
            paint.notice(self.app, "Still sending; you are told when it is done.")
            self._leave(forget=False)
        elif self.draft == self._as_opened:
            self._leave(forget=not self._was_kept)
        else:
            choices = (
                Choice("e", "Keep editing", "stay"),
                Choice("k", "Keep as a draft", "keep"),
                Choice("d", "Discard", "discard", destructive=True),
            )
            self.app.push_screen(ConfirmScreen("Leave without saving?", choices), self._leaving)

    def _leaving(self, answer: str | None) -> None:
        match answer:
            case "keep":
                self._keeper.keep(self.draft)
                paint.notice(self.app, "Kept as a draft.")
                self._leave(forget=False)
            case "discard":
                self._leave(forget=True)

    def _leave(self, *, forget: bool) -> None:
        self._left = True
        if self._pause is not None:
            self._pause.stop()
        if forget:
            self._keeper.discard()
        self.dismiss(None)
