"""Why can't I? Every call this account can have, and for each it cannot have the reason and the way out.

It shows the rulings the editor works by; nothing is asked of the service and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.domain.capabilities import CONFLICTS, KIND_WORDS, Ruling, Verdict, hosts_for, rule, said
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode
from tui.domain.findings import Context
from tui.ui import paint
from tui.ui.glyphs import Glyphs, glyphs_of
from tui.ui.screens.sheet import Sheet, scroll_keys
from tui.ui.widgets.call_words import SHORT, host_label

_NAME = 20
"""Cells of the column that names the provider."""
_INDENT = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything there is to say about one account, as lines of `width` cells."""

    context: Context
    width: int
    glyphs: Glyphs

    def lines(self) -> Iterator[Content]:
        """Whose it is, what can be had, what is closed to it, and what is held where documents disagree."""
        known = self.context
        kind = KIND_WORDS[known.account.kind]
        yield from self._wrapped(
            f"{known.account.email or kind} {self.glyphs.dot} {kind} account {self.glyphs.dot} "
            f"API {known.generation}",
            "bold $ink",
        )
        yield from self._providers("Have it created", CallMode.CREATE)
        yield from self._providers("Enter a link you have", CallMode.OWN)
        yield from self._closed_calendars()
        yield from self._open_questions()

    def _providers(self, heading: str, mode: CallMode) -> Iterator[Content]:
        yield from self._headed(heading)
        for ruling, providers in self._grouped(mode).items():
            sign, style = self._sign(ruling.verdict)
            for provider in providers:
                name = paint.cells(SHORT[provider], _NAME, ellipsis=self.glyphs.ellipsis)
                yield paint.line((f"{sign} ", style), (name, "bold $ink"), (ruling.verdict.value, style))
            yield from self._because(providers[0], ruling)

    def _grouped(self, mode: CallMode) -> dict[Ruling, list[Provider]]:
        """The rulings in order, each with the providers it is about; what is said of several names none."""
        found: dict[Ruling, list[Provider]] = {}
        for provider in Provider:
            found.setdefault(_nameless(self._ruling(provider, mode), provider), []).append(provider)
        return {
            self._ruling(about[0], mode) if len(about) == 1 else ruling: about
            for ruling, about in found.items()
        }

    def _ruling(self, provider: Provider, mode: CallMode) -> Ruling:
        known = self.context
        return rule(known.account.kind, None, provider, mode, known.hosts, known.switches, known.generation)

    def _sign(self, verdict: Verdict) -> tuple[str, str]:
        match verdict:
            case Verdict.ALLOWED:
                return self.glyphs.done, "$good"
            case Verdict.NEEDS_HOST:
                return self.glyphs.arrow, "$warn"
            case Verdict.IMPOSSIBLE:
                return self.glyphs.failed, "$alarm"

    def _because(self, provider: Provider, ruling: Ruling) -> Iterator[Content]:
        if ruling.verdict is Verdict.NEEDS_HOST:
            hosts = ", ".join(host_label(host) for host in hosts_for(provider, self.context.hosts))
            yield from self._wrapped(f"{ruling.reason} It can be {hosts}.", "$ink", _INDENT)
        elif ruling.reason:
            yield from self._wrapped(f"{ruling.reason} {ruling.fix}", "$ink", _INDENT)
        if ruling.needs:
            yield from self._wrapped(f"That account needs: {ruling.needs}", "$quiet", _INDENT)
        if ruling.reason:
            yield from self._wrapped(f"By: {ruling.source}", "$quiet", _INDENT)

    def _closed_calendars(self) -> Iterator[Content]:
        closed = [calendar for calendar in self.context.calendars if calendar.read_only]
        if not closed:
            return
        yield from self._headed("Calendars that take no call")
        known = self.context
        for calendar in closed:
            ruling = rule(known.account.kind, calendar, Provider.MEET, CallMode.OWN, known.hosts)
            sign, style = self._sign(ruling.verdict)
            yield from self._wrapped(f"{sign} {ruling.reason} {ruling.fix}", style)

    def _open_questions(self) -> Iterator[Content]:
        yield from self._headed("Where the documents disagree")
        for conflict in CONFLICTS:
            held = conflict.held(self.context.switches)
            other = next(answer for answer in conflict.answers if answer is not held)
            yield from self._wrapped(conflict.question, "$ink")
            yield from self._wrapped(f"Held: {held.says} ({held.source}).", "$ink", _INDENT)
            yield from self._wrapped(f"Else: {other.says} ({other.source}).", "$quiet", _INDENT)
        yield from self._wrapped("config.toml chooses; the README names the switches.", "$quiet")

    def _headed(self, heading: str) -> Iterator[Content]:
        yield Content("")
        yield paint.text(heading, "bold $now")

    def _wrapped(self, words: str, style: str, indent: int = 0) -> Iterator[Content]:
        for row in paint.text(words, style).wrap(max(self.width - indent, 10)):
            yield paint.line(" " * indent, row)


def _nameless(ruling: Ruling, provider: Provider) -> Ruling:
    return replace(ruling, reason=ruling.reason.replace(f"{said(provider)} meetings", "These meetings"))


class WhyScreen(Sheet[None]):
    """The sheet."""

    heading = "Why can't I?"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("W,q", "leave", "close", show=False)]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._known = context

    def body(self) -> ComposeResult:
        """The answers, to be scrolled."""
        with VerticalScroll():
            yield Static(id="answers")

    def on_mount(self) -> None:
        """Say the keys in the signs this terminal has."""
        signs = glyphs_of(self.app)
        self.hints = ((scroll_keys(signs), "scroll"), ("Esc", "close"))

    def on_resize(self) -> None:
        """Fit the words to the sheet, once it has its size."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        room = self.query_one(VerticalScroll).scrollable_content_region.width - 1
        answers = Answers(self._known, max(room, 20), glyphs_of(self.app))
        self.query_one("#answers", Static).update(paint.lines(*answers.lines()))
