"""Searching as one types: through everything stored, nearest to now first, without ever holding up a key.

The screen changes nothing; leaving it leaves everything as it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.worker import WorkType

from tui.domain.errors import StoreError
from tui.domain.events import EventKey
from tui.domain.finding import Hit, Near
from tui.domain.links import link_of
from tui.domain.timephrase import write_day
from tui.services.finding import MOST, Found
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import clock_pattern
from tui.ui.glyphs import glyphs_of
from tui.ui.messages import AgendaChanged, CopyText, OpenLink
from tui.ui.screens.calendar_scene import rail_lines
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.found_rows import Drawing, row_of
from tui.ui.widgets.grouped_list import GroupedList
from tui.ui.widgets.scene import Stripe

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner

BREATH = 0.08
"""Seconds without a key after which a search begins."""
SHOWN = 80
"""Rows shown, at most."""
_ASKS = "A word begun in a title, a name, an address, a place or the notes."
_NEEDS_HIT = frozenset({"search.go", "search.join", "search.copy"})
_FIELD = (("Enter", "go"), ("^O", "join"), ("^Y", "copy"), ("Tab", "list"), ("Esc", "close"))
_LIST = (("Enter", "go"), ("o", "join"), ("y", "copy"), ("/", "words"), ("Esc", "close"))


class SearchScreen(Acting, Sheet[EventKey | None]):
    """Answered with the event to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.SEARCH)]
    heading = "Search"
    hints = _FIELD
    AUTO_FOCUS = "Input"

    @dataclass
    class Answered(Message):
        """A search came to its end."""

        wanted: str
        found: Found | None
        trouble: str = ""

    @dataclass
    class Widened(Message):
        """The service answered, or did not."""

        trouble: str

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._going = False
        self._found: Found | None = None
        self._asking = False
        self._trouble = ""

    def body(self) -> ComposeResult:
        """The words, what holds them, and what was looked through."""
        yield Input(placeholder="Type to search", max_length=200)
        yield GroupedList(self._row, lambda hit: hit.event.key, id="found")
        yield Static(id="searched")

    def on_mount(self) -> None:
        """Say what will be looked through; notices would cover the answer."""
        self.app.clear_notifications()
        self._say()
        self.call_after_refresh(cast("ErrandRunner", self.app).give_keys)

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.show_hints(_FIELD if self.query_one(Input).has_focus else _LIST)

    # Looking

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    @on(AgendaChanged)
    def _changed(self, news: AgendaChanged) -> None:
        """More may be stored now."""
        news.stop()
        if self._wanted:
            self._look()
        self._say()

    def _look(self) -> None:
        looking: WorkType[None] = partial(self._looked, self._wanted)
        self.run_worker(looking, name="search", group="search", exclusive=True, exit_on_error=False)

    @property
    def _wanted(self) -> str:
        return self.query_one(Input).value

    async def _looked(self, wanted: str) -> None:
        """Search once nobody types any more."""
        await asyncio.sleep(BREATH)
        try:
            self.post_message(self.Answered(wanted, await self._workspace.finding.find(wanted)))
        except StoreError as error:
            self.post_message(self.Answered(wanted, None, error.sentences()))

    @on(Answered)
    def _answered(self, news: Answered) -> None:
        """Show what was found; an answer to other words than stand there now is dropped."""
        news.stop()
        if news.wanted != self._wanted:
            return
        self._found, self._trouble = news.found, news.trouble
        self._fill()
        if self._going:
            self._going = False
            self.do_search_go()

    @property
    def _answers(self) -> bool:
        """Whether what is listed answers what is typed."""
        return self._found is not None and self._found.text == self._wanted

    # What is shown

    @property
    def _list(self) -> GroupedList[Hit]:
        return self.query_one(GroupedList)

    def _fill(self) -> None:
        found = self._found.hits if self._found else ()
        groups = [(near.value, [hit for hit in found[:SHOWN] if hit.near is near]) for near in Near]
        self._drawing = self._drawn_with()
        self._list.fill((heading, hits) for heading, hits in groups if hits)
        self._say()

    def _row(self, hit: Hit, at_cursor: bool) -> Content:
        return row_of(hit, self._drawing, at_cursor=at_cursor)

    def _drawn_with(self) -> Drawing:
        workspace, found = self._workspace, self._found
        return Drawing(
            search=found.search if found else (),
            stripes={line.id: Stripe(line.colour, line.letter) for line in rail_lines(workspace)},
            now=workspace.clock.now(),
            zone=workspace.zone,
            clock=clock_pattern(workspace),
            signs=glyphs_of(self.app),
            width=self._list.room,
            full=found is not None and found.full,
        )

    def _say(self) -> None:
        self.query_one("#searched", Static).update(paint.lines(*self._said()))

    def _said(self) -> Iterator[Content]:
        if self._trouble:
            yield paint.text(self._trouble, "$alarm")
        elif self._found is None or not self._found.search:
            yield paint.text(_ASKS, "$quiet")
        else:
            yield paint.text(found_words(self._found), "$ink" if self._found.hits else "$warn")
        if self._found is not None and self._found.hidden:
            yield paint.text(hidden_words(self._found), "$warn" if self._found.hidden_hits else "$quiet")
        yield paint.text(self._reach_words(), "$quiet")

    def _reach_words(self) -> str:
        if self._asking:
            return "Asking the service for half a year more to either side; what is there stays searchable."
        reach, zone = self._workspace.finding.reach(), self._workspace.zone
        if reach is None:
            return "Nothing is stored yet; ^R asks the service."
        first, last = (write_day(at.astimezone(zone).date()) for at in (reach.start, reach.end))
        dash = glyphs_of(self.app).dash
        return f"Searched what is stored: {first} {dash} {last}; ^R asks the service for more."

    # Deeds

    @property
    def chosen(self) -> Hit | None:
        """What was found under the cursor."""
        return self._list.item

    def reason(self, action_id: str) -> str | None:
        """What needs a row, and what needs a link."""
        if action_id == "search.more":
            return "The service is being asked." if self._asking else None
        if action_id not in _NEEDS_HIT or (action_id == "search.go" and not self._answers):
            return None
        if self.chosen is None:
            return (
                "Nothing is found yet." if not self._wanted.strip() else "There is no event with these words."
            )
        if action_id != "search.go" and link_of(self.chosen.event) is None:
            return "This event has no link."
        return None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    async def _entered(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("search.go")

    def do_search_go(self) -> None:
        """Leave for the event; what is still being looked for is waited for."""
        if not self._answers:
            self._going = bool(self._wanted.strip())
        elif self.chosen is not None:
            self.dismiss(self.chosen.event.key)

    def do_search_join(self) -> None:
        """Join the call; the search stays."""
        link = link_of(self.chosen.event) if self.chosen else None
        if self.chosen is not None and link is not None:
            self.post_message(OpenLink(link, self.chosen.event))

    def do_search_copy(self) -> None:
        """Copy the link."""
        link = link_of(self.chosen.event) if self.chosen else None
        if link is not None:
            self.post_message(CopyText(link.url, "link"))

    def do_search_more(self) -> None:
        """Ask the service for what is not stored; goes on should the search be left."""
        self._asking = True
        self._say()
        cast("ErrandRunner", self.app).run_errand(self._asked_for_more(), "search")

    async def _asked_for_more(self) -> None:
        trouble = await self._workspace.finding.more()
        self.post_message(self.Widened(trouble.sentences() if trouble else ""))

    @on(Widened)
    def _widened(self, news: Widened) -> None:
        news.stop()
        self._asking, self._trouble = False, news.trouble
        self._look() if not news.trouble else self._say()

    def do_search_down(self) -> None:
        """One row down, from the field as well."""
        self._list.action_cursor_down()

    def do_search_up(self) -> None:
        """One row up."""
        self._list.action_cursor_up()

    def do_search_words(self) -> None:
        """Back to the words."""
        self.query_one(Input).focus()

    def do_search_close(self) -> None:
        """Leave; everything is as it was."""
        self.dismiss(None)


def found_words(found: Found) -> str:
    """How much was found, and how much of it is listed."""
    count = len(found.hits)
    if not count:
        return "Nothing stored holds these words."
    said = "1 found" if count == 1 else f"{count} found"
    if found.full:
        return f"{said} among the {MOST} nearest; another word finds what is further away."
    return f"{said}; the nearest {SHOWN} are listed." if count > SHOWN else f"{said}."


def hidden_words(found: Found) -> str:
    """What is not looked through, and what is missed by that."""
    names = ", ".join(found.hidden)
    missed = f"; {found.hidden_hits} more there" if found.hidden_hits else ""
    return f"Hidden calendars are left out: {names}{missed}."
