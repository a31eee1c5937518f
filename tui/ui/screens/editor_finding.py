"""The editor's half that knows of people's time: the guests' day below the form, a search for a better one.

Their time is asked for after a pause and never waited for; an answer to an older question is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from textual import on
from textual.timer import Timer

from tui.domain.busy import Busy, Span
from tui.domain.drafting_slots import at_slot, span_of
from tui.domain.drafts import DraftField
from tui.domain.events import Participant
from tui.domain.findings import Finding
from tui.domain.free_time import MOST_PEOPLE, Attendee
from tui.domain.guests import parse_guests
from tui.domain.slots import Asked, Chosen
from tui.domain.when import Window
from tui.domain.working_hours import WorkingHours
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import AskAttendees, FindTime
from tui.ui.screens.editor_leaving import LeavingScreen
from tui.ui.widgets.editor_form import EditorForm
from tui.ui.widgets.free_strips import StripFacts
from tui.ui.widgets.guest_strips import GuestStrips, remarks

QUIET = 0.6
"""Seconds without a change after which the guests' time is asked for."""
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Question:
    """Whose day is shown: the answer belongs to this and to nothing else."""

    guests: tuple[Participant, ...]
    day: date


class FindingScreen(LeavingScreen):
    """The editor as one who looks for a time."""

    _question: _Question | None = None
    _attendees: tuple[Attendee, ...] = ()
    _reading = False
    _asking: Timer | None = None

    @property
    def form(self) -> EditorForm:
        """The form."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the day of the guests who are there already."""
        self.call_after_refresh(self.follow_guests)

    # The guests' day

    @on(EditorForm.Edited)
    def _follow(self, event: EditorForm.Edited) -> None:
        self.follow_guests()

    def follow_guests(self) -> None:
        """Show the guests' day as the draft has it now, and ask for it if it is another than before."""
        if self.left:
            return
        span, question = self._span(), None
        if span is not None and (guests := self._guests()):
            question = _Question(guests, span[0].astimezone(self.edits.context().zone).date())
        if question != self._question:
            self._question, self._attendees, self._reading = question, (), question is not None
            self._ask_soon()
        self._show_strips(span)

    def _span(self) -> Span | None:
        context = self.edits.context()
        return span_of(self.draft, context.zone, context.now)

    def _guests(self) -> tuple[Participant, ...]:
        return parse_guests(self.draft.guests).guests[: MOST_PEOPLE - 1]

    def _ask_soon(self) -> None:
        if self._asking is not None:
            self._asking.stop()
        self._asking = self.set_timer(QUIET, self._ask) if self._question is not None else None

    def _ask(self) -> None:
        question, original = self._question, self.draft.original
        if question is not None and not self.left:
            window = Window.of_days(question.day, 1, self.edits.context().zone)
            key = original.key if original is not None else None
            self.post_message(AskAttendees(question.guests, window, key, self._answer_to(question)))

    def _answer_to(self, question: _Question) -> Callable[[tuple[Attendee, ...]], None]:
        def answered(people: tuple[Attendee, ...]) -> None:
            if question == self._question and self.is_attached and not self.left:
                self._attendees, self._reading = people, False
                self._show_strips(self._span())
                self.review()

        return answered

    def _show_strips(self, span: Span | None) -> None:
        for strips in self.walk_children(GuestStrips):
            strips.follow(self._strip_facts(span))

    def _strip_facts(self, span: Span | None) -> StripFacts | None:
        question, context = self._question, self.edits.context()
        if question is None or span is None:
            return None
        hours = WorkingHours(context.zone)
        own = context.account.email
        asked = [(one.email, one.name) for one in question.guests if one.email.casefold() != own.casefold()]
        everybody = [*([(own, "")] if own else []), *asked]
        waiting = tuple(
            Attendee(Busy(email, trouble="not read yet"), hours, name) for email, name in everybody
        )
        people = self._attendees or waiting
        hours = next((one.hours for one in people if one.busy.email == own), hours)
        return StripFacts(question.day, people, hours, span, context.clock, own, self._reading)

    def remarks(self) -> tuple[Finding, ...]:
        """What the guests' time has to say of the draft's; never more than a note."""
        span = self._span()
        if span is None or not self._attendees:
            return ()
        return remarks(self._attendees, span, self.edits.context().account.email, glyphs_of(self.app))

    # A better time

    def do_editor_find(self) -> None:
        """Look for a time with the guests, and write the draft at the one that is taken."""
        zone, original, span = self.edits.context().zone, self.draft.original, self._span()
        asked = Asked(
            self.draft.guests,
            span[1] - span[0] if span else _HALF_HOUR,
            span[0].astimezone(zone).date() if span else None,
            self.draft.title,
            original.key if original else None,
        )
        self.post_message(FindTime(asked, self._slot_taken))

    def _slot_taken(self, chosen: Chosen) -> None:
        typed = replace(self.draft, guests=chosen.guests)
        draft = at_slot(typed, chosen.start, chosen.end, self.edits.context().zone)
        self.form.load(draft)
        self.form.post_message(EditorForm.Edited(draft, DraftField.STARTS))
