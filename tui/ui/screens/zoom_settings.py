"""Zoom's options for a call to be made: each is on, off or left to the Zoom account.

Every change goes into the draft at once, so there is nothing here to save or to lose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tui.domain.callsettings import OPTIONS, PASSCODE_RULE, Option, SettingsError, risks_of, settings_of
from tui.domain.drafts import CallDraft
from tui.domain.text import clean_block
from tui.ui import paint
from tui.ui.glyphs import glyphs_of
from tui.ui.screens.sheet import Sheet
from tui.ui.widgets.choice_row import ChoiceRow, Offer
from tui.ui.widgets.editor_inputs import EditorInput

Tell = Callable[[Mapping[str, object], str], None]
_LEFT = Offer("", "as set in Zoom")
_ON, _OFF = "on", "off"


class ExtraText(TextArea):
    """Other settings as JSON; Tab leaves it."""

    def __init__(self, text: str) -> None:
        super().__init__(text, id="extra", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.highlight_cursor_line = False


class ZoomSettingsScreen(Sheet[None]):
    """The sheet. `tell` hears of every change: the options chosen, and the JSON text of others."""

    heading = "Settings of the Zoom call"
    hints = (("←→", "choose"), ("Tab", "next"), ("Esc", "back to the event"))
    AUTO_FOCUS = "ChoiceRow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f3", "leave", "done", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    ZoomSettingsScreen {
        & VerticalScroll { height: auto; max-height: 100%; }
        & .option { height: auto; }
        & .option > Static { width: 32; padding: 0 1; }
        & .option > ChoiceRow, & .option > Input { width: 1fr; }
        & ExtraText { height: 3; width: 1fr; padding: 0 1; }
        & #remarks { height: auto; margin-top: 1; padding: 0 1; }
    }
    """

    def __init__(self, call: CallDraft, tell: Tell) -> None:
        super().__init__()
        self._wishes = dict(call.wishes)
        self._extra = call.extra
        self._tell = tell

    def body(self) -> ComposeResult:
        """One row for each option, the passcode, other settings, and what they give away."""
        with VerticalScroll(can_focus=False):
            for option in OPTIONS:
                yield from _row(
                    option.words, ChoiceRow(_offers(option), chosen=self._chosen(option), id=option.name)
                )
            passcode = EditorInput(id="password", placeholder=PASSCODE_RULE, max_length=40)
            passcode.value = str(self._wishes.get("password", ""))
            yield from _row("Passcode", passcode)
            yield from _row("Other settings, as JSON", ExtraText(self._extra))
            yield Static(id="remarks")

    def on_mount(self) -> None:
        """Say what the settings give away."""
        super().on_mount()
        self._remark()

    def _chosen(self, option: Option) -> str:
        value = self._wishes.get(option.name, "")
        if option.choices:
            return str(value)
        return {True: _ON, False: _OFF}.get(value, "") if isinstance(value, bool) else ""

    @on(ChoiceRow.Chosen)
    def _option_chosen(self, event: ChoiceRow.Chosen) -> None:
        event.stop()
        option = next(option for option in OPTIONS if option.name == event.row.id)
        self._wishes.pop(option.name, None)
        if event.value:
            self._wishes[option.name] = event.value if option.choices else event.value == _ON
        self._changed()

    @on(Input.Changed)
    def _passcode_typed(self, event: Input.Changed) -> None:
        event.stop()
        self._wishes.pop("password", None)
        if event.value:
            self._wishes["password"] = event.value
        self._changed()

    @on(TextArea.Changed)
    def _extra_typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._extra = clean_block(event.text_area.text)
        self._changed()

    def _changed(self) -> None:
        self._tell({name: self._wishes[name] for name in sorted(self._wishes)}, self._extra)
        self._remark()

    def _remark(self) -> None:
        glyphs = glyphs_of(self.app)
        try:
            risks = risks_of(settings_of(self._wishes, self._extra))
        except SettingsError as error:
            said = [paint.line((f"{glyphs.failed} {error}", "$alarm"))]
        else:
            said = [paint.line((f"{glyphs.unanswered} {risk}", "$warn")) for risk in risks]
        self.query_one("#remarks", Static).update(Content("\n").join(said))


def _row(words: str, widget: ChoiceRow | Input | TextArea) -> ComposeResult:
    with Horizontal(classes="option"):
        yield Static(paint.text(words, "$quiet"))
        yield widget


def _offers(option: Option) -> tuple[Offer, ...]:
    named = option.choices or ((_ON, "on"), (_OFF, "off"))
    return (_LEFT, *(Offer(value, words) for value, words in named))
