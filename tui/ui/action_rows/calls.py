"""The rows of the screens about calls: pending links, one link, and the call sheet."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_JOBS, _LINK, _SHEET = Scope.JOBS, Scope.LINK, Scope.CALL_SHEET

PENDING = (
    Action("jobs.down", ("j",), "next", "Next link", _JOBS, Group.LINKS),
    Action("jobs.up", ("k",), "before", "Link before", _JOBS, Group.LINKS),
    Action("jobs.go", ("enter",), "go to event", "Go to the event", _JOBS, Group.LINKS, 80),
    Action("jobs.join", ("o",), "join", "Join the call", _JOBS, Group.LINKS, 75),
    Action("jobs.retry", ("r",), "retry", "Ask for the call again", _JOBS, Group.LINKS, 70),
    Action("jobs.by_hand", ("m",), "by hand", "Enter a link by hand", _JOBS, Group.LINKS, 60),
    Action("jobs.remove", ("d",), "remove", "Take the call off the event", _JOBS, Group.LINKS, 55),
    Action("jobs.stop", ("x",), "stop watching", "Stop watching; the event stays", _JOBS, Group.LINKS, 50),
    Action("jobs.copy", ("y",), "copy", "Copy the link, or the reason it failed", _JOBS, Group.LINKS, 40),
    Action("jobs.close", ("escape", "P", "q"), "close", "Close the list", _JOBS, Group.LINKS, 90),
)

LINKED = (
    Action("link.open", ("o",), "open", "Open in the browser", _LINK, Group.LINK, 80),
    Action("link.copy", ("y",), "copy link", "Copy the link", _LINK, Group.LINK, 70),
    Action("link.copy_all", ("Y",), "copy all", "Copy link, code, PIN and phones", _LINK, Group.LINK, 60),
    Action("link.close", ("escape", "q"), "close", "Close", _LINK, Group.LINK, 90),
)

DIALLING_IN = (
    Action("sheet.open", ("o",), "open", "Open in the browser", _SHEET, Group.LINK),
    Action("sheet.copy", ("y",), "copy link", "Copy the link", _SHEET, Group.LINK),
    Action("sheet.copy_all", ("Y",), "copy all", "Copy link, code, PIN and phones", _SHEET, Group.LINK),
    Action("sheet.code", ("c",), "code", "Copy the code, else the PIN", _SHEET, Group.LINK),
    Action("sheet.phone", ("p",), "phone", "Copy what a phone dials: number and codes", _SHEET, Group.LINK),
    Action("sheet.close", ("escape", "K", "q"), "close", "Close", _SHEET, Group.LINK),
)
