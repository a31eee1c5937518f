"""The accounts there are: which is open, in which generation each is spoken to, and one key to another.

Answered with the name of the account to open; opening it is done by whoever asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.ui import paint
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.grouped_list import GroupedList

if TYPE_CHECKING:
    from tui.services.accounts import Known

_PLACE, _STATE = 22, 5
TOGETHER = "\n"
"""The answer that means all of them; no account can have that name."""


class AccountsScreen(Acting, Sheet[str | None]):
    """`kept` counts the drafts and the pending links of the open account."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.ACCOUNTS)]
    heading = "Accounts"
    hints = (("Enter", "open"), ("t", "all together"), ("Esc", "stay"))
    AUTO_FOCUS = "OptionList"

    def __init__(self, known: Sequence[Known], open_now: str, kept: tuple[int, int]) -> None:
        super().__init__()
        self._known = tuple(known)
        self._open_now = open_now
        self._kept = kept

    def body(self) -> ComposeResult:
        """The accounts, and what becomes of the open one."""
        yield GroupedList(self._row, lambda one: one.name, counted=False)
        yield Static(paint.text(stays_words(*self._kept, alone=len(self._known) < 2), "$quiet"), id="stays")

    def on_resize(self) -> None:
        """Fit the rows to the sheet, once it has its size."""
        self.call_after_refresh(self._fill)

    @property
    def _list(self) -> GroupedList[Known]:
        return self.query_one(GroupedList)

    def _fill(self) -> None:
        self._list.fill([("Yours", self._known)])

    def _row(self, one: Known, at_cursor: bool) -> Content:
        signs, is_open = glyphs_of(self.app), one.name == self._open_now
        place = min(_PLACE, self._list.room // 4)
        room = max(self._list.room - place - _STATE - 10, 12)
        label = paint.cells(one.label or one.name, room, ellipsis=signs.ellipsis)
        return paint.line(
            (paint.cells(signs.cursor if at_cursor else "", 2), "$now"),
            (f"{signs.on if is_open else signs.off} ", "$now" if is_open else "$quiet"),
            (label, "bold $ink" if is_open else "$ink"),
            (f"  {one.generation}  ", "$quiet"),
            (paint.cells(one.place, place, ellipsis=signs.ellipsis), "$quiet"),
            (" open" if is_open else "", "$good"),
        )

    @on(OptionList.OptionSelected)
    async def _entered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_do("accounts.switch")

    def do_accounts_switch(self) -> None:
        """Leave for this account."""
        self.dismiss(self._list.item.name if self._list.item else None)

    def do_accounts_together(self) -> None:
        """Leave for the list of all of them."""
        self.dismiss(TOGETHER)

    def reason(self, action_id: str) -> str | None:
        """One account is a list already."""
        alone = action_id == "accounts.together" and len(self._known) < 2
        return "There is no other account." if alone else None

    def do_accounts_close(self) -> None:
        """Stay."""
        self.dismiss(None)


def stays_words(drafts: int, pending: int, *, alone: bool) -> str:
    """What of the open account waits until one comes back; how another account gets here."""
    if alone:
        return "There is no other account. callsheet connect adds one; profiles stand in config.toml."
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((drafts, "draft"), (pending, "pending link"))
        if count
    ]
    if not parts:
        return "The open account is left as it is; A leads back to it."
    one = drafts + pending == 1
    stay, go = ("stays", "goes") if one else ("stay", "go")
    return f"{' and '.join(parts)} of the open account {stay}, and {go} on when you come back."
