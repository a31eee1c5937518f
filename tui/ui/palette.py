"""The command palette: every action that can be reached, any date, any event that is at hand.

Event titles are content from the start; they are never read as markup, not even for highlighting.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import FuzzySearch

from tui.domain.clockface import clock_of, clock_words
from tui.domain.errors import StoreError
from tui.domain.events import Event, EventKey
from tui.domain.when import Window, bounds, is_all_day
from tui.ui import paint
from tui.ui.actions import Action, action_of
from tui.ui.keys import shown_key
from tui.ui.messages import GoToDay, GoToEvent

if TYPE_CHECKING:
    from tui.domain.wording import Span
    from tui.services.finding import Finding
    from tui.services.workspace import Workspace
    from tui.ui.app import CallsheetApp

REACH = timedelta(days=180)
"""How far to either side of now events are looked for."""
MOST_EVENTS = 50
_ELSEWHERE, _NEARER = 4.0, 0.001
"""The rank of what was found beside the title, and how much being nearer to now counts."""
_TITLE = 56
"""Cells of a title that are shown: one event takes no other's room, and its day is seen."""
_STARTS = 20
"""From how many of its letters on a title is compared."""
_BREATH = 400
"""Events looked at before other work gets a turn."""


def lit(title: str, offsets: Sequence[int]) -> Content:
    """The title with the matched characters underlined."""
    content = paint.text(title)
    for offset in offsets:
        content = content.stylize("bold underline $now", offset, offset + 1)
    return content


class Likeness(FuzzySearch):
    """How like a title is to what was typed, in time that grows with its length only.

    Textual tries every way to spread the letters over a title: a few words typed, a long title, and no key is
    answered any more.
    """

    def _match(self, query: str, candidate: str) -> Iterable[tuple[float, Sequence[int]]]:
        candidate, query = candidate.lower(), query.lower()
        if query in candidate:
            yield from super()._match(query, candidate)
            return
        firsts = sorted(self.get_first_letters(candidate))
        starts = [at for at in range(len(candidate)) if candidate[at] == query[0]][:_STARTS]
        ways = (_way(query, candidate, at, prefer) for at in starts for prefer in (firsts, ()))
        found = [(self.score(candidate, way), way) for way in ways if way]
        yield from found or [(0.0, ())]


def _way(query: str, candidate: str, start: int, firsts: Sequence[int]) -> Sequence[int]:
    """The letters typed, from `start` on: side by side, else where a word begins, else the next there is."""
    way = [start]
    for letter in query[1:]:
        following = way[-1] + 1
        if not candidate.startswith(letter, following):
            ahead = firsts[bisect_left(firsts, following) :]
            following = next(
                (at for at in ahead if candidate[at] == letter), candidate.find(letter, following)
            )
        if following < 0:
            return ()
        way.append(following)
    return way


class _House(Provider):
    @property
    def house(self) -> CallsheetApp:
        """The app, by its own type."""
        return cast("CallsheetApp", self.app)


class ActionsProvider(_House):
    """The actions of the screen the palette was opened on."""

    def _reachable(self) -> Iterable[tuple[Action, str, str, DOMNode]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            action = action_of(active.binding)
            if action is not None and action.id not in seen and action.id != "app.palette":
                seen.add(action.id)
                yield action, shown_key(active.binding.key), active.binding.action, active.node

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for action, key, deed, node in self._reachable():
            if action.shown_priority:
                yield DiscoveryHit(_named(action, key), partial(self._run, deed, node), text=action.help)

    async def search(self, query: str) -> Hits:
        """Actions whose words match."""
        fuzzy = Likeness()
        for action, key, deed, node in self._reachable():
            words = f"{action.help} ({action.label})"
            score, offsets = fuzzy.match(query, words)
            if score:
                shown = paint.line(_key(key), lit(words, offsets))
                yield Hit(score, shown, partial(self._run, deed, node), text=words)

    async def _run(self, deed: str, node: DOMNode) -> None:
        await self.app.run_action(deed, node)


def _named(action: Action, key: str) -> Content:
    return paint.line(_key(key), action.help)


def _key(key: str) -> Content:
    return paint.text(paint.cells(key, 7), "bold $quiet")


class DatesProvider(_House):
    """One hit when what was typed is a date."""

    async def search(self, query: str) -> Hits:
        """Go to the day that was typed."""
        from tui.domain.timephrase import TimePhraseError, parse_day
        from tui.ui.screens.go_to_date import distance, say_day

        today = self.house.today()
        try:
            day = parse_day(query, today=today)
        except TimePhraseError:
            return
        words = f"Go to {say_day(day)}"
        shown = paint.line(_key(""), words, (f"  {distance(day, today)}", "$quiet"))
        yield Hit(100.0, shown, partial(self.house.tell_calendar, GoToDay(day)), text=words)


class EventsProvider(_House):
    """Events that hold the words begun, wherever and whenever; then those near now whose title is like it."""

    async def search(self, query: str) -> Hits:
        """What the store finds first, nearest to now first; what is only alike after it."""
        workspace = self.house.workspace
        if workspace is None:
            return
        now, seen = workspace.clock.now(), set[EventKey]()
        fuzzy = Likeness()
        for rank, (event, spans) in enumerate(await found_events(workspace.finding, query)):
            seen.add(event.key)
            score = max(fuzzy.match(query, paint.plain(event.title))[0], _ELSEWHERE) - rank * _NEARER
            marked = [at for start, end in spans for at in range(start, end)]
            yield self._hit(score, marked, event)
        events = workspace.agenda.view(Window(now - REACH, now + REACH)).events
        for score, offsets, event in await best_matches(query, _nearest(events, now, workspace.zone)):
            if event.key not in seen:
                yield self._hit(score, offsets, event)

    def _hit(self, score: float, offsets: Sequence[int], event: Event) -> Hit:
        assert self.house.workspace is not None
        when = (f"  {_day(event, self.house.workspace)}", "$quiet")
        title = lit(event.title or "(no title)", offsets).truncate(_TITLE, ellipsis=True)
        shown = paint.line(_key(""), title, when)
        go = partial(self.house.tell_calendar, GoToEvent(event.key))
        return Hit(score, shown, go, text=paint.plain(event.title))


async def found_events(finding: Finding, query: str) -> list[tuple[Event, Sequence[Span]]]:
    """The first of what the store holds, with what of each title was looked for; a series once."""
    from tui.domain.finding import title_marks

    try:
        found = await finding.find(query)
    except StoreError:
        return []
    return [(hit.event, title_marks(hit.event, found.search)) for hit in found.hits[:MOST_EVENTS]]


def _nearest(events: Iterable[Event], now: datetime, zone: ZoneInfo) -> list[Event]:
    return sorted(events, key=lambda event: abs(bounds(event.when, zone)[0] - now))


async def best_matches(query: str, events: Sequence[Event]) -> list[tuple[float, Sequence[int], Event]]:
    fuzzy, found = Likeness(), []
    for index, event in enumerate(events):
        if index % _BREATH == _BREATH - 1:
            await asyncio.sleep(0)
        score, offsets = fuzzy.match(query, paint.plain(event.title))
        if score:
            found.append((score, offsets, event))
    return sorted(found, key=lambda hit: -hit[0])[:MOST_EVENTS]


def _day(event: Event, workspace: Workspace) -> str:
    start = bounds(event.when, workspace.zone)[0].astimezone(workspace.zone)
    clock = clock_of(workspace.settings.clock)
    time = "" if is_all_day(event.when) else f" {clock_words(start, clock)}"
    return f"{start:%a} {start.day} {start:%b}{time}"
