"""The calendar's hints for somebody new: which is shown, and when it is gone for good.

A hint whose action was used once is not needed any more; nothing is shown when that cannot be remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.errors import StoreError
from tui.ui.actions import BY_ID
from tui.ui.hints import HINTS, Hint, next_hint
from tui.ui.keys import keys_of, shown_key
from tui.ui.widgets.hint_line import HintLine
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.ui.screens.calendar import CalendarScreen


class Hints:
    """The calendar screen's line of hints."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen
        self._gone: frozenset[str] | None = None
        """None until it is known."""

    @property
    def shown(self) -> Hint | None:
        """The hint that is shown."""
        return None if self._gone is None else next_hint(self._gone)

    def begin(self) -> None:
        """Show the first that is still needed."""
        try:
            self._gone = self._screen.workspace.hints_gone()
        except StoreError:
            return
        self.show()

    def show(self) -> None:
        """Say the hint there is now, with the keys as they are now."""
        hint, lines = self.shown, self._screen.query(HintLine)
        if hint is None or not self._screen.is_attached:
            lines.remove()
            return
        line = lines.first() if lines else HintLine()
        if not lines:
            self._screen.mount(line, before=self._screen.query_one(StatusLine))
        keymap = self._screen.errands.look.keymap
        line.say(hint.pieces(keymap), shown_key(keys_of(BY_ID["hint.dismiss"], keymap)[0]))
        self._screen.refresh_bindings()

    def learnt(self, action_id: str) -> None:
        """Who did what a hint tells of needs it no more."""
        for hint in HINTS:
            if action_id in hint.actions:
                self._put_away(hint)

    def dismiss(self) -> None:
        """Put the hint away, and show the next."""
        if self.shown is not None:
            self._put_away(self.shown)

    def _put_away(self, hint: Hint) -> None:
        if self._gone is None or hint.name in self._gone:
            return
        self._gone |= {hint.name}
        self._screen.workspace.put_hint_away(hint.name)
        self.show()
