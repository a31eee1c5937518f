"""The rows of the calendar screen and its panes: moving, time, the call, events, the view."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_CALENDAR, _AGENDA, _RAIL, _DETAIL = Scope.CALENDAR, Scope.AGENDA, Scope.RAIL, Scope.DETAIL
_GRID, _MONTH = Scope.GRID, Scope.MONTH
_DAYS = (Scope.AGENDA, Scope.GRID, Scope.MONTH)
_SIDEWAYS = ("l", "h", "right", "left")


def _move(name: str, keys: tuple[str, ...], words: str) -> tuple[Action, ...]:
    return (
        Action(f"agenda.{name}", keys, words.lower(), words, Scope.AGENDA, Group.MOVE),
        Action(f"rail.{name}", keys, words.lower(), words, Scope.RAIL, Group.MOVE),
    )


MOVING = (
    *_move("down", ("j", "down"), "Next row"),
    *_move("up", ("k", "up"), "Row before"),
    Action("agenda.next_day", ("l", "right"), "next day", "Next day", _AGENDA, Group.MOVE),
    Action("agenda.previous_day", ("h", "left"), "day before", "Day before", _AGENDA, Group.MOVE),
    *_move("first", ("home",), "First row"),
    *_move("last", ("end",), "Last row"),
    Action("grid.down", ("j", "down"), "later", "Later", _GRID, Group.MOVE),
    Action("grid.up", ("k", "up"), "earlier", "Earlier", _GRID, Group.MOVE),
    Action("grid.right", ("l", "right"), "right", "To the right, or the next day", _GRID, Group.MOVE),
    Action("grid.left", ("h", "left"), "left", "To the left, or the day before", _GRID, Group.MOVE),
    Action("grid.next_event", ("}", "shift+down"), "next event", "Next event", _GRID, Group.MOVE, 6),
    Action("grid.previous_event", ("{", "shift+up"), "event before", "Event before", _GRID, Group.MOVE),
    Action("grid.first", ("home",), "top", "Top of the day: whole days, first hour", _GRID, Group.MOVE),
    Action("grid.last", ("end",), "end", "End of the day", _GRID, Group.MOVE),
    Action("month.down", ("j", "down"), "next week", "Next week, or next event", _MONTH, Group.MOVE),
    Action("month.up", ("k", "up"), "week before", "Week before, or event before", _MONTH, Group.MOVE),
    Action("month.right", ("l", "right"), "next day", "Next day", _MONTH, Group.MOVE),
    Action("month.left", ("h", "left"), "day before", "Day before", _MONTH, Group.MOVE),
    Action("month.first", ("home",), "first", "First day, or first event", _MONTH, Group.MOVE),
    Action("month.last", ("end",), "last", "Last day, or last event", _MONTH, Group.MOVE),
    Action("detail.down", ("j", "down"), "down", "Scroll down", _DETAIL, Group.MOVE),
    Action("detail.up", ("k", "up"), "up", "Scroll up", _DETAIL, Group.MOVE),
    Action("detail.page", ("space",), "page", "Scroll a page down", _DETAIL, Group.MOVE, 50),
    Action("detail.fold", _SIDEWAYS, "call's text", "Show or fold the call's own text", _DETAIL, Group.MOVE),
    Action("pane.next", ("tab",), "next pane", "Next pane", _CALENDAR, Group.MOVE),
    Action("pane.previous", ("shift+tab",), "pane before", "Pane before", _CALENDAR, Group.MOVE),
)

TIME = (
    Action("window.today", ("t",), "today", "Go to today and now", _CALENDAR, Group.TIME, 55),
    Action("window.next", ("]", "pagedown"), "forward", "Go one window forward", _CALENDAR, Group.TIME, 20),
    Action("window.previous", ("[", "pageup"), "back", "Go one window back", _CALENDAR, Group.TIME, 19),
    Action("window.goto", ("g", "."), "go to", "Go to a date: fri, +2w, 1 dec", _CALENDAR, Group.TIME, 30),
    Action("window.day", ("d", "1"), "day", "Show the hours of a day", _CALENDAR, Group.TIME, 12),
    Action("window.week", ("w", "2"), "week", "Show the hours of a week", _CALENDAR, Group.TIME, 13),
    Action("window.month", ("m", "3"), "month", "Show a month", _CALENDAR, Group.TIME, 11),
    Action("window.days", ("4",), "days", "Show some days; again, one more", _CALENDAR, Group.TIME),
    Action("window.agenda", ("a", "5"), "agenda", "List; again, more weeks", _CALENDAR, Group.TIME, 10),
)

CALL = (
    Action("call.open", ("o",), "join", "Open this event's link", _CALENDAR, Group.CALL, 80),
    Action("call.choose", ("O",), "links", "Choose among all links found", _CALENDAR, Group.CALL),
    Action("call.next", ("J",), "join now", "Join the current or next call", _CALENDAR, Group.CALL, 45),
    Action("call.copy", ("y",), "copy link", "Copy this event's link", _CALENDAR, Group.CALL, 70),
    Action("call.copy_all", ("Y",), "copy all", "Copy link, code, PIN and phones", _CALENDAR, Group.CALL),
    Action("call.edit", ("v",), "video", "Add, replace or remove the call", _CALENDAR, Group.CALL, 75),
    Action("call.sheet", ("K",), "call sheet", "Phones, codes and a QR code to scan", _CALENDAR, Group.CALL),
    Action("call.why", ("W",), "why not", "Why can't I? What calls this account has", _CALENDAR, Group.CALL),
    Action("jobs.show", ("P",), "pending", "Show the links being waited for", _CALENDAR, Group.CALL, 35),
)

EVENT = (
    Action("event.open", ("enter",), "open", "Show details; once more edits", _AGENDA, Group.EVENT, 60),
    Action("event.peek", ("space",), "peek", "Show or hide the detail pane", _AGENDA, Group.EVENT, 5),
    Action("grid.open", ("enter",), "open", "Show details; once more edits", _GRID, Group.EVENT, 60),
    Action("grid.peek", ("space",), "peek", "Show or hide the detail pane", _GRID, Group.EVENT, 5),
    Action("month.enter", ("enter",), "open", "Into the day, then open the event", _MONTH, Group.EVENT, 60),
    Action("month.peek", ("space",), "peek", "Show or hide the detail pane", _MONTH, Group.EVENT, 5),
    Action("event.new", ("n", "c"), "new", "New event at the cursor", _CALENDAR, Group.EVENT, 90),
    Action("event.quick", ("i",), "quick add", "New event, typed as one line", _CALENDAR, Group.EVENT, 68),
    Action("event.copy", ("D",), "duplicate", "This event once more, as a new one", _CALENDAR, Group.EVENT),
    Action("event.move", ("M",), "move", "Move this event with hjkl, then Enter", _CALENDAR, Group.EVENT),
    Action("event.longer", ("+", "="), "longer", "A quarter of an hour longer", _CALENDAR, Group.EVENT),
    Action("event.shorter", ("-",), "shorter", "A quarter of an hour shorter", _CALENDAR, Group.EVENT),
    Action("event.edit", ("e",), "edit", "Edit this event", _CALENDAR, Group.EVENT, 65),
    Action("detail.edit", ("enter",), "edit", "Edit this event", _DETAIL, Group.EVENT),
    Action("event.delete", ("x", "delete"), "delete", "Delete this event", _CALENDAR, Group.EVENT, 15),
    Action("event.answer", ("R",), "answer", "Answer: then y yes, n no, m maybe", _CALENDAR, Group.EVENT, 40),
    Action("event.unanswered", ("I",), "invitations", "Answer open invitations", _CALENDAR, Group.EVENT),
    Action(
        "event.unfinished", ("E",), "unfinished", "What is not saved or not sent yet", _CALENDAR, Group.EVENT
    ),
    Action("event.find", ("f",), "find time", "Find a time with the guests", _CALENDAR, Group.EVENT, 38),
    Action("time.copy", ("T",), "free times", "Copy when you are free, as text", _CALENDAR, Group.EVENT),
    Action("event.undo", ("u",), "undo", "Take back what was done last", _CALENDAR, Group.EVENT, 8),
    Action("event.redo", ("U",), "redo", "Do again what was taken back", _CALENDAR, Group.EVENT),
    Action("event.page", ("b",), "web page", "Open the event's own web page", _CALENDAR, Group.EVENT),
)

VIEW = (
    Action("view.refresh", ("r",), "refresh", "Ask for news now", _CALENDAR, Group.VIEW, 25),
    Action("view.rail", ("s",), "calendars", "Show or hide the list of calendars", _CALENDAR, Group.VIEW, 18),
    Action("view.past", ("p",), "past", "Show or hide what is over", _CALENDAR, Group.VIEW),
    Action("view.zone", ("z",), "second zone", "Show or hide the second zone's hours", _CALENDAR, Group.VIEW),
    Action("view.cancelled", ("X",), "cancelled", "Show or hide what was called off", _CALENDAR, Group.VIEW),
    Action("hint.dismiss", ("H",), "no hint", "Put the hint away, and show the next", _CALENDAR, Group.VIEW),
    Action("settings.show", ("comma",), "settings", "Change settings", _CALENDAR, Group.VIEW),
    Action("view.back", ("escape",), "back", "Go back to the days", _CALENDAR, Group.VIEW, 95, _DAYS),
    Action("rail.toggle", ("space", "enter"), "show/hide", "Show or hide a calendar", _RAIL, Group.VIEW, 85),
)
