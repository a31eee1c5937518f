"""The rows of the screens an event is written on: the editor, and finding a time for it."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_EDITOR, _FIND = Scope.EDITOR, Scope.FIND

WRITING = (
    Action("editor.save", ("ctrl+s",), "save", "Save", _EDITOR, Group.EDIT, 90),
    Action("editor.another", ("f5",), "save & new", "Save, and begin another", _EDITOR, Group.EDIT, 22),
    Action(
        "editor.outside", ("f2",), "own editor", "Write the notes in your own editor", _EDITOR, Group.EDIT, 15
    ),
    Action("editor.provider", ("ctrl+t",), "provider", "Next call provider", _EDITOR, Group.EDIT, 70),
    Action(
        "editor.mode", ("ctrl+o",), "own link", "Create for me, or I have a link", _EDITOR, Group.EDIT, 60
    ),
    Action("editor.problem", ("ctrl+g",), "next problem", "Go to the next problem", _EDITOR, Group.EDIT, 50),
    Action("editor.section", ("ctrl+n",), "next section", "Go to the next section", _EDITOR, Group.EDIT, 30),
    Action("editor.revert", ("ctrl+r",), "revert", "Put this field back as it was", _EDITOR, Group.EDIT, 20),
    Action("editor.settings", ("f3",), "settings", "Zoom's options for a new call", _EDITOR, Group.EDIT, 25),
    Action("editor.find", ("f4",), "find time", "Find a time with the guests", _EDITOR, Group.EDIT, 28),
    Action("editor.preview", ("ctrl+l",), "preview", "Show what will be sent", _EDITOR, Group.EDIT, 40),
    Action("editor.leave", ("escape",), "leave", "Leave; asks if there are changes", _EDITOR, Group.EDIT, 80),
)

FINDING_TIME = (
    Action("find.take", ("enter",), "take", "Take this slot", _FIND, Group.SLOTS, 80),
    Action("find.down", ("j",), "next", "Next slot", _FIND, Group.SLOTS),
    Action("find.up", ("k",), "before", "Slot before", _FIND, Group.SLOTS),
    Action("find.later", ("l", "right"), "later", "A quarter of an hour later", _FIND, Group.SLOTS),
    Action("find.earlier", ("h", "left"), "earlier", "A quarter of an hour earlier", _FIND, Group.SLOTS),
    Action("find.longer", ("+",), "longer", "A longer meeting", _FIND, Group.SLOTS, 50),
    Action("find.shorter", ("-",), "shorter", "A shorter meeting", _FIND, Group.SLOTS, 49),
    Action("find.later_days", ("]", "pagedown"), "later days", "The days after these", _FIND, Group.SLOTS),
    Action("find.earlier_days", ("[", "pageup"), "days before", "The days before these", _FIND, Group.SLOTS),
    Action("find.days", ("d",), "days", "More or fewer days at once", _FIND, Group.SLOTS),
    Action("find.hours", ("w",), "hours", "Working hours, or any hour", _FIND, Group.SLOTS),
    Action("find.pause", ("b",), "pause", "A pause before and after", _FIND, Group.SLOTS),
    Action("find.maybe", ("m",), "maybe", "Whether half accepted is busy", _FIND, Group.SLOTS),
    Action("find.zone", ("z",), "zone", "Say where somebody lives", _FIND, Group.SLOTS),
    Action("find.way", ("s",), "by service", "Let the service work it out, or not", _FIND, Group.SLOTS),
    Action("find.retry", ("r",), "ask again", "Ask for everybody's time again", _FIND, Group.SLOTS),
    Action("find.copy", ("y",), "copy", "Copy when you are free, as text", _FIND, Group.SLOTS, 40),
    Action("find.guests", ("g",), "guests", "Type guests", _FIND, Group.SLOTS, 60),
    Action("find.close", ("escape",), "close", "Leave without a slot", _FIND, Group.SLOTS, 90),
)
