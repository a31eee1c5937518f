"""What needs a hand in the next days, each row with the one key that mends it.

The list stays while one thing after another is mended; what is mended leaves it by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import WorkType

from tui.domain.answering import why_no_answer
from tui.domain.attention import AHEAD, Concern
from tui.domain.attention_calls import Fix, Kind
from tui.domain.callnotes import without_call
from tui.domain.drafts import Draft, DraftField
from tui.domain.events import Event, EventKey, Rsvp
from tui.domain.jobs import JobAction
from tui.domain.timephrase import say_day
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import clock_pattern
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import AgendaChanged, ChooseLink, EditDraft, GiveAnswer, JobChanged, SeeToJob, Ticked
from tui.ui.screens.calendar_scene import rail_lines
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.concern_rows import KEYS, row_of
from tui.ui.widgets.found_rows import Drawing
from tui.ui.widgets.grouped_list import GroupedList
from tui.ui.widgets.scene import Stripe

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner

NEW_ENOUGH = timedelta(minutes=5)
"""Days read less long ago are not read again."""
_NOTHING = "Nothing needs you: every call has one link, every invitation an answer, nothing collides."
_ANSWERS = {
    "attention.yes": Rsvp.YES,
    "attention.no": Rsvp.NO,
    "attention.maybe": Rsvp.MAYBE,
}
_FIELDS = {Fix.NOTES: DraftField.DESCRIPTION, Fix.MOVE: DraftField.STARTS}


class AttentionScreen(Acting, Sheet[EventKey | None]):
    """Answered with the event to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.ATTENTION)]
    heading = "Needs attention"
    AUTO_FOCUS = "OptionList"

    class Looked(Message):
        """What is listed may have changed."""

    class Read(Message):
        """The days ahead were read, or could not be."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._reading = True
        self._looked = False

    def body(self) -> ComposeResult:
        """The list, or a sentence when there is nothing in it, and how far was looked."""
        yield GroupedList[Concern](self._row, _name_of)
        yield Static(paint.text(_NOTHING, "$good"), id="nothing")
        yield Static(id="ahead")

    def on_mount(self) -> None:
        """Show what is known, then read the days ahead that were not read yet."""
        self._fill()
        self._look()
        self.do_attention_read()

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    # What is known

    @on(AgendaChanged)
    @on(JobChanged)
    @on(Ticked)
    def _changed(self) -> None:
        if self._workspace.attention.due:
            self._look()

    def _look(self) -> None:
        looking: WorkType[None] = self._look_behind
        self.run_worker(looking, name="look", group="look", exclusive=True, exit_on_error=False)

    async def _look_behind(self) -> None:
        await self._workspace.look_for_needs()
        self.post_message(self.Looked())

    @on(Looked)
    def _has_looked(self) -> None:
        self._looked = True
        self._fill()

    def do_attention_read(self) -> None:
        """Read the days ahead anew."""
        self._reading = True
        self._say()
        cast("ErrandRunner", self.app).run_errand(self._read_ahead(), "ahead")

    async def _read_ahead(self) -> None:
        try:
            await self._workspace.attention.read(self._workspace.clock.now() - NEW_ENOUGH)
        finally:
            self.post_message(self.Read())

    @on(Read)
    def _has_read(self) -> None:
        self._reading = False
        self._look()

    # What is shown

    @property
    def _list(self) -> GroupedList[Concern]:
        return self.query_one(GroupedList)

    def _fill(self) -> None:
        concerns = self._workspace.attention.concerns
        self._drawing = self._drawn_with()
        groups = [(kind.value, [one for one in concerns if one.fault.kind is kind]) for kind in Kind]
        self._list.fill((heading, found) for heading, found in groups if found)
        self._list.display = bool(concerns)
        self.query_one("#nothing").display = not concerns and self._looked and not self._reading
        self._say()

    def _row(self, concern: Concern, at_cursor: bool) -> Content:
        return row_of(concern, self._drawing, at_cursor=at_cursor)

    def _drawn_with(self) -> Drawing:
        workspace = self._workspace
        return Drawing(
            search=(),
            stripes={line.id: Stripe(line.colour, line.letter) for line in rail_lines(workspace)},
            now=workspace.clock.now(),
            zone=workspace.zone,
            clock=clock_pattern(workspace),
            signs=glyphs_of(self.app),
            width=self._list.room,
        )

    def _say(self) -> None:
        self.query_one("#ahead", Static).update(paint.text(self._ahead_words(), "$quiet"))
        self._show_keys()

    def _ahead_words(self) -> str:
        workspace = self._workspace
        window = workspace.attention.window
        until = say_day((workspace.clock.now() + AHEAD).astimezone(workspace.zone).date())
        if self._reading:
            return f"Reading the days until {until}."
        if workspace.agenda.view(window).as_of is None:
            return f"The days until {until}; some of them were never read. ^R reads them."
        return f"The days until {until}, of the calendars that are shown."

    @on(OptionList.OptionHighlighted)
    def _show_keys(self) -> None:
        self.show_hints([*self._possible(), ("Enter", "go"), ("Esc", "close")])

    def _possible(self) -> Iterator[tuple[str, str]]:
        concern = self.chosen
        if concern is not None:
            yield KEYS[concern.fault.fix], concern.fault.fix.value
            if concern.fault.fix not in (Fix.MOVE, Fix.NOTES) and self.reason("attention.edit") is None:
                yield "e", "edit"
            if concern.fault.fix is Fix.MOVE and self.reason("attention.no") is None:
                yield "n", "say no"

    # Deeds

    @property
    def chosen(self) -> Concern | None:
        """The row of the cursor."""
        return self._list.item

    @property
    def _event(self) -> Event | None:
        return self.chosen.event if self.chosen else None

    def reason(self, action_id: str) -> str | None:
        """What the row of the cursor does not allow."""
        if action_id == "attention.read":
            return "The days ahead are being read." if self._reading else None
        if action_id == "attention.close":
            return None
        if self.chosen is None:
            return "Nothing needs you here."
        if action_id == "attention.retry":
            job = self.chosen.job
            return None if job and job.allows(JobAction.RETRY) else "There is no call to be asked for again."
        event = self._event
        if event is None:
            return "The event is not at hand."
        if action_id in _ANSWERS:
            return why_no_answer(event, self._workspace.account.email, self._workspace.account.kind)
        if action_id in ("attention.call", "attention.edit") and event.read_only:
            return "Only its organiser can change this event; y n m answer it."
        return None

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("attention.go")

    def do_attention_go(self) -> None:
        """Leave for the event."""
        if self._event is not None:
            self.dismiss(self._event.key)

    def do_attention_call(self) -> None:
        """Open the editor at the call."""
        self._edit(DraftField.PROVIDER)

    def do_attention_links(self) -> None:
        """Choose among the links."""
        if self._event is not None:
            self.post_message(ChooseLink(self._event))

    def do_attention_retry(self) -> None:
        """Ask for the call again."""
        if self.chosen is not None and self.chosen.job is not None:
            self.post_message(SeeToJob("retry", self.chosen.job))

    def do_attention_edit(self) -> None:
        """Open the editor where it is wrong."""
        self._edit(_FIELDS.get(self.chosen.fault.fix) if self.chosen else None)

    def _edit(self, field: DraftField | None) -> None:
        if self._event is not None:
            draft = self._workspace.edits.of(self._event)
            cast("ErrandRunner", self.app).hold_keys()
            self.post_message(EditDraft(_cleared(draft, self._event, field), field))

    def do_attention_yes(self) -> None:
        """Say yes."""
        self._answer("attention.yes")

    def do_attention_no(self) -> None:
        """Say no."""
        self._answer("attention.no")

    def do_attention_maybe(self) -> None:
        """Say maybe."""
        self._answer("attention.maybe")

    def _answer(self, action_id: str) -> None:
        if (event := self._event) is not None:
            self.post_message(GiveAnswer(event, _ANSWERS[action_id]))

    def do_attention_close(self) -> None:
        """Close the list."""
        self.dismiss(None)


def _cleared(draft: Draft, event: Event, field: DraftField | None) -> Draft:
    """The draft with the invitation to another call already out of its notes, where that is what is wrong."""
    if field is not DraftField.DESCRIPTION or event.html:
        return draft
    return replace(draft, description=without_call(draft.description)[0])


def _name_of(concern: Concern) -> tuple[object, ...]:
    return concern.fault.kind, concern.key, concern.job.id if concern.job else ""
