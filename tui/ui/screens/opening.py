"""How a screen opens: in the shape its window asks for, and styled once.

The framework tells a screen its size when everything stands on it, and would then style it all again, twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events

from tui.ui.layout import WIDTHS, classes_at

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    # A real screen here would hide the other base from the stylesheet, which follows the first one only.
    Base = object


class Opening(Base):
    """Mixed into every screen."""

    _stood: bool = False

    def on_compose(self) -> None:
        """Carry the classes of the window's size before anything is there that they would change."""
        self.add_class(*classes_at(self.app.size, self.HORIZONTAL_BREAKPOINTS or WIDTHS))

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """What has just been put on the screen looks as it should; what comes back may not."""
        event.refresh_styles = event.refresh_styles and self._stood
        self._stood = True
