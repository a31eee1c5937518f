"""What saving will do and what still stands in its way, always in the same place.

Each finding leads to its field; the pane never has an opinion of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.domain.checking import Finding, Severity
from tui.domain.drafts import DraftField
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.widgets.findings_list import FindingsList
from tui.ui.widgets.sayings import Sayings

_GRAVITY = (Severity.PROBLEM, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Review:
    """All the pane says."""

    findings: tuple[Finding, ...] = ()
    summary: tuple[str, ...] = ()
    refused: str = ""
    """Why the last save failed, in words; empty when it did not."""
    sending: bool = False
    unchanged: bool = False
    """Saving would send nothing."""
    taken: str = ""
    """The old call's text that goes from the notes."""
    choosing: bool = False
    """People are offered for a guest who is only begun."""


class CheckPane(VerticalScroll, can_focus=False):
    """The pane."""

    DEFAULT_CSS = """
    CheckPane {
        padding: 0 1;
        & > Static, & > Sayings { height: auto; padding: 0 1; }
        & > .heading { margin-top: 1; color: $quiet; }
        & > FindingsList { margin-top: 1; }
        & > #refused { margin-top: 1; }
        & > #taking, & > #taken { display: none; }
        &.-taking > #taking, &.-taking > #taken { display: block; }
        &.-unchanged > #coming, &.-unchanged > #summary { display: none; }
    }
    """

    class FindingChosen(Message):
        """The user wants to go where this finding is mended."""

        def __init__(self, field: DraftField) -> None:
            super().__init__()
            self.field = field

    def __init__(self) -> None:
        super().__init__(id="check")
        self._shown: Review | None = None

    def compose(self) -> ComposeResult:
        """A headline, what to mend, and what will be sent."""
        yield Static(id="headline")
        yield Static(id="refused")
        yield FindingsList(id="findings")
        yield Static(paint.text("What happens on save"), id="coming", classes="heading")
        yield Sayings(id="summary")
        yield Static(paint.text("Taken out of the notes"), id="taking", classes="heading")
        yield Static(id="taken")

    def show(self, review: Review) -> None:
        """Say what there is to say."""
        if review == self._shown:
            return
        self._shown = review
        glyphs = glyphs_of(self.app)
        self.query_one("#headline", Static).update(headline(review, glyphs))
        refused = self.query_one("#refused", Static)
        refused.update(paint.block(review.refused, "$alarm"))
        refused.display = bool(review.refused)
        self.query_one(FindingsList).findings = review.findings
        self.query_one("#summary", Sayings).sentences = summarised(review)
        self.set_class(review.unchanged, "-unchanged")
        self.query_one("#taken", Static).update(paint.block(review.taken, "$quiet strike"))
        self.set_class(bool(review.taken), "-taking")

    @on(FindingsList.Chosen)
    def _chosen(self, event: FindingsList.Chosen) -> None:
        event.stop()
        self.post_message(self.FindingChosen(event.finding.field))


def headline(review: Review, glyphs: Glyphs) -> Content:
    """One line: whether it can be saved."""
    problems = sum(finding.severity is Severity.PROBLEM for finding in review.findings)
    if review.sending:
        return paint.line((glyphs.waiting, "$now"), (" Sending…", "bold $ink"))
    if problems:
        words = "1 thing to mend first" if problems == 1 else f"{problems} things to mend first"
        return paint.line((glyphs.failed, "$alarm"), (f" {words}", "bold $ink"))
    if review.unchanged:
        return paint.line((glyphs.dot, "$quiet"), (" Nothing has changed yet", "$quiet"))
    if review.choosing:
        return paint.line((glyphs.dot, "$quiet"), (" Tab takes the guest", "$quiet"))
    nameless = any(finding.field is DraftField.TITLE for finding in heard(review.findings))
    words = " Ready to save, without a title" if nameless else " Ready to save"
    return paint.line((glyphs.done, "$warn" if nameless else "$good"), (words, "bold $ink"))


def summarised(review: Review) -> tuple[str, ...]:
    """What will be sent, line by line."""
    if any(finding.severity is Severity.PROBLEM for finding in review.findings) or not review.summary:
        return ("Nothing is sent until this is mended.",)
    return review.summary


def by_gravity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Problems first, then warnings, then notes; within each in the form's order."""
    return tuple(sorted(findings, key=lambda finding: _GRAVITY.index(finding.severity)))


def worst_of(findings: Sequence[Finding]) -> dict[DraftField, Finding]:
    """The gravest finding of each field."""
    return {finding.field: finding for finding in reversed(by_gravity(findings))}


def heard(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What deserves a mark on its row; notes are said in the pane only."""
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTE)
