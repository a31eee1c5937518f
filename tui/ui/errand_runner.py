"""How the app runs what screens ask for: in workers it owns, so that closing a screen cancels nothing."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.worker import Worker, WorkerState, WorkType

from tui.domain.errors import CallsheetError
from tui.ui.messages import Request
from tui.ui.paint import notice, notice_error
from tui.ui.ringing import ringing
from tui.ui.screens.calendar import CalendarScreen
from tui.ui.typeahead import TypeAhead

if TYPE_CHECKING:
    from tui.services.outside_editor import OutsideEditor
    from tui.services.workspace import Workspace
    from tui.ui.doors import Doors
    from tui.ui.errands import Errands
    from tui.ui.look import Look


class ErrandRunner(TypeAhead):
    """The app as screens know it; failures of errands are shown, never swallowed."""

    workspace: Workspace | None = None
    doors: Doors
    look: Look

    @cached_property
    def _errands(self) -> Errands:
        from tui.ui.errands import Errands

        return Errands(self)

    @on(Request)
    def _asked(self, request: Request) -> None:
        request.stop()
        self._errands.serve(request)

    def run_errand(self, errand: Coroutine[Any, Any, object], group: str) -> None:
        """Run something that changes or leaves the app; failures are shown, never swallowed."""
        self.run_worker(errand, name=group, group=group, exit_on_error=False)

    def run_alone(self, errand: WorkType[None], group: str) -> None:
        """The same for something that the next of its group makes needless: what still runs is given up."""
        self.run_worker(errand, name=group, group=group, exclusive=True, exit_on_error=False)

    @on(Worker.StateChanged)
    def _errand_ended(self, event: Worker.StateChanged) -> None:
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, CallsheetError):
            notice_error(self, error)
        elif isinstance(error, Exception):
            self._handle_exception(error)

    def outside_editor(self) -> OutsideEditor:
        """The user's own editor."""
        from tui.services.outside_editor import OutsideEditor

        return OutsideEditor()

    def tell_calendar(self, request: Message) -> None:
        """Hand a request to the calendar, wherever it is in the stack."""
        for screen in self.screen_stack:
            if isinstance(screen, CalendarScreen):
                screen.post_message(request)

    def copy(self, copied: str, what: str, shown: str = "") -> None:
        """Send text to the terminal's clipboard; shown too, since no terminal says whether it took it."""
        self.copy_to_clipboard(copied)
        notice(self, shown or copied, title=f"Sent the {what} to the clipboard")

    def ring(self, words: str) -> None:
        """Have a call noticed: on the screen, and by whoever looks elsewhere through their terminal."""
        notice(self, f"{words}. J joins.", seconds=15)
        if self._driver is not None and not self.is_headless and not self.is_web:
            self._driver.write(ringing(words))
