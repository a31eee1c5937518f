"""Who is invited, counted, with the answers already given.

Addresses are compared without regard to case; an answer is never lost by editing another guest.
"""

from __future__ import annotations

from textual.content import Content

from tui.domain.events import Event, Participant, Rsvp
from tui.domain.guests import parse_guests
from tui.ui import paint
from tui.ui.glyphs import Glyphs


def guests_line(typed: str, original: Event | None, glyphs: Glyphs) -> Content | None:
    """How many, and who answered what; None when nobody is invited."""
    known = original.participants if original else ()
    guests = parse_guests(typed, known).guests
    if not guests:
        return None
    count = "1 guest" if len(guests) == 1 else f"{len(guests)} guests"
    signs = [_answer(guest, glyphs) for guest in guests if guest in known]
    return Content("   ").join([paint.text(count, "$quiet"), *signs])


def _answer(participant: Participant, glyphs: Glyphs) -> Content:
    signs = {
        Rsvp.YES: (glyphs.done, "$good"),
        Rsvp.NO: (glyphs.failed, "$quiet"),
        Rsvp.MAYBE: (glyphs.tentative, "$warn"),
        Rsvp.NONE: (glyphs.off, "$quiet"),
    }
    return paint.line(signs[participant.rsvp], (f" {participant.label}", "$quiet"))
