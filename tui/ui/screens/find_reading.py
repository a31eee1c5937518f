"""The asking half of the find-a-time screen: diaries read, slots worked out, late answers dropped.

What was asked for before the last change is not waited for; nothing here draws.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from tui.domain.busy import Busy
from tui.domain.clockface import TWENTY_FOUR
from tui.domain.errors import ApiError
from tui.domain.free_time import MOST_PEOPLE, Attendee, Slot, slots
from tui.domain.guests import GuestList, parse_guests
from tui.domain.slots import Asked, Chosen
from tui.services.availability import Availability, Diaries
from tui.ui.acting import Acting
from tui.ui.screens.find_terms import Terms
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.find_guests import CompanyInput

PAUSE = 0.4
"""Seconds without a key after which typed guests are asked for."""
_HERE = "worked out here from free/busy"
_THERE = "worked out by the service"


class FindReading(Acting, Sheet[Chosen | None]):
    """Answered with the slot that was taken, or None."""

    @dataclass
    class Answered(Message):
        """Diaries came, for the question of that turn."""

        turn: int
        diaries: Diaries

    @dataclass
    class WorkedOut(Message):
        """Slots came, for the terms of that turn."""

        turn: int
        slots: tuple[Slot, ...]
        people: tuple[Attendee, ...]
        how: str
        declined: str = ""
        """Why the service could not work it out."""

    def __init__(self, availability: Availability, asked: Asked, clock: str = TWENTY_FOUR) -> None:
        super().__init__()
        self.availability = availability
        self.asked = asked
        self.pattern = clock
        self.own_email = availability.own_email
        self.hours = availability.hours
        self.terms = Terms.of(asked, availability.now().date())
        self.turn = 0
        self.reading = False
        self.diaries = Diaries(())
        self.found: tuple[Slot, ...] = ()
        self.judged: tuple[Attendee, ...] = ()
        """The people whose standing to the found slots is known, in the order of it."""
        self.how = ""
        self.declined = ""
        self._typed: Timer | None = None
        self._asked_for: list[str] | None = None

    def redraw(self) -> None:
        """Draw terms, strips and state anew."""
        raise NotImplementedError

    def show_slots(self) -> None:
        """Show the slots that were found."""
        raise NotImplementedError

    # Who is asked for

    @property
    def guests(self) -> GuestList:
        """Who is typed."""
        return parse_guests(self.query_one(CompanyInput).value)

    def _emails(self) -> list[str]:
        typed = [one.email for one in self.guests.guests if one.email.casefold() != self.own_email.casefold()]
        return ([self.own_email] if self.own_email else []) + typed[: MOST_PEOPLE - 1]

    def people(self) -> tuple[Attendee, ...]:
        """Everybody asked for, oneself first, with what is known of their time by now."""
        known = {one.email.casefold(): one for one in self.diaries.busy}
        names = {one.email.casefold(): one.name for one in self.guests.guests}
        return tuple(self._attendee(one, known.get(one.casefold()), names) for one in self._emails())

    def _attendee(self, email: str, busy: Busy | None, names: dict[str, str]) -> Attendee:
        return self.availability.attendee(email, busy, names.get(email.casefold(), ""))

    @on(Input.Changed)
    def _guests_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._forget_typing()
        self._typed = self.set_timer(PAUSE, self._typing_paused)

    def on_descendant_blur(self) -> None:
        """Who leaves the field has typed all there is to type."""
        if self._typed is not None:
            self._typing_paused()

    def _typing_paused(self) -> None:
        """Ask if it is about others now: half a name changes nobody's diary."""
        if self._emails() != self._asked_for:
            self.ask()
        else:
            self._forget_typing()
            self.redraw()

    def _forget_typing(self) -> None:
        if self._typed is not None:
            self._typed.stop()
            self._typed = None

    def ask(self) -> None:
        """Ask for everybody's time anew; what was asked before is not waited for, nor shown any longer."""
        self._forget_typing()
        self.turn += 1
        self._asked_for = self._emails()
        self.reading, self.found = True, ()
        self.show_slots()
        self.run_worker(self._read(self.turn), group="diaries", exclusive=True, exit_on_error=False)

    async def _read(self, turn: int) -> None:
        window = self.terms.window(self.hours)
        diaries = await self.availability.diaries(self._emails(), window, leaving_out=self.asked.leaving_out)
        self.post_message(self.Answered(turn, diaries))

    @on(Answered)
    def _answered(self, news: Answered) -> None:
        news.stop()
        if news.turn == self.turn:
            self.diaries, self.reading = news.diaries, False
            self.work_out()

    def work_out(self) -> None:
        """Look for slots under the terms as they are."""
        if not self.reading:
            self.turn += 1
            work = self._worked_out(self.turn, self.terms, self.people())
            self.run_worker(work, group="slots", exclusive=True, exit_on_error=False)
        self.redraw()

    async def _worked_out(self, turn: int, terms: Terms, people: tuple[Attendee, ...]) -> None:
        wish, hours = terms.wish(self.hours), terms.hours(self.hours)
        how, found, declined = _HERE, tuple[Slot, ...](), ""
        if terms.by_service:
            try:
                found, how = await self.availability.by_service(people, wish), _THERE
            except ApiError as error:
                declined = f"The service could not: {error.server_words or error.what}."
        if how != _THERE:
            now = self.availability.now()
            found = await asyncio.to_thread(slots, people, wish, hours, now)
        self.post_message(self.WorkedOut(turn, found, people, how, declined))

    @on(WorkedOut)
    def _came(self, news: WorkedOut) -> None:
        news.stop()
        if news.turn == self.turn:
            self.found, self.judged, self.how = news.slots, news.people, news.how
            self.declined = news.declined
            self.show_slots()
