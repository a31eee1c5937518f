"""More: what most events leave alone, folded away until it is wanted or in use.

Like the rest of the form it holds text as typed; what cannot be on this account says so in place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui.domain.calendars import AccountKind
from tui.domain.checking import Context
from tui.domain.drafts import MORE_FIELDS, Draft, DraftField, MoreDraft
from tui.ui import paint
from tui.ui.widgets.choice_row import ChoiceRow, Offer
from tui.ui.widgets.editor_inputs import EditorInput, ListInput, RhythmInput
from tui.ui.widgets.editor_repeats import repeats_line, rhythms_for
from tui.ui.widgets.editor_row import EditorRow
from tui.ui.widgets.editor_tick import Tick
from tui.ui.widgets.editor_words import FIELD_WORDS
from tui.ui.widgets.editor_zone import ZoneField, ZoneSearch

FOLDED = (DraftField.END_ZONE, *MORE_FIELDS)
"""The fields behind the fold, in reading order."""

_TYPED: dict[DraftField, str] = {
    DraftField.REPEATS: "↓ offers; or every 2 weeks on mon, wed until 1 jun",
    DraftField.REMINDERS: "as the calendar has it; or 10m, 1d email",
    DraftField.CAPACITY: "no limit",
    DraftField.ROOMS: "aula@example.com, …",
    DraftField.METADATA: "project=Kiln; key1=red",
    DraftField.NOTETAKER: '{"name": "Scribe"}',
}
"""The fields that take text, and an example of each."""
_KINDS: Mapping[DraftField, type[EditorInput]] = {
    DraftField.ROOMS: ListInput,
    DraftField.REPEATS: RhythmInput,
}
_BUSY, _FREE = "busy", "free"
_ONE_OF_A_SERIES = "This is one of a series; the series itself repeats."


class MoreSection(Vertical):
    """The section. Of the draft it holds, only the further fields and the end's zone are its own."""

    DEFAULT_CSS = """
    MoreSection {
        & > #fold-line, & > #folded { height: auto; }
        & > #fold-line > .label { width: 13; }
    }
    """

    class Edited(Message):
        """One of the further fields was changed; the rest of this draft means nothing."""

        def __init__(self, draft: Draft, field: DraftField) -> None:
            super().__init__()
            self.draft = draft
            self.field = field

    def __init__(self, draft: Draft, context: Context) -> None:
        super().__init__(id="more", classes="section")
        self.draft = draft
        self._known = context

    def compose(self) -> ComposeResult:
        """The fold, and behind it one row for each field."""
        with Horizontal(id="fold-line"):
            yield Static(paint.line("  ", ("More", "$quiet")), classes="label")
            yield Tick("Repeats, reminders, rooms, who sees it", id="fold")
        with Vertical(id="folded"):
            yield EditorRow(DraftField.END_ZONE, FIELD_WORDS[DraftField.END_ZONE], ZoneField("end-zone"))
            for field in MORE_FIELDS:
                yield from self._row(field)

    def _row(self, field: DraftField) -> ComposeResult:
        label = FIELD_WORDS[field]
        match field:
            case DraftField.BUSY:
                offers = (Offer(_BUSY, "Busy"), Offer(_FREE, "Free"))
                yield EditorRow(field, label, ChoiceRow(offers, id=field.value))
            case DraftField.VISIBILITY:
                yield EditorRow(field, label, ChoiceRow((), id=field.value))
            case DraftField.HIDE_GUESTS:
                yield EditorRow(field, label, Tick("Guests do not see each other", id=field.value))
            case _:
                kind = _KINDS.get(field, EditorInput)
                box = kind(id=field.value, placeholder=_TYPED[field], max_length=20_000)
                yield EditorRow(field, label, box, echoes="below" if field is DraftField.REPEATS else "")

    # What it shows

    def load(self, draft: Draft) -> None:
        """Show a draft without telling; what is in use is unfolded."""
        self.draft = draft
        more = draft.more
        with self.prevent(Input.Changed, ChoiceRow.Chosen, Tick.Turned):
            for field in _TYPED:
                self._box(field).value = getattr(more, field.value)
            self._choice(DraftField.BUSY).chosen = _BUSY if more.busy else _FREE
            self._choice(DraftField.VISIBILITY).offers = self._seen_by()
            self._choice(DraftField.VISIBILITY).chosen = more.visibility
            self.query_one("#hide_guests", Tick).on = more.hide_guests
        self.query_one("#hide_guests", Tick).fixed = self._cannot_hide()
        self.query_one(ZoneField).load(draft.end_zone)
        self._box(DraftField.REPEATS).disabled = bool(draft.original and draft.original.master_id)
        self.unfold(self.unfolded or more != MoreDraft() or bool(draft.end_zone))
        self.follow(draft)

    def follow(self, draft: Draft) -> None:
        """Follow the rest of the draft: the times a series has depend on it."""
        self.draft = draft
        self.query_one("#row-end_zone").display = not draft.all_day
        of_series = draft.original is not None and draft.original.master_id
        said = _ONE_OF_A_SERIES if of_series else repeats_line(draft, self._known)
        self.query_one("#row-repeats", EditorRow).echo(said)
        self.query_one(RhythmInput).offers = rhythms_for(draft, self._known)

    @property
    def unfolded(self) -> bool:
        """Whether the rows are in sight."""
        return self.query_one("#fold", Tick).on

    def unfold(self, wanted: bool = True) -> None:
        """Show the rows, or fold them away."""
        with self.prevent(Tick.Turned):
            self.query_one("#fold", Tick).on = wanted
        self.query_one("#folded").display = wanted

    def _seen_by(self) -> tuple[Offer, ...]:
        why_not = "iCloud shows every event alike." if self._known.account.kind is AccountKind.ICLOUD else ""
        known = {"": "As the calendar has it", "public": "Everybody", "private": "Only those invited"}
        offers = [Offer(value, words, why_not if value else "") for value, words in known.items()]
        own = self.draft.more.visibility
        return (*offers, *([] if own in known else [Offer(own, own)]))

    def _cannot_hide(self) -> str:
        names = {AccountKind.ICLOUD: "iCloud", AccountKind.EWS: "Exchange"}
        name = names.get(self._known.account.kind)
        return f"{name} cannot hide guests from each other" if name else ""

    def _box(self, field: DraftField) -> Input:
        return self.query_one(f"#{field.value}", Input)

    def _choice(self, field: DraftField) -> ChoiceRow:
        return self.query_one(f"#{field.value}", ChoiceRow)

    # What is done to it

    def _take(self, draft: Draft, field: DraftField) -> None:
        self.follow(draft)
        self.post_message(self.Edited(draft, field))

    def _edit(self, field: DraftField, value: Any) -> None:
        changes: dict[str, Any] = {field.value: value}
        self._take(replace(self.draft, more=replace(self.draft.more, **changes)), field)

    @on(Tick.Turned, "#fold")
    def _folded(self, event: Tick.Turned) -> None:
        event.stop()
        self.unfold(event.on)

    @on(Tick.Turned, "#hide_guests")
    def _hidden(self, event: Tick.Turned) -> None:
        event.stop()
        self._edit(DraftField.HIDE_GUESTS, event.on)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._edit(DraftField(event.input.id or ""), event.value)

    @on(ChoiceRow.Chosen)
    def _chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        field = DraftField(event.row.id or "")
        self._edit(field, event.value == _BUSY if field is DraftField.BUSY else event.value)

    @on(ZoneField.Changed)
    def _zone_typed(self, event: ZoneField.Changed) -> None:
        event.stop()
        self._take(replace(self.draft, end_zone=event.zone), DraftField.END_ZONE)

    def on_descendant_blur(self) -> None:
        """The suggestions for a zone belong to its field."""
        if not isinstance(self.screen.focused, ZoneSearch):
            self.query_one(ZoneField).close()
