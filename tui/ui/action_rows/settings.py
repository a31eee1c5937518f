"""The rows of the settings."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_HERE = Scope.SETTINGS

SETTINGS = (
    Action(
        "settings.change",
        ("enter", "space"),
        "change",
        "Change it: the next choice, or type",
        _HERE,
        Group.SETTINGS,
    ),
    Action("settings.next", ("l", "right"), "next", "The next choice, or one more", _HERE, Group.SETTINGS),
    Action(
        "settings.before", ("h", "left"), "before", "The choice before, or one less", _HERE, Group.SETTINGS
    ),
    Action(
        "settings.reset", ("backspace", "delete"), "usual", "Back to what is usual", _HERE, Group.SETTINGS
    ),
    Action("settings.close", ("escape", "comma", "q"), "close", "Close the settings", _HERE, Group.SETTINGS),
)
