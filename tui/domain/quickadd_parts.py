"""What a quick line is made of: its words, and what a run of them can say.

Every word belongs to exactly one piece; what nothing else claims is title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from tui.domain.calendars import Calendar
from tui.domain.conferencing import Provider
from tui.domain.events import Participant
from tui.domain.links import Link

_WORD = re.compile(r'@?"[^"]*"|\S+')


class Part(StrEnum):
    """What words were read as."""

    TITLE = "title"
    WHEN = "when"
    ZONE = "zone"
    REPEATS = "repeats"
    PLACE = "place"
    GUESTS = "guests"
    CALL = "call"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Piece:
    """The characters `start` up to `end` of the line, and what they were read as."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Around:
    """What a line is read against: the clock, where the cursor is, and the names it may use."""

    now: datetime
    zone: ZoneInfo
    """The viewer's."""
    base: datetime
    """Where a new event would begin: the day and time of what is not said."""
    calendars: tuple[Calendar, ...] = ()
    people: tuple[Participant, ...] = ()
    """People seen, those met most often first."""

    @property
    def today(self) -> date:
        """The viewer's day."""
        return self.now.astimezone(self.zone).date()

    @property
    def base_day(self) -> date:
        """The day that is meant where none is said."""
        return self.base.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the line as typed, or several in double quotes."""

    text: str
    start: int
    end: int

    @property
    def quoted(self) -> bool:
        """Whether it is said to be taken as it is."""
        return len(self.text) > 1 and self.text[0] == self.text[-1] == '"'

    @property
    def bare(self) -> str:
        """Without case and without the punctuation around it."""
        return self.text.casefold().strip("(),;").rstrip(".!?")


def words_of(line: str) -> tuple[Word, ...]:
    """The words of a line, in order."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(line))


def phrases(words: Sequence[Word], at: int, longest: int) -> Iterator[tuple[int, str]]:
    """The runs of words from `at` on, the longest first: how many words, and the phrase."""
    for count in range(min(longest, len(words) - at), 0, -1):
        run = words[at : at + count]
        if not any(word.quoted for word in run):
            yield count, " ".join(word.bare for word in run)


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day, or the first and the last of several."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ClockSaid:
    """A time of day, and the end's where both were said."""

    start: time
    end: time | None = None


@dataclass(frozen=True, slots=True)
class EndSaid:
    """When it ends: a time, a day, or both."""

    day: date | None
    at: time | None


@dataclass(frozen=True, slots=True)
class Soon:
    """So long from now."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class LengthSaid:
    """How long it takes; `days` where it was counted in whole days."""

    length: timedelta
    days: bool = False


@dataclass(frozen=True, slots=True)
class AllDaySaid:
    """Whole days, in words."""


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """The zone of the time before it."""

    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class RepeatsSaid:
    """How it repeats, in the words of `repeating`, and the first day of that rhythm where it names days."""

    words: str
    first: date | None = None


@dataclass(frozen=True, slots=True)
class GuestsSaid:
    """Who is invited."""

    guests: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class CallSaid:
    """A call to be made by this provider; None for no call."""

    provider: Provider | None


@dataclass(frozen=True, slots=True)
class LinkSaid:
    """A link to a call there is already, or to any other page."""

    link: Link


@dataclass(frozen=True, slots=True)
class CalendarSaid:
    """The calendar it goes to."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """Where it is."""

    words: str


WhenSaid: TypeAlias = DaySaid | ClockSaid | EndSaid | Soon | LengthSaid | AllDaySaid | ZoneSaid
Said: TypeAlias = WhenSaid | RepeatsSaid | GuestsSaid | CallSaid | LinkSaid | CalendarSaid | PlaceSaid

PARTS: dict[type, Part] = {
    ZoneSaid: Part.ZONE,
    RepeatsSaid: Part.REPEATS,
    GuestsSaid: Part.GUESTS,
    CallSaid: Part.CALL,
    LinkSaid: Part.CALL,
    CalendarSaid: Part.CALENDAR,
    PlaceSaid: Part.PLACE,
}
"""What each saying is shown as; all others are about when."""


@dataclass(frozen=True, slots=True)
class Found:
    """So many words from here on say this."""

    count: int
    said: Said


@dataclass(frozen=True, slots=True)
class Claim:
    """The words `at` up to `stop` say this."""

    at: int
    stop: int
    said: Said
