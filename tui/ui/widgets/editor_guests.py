"""The guests' field, which offers people already met while one is being typed.

Nothing is taken without being asked for: an address typed to its end is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from tui.domain.events import Participant
from tui.domain.guests import is_address
from tui.domain.people import offered, piece_at, with_person
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.editor_inputs import ListInput

NOBODY = -1


class GuestInput(ListInput):
    """↑ ↓ choose among those offered, Tab or Enter takes, Esc puts the offer away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "choose(1)", "next person", show=False),
        Binding("up", "choose(-1)", "person before", show=False),
        Binding("tab", "take(False)", "take", show=False),
        Binding("enter", "take(True)", "take", show=False),
        Binding("escape", "put_away", "put away", show=False),
    ]

    class Offering(Message):
        """Other people are offered, or another one is chosen among them."""

        def __init__(self, people: tuple[Participant, ...], at: int) -> None:
            super().__init__()
            self.people = people
            self.at = at

    def __init__(self, *, id: str, placeholder: str) -> None:  # noqa: A002
        super().__init__(id=id, placeholder=placeholder, max_length=ListInput.LONGEST)
        self.people: tuple[Participant, ...] = ()
        """Those that can be offered, the likeliest first."""
        self._offered: tuple[Participant, ...] = ()
        self._at = NOBODY

    @property
    def is_offering(self) -> bool:
        """Whether Enter takes somebody."""
        return bool(self._offered) and self._at != NOBODY

    def _offer(self, people: Sequence[Participant], at: int) -> None:
        if (tuple(people), at) != (self._offered, self._at):
            self._offered, self._at = tuple(people), at
            self.post_message(self.Offering(self._offered, at))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """Offer whom the piece may mean; somebody is chosen only where it is no address yet."""
        if not self.has_focus:
            return
        start, end = piece_at(self.value, self.cursor_position)
        people = offered(self.value, self.cursor_position, self.people)
        whole = is_address(self.value[start:end].strip())
        self._offer(people, NOBODY if whole or not people else 0)

    def action_choose(self, by: int) -> None:
        """Another one of those offered, or another field where nobody is."""
        if not self._offered:
            self.action_neighbour(by)
            return
        self._offer(self._offered, (self._at + by) % len(self._offered) if self._at != NOBODY else 0)

    def action_take(self, entered: bool) -> None:
        """Take the one chosen, or go on to the next field."""
        if self.is_offering:
            self.take(self._offered[self._at])
        elif entered:
            self.action_neighbour(1)
        else:
            self.screen.focus_next()

    def take(self, person: Participant) -> None:
        """Put this one in the place of what was typed."""
        self.value, self.cursor_position = with_person(self.value, self.cursor_position, person)
        self._offer((), NOBODY)

    def action_put_away(self) -> None:
        """Offer nobody until something else is typed."""
        self._offer((), NOBODY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc is the offer's only while there is one."""
        return bool(self._offered) if action == "put_away" else super().check_action(action, parameters)

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self._offer((), NOBODY)


class GuestOffers(Static):
    """The people offered, under the field; nothing while nobody is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    GuestOffers { height: auto; padding: 0 1 0 15; display: none; }
    """
    offers: reactive[tuple[tuple[Participant, ...], int]] = reactive(((), NOBODY), layout=True)
    """Who is offered, and which of them is chosen."""

    class Clicked(Message):
        """One of them was clicked."""

        def __init__(self, person: Participant) -> None:
            super().__init__()
            self.person = person

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[Participant, ...] = ()
        """Who was offered last: a click takes the focus, and with it the offer, before it arrives here."""

    def watch_offers(self) -> None:
        """There only while somebody is offered."""
        self._seen = self.offers[0] or self._seen
        self.display = bool(self.offers[0])

    def render(self) -> Content:
        """One row for each."""
        people, chosen = self.offers
        sign = glyphs_of(self.app).arrow
        return paint.lines(*(self._row(one, sign if at == chosen else " ") for at, one in enumerate(people)))

    def _row(self, one: Participant, sign: str) -> Content:
        style = "bold $ink" if sign.strip() else "$quiet"
        name = f"{one.name}  " if one.name else ""
        row = paint.line((f"{sign} ", "$now"), (name, style), (one.email, "$quiet"))
        return row.truncate(max(self.content_size.width, 20), ellipsis=True)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the one clicked."""
        if 0 <= event.y < len(self._seen):
            event.stop()
            self.post_message(self.Clicked(self._seen[event.y]))
