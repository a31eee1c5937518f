"""Choosing what is shown: each row with how much of it there is, and below how much the choice hides.

Answered with the filter chosen; left, everything is as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.domain.calendars import Calendar
from tui.domain.events import Event
from tui.domain.filters import Facet, Filter, Viewer, providers_in, split
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import BY_ID, Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.keys import shown_key
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.grouped_list import GroupedList

_ACTIONS = {
    Facet.CALL: "filter.call",
    Facet.NO_CALL: "filter.no_call",
    Facet.PENDING: "filter.pending",
    Facet.MINE: "filter.mine",
    Facet.UNANSWERED: "filter.unanswered",
}
_WORDS = {
    Facet.CALL: "with a call",
    Facet.NO_CALL: "without a call",
    Facet.PENDING: "whose link is pending",
    Facet.MINE: "that I organise",
    Facet.UNANSWERED: "that wait for my answer",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose. `alone` is the filter of it alone, `toggled` puts it into one or takes it out."""

    words: str
    alone: Filter
    toggled: Callable[[Filter], Filter]
    key: str = ""


def rows_for(
    calendars: Sequence[Calendar], events: Sequence[Event], chosen: Filter
) -> list[tuple[str, list[Row]]]:
    """Everything there is to choose, under its headings; what is chosen stays there though it is not seen."""
    facets = [_facet(facet) for facet in Facet]
    names = sorted({*providers_in(events), *chosen.providers})
    return [
        ("Only events", facets),
        ("Only calls of", [_provider(name) for name in names]),
        ("Only calendars", [_calendar(one) for one in calendars]),
    ]


def _facet(facet: Facet) -> Row:
    key = shown_key(BY_ID[_ACTIONS[facet]].keys[0])
    return Row(_WORDS[facet], Filter().toggled(facet), lambda by: by.toggled(facet), key)


def _provider(name: str) -> Row:
    return Row(name, Filter().with_provider(name), lambda by: by.with_provider(name))


def _calendar(one: Calendar) -> Row:
    return Row(one.name, Filter().with_calendar(one.id), lambda by: by.with_calendar(one.id))


class FilterScreen(Acting, Sheet[Filter | None]):
    """Answered with the filter, or None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.FILTER)]
    heading = "Filter"
    hints = (("Space", "choose"), ("Enter", "show"), ("0", "all"), ("Esc", "leave"))
    AUTO_FOCUS = "OptionList"

    def __init__(
        self, chosen: Filter, calendars: Sequence[Calendar], events: Sequence[Event], viewer: Viewer
    ) -> None:
        super().__init__()
        self._filter = chosen
        self._calendars = calendars
        self._events = events
        self._viewer = viewer

    def body(self) -> ComposeResult:
        """What there is to choose, and what the choice hides."""
        yield GroupedList[Row](self._row, lambda row: row.words, counted=False)
        yield Static(id="hides")

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    @property
    def _list(self) -> GroupedList[Row]:
        return self.query_one(GroupedList)

    def _fill(self) -> None:
        groups = rows_for(self._calendars, self._events, self._filter)
        self._list.fill((heading, rows) for heading, rows in groups if rows)
        self.query_one("#hides", Static).update(paint.text(self._count_words(), "$quiet"))

    def _row(self, row: Row, at_cursor: bool) -> Content:
        signs, width = glyphs_of(self.app), self._list.room
        asked = self._is_chosen(row)
        count = f"{len(split(self._events, row.alone, self._viewer)[0]):>4}"
        room = max(width - 12, 8)
        return paint.line(
            (paint.cells(signs.cursor if at_cursor else "", 2), "$now"),
            (f"{signs.shown if asked else signs.hidden} ", "$now" if asked else "$quiet"),
            (paint.cells(row.words, room, ellipsis=signs.ellipsis), "bold $ink" if asked else "$ink"),
            (f"{row.key or ' '} ", "bold $ink"),
            (count, "$quiet"),
        )

    def _is_chosen(self, row: Row) -> bool:
        alone, by = row.alone, self._filter
        return (
            alone.facets <= by.facets and alone.calendars <= by.calendars and alone.providers <= by.providers
        )

    def _count_words(self) -> str:
        shown = len(split(self._events, self._filter, self._viewer)[0])
        return f"{shown} of {len(self._events)} events of these days are shown."

    def _toggle(self, row: Row | None) -> None:
        if row is not None:
            self._filter = row.toggled(self._filter)
            self._fill()

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("filter.apply")

    def do_filter_toggle(self) -> None:
        """Choose the row, or no longer."""
        self._toggle(self._list.item)

    def do_filter_call(self) -> None:
        """Events with a call."""
        self._toggle(_facet(Facet.CALL))

    def do_filter_no_call(self) -> None:
        """Events without one."""
        self._toggle(_facet(Facet.NO_CALL))

    def do_filter_pending(self) -> None:
        """Events whose link is pending."""
        self._toggle(_facet(Facet.PENDING))

    def do_filter_mine(self) -> None:
        """Events of one's own."""
        self._toggle(_facet(Facet.MINE))

    def do_filter_unanswered(self) -> None:
        """Invitations to answer."""
        self._toggle(_facet(Facet.UNANSWERED))

    def do_filter_none(self) -> None:
        """Hide nothing."""
        self.dismiss(Filter())

    def do_filter_apply(self) -> None:
        """Show what was chosen."""
        self.dismiss(self._filter)

    def do_filter_close(self) -> None:
        """Leave; what was shown stays."""
        self.dismiss(None)
