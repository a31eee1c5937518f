"""A few exclusive choices side by side on one line, each with a sign that needs no colour.

What cannot be chosen stays visible, struck through, and tells its reason when it is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.ui import paint
from tui.ui.glyphs import glyphs_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice."""

    value: str
    words: str
    why_not: str = ""
    """Why it cannot be chosen; empty when it can."""


class ChoiceRow(Widget, can_focus=True):
    """The row. ←/→ choose at once; a click does too."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "next", show=False),
        Binding("left,h", "step(-1)", "before", show=False),
    ]

    chosen: reactive[str] = reactive("", init=False)
    """The value of the choice made."""
    offers: reactive[tuple[Offer, ...]] = reactive(())
    """What there is to choose from."""

    class Chosen(Message):
        """Another choice was made."""

        def __init__(self, row: ChoiceRow, value: str) -> None:
            super().__init__()
            self.row = row
            self.value = value

        @property
        def control(self) -> ChoiceRow:
            """The row, so that handlers can select by its id."""
            return self.row

    class Refused(Message):
        """A choice that cannot be made was tried."""

        def __init__(self, row: ChoiceRow, offer: Offer) -> None:
            super().__init__()
            self.row = row
            self.offer = offer

        @property
        def control(self) -> ChoiceRow:
            """The row, so that handlers can select by its id."""
            return self.row

    def __init__(
        self,
        offers: Sequence[Offer],
        *,
        chosen: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(ChoiceRow.offers, tuple(offers))
        self.set_reactive(ChoiceRow.chosen, chosen or (offers[0].value if offers else ""))

    def watch_chosen(self, value: str) -> None:
        """Tell who listens."""
        self.post_message(self.Chosen(self, value))

    def render(self) -> Content:
        """Sign and words of each choice."""
        return Content("   ").join([self._painted(offer) for offer in self.offers])

    def _painted(self, offer: Offer) -> Content:
        glyphs, here = glyphs_of(self.app), offer.value == self.chosen
        style = "bold $ink" if here else "$quiet strike" if offer.why_not else "$ink"
        sign = glyphs.on if here else glyphs.off
        words = paint.line((sign, "$now" if here else "$quiet"), " ", (offer.words, style))
        return words.stylize(Style.from_meta({"offer": offer.value}))

    def action_step(self, by: int) -> None:
        """Choose the next possible one in this direction; the ends are ends."""
        values = [offer.value for offer in self.offers]
        at = values.index(self.chosen) if self.chosen in values else -1
        ahead = self.offers[at + 1 :] if by > 0 else tuple(reversed(self.offers[: max(at, 0)]))
        possible = next((offer for offer in ahead if not offer.why_not), None)
        if possible is not None:
            self.chosen = possible.value
        elif ahead:
            self.post_message(self.Refused(self, ahead[0]))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        wanted = event.style.meta.get("offer")
        for offer in self.offers:
            if offer.value == wanted:
                self._try(offer)

    def _try(self, offer: Offer) -> None:
        if offer.why_not:
            self.post_message(self.Refused(self, offer))
        else:
            self.chosen = offer.value
