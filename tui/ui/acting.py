"""How a key press becomes a deed: reasons first, then the method of the action's name.

An action with a reason not to is never run; pressing its key shows the reason instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from inspect import isawaitable
from typing import TYPE_CHECKING

from tui.domain.errors import StoreError
from tui.ui.actions import BY_ID
from tui.ui.paint import notice, notice_error

if TYPE_CHECKING:
    from textual.dom import DOMNode as Node
else:
    # A real DOMNode here would hide the other base from the stylesheet, which follows the first one only.
    Node = object


class Acting(Node):
    """Mixed into every widget, screen and app whose bindings come from the table."""

    def reason(self, action_id: str) -> str | None:
        """Why the action cannot be done now, in words, or None when it can."""
        return None

    def hands(self) -> Iterable[object]:
        """Who does the actions, each by the first that has its method: this itself, unless it has others."""
        return (self,)

    async def action_do(self, action_id: str) -> None:
        """Do one row of the table, or say why not."""
        why = self.reason(action_id)
        if why is not None:
            notice(self.app, why)
            return
        method = BY_ID[action_id].method
        try:
            done = getattr(next(hand for hand in self.hands() if hasattr(hand, method)), method)()
            if isawaitable(done):
                await done
        except StoreError as error:
            notice_error(self.app, error)
