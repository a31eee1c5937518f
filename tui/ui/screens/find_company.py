"""The half of the find-a-time screen that knows whom it is about: typed, completed, or given when it opened.

Letters typed in its field are names; the screen's keys are heard below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from tui.domain.events import Participant
from tui.ui.screens.find_reading import FindReading
from tui.ui.widgets.editor_guests import GuestInput, GuestOffers
from tui.ui.widgets.find_guests import CompanyInput


class FindCompany(FindReading):
    """The guests of the screen."""

    _as_opened = True
    """Whether the guests are those it opened with."""

    def show_keys(self) -> None:
        """Show the keys that are heard now."""
        raise NotImplementedError

    @property
    def field(self) -> CompanyInput:
        """Where they are typed."""
        return self.query_one(CompanyInput)

    def meet(self, people: Sequence[Participant]) -> None:
        """Offer these people while guests are typed."""
        self.field.people = tuple(people)

    @on(Input.Changed)
    def _others(self) -> None:
        self._as_opened = False
        self.show_keys()

    @on(GuestInput.Offering)
    def _offering(self, event: GuestInput.Offering) -> None:
        event.stop()
        self.query_one(GuestOffers).offers = (event.people, event.at)
        self.redraw()

    @on(GuestOffers.Clicked)
    def _guest_clicked(self, event: GuestOffers.Clicked) -> None:
        event.stop()
        self.field.take(event.person)
        self.field.focus()

    @on(CompanyInput.Entered)
    async def _guests_entered(self, event: CompanyInput.Entered) -> None:
        """Take the slot where nothing was typed: nobody was asked for who has yet to be looked at."""
        event.stop()
        if self.takes_at_once and not event.down:
            await self.action_do("find.take")
        else:
            self.query_one("#slots").focus()

    @property
    def takes_at_once(self) -> bool:
        """Whether Enter in the field takes a slot: the guests are those it opened with."""
        return self._as_opened and bool(self.asked.guests)
