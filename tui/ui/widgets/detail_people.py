"""Who comes to an event: its organiser, and everyone's answer as a sign and a word."""

from __future__ import annotations

from collections import Counter

from textual.content import Content

from tui.domain.events import Event, Participant, Rsvp
from tui.ui import paint
from tui.ui.glyphs import Glyphs

_SHOWN = 30
_COUNTED_FROM = 5
"""So many guests are worth a line that counts their answers."""
_WORDS = {Rsvp.YES: "comes", Rsvp.NO: "declined", Rsvp.MAYBE: "maybe", Rsvp.NONE: "no answer"}
_COUNTED = {Rsvp.YES: "come", Rsvp.MAYBE: "maybe", Rsvp.NO: "declined", Rsvp.NONE: "open"}


def people_lines(event: Event, own_email: str, signs: Glyphs) -> list[Content]:
    """The block about the people; empty for an event without any."""
    own = own_email.casefold()
    lines = []
    if event.organizer is not None and event.organizer.email:
        mine = bool(own) and event.organizer.email.casefold() == own
        lines.append(paint.line(("Organised by ", "$quiet"), "you" if mine else event.organizer.label))
    if own and event.answer_of(own) is Rsvp.NONE:
        lines.append(paint.line("You have not answered", (f" {signs.dot} ", "$quiet"), ("R", "bold")))
    if len(event.participants) >= _COUNTED_FROM:
        lines.append(_count(event, signs))
    for one in event.participants[:_SHOWN]:
        lines.append(_person(one, bool(own) and one.email.casefold() == own, signs))
    if (more := len(event.participants) - _SHOWN) > 0:
        lines.append(paint.text(f"and {more} more", "$quiet"))
    return lines


def _count(event: Event, signs: Glyphs) -> Content:
    answers = Counter(one.rsvp for one in event.participants)
    counted = [f"{answers[answer]} {words}" for answer, words in _COUNTED.items() if answers[answer]]
    return paint.text(f" {signs.dot} ".join([f"{len(event.participants)} guests", *counted]), "$quiet")


def _person(one: Participant, own: bool, signs: Glyphs) -> Content:
    sign, style = {
        Rsvp.YES: (signs.done, "$good"),
        Rsvp.NO: (signs.failed, "$quiet"),
        Rsvp.MAYBE: (signs.tentative, "$warn"),
        Rsvp.NONE: (signs.unanswered, "$alarm") if own else (signs.dot, "$quiet"),
    }[one.rsvp]
    said = f"  {_WORDS[one.rsvp]}{f': {one.comment}' if one.comment else ''}"
    return paint.line((f"{sign} ", style), one.label, (" (you)" if own else "", "$quiet"), (said, "$quiet"))
