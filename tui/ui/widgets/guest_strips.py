"""The guests' day below the field they are typed in, and what the draft's time means for them.

It stands there only while there are guests and a time; what is not known is said, never taken for free.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tui.domain.busy import Span
from tui.domain.drafts import DraftField
from tui.domain.findings import Finding, note
from tui.domain.free_time import Attendee, Standing, Wish, slot_at
from tui.domain.when import Window
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.free_strips import FreeStrips, StripFacts
from tui.ui.widgets.slot_words import standing_words

MOST, MOST_WHEN_SHORT = 5, 3
"""So many people are drawn, oneself among them; on short screens the call below matters more."""
_DAY = timedelta(days=1)
_CLASHES = frozenset({Standing.BUSY, Standing.MAYBE, Standing.OUTSIDE})


class GuestStrips(FreeStrips):
    """Give it facts with `follow`, or None to take it away."""

    DEFAULT_CSS = """
    GuestStrips { padding: 0 1 0 15; display: none; }
    """

    def follow(self, facts: StripFacts | None) -> None:
        """Show this day, or nothing."""
        self.display = facts is not None
        if facts is not None:
            short = self.screen.has_class("-short")
            self.show(replace(facts, most=MOST_WHEN_SHORT if short else MOST))


def remarks(people: Sequence[Attendee], span: Span, own_email: str, signs: Glyphs) -> tuple[Finding, ...]:
    """What stands in the way at the draft's time, as a note; none where nothing that is known does."""
    length = span[1] - span[0]
    if length > _DAY or length < timedelta(minutes=5):
        return ()
    wish = Wish(Window(*span), length, tentative_as_busy=False)
    slot = slot_at(people, span[0], wish)
    here = [
        (one, standing) for one, standing in zip(people, slot.standings, strict=True) if standing in _CLASHES
    ]
    if not here:
        return ()
    clash = replace(slot, standings=tuple(standing for _, standing in here))
    words = standing_words(clash, [one for one, _ in here], signs, own_email)
    return (note(DraftField.GUESTS, f"At this time: {words}.", "F4 finds another."),)
