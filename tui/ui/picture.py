"""The calendar's screen as a terminal was sent it, to be shown again at the next start.

Only the screen a start leads to is taken: this week, in the look of the settings, nothing on top of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.ui.screens.calendar import CalendarScreen
from tui.ui.screens.calendar_scene import shown_at_start
from tui.ui.terminal import HouseDriver
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.ui.app import CallsheetApp

_OTHER_SCREEN = "\x1b[?1049h"
_MOVED = ("-detail", "-no-detail", "-peek", "-rail", "-no-rail")
"""Panes put elsewhere than a start puts them."""


class Picture(NamedTuple):
    """What was on the screen, and during which day (seconds since 1970) it can be shown."""

    screen: str
    """Text and styles, each line put in its place."""
    size: tuple[int, int]
    """Columns and rows."""
    since: int
    until: int
    age_row: int
    """The row, from 0, on which to say how old it is."""


def picture_of(app: CallsheetApp) -> Picture | None:
    """The screen as it is; None while it is not the one a start leads to."""
    screen = app.screen
    if app.workspace is None or not isinstance(screen, CalendarScreen):
        return None
    today = app.today()
    if (
        screen.shown != shown_at_start(app.workspace)
        or not _as_at_a_start(screen)
        or app.theme != app.look.theme
    ):
        return None
    strips = screen._compositor.render_strips()
    lines = (f"\x1b[{row};1H{strip.render(app.console)}" for row, strip in enumerate(strips, 1))
    midnight = datetime.combine(today, time(), app.workspace.zone)
    morrow = datetime.combine(today + timedelta(days=1), time(), app.workspace.zone)
    age_row = screen.query_one(StatusLine).region.y
    since, until = int(midnight.timestamp()), int(morrow.timestamp())
    return Picture("".join(lines), (app.size.width, app.size.height), since, until, age_row)


def _as_at_a_start(screen: CalendarScreen) -> bool:
    if not screen.stands or screen.query("Toast") or any(screen.has_class(name) for name in _MOVED):
        return False
    return screen.view.region.height > 0 and screen.view.at_home


def taking_over(taken: Callable[[], list[Any] | None]) -> type[HouseDriver]:
    """A driver for a terminal whose other screen is up: it paints over what is there without clearing it.

    `taken` is called once that is so and returns the terminal's attributes to leave it with.
    """

    class TakingOver(HouseDriver):
        _waiting, _taken = True, False

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if not self._taken:
                self._taken = True
                self.attrs_before = taken() or self.attrs_before

        def write(self, data: str) -> None:
            if self._waiting and data == _OTHER_SCREEN:
                self._waiting = False
                return
            super().write(data)

    return TakingOver
