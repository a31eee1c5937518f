"""The days of all accounts in one list, to be read: each meeting with the account it is of.

Shown from what is stored; an event is changed where it belongs, in its own account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.domain.attention import AHEAD
from tui.domain.events import Event, EventKey
from tui.domain.together import Shared, together
from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.facts import age_words, clock_pattern
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.agenda_words import day_words, times_of, where_words
from tui.ui.widgets.grouped_list import GroupedList

if TYPE_CHECKING:
    from datetime import date

    from tui.services.accounts import Stored
    from tui.services.workspace import Workspace

_TIMES, _TWELVE, _LABEL, _WHERE = 13, 15, 26, 16


class TogetherScreen(Acting, Sheet[tuple[str, EventKey] | None]):
    """Answered with the account and the event to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.TOGETHER)]
    heading = "All accounts"
    hints = (("Enter", "go to it in its account"), ("Esc", "close"))
    AUTO_FOCUS = "OptionList"

    def __init__(self, stored: Sequence[Stored], workspace: Workspace) -> None:
        super().__init__()
        self._stored = tuple(stored)
        self._workspace = workspace
        self._today = workspace.clock.now().astimezone(workspace.zone).date()

    def body(self) -> ComposeResult:
        """The days, and how old what is shown of each account is."""
        yield GroupedList(self._row, lambda row: (row[0], row[1].event.key, row[1].accounts))
        yield Static(paint.lines(*self._ages()), id="whose")

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    @property
    def _list(self) -> GroupedList[tuple[date, Shared]]:
        return self.query_one(GroupedList)

    def _fill(self) -> None:
        days = [self._today + timedelta(days=number) for number in range(AHEAD.days)]
        events, emails = [one.events for one in self._stored], [one.email for one in self._stored]
        signs = glyphs_of(self.app)
        found = together(events, emails, days, self._workspace.zone)
        self._list.fill(
            (day_words(day, self._today, signs), [(day, one) for one in rows]) for day, rows in found
        )

    def _row(self, row: tuple[date, Shared], at_cursor: bool) -> Content:
        (day, shared), signs, width = row, glyphs_of(self.app), self._list.room
        event, workspace = shared.event, self._workspace
        clock = clock_pattern(workspace)
        times = times_of(event, day, workspace.zone, clock, signs)
        lead = _TWELVE if "%p" in clock else _TIMES
        labels = ", ".join(self._label(account) for account in shared.accounts)
        label = min(_LABEL, width // 3)
        where = _WHERE if width > 90 else 0
        title = max(width - 5 - lead - label - where, 8)
        return paint.line(
            (paint.cells(signs.cursor if at_cursor else "", 2), "$now"),
            (paint.cells(times, lead), "$ink"),
            (f"{paint.cells(labels, label, ellipsis=signs.ellipsis)} ", "$quiet"),
            (f"{paint.cells(event.title or '(no title)', title, ellipsis=signs.ellipsis)} ", "$ink"),
            (paint.cells(where_words(event, short=True), where, ellipsis=signs.ellipsis), "$quiet"),
        )

    def _label(self, account: int) -> str:
        """Its label, with the generation where two accounts are called alike."""
        known = self._stored[account].known
        label = known.label or known.name
        alike = sum(other.known.label == known.label for other in self._stored) > 1
        return f"{known.generation} {label}" if alike else label

    def _ages(self) -> Iterator[Content]:
        """How old what is shown may be, and of which accounts some of it may be missing."""
        oldest = min((one.as_of for one in self._stored if one.as_of is not None), default=None)
        since = f", {age_words(self._workspace, oldest)} or later" if oldest else ""
        yield paint.text(f"What is stored of {AHEAD.days} days{since}; nobody is asked.", "$quiet")
        missing = [self._label(at) for at, one in enumerate(self._stored) if one.as_of is None]
        if missing:
            yield paint.text(f"Not all of these days were read of {', '.join(missing)}.", "$warn")

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("together.go")

    @property
    def chosen(self) -> Event | None:
        """The event under the cursor."""
        return self._list.item[1].event if self._list.item else None

    def do_together_go(self) -> None:
        """Leave for the event, in the first account that knows it."""
        if (row := self._list.item) is not None:
            shared = row[1]
            self.dismiss((self._stored[shared.accounts[0]].known.name, shared.event.key))

    def do_together_close(self) -> None:
        """Leave."""
        self.dismiss(None)
