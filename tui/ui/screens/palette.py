"""The palette as a screen: Textual's, its list with a sign at the cursor, and patient with who types fast.

What it finds comes from the providers; the parts keep the names by which Textual knows them.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, LoadingIndicator
from textual.worker import Worker, WorkerError

from tui.ui.screens.opening import Opening
from tui.ui.widgets.choices import SIGN, Marked

_PALETTE = "A command, a date or an event"


class _Found(Marked, CommandList):
    COMPONENT_CLASSES: ClassVar[set[str]] = {SIGN}


class Palette(Opening, CommandPalette):
    """The palette."""

    def compose(self) -> ComposeResult:
        """The field, and below it what is found."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield CommandInput(placeholder=_PALETTE, select_on_focus=False)
            with Vertical(id="--results"):
                yield _Found()
                yield LoadingIndicator()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Enter means the best of what was typed, and not of the letters before it."""
        search = self._search_under_way()
        if search is not None and not self.query_one(CommandList).highlighted:
            event.stop()
            event.prevent_default()
            self.run_worker(self._entered_after(search), exit_on_error=False)

    def _search_under_way(self) -> Worker[None] | None:
        group = self._GATHER_COMMANDS_GROUP
        mine = (one for one in self.workers if one.node is self and one.group == group)
        return next((one for one in mine if not one.is_finished), None)

    async def _entered_after(self, search: Worker[None]) -> None:
        try:
            await search.wait()
        except WorkerError:  # more was typed meanwhile
            return
        self._select_or_command()
