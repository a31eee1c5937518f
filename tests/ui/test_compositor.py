"""Who is told only of what changes sees the whole screen, and is told of nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import LayoutUpdate
from textual.strip import Strip

from tests.driver import User, story
from tests.ui.flow import settled, week
from tests.ui.painted import Cell, cells_of, row_of
from tui.ui.compositor import Changes, HouseCompositor
from tui.ui.widgets.agenda import Agenda
from tui.ui.widgets.detail import Detail
from tui.ui.widgets.month_grid import MonthGrid
from tui.ui.widgets.status_line import StatusLine
from tui.ui.widgets.time_grid import TimeGrid
from tui.ui.widgets.view import CalendarView

KEYS = ("j", "j", "k", "right_square_bracket", "j", "w", "j", "l", "t", "m", "j", "enter", "a", "G", "k", "g")


class Glass:
    """A terminal in front of an app: it shows what it was told, and remembers where."""

    def __init__(self, user: User) -> None:
        self._app = user.app
        self._lines = cells_of(user.app)
        self.touched: set[int] = set()
        self.told: list[Changes] = []
        self.whole = 0
        user.app._display = self._told  # type: ignore[method-assign, assignment]

    def _told(self, screen: Any, update: object) -> None:
        match update:
            case Changes(stretches=stretches):
                self.told.append(update)
                for x, y, strip in stretches:
                    self._paint(x, y, strip)
            case LayoutUpdate():
                self.whole += 1
                for y, strips in enumerate(update.strips):
                    self._paint(0, y, Strip.join(strips))

    def _paint(self, x: int, y: int, strip: Strip) -> None:
        cells = row_of(strip)
        self._lines[y][x : x + len(cells)] = cells
        self.touched.add(y)

    @property
    def wrong(self) -> list[tuple[int, list[Cell]]]:
        """The lines that show something else than the app means."""
        return [(y, row) for y, row in enumerate(cells_of(self._app)) if row != self._lines[y]]


async def test_what_changes_is_all_a_terminal_has_to_be_told() -> None:
    async with story(size=(120, 36)) as user:
        await week(user)
        glass = Glass(user)
        assert isinstance(user.app.screen._compositor, HouseCompositor)
        for key in KEYS:
            await user.press(key)
            await user.until(lambda: glass.wrong == [], f"for the screen after {key}")
        await user.waits(61)
        assert glass.wrong == []


async def test_a_moved_cursor_is_told_of_before_what_follows_from_it() -> None:
    async with story(size=(120, 36)) as user:
        await week(user)
        agenda, glass = user.app.screen.query_one(Agenda), Glass(user)
        before = agenda.cursor
        await user.press("j")
        first, *later = glass.told
        top = agenda.region.y - agenda.scroll_offset.y
        assert {y for _, y, _ in first.stretches} == {top + before, top + agenda.cursor}
        assert all(agenda.region.contains(x, y) for x, y, _ in first.stretches)
        assert any(strip.text.startswith("▌") for _, _, strip in first.stretches)
        detail = user.app.screen.query_one(Detail)
        assert any(detail.region.contains(x, y) for update in later for x, y, _ in update.stretches)
        assert glass.whole == 0
        assert glass.wrong == []


@pytest.mark.parametrize(
    ("opens", "key", "view"), [("a", "k", Agenda), ("w", "k", TimeGrid), ("m", "l", MonthGrid)]
)
async def test_in_every_view_a_moved_cursor_waits_for_nobody(
    opens: str, key: str, view: type[CalendarView]
) -> None:
    async with story(size=(120, 36)) as user:
        await week(user)
        await user.press(opens)
        shown = user.app.screen.query_one(view)
        await user.until(lambda: shown.has_focus and bool(shown.size), "for the view")
        for _ in range(3):
            glass = Glass(user)
            await user.press(key)
            assert glass.wrong == []
            assert all(shown.region.contains(x, y) for x, y, _ in glass.told[0].stretches)


async def test_while_links_are_waited_for_a_second_touches_only_what_counts_it() -> None:
    async with story(size=(76, 24), links="never") as user:
        await week(user)
        await user.press("n")
        await user.sees("New event")
        await user.paste("Prism")
        await user.press("ctrl+t", "ctrl+s")
        await user.sees("1 link pending")
        await user.press("a")
        user.app.clear_notifications()
        for _ in range(2):  # the notices go, and the panes take their room
            await user.waits(2)
        await settled(user)
        glass = Glass(user)
        status = user.app.screen.query_one(StatusLine)
        for _ in range(3):
            await user.waits(1)
            await user.until(lambda: status.region.y in glass.touched, "for the seconds")
            assert glass.touched <= {status.region.y}, glass.touched
            assert glass.wrong == []
