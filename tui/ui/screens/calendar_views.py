"""Which widget shows which view; each is loaded and made when it is first looked at.

A start pays for the view it opens with, and for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui.ui.screens.calendar_window import ViewKind
from tui.ui.widgets.view import CalendarView, Views


def _agenda() -> CalendarView:
    from tui.ui.widgets.agenda import Agenda

    return Agenda(id="agenda")


def _grid() -> CalendarView:
    from tui.ui.widgets.time_grid import TimeGrid

    return TimeGrid(id="grid")


def _month() -> CalendarView:
    from tui.ui.widgets.month_grid import MonthGrid

    return MonthGrid(id="month")


MAKERS: Mapping[ViewKind, Callable[[], CalendarView]] = {
    ViewKind.AGENDA: _agenda,
    ViewKind.DAY: _grid,
    ViewKind.DAYS: _grid,
    ViewKind.WEEK: _grid,
    ViewKind.MONTH: _month,
}
"""What shows each view; several may be shown by one widget."""


class Shelf:
    """The widgets of one calendar, in `views`; `first` is made at once."""

    def __init__(self, first: ViewKind) -> None:
        made = MAKERS[first]()
        self._made = {MAKERS[first]: made}
        self.views = Views(made, initial=made.id)

    def of(self, kind: ViewKind) -> CalendarView:
        """The widget of a view."""
        maker = MAKERS[kind]
        if maker not in self._made:
            self._made[maker] = widget = maker()
            widget.display = False
            self.views.mount(widget)
        return self._made[maker]
