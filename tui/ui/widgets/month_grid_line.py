"""Pieces of a month becoming segments: the names of days, their numbers, bars, meetings, letters.

Titles come from outside: each passes through `paint`; every piece fills exactly the cells it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.segment import Segment
from rich.style import Style

from tui.domain.events import Event
from tui.domain.grid import Flags, flags_of
from tui.domain.month_layout import Bar, Item, event_of, week_number
from tui.domain.when import bounds, is_all_day
from tui.ui import paint
from tui.ui.glyphs import Glyphs
from tui.ui.widgets.agenda_line import Styles, Tint
from tui.ui.widgets.agenda_rows import is_over, is_running
from tui.ui.widgets.agenda_words import gutter_words
from tui.ui.widgets.month_grid_shape import Say
from tui.ui.widgets.scene import Scene, Stripe

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHOLE_NAME, _SHORT_NAME = 11, 5
_WORDY = 14
"""Cells from which a day says `today` and `more` rather than a sign or a number alone."""


@dataclass(frozen=True, slots=True)
class Inks:
    """The styles of one event."""

    text: Style
    quiet: Style
    tint: Style


@dataclass(frozen=True, slots=True)
class MonthPainter:
    """Draws the pieces of one scene."""

    scene: Scene
    say: Say
    signs: Glyphs
    styles: Styles
    tint: Tint
    narrowest: int
    """Cells of the narrowest day: all of them speak alike."""

    # Headings

    def weekday(self, day: date, cells: int) -> Segment:
        """The name of a column."""
        name = _NAMES[day.weekday()]
        short = name if cells >= _WHOLE_NAME else name[:3] if cells >= _SHORT_NAME else name[:2]
        return Segment(paint.cells(f" {short}", cells), self.styles("quiet"))

    def week(self, first: date, cells: int) -> Segment:
        """The number of a week."""
        return Segment(paint.cells(f"{week_number(first):2}", cells), self.styles("quiet"))

    def number(self, day: date, cells: int, count: int, more: int, *, at_cursor: bool) -> list[Segment]:
        """The line above a day: its number, a rule if it is of this month, and what found no room."""
        today, own = self.scene.today, self._is_own(day)
        name = "today" if day == today else "day" if own and day > today else "quiet"
        said = self._called(day, cells)
        more_said = self._count_words(count, more)
        rest = max(cells - 1 - paint.width(said), 0)
        tail = f" {more_said} " if more_said and paint.width(more_said) + 2 <= rest else " "
        line = (self.signs.rule if own else " ") * max(rest - len(tail) - 1, 0)
        sign = self.signs.cursor if at_cursor else self.signs.live if day == today else " "
        return [
            Segment(sign, self.styles("now")),
            Segment(said[: max(cells - 1, 0)], self.styles(name)),
            Segment(f" {line}"[:rest], self.styles("rule")),
            Segment(tail[: max(rest - 1 - len(line), 0)], self.styles("quiet")),
        ]

    def _is_own(self, day: date) -> bool:
        own = self.scene.day or day
        return (day.year, day.month) == (own.year, own.month)

    def _called(self, day: date, cells: int) -> str:
        words = f"{day.day:2}"
        if self.narrowest >= _WORDY and day == self.scene.today:
            return f"{words} today"
        first = day.day == 1 or day in self.scene.days[:1]
        return f"{words} {day:%b}" if first and cells >= _SHORT_NAME + 3 else words

    def _count_words(self, count: int, more: int) -> str:
        if self.say is Say.LETTERS:
            return str(count) if count else ""
        if not more:
            return ""
        return f"+{more} more" if self.narrowest >= _WORDY else f"+{more}"

    def loading(self, cells: int) -> Segment:
        """What a day says that nobody has read yet."""
        return Segment(paint.cells(" loading", cells, ellipsis=self.signs.ellipsis), self.styles("quiet"))

    # Events

    def item(self, item: Item, cells: int, spinner: str, *, at_cursor: bool) -> list[Segment]:
        """A bar over all its cells, or a meeting in its day."""
        event, scene = event_of(item), self.scene
        flags = flags_of(event, scene.own_email)
        inks = self._inks(event, flags)
        letters = self._letters(event, flags, inks, spinner)
        lead = self._lead(item, inks, at_cursor)
        stripe = scene.stripes.get(event.calendar_id, Stripe("", " "))
        head = [lead, Segment(self.signs.bar, inks.tint), Segment(paint.cells(stripe.letter, 1), inks.quiet)]
        room = max(cells - 3 - len(letters), 0)
        return [*head, *self._words(item, inks, room), *letters] if room > 1 else _cut(head, cells)

    def _inks(self, event: Event, flags: Flags) -> Inks:
        scene = self.scene
        off = flags.declined or flags.cancelled or event.key in scene.removals
        muted = off or is_over(event, scene.now, scene.zone)
        running = not muted and is_running(event, scene.now, scene.zone)
        text = self.styles("off" if off else "past" if muted else "running" if running else "text")
        colour = scene.stripes.get(event.calendar_id, Stripe("", " ")).colour
        return Inks(text, self.styles("past" if muted else "quiet"), self.tint(colour, muted))

    def _lead(self, item: Item, inks: Inks, at_cursor: bool) -> Segment:
        if at_cursor:
            return Segment(self.signs.cursor, self.styles("now"))
        if isinstance(item, Bar) and item.before:
            return Segment(self.signs.ellipsis, inks.quiet)
        return Segment(" ", inks.text)

    def _words(self, item: Item, inks: Inks, room: int) -> list[Segment]:
        event = event_of(item)
        times = self._time(item, event)
        title = paint.fit(event.title or "(no title)", room - 1 - len(times), ellipsis=self.signs.ellipsis)
        rest = room - 1 - len(times) - paint.width(title)
        line = Segment(" " * rest, inks.text)
        if isinstance(item, Bar) and rest > 1:
            end = self.signs.arrow if item.after else self.signs.now_line
            line = Segment(f" {self.signs.now_line * (rest - 2)}{end}", inks.tint)
        return [Segment(f" {times}", inks.quiet), Segment(title, inks.text), line]

    def _time(self, item: Item, event: Event) -> str:
        if self.say is not Say.TIMES or is_all_day(event.when) or (isinstance(item, Bar) and item.before):
            return ""
        scene = self.scene
        start = bounds(event.when, scene.zone)[0].astimezone(scene.zone)
        return gutter_words(start, scene.clock).rjust(6 if "%p" in scene.clock else 5) + " "

    def _letters(self, event: Event, flags: Flags, inks: Inks, spinner: str) -> list[Segment]:
        """Call, answer, trouble: only those there are, so that titles keep their room."""
        signs, scene = self.signs, self.scene
        found: list[Segment] = []
        if event.key in scene.waiting or flags.pending:
            found.append(Segment(spinner, self.styles("now")))
        elif flags.video and self.say is not Say.LETTERS:
            found.append(Segment(signs.video, inks.quiet))
        if flags.unanswered and not flags.cancelled:
            found.append(Segment(signs.unanswered, self.styles("alarm")))
        elif flags.tentative:
            found.append(Segment(signs.tentative, inks.quiet))
        if way := scene.way_sign(event.key, signs):
            found.append(Segment(way, self.styles("now")))
        elif event.key in scene.failed or flags.odd or flags.cancelled:
            found.append(Segment(signs.failed, self.styles("alarm")))
        elif event.key in scene.clashing and not is_over(event, scene.now, scene.zone):
            found.append(Segment(signs.clash, self.styles("alarm")))
        return found

    def summary(
        self, events: tuple[Event, ...], cells: int, held: Event | None, spinner: str
    ) -> list[Segment]:
        """A day as the letters of its calendars, in order, each with what is to be known of it."""
        scene = self.scene
        parts, left = [Segment(" ", self.styles("text"))], cells - 2
        for event in events:
            flags = flags_of(event, scene.own_email)
            inks = self._inks(event, flags)
            letter = scene.stripes.get(event.calendar_id, Stripe("", " ")).letter
            marks = self._letters(event, flags, inks, spinner)
            if left < 1 + len(marks):
                parts.append(Segment(self.signs.ellipsis, self.styles("quiet")))
                break
            left -= 1 + len(marks)
            lit = Style(reverse=True) if held is not None and event.key == held.key else Style()
            parts += [Segment(paint.cells(letter, 1), inks.text + lit), *marks]
        used = sum(paint.width(part.text) for part in parts)
        return [*parts, Segment(" " * max(cells - used, 0), self.styles("text"))]


def _cut(segments: list[Segment], cells: int) -> list[Segment]:
    used = sum(paint.width(one.text) for one in segments)
    if used <= cells:
        return [*segments, Segment(" " * (cells - used), segments[-1].style)]
    return segments[:cells]
