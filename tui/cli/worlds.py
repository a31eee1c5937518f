"""The open sandbox, shared by the accounts looked at one after the other; closed with the last of them.

What is done in one account of a world that lives in memory is still there when one comes back to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.sandbox.server import Sandbox
    from tui.services.workspace import Outside


class SharedWorld:
    """A sandbox and how many accounts look at it."""

    def __init__(self, sandbox: Sandbox, outside: Outside, *, kept: bool) -> None:
        self.sandbox = sandbox
        self.outside = outside
        self.kept = kept
        self._users = 0

    @property
    def closed(self) -> bool:
        """Whether nobody looks at it any more."""
        return self._users < 0

    def taken(self) -> Callable[[], None]:
        """Look at it; the returned call ends that."""
        self._users += 1
        return self._left

    def _left(self) -> None:
        self._users -= 1
        if self._users == 0:
            self._users = -1
            self.sandbox.close()
