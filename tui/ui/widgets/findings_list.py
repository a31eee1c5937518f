"""The list of what there is to mend, each with its sign; Enter or a click leads to its field.

It keeps its cursor by place while findings come and go, and wraps instead of cutting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.domain.checking import Finding
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.widgets.editor_row import STYLES, mark_of
from tui.ui.widgets.editor_words import FIELD_WORDS

_SIGN = 3
"""Cells before the words: the cursor, the sign and a space."""


class FindingsList(Widget, can_focus=True):
    """The list; nothing at all when there is nothing to say."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "next", show=False),
        Binding("up,k", "move(-1)", "before", show=False),
        Binding("home", "move(-1000)", "first", show=False),
        Binding("end", "move(1000)", "last", show=False),
        Binding("enter,space", "choose", "go to it", show=False),
    ]
    DEFAULT_CSS = """
    FindingsList { height: auto; padding: 0 1 0 0; }
    """

    findings: reactive[tuple[Finding, ...]] = reactive((), layout=True)
    """What to list, in order."""
    at: reactive[int] = reactive(0)
    """The row of the cursor."""

    class Chosen(Message):
        """The user wants to go where this is mended."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    def watch_findings(self, findings: tuple[Finding, ...]) -> None:
        """Keep the cursor inside."""
        self.display = bool(findings)
        self.at = max(0, min(self.at, len(findings) - 1))

    def watch_at(self) -> None:
        """Keep the cursor in sight."""
        heights = [len(rows) for rows in self._wrapped(self.content_size.width or 40)]
        if self.has_focus and isinstance(self.parent, Widget) and heights:
            top = self.virtual_region.y + sum(heights[: self.at])
            self.parent.scroll_to_region(Region(0, top, 1, heights[self.at]), animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the findings need."""
        return sum(len(rows) for rows in self._wrapped(width))

    def render(self) -> Content:
        """Sign and words; what wraps stays clear of the signs."""
        rows: list[Content] = []
        for index, wrapped in enumerate(self._wrapped(self.content_size.width)):
            rows += [self._painted(index, first=not at, words=words) for at, words in enumerate(wrapped)]
        return paint.lines(*rows)

    def _painted(self, index: int, *, first: bool, words: Content) -> Content:
        severity, signs = self.findings[index].severity, glyphs_of(self.app)
        at_cursor = self.has_focus and index == self.at
        cursor = (signs.cursor if at_cursor else " ", "$now")
        sign = (f"{mark_of(severity, signs)} " if first else " " * (_SIGN - 1), STYLES[severity])
        row = paint.line(cursor, sign, words)
        if at_cursor:
            row = row.pad_right(self.content_size.width - row.cell_length).stylize("on $cursor")
        return row.stylize(Style.from_meta({"finding": index}))

    def _wrapped(self, width: int) -> Iterator[list[Content]]:
        for finding in self.findings:
            fix = (f" {finding.fix}", "$quiet") if finding.fix else ""
            said = paint.line((f"{FIELD_WORDS[finding.field]}: ", "$quiet"), finding.says, fix)
            yield said.wrap(max(width - _SIGN, 1))

    def action_move(self, by: int) -> None:
        """Move the cursor; the ends are ends."""
        self.at = max(0, min(self.at + by, len(self.findings) - 1))

    def action_choose(self) -> None:
        """Go to the field of the finding at the cursor."""
        if self.findings:
            self.post_message(self.Chosen(self.findings[self.at]))

    def on_click(self, event: events.Click) -> None:
        """A click goes there too."""
        index = event.style.meta.get("finding")
        if isinstance(index, int) and index < len(self.findings):
            self.at = index
            self.action_choose()
