"""Find a time: who, how long, in which days; everybody's strips; slots, best first; one key takes one.

What was asked for before the last change is dropped when it comes; nothing waits for an answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.clockface import widest
from tui.domain.free_time import Slot, slot_at
from tui.domain.slots import Chosen
from tui.ui import paint
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import CopyFreeTime
from tui.ui.screens.find_company import FindCompany
from tui.ui.screens.find_terms import Terms, in_lines, length_words
from tui.ui.screens.lives_in import LivesIn, ZoneScreen
from tui.ui.widgets.choices import MarkedList
from tui.ui.widgets.editor_guests import GuestOffers
from tui.ui.widgets.find_guests import CompanyInput
from tui.ui.widgets.free_strips import FreeStrips, StripFacts, legend
from tui.ui.widgets.slot_words import standing_words, when_words

_QUARTER = timedelta(minutes=15)


class FindScreen(FindCompany):
    """Answered with the slot that was taken, or None."""

    heading = "Find a time"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.FIND)]
    DEFAULT_CSS = """
    FindScreen {
        & .who { height: 1; }
        & .who > .label { width: 9; color: $quiet; }
        & .who > Input { width: 1fr; }
        & GuestOffers { padding: 0 1 0 10; }
        & #terms { height: auto; margin: 1 0; }
        & #legend { height: 1; color: $quiet; }
        & #state { height: auto; margin-top: 1; }
        & #slots { height: 1fr; min-height: 4; }
        &.-short #legend { display: none; }
        &.-short #terms, &.-short #state { margin: 0; }
    }
    """

    _marked = 0
    """The row that shows the cursor."""

    def body(self) -> ComposeResult:
        """Who, the terms, the strips, what is going on, the slots."""
        with Horizontal(classes="who"):
            yield Static(paint.text("Guests"), classes="label")
            yield CompanyInput(id="guests", placeholder="a name or grace@example.com, …")
        yield GuestOffers()
        yield Static(id="terms")
        yield FreeStrips()
        yield Static(legend(glyphs_of(self.app)), id="legend")
        yield Static(id="state")
        yield MarkedList(id="slots")

    def on_mount(self) -> None:
        """Begin with the guests that were given, and whoever is typed beside them."""
        self.app.clear_notifications()
        with self.prevent(Input.Changed):
            self.field.begin(self.asked.guests)
        self.field.focus()
        self.ask()

    # Drawing

    def on_resize(self) -> None:
        """Break the terms where they fit now."""
        self.redraw()

    def show_slots(self) -> None:
        """Fill the list, the cursor on the best."""
        listing = self.query_one("#slots", OptionList)
        listing.set_options([Option(self._row(slot, n == 0)) for n, slot in enumerate(self.found)])
        self._marked = 0
        listing.highlighted = 0 if self.found else None
        self.redraw()

    def _row(self, slot: Slot, at_cursor: bool = False) -> Content:
        signs, cells = glyphs_of(self.app), 2 * widest(self.pattern) + 17
        sign = (signs.done, "$good") if slot.suits_all else (" ", "$quiet")
        when = when_words(slot.start, slot.end, self.hours.zone, self.pattern, signs)
        room = (self.query_one("#slots").scrollable_content_region.width or 70) - cells - 4
        words = standing_words(slot, self.judged, signs, self.own_email)
        said = paint.fit(words, max(room, 10), ellipsis=signs.ellipsis)
        mark = signs.cursor if at_cursor else " "
        return paint.line(
            (mark, "$now"), sign, (f" {paint.cells(when, cells)}", "bold $ink"), (said, "$quiet")
        )

    def redraw(self) -> None:
        """Draw terms, strips and state anew."""
        signs = glyphs_of(self.app)
        terms = self.query_one("#terms", Static)
        said, width = self.terms.said(self.hours, signs, self.pattern), terms.content_region.width or 70
        terms.update(in_lines(said, width, typing=self.field.has_focus))
        self.query_one("#state", Static).update(self._state())
        slot = self.chosen
        day = slot.start.astimezone(self.hours.zone).date() if slot else self.terms.first
        span = (slot.start, slot.end) if slot else None
        room = max(self.size.height - 16, 3)
        self.query_one(FreeStrips).show(
            StripFacts(day, self.people(), self.hours, span, self.pattern, self.own_email, self.reading, room)
        )
        self.show_keys()
        self.refresh_bindings()

    def show_keys(self) -> None:
        """Show the keys that are heard where the focus is."""
        self.show_hints(self._keys())

    def _keys(self) -> tuple[tuple[str, str], ...]:
        if isinstance(self.focused, CompanyInput):
            on = "to the slots and their keys"
            entered = (("Enter", "take"), ("Tab", on)) if self.takes_at_once else (("Enter", on),)
            return (*entered, ("Esc", "close"))
        way = "ask the service" if not self.terms.by_service else "work it out here"
        return (("Enter", "take"), ("h l", "earlier, later"), ("s", way), ("y", "copy"), ("Esc", "close"))

    def _state(self) -> Content:
        wrong = self.guests.wrong
        if wrong and not self.field.is_offering:
            return paint.text(f"“{wrong[0].text}” is no address.", "$warn")
        if self.reading:
            return paint.text(f"Reading {_diaries(len(self._emails()))}…", "$quiet")
        again = " r asks again." if self.diaries.can_retry else ""
        troubles = (f"{self.diaries.trouble}{again}" if self.diaries.trouble else "", self.declined)
        trouble = "".join(f"{words} " for words in troubles if words)
        length = length_words(self.terms.length)
        said = (
            f"Slots of {length}, {self.how}."
            if self.found
            else f"No slot of {length} is left in these days. ] looks further on, - shortens."
        )
        return paint.line((trouble, "$warn"), (said if self.how else "", "$quiet"))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        listing = self.query_one("#slots", OptionList)
        for at in {self._marked, event.option_index} & set(range(len(self.found))):
            listing.replace_option_prompt_at_index(at, self._row(self.found[at], at == event.option_index))
        self._marked = event.option_index
        self.redraw()

    def on_descendant_focus(self) -> None:
        """Other keys are heard now."""
        self.redraw()

    @property
    def chosen(self) -> Slot | None:
        """The slot under the cursor."""
        at = self.query_one("#slots", OptionList).highlighted
        return self.found[at] if at is not None and at < len(self.found) else None

    # Keys

    def reason(self, action_id: str) -> str | None:
        """Why an action cannot be done now."""
        if action_id in ("find.take", "find.later", "find.earlier") and self.chosen is None:
            return "Diaries are still being read." if self.reading else "There is no slot in these days."
        if action_id == "find.zone" and len(self.people()) < 2:
            return "Type a guest first; g goes there."
        if action_id == "find.earlier_days" and self.terms.first <= self.availability.now().date():
            return "These are the first days there are."
        return None

    def _change(self, terms: Terms, *, anew: bool = False) -> None:
        if terms != self.terms:
            self.terms = terms
            (self.ask if anew else self.work_out)()

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("find.take")

    def do_find_take(self) -> None:
        """Take the slot."""
        if (slot := self.chosen) is not None:
            self.dismiss(Chosen(slot.start, slot.end, self.field.guests))

    def do_find_down(self) -> None:
        """One slot down."""
        self.query_one("#slots", OptionList).action_cursor_down()

    def do_find_up(self) -> None:
        """One slot up."""
        self.query_one("#slots", OptionList).action_cursor_up()

    def do_find_later(self) -> None:
        """A quarter of an hour later."""
        self._shift(_QUARTER)

    def do_find_earlier(self) -> None:
        """A quarter of an hour earlier."""
        self._shift(-_QUARTER)

    def _shift(self, by: timedelta) -> None:
        """Put the slot under the cursor at another time, whatever it is like there."""
        slot, at = self.chosen, self.query_one("#slots", OptionList).highlighted
        if slot is None or at is None or slot.start + by <= self.availability.now():
            return
        other = slot_at(self.judged, slot.start + by, self.terms.wish(self.hours))
        self.found = (*self.found[:at], other, *self.found[at + 1 :])
        listing = self.query_one("#slots", OptionList)
        listing.replace_option_prompt_at_index(at, self._row(other, True))
        self.redraw()

    def do_find_longer(self) -> None:
        """A longer meeting."""
        self._change(self.terms.longer(1))

    def do_find_shorter(self) -> None:
        """A shorter meeting."""
        self._change(self.terms.longer(-1))

    def do_find_later_days(self) -> None:
        """The days after these."""
        self._change(self.terms.moved(1, self.availability.now().date()), anew=True)

    def do_find_earlier_days(self) -> None:
        """The days before these."""
        self._change(self.terms.moved(-1, self.availability.now().date()), anew=True)

    def do_find_days(self) -> None:
        """More or fewer days at once."""
        self._change(self.terms.wider(), anew=True)

    def do_find_hours(self) -> None:
        """Working hours, or any hour."""
        self._change(replace(self.terms, any_hour=not self.terms.any_hour))

    def do_find_pause(self) -> None:
        """A pause around the meeting."""
        self._change(self.terms.paused())

    def do_find_maybe(self) -> None:
        """Whether half accepted counts as busy."""
        self._change(replace(self.terms, tentative_as_busy=not self.terms.tentative_as_busy))

    def do_find_way(self) -> None:
        """Let the service work it out, or do so here."""
        self._change(replace(self.terms, by_service=not self.terms.by_service))

    def do_find_retry(self) -> None:
        """Ask everybody again."""
        self.ask()

    def do_find_guests(self) -> None:
        """Type guests."""
        self.set_focus(self.field)

    def do_find_zone(self) -> None:
        """Say where somebody lives."""
        self.app.push_screen(ZoneScreen(self.people()[1:], self.hours.zone), self._zone_said)

    def _zone_said(self, said: LivesIn | None) -> None:
        if said is not None:
            self.availability.lives_in(said.email, said.zone)
            self.work_out()

    def do_find_copy(self) -> None:
        """Copy one's own free time, on the clocks of the first guest beside one's own."""
        others = self.people()[1:]
        other = others[0].hours.zone if others else None
        self.post_message(CopyFreeTime(other, tentative_as_busy=self.terms.tentative_as_busy))

    def do_find_close(self) -> None:
        """Leave without a slot."""
        self.dismiss(None)


def _diaries(count: int) -> str:
    return "1 diary" if count == 1 else f"{count} diaries"
