"""The request as it would be sent, readable and ready to be tried by hand.

The client that sends it makes it; passwords and PINs are covered on the screen, the key is not part of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.domain.pairs import MARK, OFF
from tui.ui import paint
from tui.ui.messages import CopyText
from tui.ui.screens.sheet import Sheet

if TYPE_CHECKING:
    from tui.services.ports import Described

_TOKEN = "A token of callsheet's own is added as {}, to find the event by if no answer comes."
_COVERED = "•••"
_SECRET = re.compile(r"passw|passcode|^pin$|^host_key$", re.IGNORECASE)


def covered(value: Any) -> Any:
    """The body with what opens a meeting covered."""
    if isinstance(value, Mapping):
        return {
            name: _hidden(item) if _SECRET.search(str(name)) else covered(item)
            for name, item in value.items()
        }
    return [covered(item) for item in value] if isinstance(value, list | tuple) else value


def _hidden(value: object) -> object:
    """Covered where it is one; whether there is to be one is no secret."""
    return _COVERED if value and not isinstance(value, bool) else value


class PreviewScreen(Sheet[None]):
    """The preview sheet."""

    heading = "What will be sent"
    hints = (("↑↓", "scroll"), ("y", "copy as JSON"), ("Y", "copy as curl"), ("Esc", "back"))
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy_json", "copy as JSON", show=False),
        Binding("Y", "copy_curl", "copy as curl", show=False),
    ]
    DEFAULT_CSS = """
    PreviewScreen VerticalScroll { height: auto; max-height: 32; }
    """

    def __init__(self, described: Described, *, told: bool, mark: str = MARK) -> None:
        super().__init__()
        self._described = described
        self._guests_told = told
        self._mark = mark

    def body(self) -> ComposeResult:
        """Where it goes, and what it carries."""
        request = self._described
        deed = "Creates the event" if request.method == "POST" else "Changes only these fields of the event"
        told = "guests are told" if self._guests_told else "guests are not told"
        with VerticalScroll():
            yield Static(paint.text(f"{request.method} {request.url}", "bold $ink"))
            yield Static(paint.text(f"{deed}; {told}.", "$quiet"))
            if request.method == "POST" and self._mark != OFF:
                yield Static(paint.text(_TOKEN.format(self._mark), "$quiet"))
            yield Static(paint.block(f"\n{_printed(covered(request.body))}"))

    def action_copy_json(self) -> None:
        """The body as it is sent."""
        body = self._described.body
        self.post_message(CopyText(_printed(body), "request", _printed(covered(body))))

    def action_copy_curl(self) -> None:
        """The whole request for a shell, the key left to the environment."""
        shown = self._described._replace(body=covered(self._described.body))
        self.post_message(CopyText(self._described.curl(), "request", shown.curl()))


def _printed(body: object) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False, default=str)
