"""The calendar's hints for somebody new: which is shown, and when it is gone for good.

A hint whose action was used once is not needed any more; nothing is shown when that cannot be remembered.
"""

from __future__ import annotations

from textual import on

from tui.domain.errors import StoreError
from tui.ui.actions import BY_ID
from tui.ui.hints import HINTS, Hint, next_hint
from tui.ui.keys import keys_of, shown_key
from tui.ui.messages import SettingsApplied, Used
from tui.ui.screens.calendar_settings import CalendarSettings
from tui.ui.widgets.hint_line import HintLine
from tui.ui.widgets.status_line import StatusLine


class CalendarHints(CalendarSettings):
    """The calendar screen's line of hints."""

    _hints_gone: frozenset[str] | None = None
    """None until it is known."""

    def on_mount(self) -> None:
        """Hints wait until the calendar itself is painted."""
        self.call_after_refresh(self._begin_hints)

    def _begin_hints(self) -> None:
        try:
            self._hints_gone = self.workspace.hints_gone()
        except StoreError:
            return
        self._show_hint()

    @property
    def hint(self) -> Hint | None:
        """The hint that is shown."""
        return None if self._hints_gone is None else next_hint(self._hints_gone)

    def _show_hint(self) -> None:
        hint, lines = self.hint, self.query(HintLine)
        if hint is None or not self.is_attached:
            lines.remove()
            return
        line = lines.first() if lines else HintLine()
        if not lines:
            self.mount(line, before=self.query_one(StatusLine))
        keymap = self.errands.look.keymap
        line.say(hint.pieces(keymap), shown_key(keys_of(BY_ID["hint.dismiss"], keymap)[0]))
        self.refresh_bindings()

    async def action_do(self, action_id: str) -> None:
        """Do one row of the table; who did what a hint tells of needs it no more."""
        await super().action_do(action_id)
        self._learnt(action_id)

    @on(Used)
    def _used(self, news: Used) -> None:
        news.stop()
        self._learnt(news.action_id)

    def _learnt(self, action_id: str) -> None:
        for hint in HINTS:
            if action_id in hint.actions:
                self._put_away(hint)

    def _put_away(self, hint: Hint) -> None:
        if self._hints_gone is None or hint.name in self._hints_gone:
            return
        self._hints_gone |= {hint.name}
        self.workspace.put_hint_away(hint.name)
        self._show_hint()

    def do_hint_dismiss(self) -> None:
        """Put the hint away, and show the next."""
        if self.hint is not None:
            self._put_away(self.hint)

    @on(HintLine.Dismissed)
    def _dismissed(self, news: HintLine.Dismissed) -> None:
        news.stop()
        self.do_hint_dismiss()

    @on(SettingsApplied)
    def _other_keys(self, news: SettingsApplied) -> None:
        """A hint names keys; those may be others now."""
        if self.hint is not None:
            self._show_hint()

    def reason(self, action_id: str) -> str | None:
        """Also: there is no hint to put away."""
        if action_id == "hint.dismiss" and self.hint is None:
            return "There is no hint now."
        return super().reason(action_id)
