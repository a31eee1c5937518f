"""Somebody else changed the event meanwhile: field by field, mine or theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.domain.checking_words import called_field
from tui.domain.merging import Difference
from tui.ui import paint
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choice_row import ChoiceRow, Offer

_MINE, _THEIRS = "mine", "theirs"


class ConflictScreen(Sheet[frozenset[str] | None]):
    """Answered with the names of the fields that stay mine; None goes back to the form."""

    heading = "Someone else changed this event meanwhile"
    hints = (("←→", "choose"), ("^S", "save with these"), ("Esc", "back to the event"))
    AUTO_FOCUS = "ChoiceRow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", "save", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    ConflictScreen {
        & VerticalScroll { height: auto; max-height: 100%; }
        & .field { height: auto; margin-bottom: 1; }
        & .field > Static { padding: 0 1; }
    }
    """

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__()
        self._differences = tuple(differences)

    def body(self) -> ComposeResult:
        """Each field with both texts, and the choice between them."""
        with VerticalScroll(can_focus=False):
            for difference in self._differences:
                with Vertical(classes="field"):
                    yield Static(paint.text(called_field(difference.field).capitalize(), "bold $ink"))
                    yield Static(paint.line(("Mine    ", "$quiet"), difference.mine))
                    yield Static(paint.line(("Theirs  ", "$quiet"), difference.theirs))
                    offers = (Offer(_MINE, "Keep mine"), Offer(_THEIRS, "Take theirs"))
                    yield ChoiceRow(offers, chosen=_THEIRS, id=difference.field)

    def action_done(self) -> None:
        """Answer with what is chosen."""
        rows = self.query(ChoiceRow)
        self.dismiss(frozenset(row.id for row in rows if row.id is not None and row.chosen == _MINE))
