"""What a search found, as a list is read: the times of one series as one row, the nearest to now first.

Pure: what was found is given, now and zone too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from tui.domain.events import Event
from tui.domain.text import clean
from tui.domain.timephrase import say_day
from tui.domain.when import bounds, days
from tui.domain.wording import Begun, Span, marks

EXCERPT = 90
"""Characters shown of a text in which a word was found."""
_BEFORE = 24
"""Characters of it before the word."""


class Near(StrEnum):
    """Headings of what was found, in their order."""

    TODAY = "Today"
    COMING = "Coming"
    PAST = "Past"


@dataclass(frozen=True, slots=True)
class Hit:
    """An event that was found, or a series by the one of its times that is next, else was last."""

    event: Event
    near: Near
    dates: int = 1
    """How many times of the series were found."""


def hits_of(found: Iterable[Event], now: datetime, zone: tzinfo) -> tuple[Hit, ...]:
    """What was found under its headings; today in order, the rest from now outward."""
    together: dict[tuple[str, str], list[Event]] = {}
    for event in found:
        together.setdefault((event.calendar_id, event.master_id or event.id), []).append(event)
    hits = [_hit(times, now, zone) for times in together.values()]
    return tuple(sorted(hits, key=lambda hit: (list(Near).index(hit.near), _far(hit, now))))


def _hit(times: Sequence[Event], now: datetime, zone: tzinfo) -> Hit:
    coming = [event for event in times if bounds(event.when, zone)[1] > now]
    ordered = sorted(coming or times, key=lambda event: (_start(event), event.id))
    event = ordered[0] if coming else ordered[-1]
    return Hit(event, _near(event, now, zone), len(times))


def _start(event: Event) -> datetime:
    return bounds(event.when, UTC)[0]


def _near(event: Event, now: datetime, zone: tzinfo) -> Near:
    first, last = days(event.when, zone)
    today = now.astimezone(zone).date()
    if first <= today <= last:
        return Near.TODAY
    return Near.COMING if first > today else Near.PAST


def _far(hit: Hit, now: datetime) -> tuple[float, str, str]:
    away = (_start(hit.event) - now).total_seconds()
    return (away if hit.near is Near.TODAY else abs(away)), hit.event.title, hit.event.id


def series_words(hit: Hit, today: date, zone: tzinfo, *, more: bool = False) -> str:
    """`12 dates, next Fri`; `more` where there may be others that were not looked at."""
    if hit.dates < 2:
        return ""
    day = days(hit.event.when, zone)[0]
    which = "last" if hit.near is Near.PAST else "next"
    said = "today" if hit.near is Near.TODAY else say_day(day)
    if 0 < (day - today).days < 7:
        said = said.split()[0]
    return f"{hit.dates}{'+' if more else ''} dates, {which} {said}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text beside the title in which words were found."""

    label: str
    """`with`, `at` or `notes`."""
    text: str
    spans: tuple[Span, ...]


def title_marks(event: Event, search: Begun) -> tuple[Span, ...]:
    """What of the title was looked for."""
    return _all(marks(event.title, search).values())


def excerpts(event: Event, search: Begun) -> tuple[Excerpt, ...]:
    """For each word that is not in the title, a piece of where it is; each piece once."""
    missing = set(range(len(search))) - set(marks(event.title, search))
    found: list[Excerpt] = []
    for label, text in _texts(event):
        here = marks(text, search)
        if missing & set(here):
            missing -= set(here)
            found.append(_cut(label, text, _all(here.values())))
    return tuple(found)


def _texts(event: Event) -> Iterable[tuple[str, str]]:
    organizers = (event.organizer,) if event.organizer else ()
    for one in (*organizers, *event.participants):
        yield "with", f"{one.name} <{one.email}>" if one.name else one.email
    yield "at", event.location
    for room in event.resources:
        yield "at", room.label
    yield "notes", clean(event.description, limit=4_000)


def _all(spans: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple(sorted({span for group in spans for span in group}))


def _cut(label: str, text: str, spans: tuple[Span, ...]) -> Excerpt:
    """The text from a little before the first word found."""
    begin = max(spans[0][0] - _BEFORE, 0)
    if begin:
        begin = text.find(" ", begin, spans[0][0]) + 1 or begin
    shown, lead = text[begin : begin + EXCERPT], "…" if begin else ""
    moved = ((start - begin + len(lead), end - begin + len(lead)) for start, end in spans)
    kept = tuple((start, end) for start, end in moved if end <= len(shown) + len(lead))
    tail = "…" if begin + EXCERPT < len(text) else ""
    return Excerpt(label, f"{lead}{shown}{tail}", kept)
