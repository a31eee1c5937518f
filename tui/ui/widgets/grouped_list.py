"""A list under headings whose cursor stays with what it stands on when the list is filled anew.

What is listed is given with a way to draw it; nothing here knows what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.choices import Choices

Item = TypeVar("Item")
_PADDING = 2
"""Cells the list keeps free beside a row."""


class GroupedList(Choices, Generic[Item]):
    """Call `fill`; `item` is what the cursor stands on."""

    SIGN_AT = 1

    def __init__(
        self,
        draw: Callable[[Item, bool], Content],
        name_of: Callable[[Item], Hashable],
        *,
        counted: bool = True,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._name_of = name_of
        self._counted = counted
        self._items: list[Item | None] = []
        self._marked = 0
        self._put: int | None = None
        self._touched = False

    @property
    def room(self) -> int:
        """Cells for a row."""
        return (self.scrollable_content_region.width or 70) - _PADDING

    @property
    def item(self) -> Item | None:
        """What the cursor stands on."""
        at = self.highlighted
        return self._items[at] if at is not None and at < len(self._items) else None

    def fill(self, groups: Iterable[tuple[str, Sequence[Item]]]) -> None:
        """List these under their headings.

        The cursor stays with its item, or goes to what took its place; it is on top until somebody moves it.
        """
        before, held = self.item, self.highlighted
        self._items, options = [], list[Option]()
        for heading, items in groups:
            self._items += [None, *items]
            options.append(Option(self._heading(heading, len(items)), disabled=True))
            options += [Option(self._draw(item, False)) for item in items]
        self.set_options(options)
        self._put = self._home(before, held) if self._touched else self._home(None, None)
        self.highlighted = self._put

    def _heading(self, words: str, count: int) -> Content:
        if not self._counted:
            return paint.text(f" {words} ", "bold $now")
        dot = glyphs_of(self.app).dot
        return paint.line((f" {words} ", "bold $now"), (f"{dot} {count}", "$quiet"))

    def _home(self, before: Item | None, held: int | None) -> int | None:
        names = [None if item is None else self._name_of(item) for item in self._items]
        if before is not None and self._name_of(before) in names:
            return names.index(self._name_of(before))
        stops = [at for at, item in enumerate(self._items) if item is not None]
        after = (at for at in stops if held is not None and at >= held)
        return next(after, stops[-1] if held is not None and stops else stops[0] if stops else None)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor has a sign of its own, which is left behind nowhere."""
        for at in {self._marked, event.option_index}:
            item = self._items[at] if at < len(self._items) else None
            if item is not None:
                row = self._draw(item, at == event.option_index)
                self.replace_option_prompt_at_index(at, row)
        self._marked = event.option_index
        self._touched = self._touched or event.option_index != self._put
