"""One kind of what screens ask of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.errand_runner import ErrandRunner


class Errand:
    """Does its work in the app's name; what it is asked without an open account is left undone."""

    def __init__(self, app: ErrandRunner) -> None:
        self.app = app

    @property
    def workspace(self) -> Workspace | None:
        """The open account, if there is one."""
        return self.app.workspace
