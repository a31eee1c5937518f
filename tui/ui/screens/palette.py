"""The palette as a screen: Textual's, its list with a sign at the cursor.

What it finds comes from the providers; the parts keep the names by which Textual knows them.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.widgets import LoadingIndicator

from tui.ui.widgets.choices import SIGN, Marked

_PALETTE = "A command, a date or an event"


class _Found(Marked, CommandList):
    COMPONENT_CLASSES: ClassVar[set[str]] = {SIGN}


class Palette(CommandPalette):
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
