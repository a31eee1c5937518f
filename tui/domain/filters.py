"""Filters: which events are shown, by their calls, answers, calendars and providers; never silent.

Pure. What is of one kind (two providers, two calendars) widens, what is of different kinds narrows.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tui.domain.answering import awaits_answer
from tui.domain.conferencing import Requested
from tui.domain.events import Event, EventKey
from tui.domain.grid import organised_by
from tui.domain.links import link_of


class Facet(StrEnum):
    """What can be asked of an event, in words."""

    CALL = "with a call"
    NO_CALL = "no call"
    PENDING = "link pending"
    MINE = "mine"
    UNANSWERED = "unanswered"


_OPPOSITES = {Facet.CALL: Facet.NO_CALL, Facet.NO_CALL: Facet.CALL}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose calendar it is, and which links are being waited for."""

    email: str
    waiting: Container[EventKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """What an event must have to be shown; nothing by itself."""

    facets: frozenset[Facet] = frozenset()
    calendars: frozenset[str] = frozenset()
    """Ids of calendars; none means all."""
    providers: frozenset[str] = frozenset()
    """Names as `provider_of` gives them; none means all."""

    def __bool__(self) -> bool:
        return bool(self.facets or self.calendars or self.providers)

    def passes(self, event: Event, viewer: Viewer) -> bool:
        """Whether the event is shown."""
        if self.calendars and event.calendar_id not in self.calendars:
            return False
        if self.providers and provider_of(event) not in self.providers:
            return False
        return all(has(event, facet, viewer) for facet in self.facets)

    def toggled(self, facet: Facet) -> Filter:
        """With this asked for, or no longer; what contradicts it goes."""
        return replace(self, facets=(self.facets ^ {facet}) - {_OPPOSITES.get(facet)})

    def with_calendar(self, calendar_id: str) -> Filter:
        """With this calendar among those shown, or no longer."""
        return replace(self, calendars=self.calendars ^ {calendar_id})

    def with_provider(self, name: str) -> Filter:
        """With this provider among those shown, or no longer."""
        return replace(self, providers=self.providers ^ {name})

    def words(self, names: Mapping[str, str]) -> str:
        """`no call, mine, Zoom or Teams, in Team`; `names` are those of the calendars."""
        said = [facet.value for facet in Facet if facet in self.facets]
        if self.providers:
            said.append(" or ".join(sorted(self.providers)))
        if self.calendars:
            said.append(f"in {' or '.join(sorted(names.get(one, one) for one in self.calendars))}")
        return ", ".join(said)


def has(event: Event, facet: Facet, viewer: Viewer) -> bool:
    """Whether one thing is true of an event."""
    match facet:
        case Facet.CALL:
            return _has_call(event, viewer)
        case Facet.NO_CALL:
            return not _has_call(event, viewer)
        case Facet.PENDING:
            return isinstance(event.conferencing, Requested) or event.key in viewer.waiting
        case Facet.MINE:
            return event.organizer is None or organised_by(event, viewer.email)
        case Facet.UNANSWERED:
            return awaits_answer(event, viewer.email)


def _has_call(event: Event, viewer: Viewer) -> bool:
    asked = isinstance(event.conferencing, Requested) or event.key in viewer.waiting
    return asked or link_of(event) is not None


def provider_of(event: Event) -> str:
    """Who makes the event's call, as people say it; empty without a call, `other` where nobody knows."""
    if isinstance(event.conferencing, Requested):
        return str(event.conferencing.provider)
    link = link_of(event)
    return (str(link.provider or link.service) or "other") if link else ""


def providers_in(events: Iterable[Event]) -> tuple[str, ...]:
    """The providers of these events, by name."""
    return tuple(sorted({name for name in map(provider_of, events) if name}))


def split(events: Iterable[Event], by: Filter, viewer: Viewer) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The events that are shown, and those that are not."""
    shown, hidden = list[Event](), list[Event]()
    for event in events:
        (shown if by.passes(event, viewer) else hidden).append(event)
    return tuple(shown), tuple(hidden)


def blame(hidden: Iterable[Event], by: Filter, viewer: Viewer, names: Mapping[str, str]) -> Iterator[str]:
    """For each part of the filter how many of the hidden events it hides, such as `no call hides 17`."""
    events = tuple(hidden)
    for part in _parts(by):
        count = sum(not part.passes(event, viewer) for event in events)
        if count:
            yield f"“{part.words(names)}” hides {count}"


def _parts(by: Filter) -> Iterator[Filter]:
    yield from (Filter(facets=frozenset({facet})) for facet in Facet if facet in by.facets)
    if by.providers:
        yield Filter(providers=by.providers)
    if by.calendars:
        yield Filter(calendars=by.calendars)
