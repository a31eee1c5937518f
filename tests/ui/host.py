"""A bare app in the house's colours, to stand one widget or sheet on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

import tests.stillness  # from here on time is the apps' own
import tests.ui.readonce  # noqa: F401 - and no stylesheet is taken apart twice
import tui.ui
from tui.ui.acting import Acting
from tui.ui.actions import Scope, bindings_for
from tui.ui.glyphs import SETS, GlyphsName
from tui.ui.layout import HEIGHTS, WIDTHS
from tui.ui.messages import CopyText
from tui.ui.stylesheet import HouseSheet
from tui.ui.themes import DARK, house_themes, house_variables

STYLES = Path(tui.ui.__file__).parent / "house.tcss"


class Host(Acting, App[None]):
    """Shows the widgets or the screen given to it; what bubbles up is in `told`."""

    CSS_PATH = STYLES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Scope.APP)]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self,
        *widgets: Widget,
        screen: Screen[Any] | None = None,
        theme: str = "dark",
        glyphs: GlyphsName = "unicode",
    ) -> None:
        super().__init__()
        self._given = widgets
        self._first = screen
        self.glyphs = SETS[glyphs]
        self.told: list[Message] = []
        for house_theme in house_themes():
            self.register_theme(house_theme)
        self.theme = theme
        self.stylesheet = HouseSheet(variables=self.get_css_variables(), whole=True)
        self.animation_level = "none"
        self.answer: object = "nothing yet"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return house_variables(DARK)

    def compose(self) -> ComposeResult:
        yield from self._given

    def on_mount(self) -> None:
        self.set_class(self.glyphs is SETS["ascii"], "-ascii")
        if self._first is not None:
            self.push_screen(self._first, self._answered)

    def on_copy_text(self, request: CopyText) -> None:
        self.told.append(request)

    def _answered(self, answer: object) -> None:
        self.answer = answer


def screen_text(app: App[Any]) -> str:
    """The screen as lines of text, ends trimmed."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
