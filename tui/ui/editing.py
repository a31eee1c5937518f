"""When the editor speaks up: which findings are shown, and on which rows.

Nobody is told off in the middle of a word: what is wrong with the field being typed in waits for a pause.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.checking import Finding
from tui.domain.drafts import DraftField


class Patience:
    """What the user has seen so far; one for each editor."""

    def __init__(self) -> None:
        self._typing: DraftField | None = None
        self._touched: set[DraftField] = set()
        self._everything = False
        self._shown: frozenset[Finding] = frozenset()

    def typed(self, field: DraftField) -> None:
        """A field is being changed; one that was being changed before is done with."""
        if self._typing is not None and self._typing is not field:
            self._touched.add(self._typing)
        self._typing = field

    def paused(self) -> None:
        """The user stopped for a moment, or left the field."""
        if self._typing is not None:
            self._touched.add(self._typing)
        self._typing = None

    def left(self, field: DraftField) -> None:
        """The focus left a field."""
        self._touched.add(field)
        self.paused()

    def tell_all(self) -> None:
        """A save was tried: from now on nothing is held back."""
        self._everything = True
        self._typing = None

    def visible(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """What may be said now: everything but news about the field being typed in."""
        seen = tuple(f for f in findings if f.field is not self._typing or f in self._shown)
        self._shown = frozenset(seen)
        return seen

    def marked(self, field: DraftField) -> bool:
        """Whether a row may carry a mark: it was worked on, or a save was tried."""
        return self._everything or field in self._touched
