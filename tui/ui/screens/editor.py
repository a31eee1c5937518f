"""The editor: one event being written, checked as it is typed, and sent when it is ready.

What is typed is kept from the first letter on; only the user discards it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.domain.checking import Severity
from tui.domain.drafting import reverted
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Participant
from tui.domain.waiting import Waiting
from tui.ui import paint
from tui.ui.actions import Scope, bindings_for
from tui.ui.screens.drafts import DraftsScreen, left_behind
from tui.ui.screens.editor_finding import FindingScreen
from tui.ui.screens.editor_keeper import Keeper
from tui.ui.screens.editor_outside import why_not_outside, written_outside
from tui.ui.screens.editor_saving import Edits
from tui.ui.screens.preview import PreviewScreen
from tui.ui.screens.zoom_settings import ZoomSettingsScreen
from tui.ui.typeahead import TypeAhead
from tui.ui.widgets.check_pane import CheckPane, Review, by_gravity, heard, worst_of
from tui.ui.widgets.conferencing_block import ConferencingBlock
from tui.ui.widgets.editor_form import EditorForm
from tui.ui.widgets.editor_words import FIELD_WORDS
from tui.ui.widgets.key_bar import KeyBar

_SENT_BEFORE = "An earlier save has sent it; the next one looks for the event before it sends anything."
_SAVES = ("editor.save", "editor.another")
_PRAISED = (DraftField.TITLE, DraftField.STARTS, DraftField.ENDS, DraftField.GUESTS, DraftField.URL)


class EditorScreen(FindingScreen):
    """Dismissed with what was saved, or None. `field` is where the work begins; the title by default."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Scope.EDITOR),
        Binding("f1", "app.do('app.help')", "help", id="app.help"),
    ]
    rest: float = 0.3
    """Seconds without a key after which a draft is kept and its newest problems are told."""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-docked")]

    DEFAULT_CSS = """
    EditorScreen {
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
        &.-narrow CheckPane { width: 1fr; height: auto; max-height: 5; border: none; padding: 0 2; }
        &.-narrow CheckPane > .heading, &.-narrow CheckPane > #summary { display: none; }
        &.-narrow CheckPane > FindingsList, &.-narrow CheckPane > #refused { margin-top: 0; }
    }
    """

    def __init__(self, edits: Edits, draft: Draft, field: DraftField | None = None) -> None:
        super().__init__(edits, draft)
        self._last = field or DraftField.TITLE
        self._people: tuple[Participant, ...] = ()

    def compose(self) -> ComposeResult:
        """The form, what it amounts to, and the keys."""
        with Vertical(id="editor"):
            with Horizontal(id="body"):
                with Vertical(id="writing"):
                    yield Static(self._heading(), id="heading")
                    yield EditorForm(self.draft, self.edits.context())
                yield CheckPane()
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin where the work is."""
        self.call_after_refresh(self._begin)
        self.form.meet(self._people)
        self.review()
        kept = (draft for draft in self.edits.drafts() if not self.edits.is_sending(draft.id))
        unfinished = left_behind(kept, self.draft)
        if unfinished:
            if isinstance(self.app, TypeAhead):
                self.app.drop_keys()
            self.app.push_screen(DraftsScreen(unfinished, self._forget, afresh=True), self._begun)

    def _begin(self) -> None:
        self.go_to(None)
        self.recall()
        if isinstance(self.app, TypeAhead):
            self.app.give_keys()

    def _forget(self, draft: Draft | Waiting) -> None:
        Keeper(self.app, self.edits, draft.id, lambda news: False).discard()

    def _begun(self, chosen: Draft | Waiting | None) -> None:
        """Go on with what was left unfinished, or with what was asked for."""
        if isinstance(chosen, Draft):
            self.take_up(replace(chosen, line=""))
        self.go_to(None)
        self.recall()

    def take_up(self, draft: Draft) -> None:
        """Go on with another draft, which is kept."""
        self.resume(draft)
        self.form.load(draft)
        self.query_one("#heading", Static).update(self._heading())
        self.review()
        self.follow_guests()

    def meet(self, people: Sequence[Participant]) -> None:
        """Offer these people as guests, now or as soon as there is a form."""
        self._people = tuple(people)
        for form in self.query(EditorForm):
            form.meet(self._people)

    @property
    def form(self) -> EditorForm:
        """The form."""
        return self.query_one(EditorForm)

    def _heading(self) -> Content:
        original = self.draft.original
        if original is None:
            return paint.line(("New event", "bold $ink"), (self._beside(), "$quiet"))
        return paint.line(("Edit ", "$quiet"), (original.title or "(no title)", "bold $ink"))

    def _beside(self) -> str:
        """That other new events are unfinished, too: beginning one is never held up by them."""
        kept = (one for one in self.edits.drafts() if one.is_new and not (one.queued or one.under_way))
        others = [one for one in kept if one.id != self.draft.id]
        if not others:
            return ""
        return f"   {len(others)} more unfinished: E in the calendar"

    def hold(self, still: bool) -> None:
        """Let the form wait while the draft is under way."""
        if still:
            self._last = self.form.field_of(self.focused) or self._last
        self.form.disabled = still

    def go_to(self, field: DraftField | None) -> None:
        """Put the focus on a field, or back where it was."""
        self.form.go_to(field or self._last)

    # Checking

    @on(EditorForm.Edited)
    def _edited(self, event: EditorForm.Edited) -> None:
        event.stop()
        self.draft, self.refused = event.draft, ""
        if self.pinned is not None and self.pinned.field is event.field:
            self.pinned = None
        self.patience.typed(event.field)
        self.checked = self.edits.check(self.draft)
        self.review()
        if self.pause is not None:
            self.pause.stop()
        self.pause = self.set_timer(self.rest, self._paused)

    @on(EditorForm.Settled)
    def _settled(self, event: EditorForm.Settled) -> None:
        event.stop()
        self.patience.left(event.field)
        self._paused()

    def _paused(self) -> None:
        """The user stopped for a moment: keep what is there and say what there is to say."""
        if not self.form.choosing:
            self.patience.paused()
        self.review()
        if self.pause is not None:
            self.pause.stop()
            self.pause = None
            if not (self.left or self.sending):
                self.keeper.keep(self.draft)

    def review(self) -> None:
        """Mark the rows, fill the pane, and let the keys know."""
        if self.left:
            return
        pinned = (self.pinned,) if self.pinned is not None else ()
        visible = self.patience.visible((*pinned, *self.checked.findings, *self.remarks()))
        worst = {f: w for f, w in worst_of(heard(visible)).items() if self.patience.marked(f)}
        good = {f for f in _PRAISED if f not in worst and self.patience.marked(f) and self._filled(f)}
        checked = self.checked
        state = self.refused, self.sending, self.unchanged, checked.taken, self.form.choosing
        review = Review(by_gravity(visible), checked.summary, *state)
        with self.app.batch_update():
            self.form.mark(worst, good)
            self.query_one(CheckPane).show(review)
        self.refresh_bindings()

    def _filled(self, field: DraftField) -> bool:
        return bool(self.draft.call.url if field is DraftField.URL else getattr(self.draft, field.value))

    # What keys do

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if self.sending and action_id != "editor.leave":
            return "It is being sent."
        problems = self.checked.problems
        if action_id == "editor.problem" and not self._to_visit():
            return "Nothing stands in the way."
        if action_id == "editor.settings" and not self.draft.call.takes_settings:
            return "Only a Zoom call to be created has settings."
        if action_id == "editor.outside":
            return why_not_outside(self.app)
        if action_id in _SAVES and self.checked.anew:
            return None
        if action_id in (*_SAVES, "editor.preview") and problems:
            first = problems[0]
            return f"{FIELD_WORDS[first.field]}: {first.says} {first.fix}".strip()
        return None

    async def action_do(self, action_id: str) -> None:
        """Do it; a save that cannot be made yet leads to what stands in its way."""
        blocked = self.checked.problems and not self.checked.anew
        if action_id in _SAVES and blocked and not self.sending:
            self._tell_all(self.checked.problems[0].field)
        await super().action_do(action_id)

    def _tell_all(self, field: DraftField) -> None:
        self.patience.tell_all()
        self.review()
        self.go_to(field)

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
        self._tell_all(fields[at % len(fields)])

    def _to_visit(self) -> list[DraftField]:
        pinned = [self.pinned.field] if self.pinned is not None else []
        grave = [f.field for f in self.checked.findings if f.severity is Severity.PROBLEM]
        minor = [f.field for f in self.checked.findings if f.severity is Severity.WARNING]
        return list(dict.fromkeys([*pinned, *grave, *minor]))

    def do_editor_section(self) -> None:
        """Go to the next section."""
        self.form.next_section()

    def do_editor_revert(self) -> None:
        """Put the field with the focus back as it was when the editor opened."""
        field = self.form.field_of(self.focused)
        if field is None:
            return
        draft = reverted(self.draft, self.as_opened, field)
        if draft != self.draft:
            self.form.load(draft)
            self.form.post_message(EditorForm.Edited(draft, field))

    def do_editor_settings(self) -> None:
        """Choose Zoom's options."""
        self.app.push_screen(ZoomSettingsScreen(self.draft.call, self.form.call.wish), self._wished)

    def _wished(self, _answer: None) -> None:
        self.go_to(DraftField.SETTINGS)

    def do_editor_outside(self) -> None:
        """Write the notes in the user's own editor; the app waits."""
        text = written_outside(self.app, self.draft.description)
        if text is not None and text != self.draft.description:
            draft = replace(self.draft, description=text)
            self.form.load(draft)
            self.form.post_message(EditorForm.Edited(draft, DraftField.DESCRIPTION))

    def do_editor_preview(self) -> None:
        """Show the request."""
        described = self.edits.described(self.draft)
        if described is not None:
            mark = self.edits.context().mark
            self.app.push_screen(PreviewScreen(described, told=self.draft.notify, mark=mark))
        else:
            paint.notice(self.app, "Nothing has changed." if self.unchanged else _SENT_BEFORE)

    @on(CheckPane.FindingChosen)
    def _go_mend(self, event: CheckPane.FindingChosen) -> None:
        event.stop()
        self.go_to(event.field)

    @on(ConferencingBlock.SettingsAsked)
    def _settings_asked(self, event: ConferencingBlock.SettingsAsked) -> None:
        event.stop()
        self.do_editor_settings()

    @on(ConferencingBlock.Declined)
    def _declined(self, event: ConferencingBlock.Declined) -> None:
        event.stop()
        paint.notice(self.app, event.why)
