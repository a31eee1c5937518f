"""When: start, end, zone and whole days, typed as people say them and read back at once.

Moving the start keeps the length; text that is only half a time moves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tui.domain.checking import Context
from tui.domain.clockface import as_shown
from tui.domain.drafting import moved_start
from tui.domain.drafts import Draft, DraftField
from tui.ui.widgets.editor_inputs import TimeInput
from tui.ui.widgets.editor_row import EditorRow
from tui.ui.widgets.editor_tick import Tick
from tui.ui.widgets.editor_times import (
    echo_end,
    echo_start,
    settled,
    stepped,
    text_of,
    times_of,
    turned_all_day,
    understood,
)
from tui.ui.widgets.editor_zone import ZoneField, ZoneSearch

_TIMES = (DraftField.STARTS, DraftField.ENDS)


class WhenSection(Vertical):
    """The section. Of the draft it holds, only the times are its own."""

    DEFAULT_CSS = """
    WhenSection TimeInput { width: 26; }
    WhenSection.-twelve TimeInput { width: 29; }
    """

    class Edited(Message):
        """The times were changed; the rest of this draft means nothing."""

        def __init__(self, draft: Draft, field: DraftField) -> None:
            super().__init__()
            self.draft = draft
            self.field = field

    def __init__(self, draft: Draft, context: Context) -> None:
        super().__init__(classes="section -twelve" if "%p" in context.clock else "section")
        self.draft = draft
        self._known = context
        self._anchor = draft
        """The draft when a time began to be typed; its length is the one that is kept."""

    def compose(self) -> ComposeResult:
        """Start above end, zone below."""
        starts = TimeInput(id="starts", placeholder="fri 15:00", max_length=60)
        yield EditorRow(DraftField.STARTS, "Starts", starts, echoes="beside")
        ends = TimeInput(id="ends", placeholder="+45m", max_length=60)
        yield EditorRow(DraftField.ENDS, "Ends", ends, echoes="beside")
        yield EditorRow(DraftField.ZONE, "Zone", ZoneField(), Tick("Whole day", id="all-day"))

    def load(self, draft: Draft) -> None:
        """Show a draft's times without telling."""
        self.draft = self._anchor = draft
        self._write_out()
        with self.prevent(Tick.Turned):
            self.query_one("#all-day", Tick).on = draft.all_day
        self.query_one(ZoneField).load(draft.zone)
        self._echo()

    def _box(self, field: DraftField) -> TimeInput:
        return self.query_one(f"#{field.value}", TimeInput)

    def _write_out(self, typing: DraftField | None = None) -> None:
        """Show the times in every field but the one being typed in."""
        with self.prevent(Input.Changed):
            for field in _TIMES:
                box, text = self._box(field), as_shown(text_of(self.draft, field), self._known.clock)
                if box.value != text and field is not typing:
                    box.value = text

    def _echo(self) -> None:
        times = times_of(self.draft, self._known)
        starts, ends = (self._box(field).value for field in _TIMES)
        self.query_one("#row-starts", EditorRow).echo(echo_start(times, starts, self._known.now))
        self.query_one("#row-ends", EditorRow).echo(echo_end(times, ends, self._known.now))
        self.query_one(ZoneField).display = not self.draft.all_day

    def _take(self, draft: Draft, field: DraftField, *, typing: bool = False) -> None:
        self.draft = draft
        if not typing:
            self._anchor = draft
        self._write_out(field if typing else None)
        self._echo()
        self.post_message(self.Edited(draft, field))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = DraftField(event.input.id or "")
        before = replace(self.draft, starts=self._anchor.starts, ends=self._anchor.ends)
        meant = understood(event.value, field, before, self._known)
        moved = moved_start(before, meant, self._known) if field is DraftField.STARTS else None
        self._take(moved or replace(self.draft, ends=meant), field, typing=True)

    @on(TimeInput.Stepped)
    def _stepped(self, event: TimeInput.Stepped) -> None:
        event.stop()
        field = DraftField(event.field.id or "")
        text = stepped(self.draft, field, event.by, self._known)
        if text is None:
            return
        moved = field is DraftField.STARTS
        self._take(
            moved_start(self.draft, text, self._known) if moved else replace(self.draft, ends=text), field
        )
        event.field.cursor_position = len(event.field.value)

    @on(Tick.Turned)
    def _all_day_turned(self, event: Tick.Turned) -> None:
        event.stop()
        self._take(turned_all_day(self.draft, event.on, self._known), DraftField.STARTS)

    @on(ZoneField.Changed)
    def _zone_typed(self, event: ZoneField.Changed) -> None:
        event.stop()
        self._take(replace(self.draft, zone=event.zone), DraftField.ZONE)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A phrase is written out exactly when its field is left."""
        if isinstance(event.widget, ZoneSearch):
            self.query_one(ZoneField).close()
        field = next((field for field in _TIMES if event.widget is self._box(field)), None)
        if field is None:
            return
        exact = settled(self.draft, field, self._known)
        if exact != self.draft:
            self._take(exact, field)
        else:
            self._anchor = exact
            self._write_out()
            self._echo()
