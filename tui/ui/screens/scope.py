"""How far a change to one of a series reaches, with what each answer means; the keys lie far apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.domain.scoping import Scope
from tui.ui import paint
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choices import MarkedList
from tui.ui.widgets.editor_tick import Tick

KEYS: Mapping[Scope, str] = {Scope.THIS: "1", Scope.FOLLOWING: "5", Scope.ALL: "9"}
_WORDS = {
    Scope.THIS: "Only this one",
    Scope.FOLLOWING: "This and following",
    Scope.ALL: "All of them",
}


@dataclass(frozen=True, slots=True)
class ScopeAnswer:
    """The scope chosen, and whether those that follow get a new link instead of the one they have."""

    scope: Scope
    fresh_link: bool = False


class ScopeScreen(Sheet[ScopeAnswer | None]):
    """The question. `meanings` says what each scope comes to; one without any cannot be chosen."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("n", "fresh", "new link", show=False),
    ]
    DEFAULT_CSS = """
    ScopeScreen {
        & OptionList { height: auto; border: none; padding: 0; }
        & #about { height: auto; margin-bottom: 1; }
        & #fresh { margin-top: 1; }
        & #why-not { height: auto; margin-top: 1; color: $warn; }
    }
    """

    def __init__(
        self,
        meanings: Mapping[Scope, Sequence[str]],
        *,
        heading: str = "Save it for",
        about: str = "",
        why_not: str = "",
        link: str = "",
        careful: bool = False,
    ) -> None:
        super().__init__()
        self.heading = heading
        self._about = about
        """What the question is about, where it is not behind it."""
        self._careful = careful
        """Whether Enter chooses nothing until an answer was pointed at."""
        self._meanings = meanings
        self._why_not = why_not
        """Why some cannot be chosen."""
        self._link = link
        """Whose new link can be made for those that follow; empty when the question does not arise."""
        hints = [("1 5 9", "choose"), ("Esc", "back to the event")]
        self.hints = [*hints[:1], ("n", "new link"), *hints[1:]] if link else hints

    def body(self) -> ComposeResult:
        """The answers, and what each means."""
        if self._about:
            yield Static(paint.block(self._about), id="about")
        yield MarkedList(*(self._option(scope) for scope in Scope))
        if self._link:
            yield Tick(f"Those that follow get a new {self._link} link", id="fresh")
        if self._why_not:
            yield Static(paint.block(self._why_not), id="why-not")

    def on_mount(self) -> None:
        """Point at nothing where an answer deletes."""
        if self._careful:
            self.query_one(OptionList).highlighted = None

    def _option(self, scope: Scope) -> Option:
        meaning = self._meanings.get(scope, ())
        first = paint.line((f"{KEYS[scope]}  ", "bold"), (_WORDS[scope], "bold $ink"))
        lines = [first, *(paint.text(f"   {line}", "$quiet") for line in meaning)]
        return Option(paint.lines(*lines), id=scope.value, disabled=not meaning)

    def on_key(self, event: events.Key) -> None:
        """A scope's own key chooses it."""
        for scope, key in KEYS.items():
            if event.character == key and self._meanings.get(scope):
                event.stop()
                self._choose(scope)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(Scope(event.option.id or ""))

    def _choose(self, scope: Scope) -> None:
        fresh = bool(self._link) and self.query_one("#fresh", Tick).on
        self.dismiss(ScopeAnswer(scope, fresh and scope is Scope.FOLLOWING))

    def action_fresh(self) -> None:
        """Keep the link, or have a new one made."""
        if self._link:
            self.query_one("#fresh", Tick).action_turn()

    def action_move(self, by: int) -> None:
        """One answer on, or back."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()
