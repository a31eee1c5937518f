"""What a changed setting does to the app that runs: colours, signs, keys and movement at once.

The file is written before this is asked for; what cannot change while the app runs waits for the next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import constants

from tui.ui.errand import Errand
from tui.ui.look import Look, look_of
from tui.ui.messages import SettingsApplied, SettingsChanged

if TYPE_CHECKING:
    from tui.ui.app import CallsheetApp

HOLDS_AT_ONCE = frozenset(
    {
        *("theme", "glyphs", "reduced_motion", "clock", "view", "days", "week_start", "first_hour"),
        *("second_zone", "refresh_minutes", "notify_before", "working_hours", "working_days", "keymap"),
    }
)
"""The settings that change the app that runs; the others hold from the next start."""


class LookErrands(Errand):
    """The app's answer to changed settings."""

    def follow(self, news: SettingsChanged) -> None:
        if self.workspace is None:
            return
        before = self.workspace.settings
        self.workspace.follow(news.settings)
        wear(cast("CallsheetApp", self.app), look_of(news.settings))
        self.app.tell_calendar(SettingsApplied(before, news.settings))


def wear(app: CallsheetApp, look: Look) -> None:
    """Put on this look, and draw whatever is on the screen in it."""
    before, app.look = app.look, look
    app.theme = look.theme
    app.animation_level = "none" if look.still else constants.TEXTUAL_ANIMATIONS
    if look.keymap != before.keymap:
        app.set_keymap(dict(look.keymap))
    if look.glyphs != before.glyphs:
        _draw_with(app, look)


def _draw_with(app: CallsheetApp, look: Look) -> None:
    from tui.ui.glyphs import SETS

    app.glyphs = SETS[look.glyphs]
    app.set_class(look.glyphs == "ascii", "-ascii")
    for screen in app.screen_stack:
        for widget in (screen, *screen.query("*")):
            widget.notify_style_update()
            widget.refresh(layout=True)
