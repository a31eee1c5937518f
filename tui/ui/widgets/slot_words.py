"""A slot in words: when it is, who is free, who is not and why.

What is not known is never called free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from tui.domain.clockface import clock_words
from tui.domain.free_time import Attendee, Slot, Standing
from tui.domain.timephrase import say_day
from tui.domain.whenwords import city_of
from tui.ui.glyphs import Glyphs

_NAMED = 3
"""So many people are named; more are counted."""
_SAID = {
    Standing.BUSY: ("is busy", "are busy"),
    Standing.OUTSIDE: ("outside working hours", "outside working hours"),
    Standing.MAYBE: ("maybe busy", "maybe busy"),
    Standing.UNKNOWN: ("not known", "not known"),
}


def when_words(start: datetime, end: datetime, zone: ZoneInfo, clock: str, signs: Glyphs) -> str:
    """`Mon 23 Nov 10:00–10:30`."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    span = f"{clock_words(first, clock)}{signs.dash}{clock_words(last, clock)}"
    return f"{say_day(first.date())} {span}"


def standing_words(slot: Slot, people: Sequence[Attendee], signs: Glyphs, own: str = "") -> str:
    """How everybody stands to the slot: `everybody is free`, `Kenji is busy · Grace not known`."""
    if not people or slot.suits_all:
        return "you are free" if len(people) <= 1 else "everybody is free"
    said = []
    for standing, (one, many) in _SAID.items():
        names = [_short(p, own) for p, s in zip(people, slot.standings, strict=True) if s is standing]
        if names:
            shown = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} of {len(people)}"
            word = many if len(names) > 1 or names[0] == "you" else one
            said.append(f"{shown} {word}")
    if set(slot.standings) == {Standing.FREE, Standing.UNKNOWN}:
        said.append("all others free")
    return f" {signs.dot} ".join(said)


def _short(person: Attendee, own: str) -> str:
    if own and person.busy.email.casefold() == own.casefold():
        return "you"
    return person.name.split(" ")[0] if person.name else person.busy.email


def local_words(moment: datetime, person: Attendee, viewer: ZoneInfo, clock: str) -> str:
    """`19:00 Tokyo`, with the day where it is another; empty where their clock shows the viewer's time."""
    there, here = moment.astimezone(person.hours.zone), moment.astimezone(viewer)
    if there.utcoffset() == here.utcoffset():
        return ""
    day = f"{there:%a} " if there.date() != here.date() else ""
    return f"{day}{clock_words(there, clock)} {city_of(person.hours.zone)}"
