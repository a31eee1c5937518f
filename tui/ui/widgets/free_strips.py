"""Several people's day, one strip under another on one axis of time, in the viewer's zone.

Busy, perhaps busy, free and not known differ by their sign; colour only repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from textual import events
from textual.content import Content
from textual.widgets import Static

from tui.domain.busy import Span
from tui.domain.clockface import TWENTY_FOUR
from tui.domain.free_time import Attendee, Standing
from tui.domain.timeline import Axis, axis_of, standings_along
from tui.domain.timephrase import say_day
from tui.domain.working_hours import WorkingHours
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.widgets.slot_words import local_words

_STYLES = {
    Standing.FREE: "$quiet",
    Standing.OUTSIDE: "$quiet",
    Standing.MAYBE: "$warn",
    Standing.BUSY: "$ink",
    Standing.UNKNOWN: "$alarm",
}


@dataclass(frozen=True, slots=True)
class StripFacts:
    """What the strips show: a day of `people`, of whom the first is oneself, and the slot in hand."""

    day: date
    people: tuple[Attendee, ...]
    hours: WorkingHours
    """The viewer's own, in whose zone the axis is read."""
    slot: Span | None = None
    clock: str = TWENTY_FOUR
    own_email: str = ""
    reading: bool = False
    """Whether diaries are still being read."""
    most: int = 0
    """So many people are drawn, the others counted; 0 draws all."""


class FreeStrips(Static, can_focus=False):
    """Give it facts with `show`; it draws them as wide as it is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FreeStrips { width: 1fr; height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._facts: StripFacts | None = None
        self._drawn: tuple[StripFacts | None, int] = (None, 0)

    def show(self, facts: StripFacts) -> None:
        """Draw this; the same again draws nothing."""
        self._facts = facts
        self._draw(self.content_region.width)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the cells to the new width."""
        self._draw(self.content_region.width)

    def _draw(self, width: int) -> None:
        if self._facts is None or width <= 0 or (self._facts, width) == self._drawn:
            return
        self._drawn = self._facts, width
        self.update(paint.lines(*strip_lines(self._facts, width, glyphs_of(self.app))))


def strip_lines(facts: StripFacts, width: int, signs: Glyphs) -> list[Content]:
    """The axis, the slot on it, and a strip for each person."""
    longest = max((paint.width(_name(facts, person)) for person in facts.people), default=0)
    names = min(22, max(10, width // 4), max(longest, 10))
    locals_ = [_local(facts, person) for person in facts.people]
    clocks = min(max((paint.width(words) for words in locals_), default=0), 18)
    room = max(width - names - (clocks + 1 if clocks else 0) - 1, 6)
    axis = axis_of(facts.day, facts.hours, room, [facts.slot] if facts.slot else ())
    shown = facts.people[: facts.most] if facts.most else facts.people
    lead = paint.cells(say_day(facts.day), names + (clocks + 1 if clocks else 0) + 1, ellipsis=signs.ellipsis)
    lines = [_ruler(axis, lead, facts.clock)]
    if facts.slot is not None:
        lines.append(_bracket(axis, facts.slot, len(lead), signs))
    for person, local in zip(shown, locals_, strict=False):
        label = paint.cells(_name(facts, person), names, ellipsis=signs.ellipsis)
        clock = f"{paint.cells(local, clocks, ellipsis=signs.ellipsis)} " if clocks else ""
        strip = _strip(facts, axis, person, signs)
        lines.append(paint.line((label, "$ink"), " ", (clock, "$quiet"), strip))
    if more := len(facts.people) - len(shown):
        lines.append(paint.text(f"and {more} more", "$quiet"))
    return lines


def _name(facts: StripFacts, person: Attendee) -> str:
    return "you" if _is_own(facts, person) else person.label


def _is_own(facts: StripFacts, person: Attendee) -> bool:
    return bool(facts.own_email) and person.busy.email.casefold() == facts.own_email.casefold()


def _local(facts: StripFacts, person: Attendee) -> str:
    """Somebody's clock at the slot, or at noon of the day where there is none."""
    at = (
        facts.slot[0]
        if facts.slot
        else datetime.combine(facts.day, datetime.min.time()).replace(hour=12, tzinfo=facts.hours.zone)
    )
    return local_words(at, person, facts.hours.zone, facts.clock)


def _ruler(axis: Axis, lead: str, clock: str) -> Content:
    cells = [" "] * axis.count
    for at, hour in axis.labels():
        shown = f"{hour % 12 or 12:2}" if "%I" in clock else f"{hour:02}"
        for offset, digit in enumerate(shown):
            if at + offset < axis.count:
                cells[at + offset] = digit
    return paint.line((lead, "bold $ink"), ("".join(cells), "$quiet"))


def _bracket(axis: Axis, slot: Span, lead: int, signs: Glyphs) -> Content:
    cells = axis.cells(*slot)
    return paint.line(" " * (lead + cells.start), (signs.now_line * len(cells), "bold $now"))


def _strip(facts: StripFacts, axis: Axis, person: Attendee, signs: Glyphs) -> Content:
    if not person.busy.known:
        said = "being read" if facts.reading else person.busy.trouble
        words = paint.fit(f"? {said}", axis.count, ellipsis=signs.ellipsis)
        return paint.text(words, "$quiet" if facts.reading else "$alarm")
    taken = axis.cells(*facts.slot) if facts.slot else range(0)
    cells = [(standing, n in taken) for n, standing in enumerate(standings_along(axis, person))]
    return paint.line(
        *(_run(standing, here, len(list(run)), signs) for (standing, here), run in groupby(cells))
    )


def _run(standing: Standing, in_slot: bool, length: int, signs: Glyphs) -> Content:
    sign = {
        Standing.FREE: signs.dot,
        Standing.OUTSIDE: " ",
        Standing.MAYBE: signs.perhaps,
        Standing.BUSY: signs.busy,
        Standing.UNKNOWN: "?",
    }[standing]
    style = _STYLES[standing]
    return paint.text(sign * length, f"{style} on $cursor" if in_slot else style)


def legend(signs: Glyphs) -> Content:
    """What the signs mean."""
    return paint.line(
        (signs.busy, "$ink"),
        (" busy   ", "$quiet"),
        (signs.perhaps, "$warn"),
        (" maybe   ", "$quiet"),
        (signs.dot, "$ink"),
        (" free   ", "$quiet"),
        ("?", "$alarm"),
        (" not known   blank: not working", "$quiet"),
    )
