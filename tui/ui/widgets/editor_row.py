"""One row of the editor: a mark, a label, what is edited, an echo beside it and a message below.

The mark and the message say the same thing twice, by sign and by words; neither moves what is being typed.
"""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.domain.checking import Finding, Severity
from tui.domain.drafts import DraftField
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.widgets.choice_row import ChoiceRow

STYLES: dict[Severity, str] = {Severity.PROBLEM: "$alarm", Severity.WARNING: "$warn", Severity.NOTE: "$quiet"}
"""The colour of each severity; the sign says it too."""


def mark_of(severity: Severity, glyphs: Glyphs) -> str:
    """The sign of a severity."""
    signs = {
        Severity.PROBLEM: glyphs.failed,
        Severity.WARNING: glyphs.unanswered,
        Severity.NOTE: glyphs.note,
    }
    return signs[severity]


class EditorRow(Vertical):
    """The row of one field of the draft."""

    DEFAULT_CSS = """
    EditorRow {
        height: auto;
        & > .line { height: auto; }
        & > .line > .label { width: 13; color: $quiet; }
        & > .line > .echo { width: 1fr; padding: 0 1; color: $quiet; }
        & > .below { height: auto; padding: 0 1 0 15; display: none; color: $quiet; }
        & > .message { height: auto; padding: 0 1 0 15; display: none; }
    }
    """

    def __init__(
        self,
        field: DraftField,
        label: str,
        *content: Widget,
        echoes: Literal["", "beside", "below"] = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id or f"row-{field.value}")
        self.field = field
        self._label = label
        self._body = content
        self._echoes = echoes
        self._finding: Content | None = None
        self._message: Static | None = None
        self._shown: tuple[Finding | None, bool] = (None, False)
        self._echoed = Content("")

    def compose(self) -> ComposeResult:
        """The line; the message under it is there once there is one."""
        with Horizontal(classes="line"):
            yield Static(self._labelled(None, good=False), classes="label")
            yield from self._body
            if self._echoes == "beside":
                yield Static(classes="echo")
        if self._echoes == "below":
            yield Static(classes="below")

    def show(self, finding: Finding | None, *, good: bool = False) -> None:
        """Mark the row with its worst finding, or as `good`, or not at all."""
        if (finding, good) == self._shown:
            return
        self._shown = finding, good
        self.query_one(".label", Static).update(self._labelled(finding, good=good), layout=False)
        self._finding = said(finding) if finding is not None else None
        self._say(self._finding)

    def _say(self, words: Content | None) -> None:
        if self._message is None and words is not None:
            self._message = Static(classes="message")
            self.mount(self._message)
        if self._message is not None and (words is not None or self._message.display):
            self._message.display = words is not None
            self._message.update(words or "")

    @on(ChoiceRow.Refused)
    def _refused(self, event: ChoiceRow.Refused) -> None:
        event.stop()
        self._say(paint.line(event.offer.why_not, (f" {event.offer.way_out}", "$quiet")))

    @on(ChoiceRow.Left)
    def _left(self, event: ChoiceRow.Left) -> None:
        event.stop()
        self._say(self._finding)

    def echo(self, words: Content | str | None) -> None:
        """Say beside or below the field how it was understood."""
        shown = words if isinstance(words, Content) else paint.text(words or "", "$quiet")
        if shown.is_same(self._echoed):
            return
        self._echoed = shown
        echo = self.query_one(".echo" if self._echoes == "beside" else ".below", Static)
        echo.update(shown)
        echo.display = self._echoes == "beside" or bool(words)

    def _labelled(self, finding: Finding | None, *, good: bool) -> Content:
        glyphs = glyphs_of(self.app)
        mark, style = " ", "$quiet"
        if finding is not None and finding.severity is not Severity.NOTE:
            mark, style = mark_of(finding.severity, glyphs), STYLES[finding.severity]
        elif good:
            mark, style = glyphs.done, "$good"
        return paint.line((mark, style), " ", (self._label, "$ink" if style == "$alarm" else "$quiet"))


def said(finding: Finding) -> Content:
    """A finding as one sentence, and its way out as another."""
    words = paint.text(finding.says, STYLES[finding.severity])
    return paint.line(words, (f" {finding.fix}", "$quiet")) if finding.fix else words
