"""A few exclusive choices side by side, each with a sign that needs no colour.

What cannot be chosen stays visible, struck through, and tells its reason when it is tried; the cursor may
stand on it, the choice never does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of

_GAP = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice."""

    value: str
    words: str
    why_not: str = ""
    """Why it cannot be chosen; empty when it can."""
    way_out: str = ""
    """What to do instead, where there is something; pressing Enter on the offer asks for it."""
    stripe: str = ""
    """A colour drawn as a bar before the words, as `#rrggbb`; empty for none."""


class ChoiceRow(Widget, can_focus=True):
    """The row. ←/→ and a click choose at once. Long rows wrap.

    A first letter only brings the cursor there, and Enter chooses: words typed here change nothing.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "next", show=False),
        Binding("left", "step(-1)", "before", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("enter", "take", "choose", show=False),
        Binding("space", "begin", "choose", show=False),
    ]

    chosen: reactive[str] = reactive("", init=False)
    """The value of the choice made."""
    offers: reactive[tuple[Offer, ...]] = reactive((), layout=True)
    """What there is to choose from."""
    pointed: reactive[str] = reactive("", init=False)
    """The value the cursor stands on; the chosen one unless an impossible one is being looked at."""

    class OfferMessage(Message):
        """Something about one offer of one row."""

        def __init__(self, row: ChoiceRow, offer: Offer) -> None:
            super().__init__()
            self.row = row
            self.offer = offer

        @property
        def control(self) -> ChoiceRow:
            """The row, so that handlers can select by its id."""
            return self.row

        @property
        def value(self) -> str:
            """The offer's value."""
            return self.offer.value

    class Chosen(OfferMessage):
        """Another choice was made."""

    class Refused(OfferMessage):
        """The cursor stands on a choice that cannot be made."""

    class Insisted(OfferMessage):
        """Enter was pressed on a choice that cannot be made: the user wants its way out."""

    class Left(OfferMessage):
        """The cursor no longer stands on a choice that cannot be made."""

    def __init__(
        self,
        offers: Sequence[Offer],
        *,
        chosen: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._refused: Offer | None = None
        first = chosen or (offers[0].value if offers else "")
        self.set_reactive(ChoiceRow.offers, tuple(offers))
        self.set_reactive(ChoiceRow.chosen, first)
        self.set_reactive(ChoiceRow.pointed, first)

    def watch_chosen(self, value: str) -> None:
        """Bring the cursor along and tell who listens."""
        self.pointed = value
        self._look_under_cursor()
        self.post_message(self.Chosen(self, self._offer(value) or Offer(value, value)))

    def watch_offers(self) -> None:
        """What was impossible may have become possible."""
        self._look_under_cursor()

    def watch_pointed(self) -> None:
        """The cursor came to stand on another offer."""
        self._look_under_cursor()

    def _look_under_cursor(self) -> None:
        """Tell when the cursor comes to stand on what cannot be, and when it no longer does."""
        here, before = self._offer(self.pointed), self._refused
        self._refused = here if here is not None and here.why_not and here.value != self.chosen else None
        if self._refused == before:
            return
        if self._refused is not None:
            self.post_message(self.Refused(self, self._refused))
        elif before is not None:
            self.post_message(self.Left(self, before))

    def on_blur(self) -> None:
        """The cursor goes home to the choice."""
        self.pointed = self.chosen

    # Drawing

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All offers on one line, if there were room."""
        return sum(self._cells(offer) + _GAP for offer in self.offers) - _GAP

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the offers need."""
        return max(1, sum(1 for _ in self._wrapped(width)))

    def render(self) -> Content:
        """Sign and words of each choice."""
        rows = self._wrapped(self.content_size.width)
        gap = Content(" " * _GAP)
        return paint.lines(*(gap.join([self._painted(offer) for offer in row]) for row in rows))

    def _wrapped(self, width: int) -> Iterator[list[Offer]]:
        row: list[Offer] = []
        left = width
        for offer in self.offers:
            if row and self._cells(offer) > left:
                yield row
                row, left = [], width
            row.append(offer)
            left -= self._cells(offer) + _GAP
        if row:
            yield row

    def _cells(self, offer: Offer) -> int:
        return paint.width(paint.plain(offer.words)) + (3 if offer.stripe else 2)

    def _painted(self, offer: Offer) -> Content:
        glyphs, here = glyphs_of(self.app), offer.value == self.chosen
        under = self.has_focus and offer.value == self.pointed
        style = "bold $ink" if here else "$quiet strike" if offer.why_not else "$ink"
        words = (offer.words, f"{style} underline" if under and not here else style)
        sign = (glyphs.on if here else glyphs.off, "$now" if here or under else "$quiet")
        stripe = (glyphs.bar, offer.stripe) if offer.stripe else ""
        return paint.line(sign, " ", stripe, words).stylize(Style.from_meta({"offer": offer.value}))

    # Choosing

    def action_step(self, by: int) -> None:
        """Move to the neighbour in this direction; the ends are ends."""
        values = [offer.value for offer in self.offers]
        at = values.index(self.pointed) if self.pointed in values else -by
        if 0 <= at + by < len(values):
            self.point(self.offers[at + by])

    def action_take(self) -> None:
        """Choose what the cursor stands on, or ask for its way out where it cannot be chosen."""
        offer = self._offer(self.pointed)
        if offer is None:
            self.action_begin()
        elif offer.why_not:
            self.post_message(self.Insisted(self, offer))
        else:
            self.chosen = offer.value

    def action_begin(self) -> None:
        """Where nothing is chosen yet, choose the first that can be."""
        possible = [offer.value for offer in self.offers if not offer.why_not]
        if possible and self._offer(self.chosen) is None:
            self.chosen = possible[0]

    def point(self, offer: Offer) -> None:
        """Put the cursor on an offer, choosing it if it can be chosen."""
        if offer.why_not:
            self.pointed = offer.value
        elif offer.value == self.chosen:
            self.pointed = self.chosen
        else:
            self.chosen = offer.value

    def on_key(self, event: events.Key) -> None:
        """A first letter goes to the next offer that begins with it."""
        letter = (event.character or "").casefold()
        values = [offer.value for offer in self.offers]
        after = values.index(self.pointed) + 1 if self.pointed in values else 0
        turned = (*self.offers[after:], *self.offers[:after])
        hit = next((o for o in turned if letter.isalnum() and o.words.casefold().startswith(letter)), None)
        if hit is not None:
            event.stop()
            self.pointed = hit.value

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click on what is pointed at already insists."""
        offer = self._offer(str(event.style.meta.get("offer", "")))
        if offer is None:
            return
        if offer.why_not and offer.value == self.pointed:
            self.action_take()
        else:
            self.point(offer)

    def _offer(self, value: str) -> Offer | None:
        return next((offer for offer in self.offers if offer.value == value), None)
