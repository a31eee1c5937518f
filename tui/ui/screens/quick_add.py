"""Quick add: one line, read as it is typed, saved with Enter the way the editor saves.

What was typed is kept when it is left; only an empty line leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from tui.domain.checking import Severity
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Participant
from tui.domain.quickadd import Around, Understood, read_line
from tui.domain.quickadd_complete import completion
from tui.domain.quickadd_draft import draft_from
from tui.domain.quickadd_said import readings
from tui.ui import paint
from tui.ui.messages import EditDraft
from tui.ui.screens.editor_leaving import LeavingScreen
from tui.ui.screens.editor_saving import EditorOutcome, Edits, SentOn
from tui.ui.screens.sheet import Sheet
from tui.ui.typeahead import TypeAhead
from tui.ui.widgets.quick_reading import QuickLine, QuickReading

if TYPE_CHECKING:
    from tui.ui.errand_runner import ErrandRunner

PAUSE = 0.3
"""Seconds without a key after which the line is kept."""
_HELP = (
    'Words that are not understood are the title; so is everything in "double quotes". → completes a name.'
)


def lines_left(kept: Iterable[Draft]) -> tuple[Draft, ...]:
    """The lines that were left unfinished, the newest first."""
    return tuple(draft for draft in reversed(tuple(kept)) if draft.line and not draft.queued)


class QuickAddScreen(Sheet[EditorOutcome | SentOn | None], LeavingScreen):
    """Dismissed with what was saved, or None. `start` is where the cursor stands."""

    heading = "New event, in one line"
    hints = (("Enter", "save"), ("Tab", "all fields"), ("Esc", "leave, kept"))
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,ctrl+e", "whole", "all fields", show=False, priority=True),
        Binding("up", "earlier(1)", "line before", show=False),
        Binding("down", "earlier(-1)", "line after", show=False),
    ]
    DEFAULT_CSS = """
    QuickAddScreen {
        & QuickReading { height: auto; min-height: 9; margin-top: 1; }
        & #refused { height: auto; color: $alarm; }
    }
    """

    def __init__(self, edits: Edits, draft: Draft, start: datetime) -> None:
        self._new = self._blank = draft
        self._start = start
        self._left = lines_left(edits.drafts())
        self._at = -1
        """Which of the lines left before is gone on with; -1 for a new one."""
        self.people: tuple[Participant, ...] = ()
        super().__init__(edits, self._blank)

    def body(self) -> ComposeResult:
        """The line, what it is read as, and why it could not be sent."""
        yield QuickLine(self._rest)
        yield QuickReading()
        yield Static(id="refused")

    def on_mount(self) -> None:
        """Take what was typed meanwhile."""
        self._read("")
        if isinstance(self.app, TypeAhead):
            self.call_after_refresh(self.app.give_keys)

    # Reading

    def meet(self, people: Sequence[Participant]) -> None:
        """Know these people's names from now on."""
        self.people = tuple(people)
        if not self.left and self.is_mounted:
            self._read(self._typed.value)

    @property
    def _typed(self) -> QuickLine:
        return self.query_one(QuickLine)

    def _understood(self, line: str) -> Understood:
        context = self.edits.context()
        around = Around(context.now, context.zone, self._start, context.calendars, self.people)
        return read_line(line, around)

    def _read(self, line: str) -> None:
        read, context = self._understood(line), self.edits.context()
        self._typed.underline(read.pieces)
        self.draft = draft_from(read, self._blank, context)
        self.checked = self.edits.check(self.draft)
        shown = self.query_one(QuickReading)
        typed = bool(line.strip())
        shown.readings = readings(read, self.draft, context) if typed else ()
        shown.remarks = read.remarks if typed else ()
        shown.rest = self._rest(line) if typed else ""
        shown.hint = "" if typed else self._hint()
        self.review()

    def _hint(self) -> str:
        if not self._left:
            return _HELP
        return f"{_HELP}\n↑ goes on with “{paint.fit(self._left[0].line, 60)}”, left before."

    def action_earlier(self, by: int) -> None:
        """Go on with a line that was left before, or back to a new one; what stands here is kept."""
        at = min(max(self._at + by, -1), len(self._left) - 1)
        if at == self._at or self.sending:
            return
        self._paused()
        self._at, self._keeper = at, None
        kept = self._left[at] if at >= 0 else None
        self._blank = replace(self._new, id=kept.id) if kept is not None else self._new
        self._typed.value = kept.line if kept is not None else ""
        self._typed.action_end()
        self.call_after_refresh(self._typed.show_cursor)

    def _rest(self, line: str) -> str:
        """How a name goes on that the line ends with."""
        return completion(line, self.people, self.edits.context().calendars)

    def _half_a_name(self, line: str) -> str:
        """What is missing of a name the line ends with, where half of it would become part of the title.

        Enter takes it first: nobody means to invite half a person.
        """
        half = line.split()[-1].casefold()
        return self._rest(line) if self.draft.title.casefold().endswith(half) else ""

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.refused = ""
        self._read(event.value)
        if self.pause is not None:
            self.pause.stop()
        self.pause = self.set_timer(PAUSE, self._paused)

    def _paused(self) -> None:
        if self.left or self.sending:
            return
        if self.draft.line.strip():
            self.keeper.keep(self.draft)
        else:
            self.keeper.discard()

    # What the saving half asks for

    def review(self) -> None:
        """Say what there is to say."""
        if self.left:
            return
        grave = (Severity.PROBLEM, Severity.WARNING)
        findings = [one for one in self.checked.findings if one.severity in grave]
        findings += [one for one in self.checked.findings if one.field is DraftField.NOTIFY]
        shown = self.query_one(QuickReading)
        shown.findings = tuple(dict.fromkeys(findings)) if self.draft.line.strip() else ()
        shown.set_class(self.sending, "-sending")
        self.query_one("#refused", Static).update(paint.block(self.refused))
        self.query_one("#refused").display = bool(self.refused)
        self.frame.border_title = paint.text("Sending…" if self.sending else self.heading)

    def hold(self, still: bool) -> None:
        """Let the line wait while it is under way."""
        self._typed.disabled = still

    def go_to(self, field: DraftField | None) -> None:
        """There is one place to be."""
        self._typed.focus()

    def take_up(self, draft: Draft) -> None:
        """Go on in the editor: a line cannot hold everything another draft may."""
        self._hand_over(draft)

    # Leaving

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self.sending:
            return
        if not event.value.strip():
            self.action_leave()
        elif rest := self._half_a_name(event.value):
            self._typed.value = event.value + rest
            self._typed.action_end()
        elif self.checked.problems:
            first = self.checked.problems[0]
            paint.notice(self.app, f"{first.says} {first.fix}".strip(), severity="warning")
        else:
            self.draft = replace(self.draft, line=event.value)
            self.do_editor_save()

    def action_whole(self) -> None:
        """Open the editor with everything filled in."""
        if self.sending:
            paint.notice(self.app, "It is being sent.")
        else:
            self._hand_over(self.draft)

    def _hand_over(self, draft: Draft) -> None:
        errands = cast("ErrandRunner", self.app)
        errands.hold_keys()
        self._leave(forget=False)
        errands.run_errand(self._opened(replace(draft, line="")), f"draft {draft.id}")

    async def _opened(self, draft: Draft) -> None:
        """Kept first, so that leaving the editor at once loses nothing; an empty line is forgotten."""
        if self.draft.line.strip():
            await self.edits.keep(draft)
        else:
            await self.edits.discard(draft.id)
        self.app.post_message(EditDraft(draft))

    def action_leave(self) -> None:
        """Leave; what was typed is kept."""
        if self.sending:
            self.do_editor_leave()
        elif not self.draft.line.strip():
            self._leave(forget=True)
        else:
            self.keeper.keep(self.draft)
            paint.notice(self.app, "Kept; i and ↑ go on with it.", title=self.draft.title)
            self._leave(forget=False)
