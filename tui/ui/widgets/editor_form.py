"""The form: what, when, where, who, how we meet. It reads top to bottom as a sentence.

It holds the draft exactly as typed and posts every change of it; what is wrong with it is for others to say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from tui.domain.drafting import call_of
from tui.domain.drafts import CallDraft, Draft, DraftField
from tui.domain.events import Participant
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.choice_row import ChoiceRow
from tui.ui.widgets.conferencing_block import ConferencingBlock
from tui.ui.widgets.editor_calendars import always_mails, calendar_offers
from tui.ui.widgets.editor_guests import GuestInput, GuestOffers
from tui.ui.widgets.editor_inputs import EditorInput
from tui.ui.widgets.editor_more import FOLDED, MoreSection
from tui.ui.widgets.editor_notes import Notes
from tui.ui.widgets.editor_people import guests_line
from tui.ui.widgets.editor_row import EditorRow
from tui.ui.widgets.editor_tick import Tick
from tui.ui.widgets.editor_when import WhenSection
from tui.ui.widgets.guest_strips import GuestStrips

TYPED: Mapping[DraftField, str] = {
    DraftField.TITLE: "title",
    DraftField.LOCATION: "location",
    DraftField.GUESTS: "guests",
}
"""The one-line fields, and where the draft keeps them."""

TIMES = ("starts", "ends", "all_day", "zone", "end_zone")
"""What the draft holds of when."""

_FORMATTED = "Shown without its formatting; left as it is unless you edit it."


class EditorForm(VerticalScroll, can_focus=False):
    """The form of one draft."""

    DEFAULT_CSS = """
    EditorForm {
        & .section { height: auto; margin-bottom: 1; }
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

    def compose(self) -> ComposeResult:
        """Sections told apart by space."""
        with Vertical(classes="section"):
            yield EditorRow(
                DraftField.TITLE,
                "Title",
                EditorInput(id="title", placeholder="What is it about", max_length=1024),
            )
            yield EditorRow(DraftField.CALENDAR, "Calendar", ChoiceRow((), id="calendar"))
        yield WhenSection(self.draft, self._known)
        with Vertical(classes="section"):
            yield EditorRow(
                DraftField.LOCATION,
                "Where",
                EditorInput(id="location", placeholder="room or address", max_length=255),
            )
            guests = GuestInput(id="guests", placeholder="grace@example.com, …")
            yield EditorRow(DraftField.GUESTS, "Guests", guests, echoes="below")
            yield GuestOffers()
            yield GuestStrips()
        with Vertical(classes="section"):
            yield ConferencingBlock(self._known)
        with Vertical(classes="section"):
            yield EditorRow(DraftField.DESCRIPTION, "Notes", Notes(), echoes="below")
            yield EditorRow(DraftField.NOTIFY, "Mail", Tick("Tell the guests by mail", id="notify"))
        yield MoreSection(self.draft, self._known)

    def on_mount(self) -> None:
        """Fill in the draft."""
        self.load(self.draft)

    # What it shows

    def load(self, draft: Draft) -> None:
        """Show a draft without telling."""
        self.draft = draft
        quiet = (Input.Changed, TextArea.Changed, ChoiceRow.Chosen, Tick.Turned)
        with self.prevent(*quiet):
            for field, name in TYPED.items():
                self._box(field).value = getattr(draft, name)
            calendar = self.query_one("#calendar", ChoiceRow)
            calendar.offers = calendar_offers(draft, self._known.calendars)
            calendar.chosen = draft.calendar_id
            self.query_one("#notify", Tick).on = draft.notify
            self.query_one(Notes).text = draft.description
        self.query_one("#notify", Tick).fixed = always_mails(self._known.account.kind)
        self.query_one(WhenSection).load(draft)
        self.query_one(MoreSection).load(draft)
        self._load_call()
        self._echo()

    def _load_call(self) -> None:
        original = self.draft.original
        before = call_of(original) if original else CallDraft()
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
        self._row(DraftField.GUESTS).echo(
            guests_line(self.draft.guests, self.draft.original, glyphs_of(self.app))
        )
        was = self.draft.original
        formatted = was is not None and was.html and was.description == self.draft.description
        self._row(DraftField.DESCRIPTION).echo(_FORMATTED if formatted else None)
        self._row(DraftField.NOTIFY).display = bool(self.draft.guests.strip())

    @property
    def choosing(self) -> bool:
        """Whether people are offered for a name that is only begun."""
        return self.query_one(GuestInput).is_offering

    def mark(self, worst: Mapping[DraftField, Finding], good: Collection[DraftField]) -> None:
        """Mark each row with its worst finding, or as good; who is being looked for is no mistake yet."""
        looking = DraftField.GUESTS if self.choosing else None
        for row in self.walk_children(EditorRow):
            if row.id != "row-other":
                finding = worst.get(row.field) if row.field is not looking else None
                row.show(finding, good=row.field in good)

    def go_to(self, field: DraftField) -> None:
        """Put the focus where this field is edited, or on the nearest that is shown."""
        if field in FOLDED:
            self.query_one(MoreSection).unfold()
        row = self._row(field)
        if not row.display:
            row = self._row(DraftField.PROVIDER)
        for widget in row.query("*"):
            if widget.focusable:
                widget.focus()
                return

    def next_section(self) -> None:
        """Go to the beginning of the section after the one where the focus is."""
        sections = list(self.query(".section"))
        focused = self.screen.focused
        here = next((s for s in sections if focused is not None and s in focused.ancestors), None)
        at = sections.index(here) + 1 if here is not None else 0
        for widget in sections[at % len(sections)].query("*"):
            if widget.focusable:
                widget.focus()
                return

    def field_of(self, widget: Widget | None) -> DraftField | None:
        """The field a widget edits."""
        rows = widget.ancestors_with_self if widget is not None else ()
        return next((node.field for node in rows if isinstance(node, EditorRow)), None)

    def meet(self, people: Sequence[Participant]) -> None:
        """Offer these people while guests are typed."""
        for guests in self.query(GuestInput):
            guests.people = tuple(people)

    # What is done to it

    @on(GuestInput.Offering)
    def _offering(self, event: GuestInput.Offering) -> None:
        event.stop()
        self.query_one(GuestOffers).offers = (event.people, event.at)

    @on(GuestOffers.Clicked)
    def _guest_clicked(self, event: GuestOffers.Clicked) -> None:
        event.stop()
        guests = self.query_one(GuestInput)
        guests.take(event.person)
        guests.focus()

    def _edit(self, field: DraftField, **changes: Any) -> None:
        self.draft = replace(self.draft, **changes)
        self._echo()
        self.post_message(self.Edited(self.draft, field))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = DraftField(event.input.id or "")
        self._edit(field, **{TYPED[field]: event.value})

    @on(WhenSection.Edited)
    def _times_edited(self, event: WhenSection.Edited) -> None:
        event.stop()
        self._edit(event.field, **{name: getattr(event.draft, name) for name in TIMES})
        self.query_one(MoreSection).follow(self.draft)

    @on(MoreSection.Edited)
    def _more_edited(self, event: MoreSection.Edited) -> None:
        event.stop()
        moved = event.draft.end_zone != self.draft.end_zone
        self._edit(event.field, more=event.draft.more, end_zone=event.draft.end_zone)
        if moved:
            self.query_one(WhenSection).load(self.draft)

    @on(TextArea.Changed)
    def _described(self, event: TextArea.Changed) -> None:
        event.stop()
        self._edit(DraftField.DESCRIPTION, description=event.text_area.text)

    @on(ChoiceRow.Chosen, "#calendar")
    def _calendar_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        self._edit(DraftField.CALENDAR, calendar_id=event.value)
        self.call.belongs_to(self._calendar())

    @on(Tick.Turned, "#notify")
    def _notify_turned(self, event: Tick.Turned) -> None:
        event.stop()
        self._edit(DraftField.NOTIFY, notify=event.on)

    @on(ConferencingBlock.Edited)
    def _call_edited(self, event: ConferencingBlock.Edited) -> None:
        event.stop()
        self._edit(event.field, call=event.call)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Tell which field was left, once its own section has settled it."""
        field = self.field_of(event.widget)
        if field is not None:
            self.call_next(self.post_message, self.Settled(field))
