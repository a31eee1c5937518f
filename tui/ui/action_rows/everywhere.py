"""The rows of what can be done on every screen."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_APP = Scope.APP

EVERYWHERE = (
    Action("app.help", ("?", "f1"), "help", "Show every key", _APP, Group.APP, 100),
    Action("app.palette", (":",), "commands", "Find a command, date or event; also ctrl+p", _APP, Group.APP),
    Action("app.quit", ("q",), "quit", "Quit; ctrl+q does it from anywhere", _APP, Group.APP, 10),
)
