"""The form: what, when, where, who, how we meet. It reads top to bottom as a sentence.

It holds the draft exactly as typed and posts every change of it; what is wrong with it is for others to say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.domain.calendars import Calendar
from tui.domain.checking import Context, Finding
from tui.domain.drafting import draft_of, moved_start
from tui.domain.drafts import CallDraft, Draft, DraftField
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.choice_row import ChoiceRow
from tui.ui.widgets.conferencing_block import ConferencingBlock
from tui.ui.widgets.editor_calendars import always_mails, calendar_offers
from tui.ui.widgets.editor_inputs import EditorInput, TimeInput
from tui.ui.widgets.editor_notes import Notes
from tui.ui.widgets.editor_people import guests_line
from tui.ui.widgets.editor_row import EditorRow
from tui.ui.widgets.editor_tick import Tick
from tui.ui.widgets.editor_times import (
    echo_end,
    echo_start,
    settled,
    stepped,
    times_of,
    turned_all_day,
    understood,
)
from tui.ui.widgets.editor_zone import ZoneField, ZoneSearch

TYPED: Mapping[DraftField, str] = {
    DraftField.TITLE: "title",
    DraftField.STARTS: "starts",
    DraftField.ENDS: "ends",
    DraftField.LOCATION: "location",
    DraftField.GUESTS: "guests",
}
"""The one-line fields, and where the draft keeps them."""

_FORMATTED = "Shown without its formatting; left as it is unless you edit it."


class EditorForm(VerticalScroll, can_focus=False):
    """The form of one draft."""

    DEFAULT_CSS = """
    EditorForm {
        & .section { height: auto; margin-bottom: 1; }
        & TimeInput { width: 26; }
    }
    """

    class Edited(Message):
        """The draft was changed in one of its fields."""

        def __init__(self, draft: Draft, field: DraftField) -> None:
            super().__init__()
            self.draft = draft
            self.field = field

    class Settled(Message):
        """The focus left a field."""

        def __init__(self, field: DraftField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, draft: Draft, context: Context) -> None:
        super().__init__(id="form")
        self.draft = draft
        self._known = context
        self._anchor = draft
        """The draft as it was when a time began to be typed; its length is the one that is kept."""

    def compose(self) -> ComposeResult:
        """Sections told apart by space."""
        with Vertical(classes="section"):
            yield EditorRow(
                DraftField.TITLE,
                "Title",
                EditorInput(id="title", placeholder="What is it about", max_length=1024),
            )
            yield EditorRow(DraftField.CALENDAR, "Calendar", ChoiceRow((), id="calendar"))
        with Vertical(classes="section"):
            starts = TimeInput(id="starts", placeholder="fri 15:00")
            yield EditorRow(DraftField.STARTS, "Starts", starts, echoes="beside")
            yield EditorRow(
                DraftField.ENDS, "Ends", TimeInput(id="ends", placeholder="+45m"), echoes="beside"
            )
            yield EditorRow(DraftField.ZONE, "Zone", ZoneField(), Tick("Whole day", id="all-day"))
        with Vertical(classes="section"):
            yield EditorRow(DraftField.LOCATION, "Where", EditorInput(id="location", max_length=255))
            guests = EditorInput(id="guests", placeholder="grace@example.com, …", max_length=20_000)
            yield EditorRow(DraftField.GUESTS, "Guests", guests, echoes="below")
        with Vertical(classes="section"):
            yield ConferencingBlock(self._known)
        with Vertical(classes="section"):
            yield EditorRow(DraftField.DESCRIPTION, "Notes", Notes(), echoes="below")
            yield EditorRow(DraftField.NOTIFY, "Mail", Tick("Tell the guests by mail", id="notify"))

    def on_mount(self) -> None:
        """Fill in the draft."""
        self.load(self.draft)

    # What it shows

    def load(self, draft: Draft) -> None:
        """Show a draft without telling."""
        self.draft = self._anchor = draft
        quiet = (Input.Changed, TextArea.Changed, ChoiceRow.Chosen, Tick.Turned)
        with self.prevent(*quiet):
            for field, name in TYPED.items():
                self._box(field).value = getattr(draft, name)
            calendar = self.query_one("#calendar", ChoiceRow)
            calendar.offers = calendar_offers(draft, self._known.calendars)
            calendar.chosen = draft.calendar_id
            self.query_one("#all-day", Tick).on = draft.all_day
            self.query_one("#notify", Tick).on = draft.notify
            self.query_one(Notes).text = draft.description
        self.query_one("#notify", Tick).fixed = always_mails(self._known.account.kind)
        self.query_one(ZoneField).load(draft.zone)
        self._load_call()
        self._echo()

    def _load_call(self) -> None:
        original = self.draft.original
        before = draft_of("", original, self._known.zone).call if original else CallDraft()
        self.call.load(self.draft.call, before, original.conferencing if original else None)
        self.call.belongs_to(self._calendar())

    @property
    def call(self) -> ConferencingBlock:
        """How we meet."""
        return self.query_one(ConferencingBlock)

    def _calendar(self) -> Calendar | None:
        wanted = self.draft.calendar_id
        return next((calendar for calendar in self._known.calendars if calendar.id == wanted), None)

    def _box(self, field: DraftField) -> Input:
        return self.query_one(f"#{field.value}", Input)

    def _row(self, field: DraftField) -> EditorRow:
        return self.query_one(f"#row-{field.value}", EditorRow)

    def _echo(self) -> None:
        times = times_of(self.draft, self._known)
        self._row(DraftField.STARTS).echo(
            echo_start(times, self._box(DraftField.STARTS).value, self._known.now)
        )
        self._row(DraftField.ENDS).echo(echo_end(times))
        self._row(DraftField.GUESTS).echo(
            guests_line(self.draft.guests, self.draft.original, glyphs_of(self.app))
        )
        was = self.draft.original
        formatted = was is not None and was.html and was.description == self.draft.description
        self._row(DraftField.DESCRIPTION).echo(_FORMATTED if formatted else None)
        self.query_one(ZoneField).display = not self.draft.all_day
        self._row(DraftField.NOTIFY).display = bool(self.draft.guests.strip())

    def mark(self, worst: Mapping[DraftField, Finding], good: Collection[DraftField]) -> None:
        """Mark each row with its worst finding, or as good."""
        for row in self.query(EditorRow):
            if row.id != "row-other":
                row.show(worst.get(row.field), good=row.field in good)

    def go_to(self, field: DraftField) -> None:
        """Put the focus where this field is edited, or on the nearest that is shown."""
        row = self._row(field)
        if not row.display:
            row = self._row(DraftField.PROVIDER)
        for widget in row.query("*"):
            if widget.focusable:
                widget.focus()
                return

    def field_of(self, widget: Widget | None) -> DraftField | None:
        """The field a widget edits."""
        rows = widget.ancestors_with_self if widget is not None else ()
        return next((node.field for node in rows if isinstance(node, EditorRow)), None)

    # What is done to it

    def _edit(self, field: DraftField, **changes: Any) -> None:
        self.draft = replace(self.draft, **changes)
        self._echo()
        self.post_message(self.Edited(self.draft, field))

    def _take(self, draft: Draft, field: DraftField, *, typing: bool = False) -> None:
        """Take a draft whose times changed; the field being typed in keeps its text."""
        self.draft = draft
        with self.prevent(Input.Changed):
            for time in (DraftField.STARTS, DraftField.ENDS):
                box, text = self._box(time), getattr(draft, TYPED[time])
                if box.value != text and not (typing and time is field):
                    box.value = text
        self._echo()
        self.post_message(self.Edited(draft, field))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = DraftField(event.input.id or "")
        if field is DraftField.STARTS:
            kept = replace(self.draft, starts=self._anchor.starts, ends=self._anchor.ends)
            meant = understood(event.value, self._anchor, self._known)
            self._take(moved_start(kept, meant, self._known), field, typing=True)
        else:
            self._edit(field, **{TYPED[field]: event.value})

    @on(TimeInput.Stepped)
    def _stepped(self, event: TimeInput.Stepped) -> None:
        event.stop()
        field = DraftField(event.field.id or "")
        text = stepped(self.draft, field, event.by, self._known)
        if text is None:
            return
        moved = moved_start(self.draft, text, self._known)
        self._take(moved if field is DraftField.STARTS else replace(self.draft, ends=text), field)
        event.field.cursor_position = len(text)
        self._anchor = self.draft

    @on(TextArea.Changed)
    def _described(self, event: TextArea.Changed) -> None:
        event.stop()
        self._edit(DraftField.DESCRIPTION, description=event.text_area.text)

    @on(ChoiceRow.Chosen, "#calendar")
    def _calendar_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self._edit(DraftField.CALENDAR, calendar_id=event.value)
        self.call.belongs_to(self._calendar())

    @on(ZoneField.Changed)
    def _zone_typed(self, event: ZoneField.Changed) -> None:
        event.stop()
        end_zone = self.draft.end_zone if self.draft.end_zone != self.draft.zone else ""
        self._edit(DraftField.ZONE, zone=event.zone, end_zone=end_zone)

    @on(Tick.Turned, "#all-day")
    def _all_day_turned(self, event: Tick.Turned) -> None:
        event.stop()
        self._take(turned_all_day(self.draft, event.on, self._known), DraftField.STARTS)
        self._anchor = self.draft

    @on(Tick.Turned, "#notify")
    def _notify_turned(self, event: Tick.Turned) -> None:
        event.stop()
        self._edit(DraftField.NOTIFY, notify=event.on)

    @on(ConferencingBlock.Edited)
    def _call_edited(self, event: ConferencingBlock.Edited) -> None:
        event.stop()
        self._edit(event.field, call=event.call)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """What was typed as a phrase is written out when its field is left."""
        field = self.field_of(event.widget)
        if field in (DraftField.STARTS, DraftField.ENDS):
            exact = settled(self.draft, field, self._known)
            if exact != self.draft or self._box(field).value != getattr(exact, TYPED[field]):
                self._take(exact, field)
            self._anchor = self.draft
        if isinstance(event.widget, ZoneSearch):
            self.query_one(ZoneField).close()
        if field is not None:
            self.post_message(self.Settled(field))
