"""The table of everything a key can do; bindings, key bar, help, palette and keymap checks derive from it.

A key means one thing in each place, and an action that cannot be done stays visible and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from textual.binding import Binding


class Scope(StrEnum):
    """Where an action's keys are listened to."""

    APP = "everywhere"
    CALENDAR = "calendar"
    """Anywhere on the calendar screen."""
    AGENDA = "agenda"
    """While the agenda has the focus."""
    GRID = "grid"
    """While the hours of some days have the focus."""
    MONTH = "month"
    """While the month has the focus."""
    RAIL = "calendar list"
    """While the list of calendars has the focus."""
    DETAIL = "details"
    """While the detail pane has the focus."""
    EDITOR = "editor"
    JOBS = "pending links"
    LINK = "link"
    SEARCH = "search"
    ATTENTION = "needs attention"
    FILTER = "filter"
    CALL_SHEET = "call sheet"
    ACCOUNTS = "accounts"
    TOGETHER = "all accounts"
    FIND = "find a time"
    INVITED = "invitations"
    HELP = "help"


class Group(StrEnum):
    """Headings of the help screen, in its order."""

    MOVE = "Move"
    TIME = "Time"
    CALL = "The call"
    EVENT = "Events"
    VIEW = "View"
    FIND = "Finding"
    EDIT = "Writing an event"
    LINKS = "Pending links"
    LINK = "A link"
    SLOTS = "Find a time"
    INVITED = "Invitations"
    APP = "Everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a key does."""

    id: str
    """Name in keymaps and in `reason`, such as `event.new`."""
    keys: tuple[str, ...]
    """Keys as Textual names them, or single characters; the first one is shown."""
    label: str
    """One or two words for the key bar."""
    help: str
    """What it does, as a short sentence without a full stop."""
    where: Scope
    group: Group
    shown_priority: int = 0
    """Rank in the key bar: the higher the longer it stays when space is short; 0 never shows there."""
    idle_in: tuple[Scope, ...] = ()
    """Where the key bar leaves it out, because there it would change nothing."""

    @property
    def method(self) -> str:
        """The method that does it, on the widget, screen or app of its scope."""
        return "do_" + self.id.replace(".", "_")


def _move(name: str, keys: tuple[str, ...], words: str) -> tuple[Action, ...]:
    return (
        Action(f"agenda.{name}", keys, words.lower(), words, Scope.AGENDA, Group.MOVE),
        Action(f"rail.{name}", keys, words.lower(), words, Scope.RAIL, Group.MOVE),
    )


_CALENDAR, _AGENDA, _RAIL, _DETAIL = Scope.CALENDAR, Scope.AGENDA, Scope.RAIL, Scope.DETAIL
_GRID, _MONTH = Scope.GRID, Scope.MONTH
_DAYS = (Scope.AGENDA, Scope.GRID, Scope.MONTH)
_EDITOR, _JOBS, _LINK, _APP = Scope.EDITOR, Scope.JOBS, Scope.LINK, Scope.APP
_FIND, _INVITED = Scope.FIND, Scope.INVITED

_MOVING = (
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
    Action("pane.next", ("tab",), "next pane", "Next pane", _CALENDAR, Group.MOVE),
    Action("pane.previous", ("shift+tab",), "pane before", "Pane before", _CALENDAR, Group.MOVE),
)

_TIME = (
    Action("window.today", ("t",), "today", "Go to today and now", _CALENDAR, Group.TIME, 55),
    Action("window.next", ("]", "pagedown"), "forward", "Go one window forward", _CALENDAR, Group.TIME, 20),
    Action("window.previous", ("[", "pageup"), "back", "Go one window back", _CALENDAR, Group.TIME, 19),
    Action("window.goto", ("g", "."), "go to", "Go to a date: fri, +2w, 1 dec", _CALENDAR, Group.TIME, 30),
    Action("window.day", ("1", "d"), "day", "Show the hours of a day", _CALENDAR, Group.TIME, 12),
    Action("window.week", ("2", "w"), "week", "Show the hours of a week", _CALENDAR, Group.TIME, 13),
    Action("window.month", ("3", "m"), "month", "Show a month", _CALENDAR, Group.TIME, 11),
    Action("window.days", ("4",), "days", "Show some days; again, one more", _CALENDAR, Group.TIME),
    Action("window.agenda", ("5", "a"), "agenda", "List; again, more weeks", _CALENDAR, Group.TIME, 10),
)

_CALL = (
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

_EVENT = (
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
    Action("event.find", ("f",), "find time", "Find a time with the guests", _CALENDAR, Group.EVENT, 38),
    Action("time.copy", ("T",), "free times", "Copy when you are free, as text", _CALENDAR, Group.EVENT),
    Action("event.undo", ("u",), "undo", "Take back what was done last", _CALENDAR, Group.EVENT, 8),
    Action("event.redo", ("U",), "redo", "Do again what was taken back", _CALENDAR, Group.EVENT),
    Action("event.page", ("b",), "web page", "Open the event's own web page", _CALENDAR, Group.EVENT),
)

_VIEW = (
    Action("view.refresh", ("r",), "refresh", "Ask for news now", _CALENDAR, Group.VIEW, 25),
    Action("view.rail", ("s",), "calendars", "Show or hide the list of calendars", _CALENDAR, Group.VIEW, 18),
    Action("view.past", ("p",), "past", "Show or hide what is over", _CALENDAR, Group.VIEW),
    Action("view.zone", ("z",), "second zone", "Show or hide the second zone's hours", _CALENDAR, Group.VIEW),
    Action("view.cancelled", ("X",), "cancelled", "Show or hide what was called off", _CALENDAR, Group.VIEW),
    Action("view.back", ("escape",), "back", "Go back to the days", _CALENDAR, Group.VIEW, 95, _DAYS),
    Action("rail.toggle", ("space", "enter"), "show/hide", "Show or hide a calendar", _RAIL, Group.VIEW, 85),
)

_WRITING = (
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

_PENDING = (
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

_LINKED = (
    Action("link.open", ("o",), "open", "Open in the browser", _LINK, Group.LINK, 80),
    Action("link.copy", ("y",), "copy link", "Copy the link", _LINK, Group.LINK, 70),
    Action("link.copy_all", ("Y",), "copy all", "Copy link, code, PIN and phones", _LINK, Group.LINK, 60),
    Action("link.close", ("escape", "q"), "close", "Close", _LINK, Group.LINK, 90),
)

_SHEET, _ACCOUNTS, _ALL = Scope.CALL_SHEET, Scope.ACCOUNTS, Scope.TOGETHER
_DIALLING_IN = (
    Action("sheet.open", ("o",), "open", "Open in the browser", _SHEET, Group.LINK),
    Action("sheet.copy", ("y",), "copy link", "Copy the link", _SHEET, Group.LINK),
    Action("sheet.copy_all", ("Y",), "copy all", "Copy link, code, PIN and phones", _SHEET, Group.LINK),
    Action("sheet.code", ("c",), "code", "Copy the code, else the PIN", _SHEET, Group.LINK),
    Action("sheet.phone", ("p",), "phone", "Copy what a phone dials: number and codes", _SHEET, Group.LINK),
    Action("sheet.close", ("escape", "K", "q"), "close", "Close", _SHEET, Group.LINK),
)

_SEARCH, _HAND, _FILTER = Scope.SEARCH, Scope.ATTENTION, Scope.FILTER
_FINDING = (
    Action(
        "search.show", ("/",), "search", "Search titles, people, places, notes", _CALENDAR, Group.FIND, 28
    ),
    Action("search.go", ("enter",), "go", "Go to what was found", _SEARCH, Group.FIND, 90),
    Action("search.join", ("o", "ctrl+o"), "join", "Join the call found", _SEARCH, Group.FIND, 80),
    Action("search.copy", ("y", "ctrl+y"), "copy", "Copy the link found", _SEARCH, Group.FIND, 70),
    Action("search.more", ("r", "ctrl+r"), "more", "Ask the service for more to search", _SEARCH, Group.FIND),
    Action("search.down", ("down",), "next", "Next one found", _SEARCH, Group.FIND),
    Action("search.up", ("up",), "before", "One found before", _SEARCH, Group.FIND),
    Action("search.words", ("/",), "words", "Back to the words searched for", _SEARCH, Group.FIND),
    Action("search.close", ("escape",), "close", "Leave the search", _SEARCH, Group.FIND),
    Action(
        "attention.show", ("!",), "attention", "Show what needs your attention", _CALENDAR, Group.FIND, 34
    ),
    Action("attention.call", ("v",), "video", "Add or replace the call", _HAND, Group.FIND),
    Action("attention.links", ("O",), "links", "See the links, and choose one", _HAND, Group.FIND),
    Action("attention.retry", ("r",), "ask again", "Ask for the call again", _HAND, Group.FIND),
    Action("attention.edit", ("e",), "edit", "Edit it where it is wrong", _HAND, Group.FIND),
    Action("attention.yes", ("y",), "yes", "Say yes to the invitation", _HAND, Group.FIND),
    Action("attention.no", ("n",), "no", "Say no to the invitation", _HAND, Group.FIND),
    Action("attention.maybe", ("m",), "maybe", "Say maybe to the invitation", _HAND, Group.FIND),
    Action("attention.go", ("enter",), "go", "Go to the event", _HAND, Group.FIND),
    Action("attention.read", ("ctrl+r",), "refresh", "Read the days ahead anew", _HAND, Group.FIND),
    Action("attention.close", ("escape", "!", "q"), "close", "Close the list", _HAND, Group.FIND),
    Action("accounts.show", ("A",), "accounts", "Show another of your accounts", _CALENDAR, Group.FIND),
    Action("accounts.switch", ("enter",), "open", "Open this account", _ACCOUNTS, Group.FIND),
    Action("accounts.close", ("escape", "A", "q"), "close", "Stay with this account", _ACCOUNTS, Group.FIND),
    Action("accounts.together", ("t",), "together", "Show all accounts in one list", _ACCOUNTS, Group.FIND),
    Action("together.go", ("enter",), "go", "Go to it, in its own account", _ALL, Group.FIND),
    Action("together.close", ("escape", "q"), "close", "Leave the list", _ALL, Group.FIND),
    Action("filter.show", ("F",), "filter", "Show only some events", _CALENDAR, Group.FIND, 14),
    Action("filter.clear", ("backspace",), "show all", "Take the filter away", _CALENDAR, Group.FIND),
    Action("filter.toggle", ("space",), "choose", "Choose this row, or no longer", _FILTER, Group.FIND),
    Action("filter.call", ("c",), "call", "Only events with a call", _FILTER, Group.FIND),
    Action("filter.no_call", ("w",), "no call", "Only events without a call", _FILTER, Group.FIND),
    Action("filter.pending", ("p",), "pending", "Only events whose link is pending", _FILTER, Group.FIND),
    Action("filter.mine", ("m",), "mine", "Only events I organise", _FILTER, Group.FIND),
    Action("filter.unanswered", ("u",), "unanswered", "Only what waits for my answer", _FILTER, Group.FIND),
    Action("filter.none", ("0", "backspace"), "nothing", "Hide nothing", _FILTER, Group.FIND),
    Action("filter.apply", ("enter",), "show", "Show what was chosen", _FILTER, Group.FIND),
    Action("filter.close", ("escape", "F", "q"), "leave", "Leave the filter as it was", _FILTER, Group.FIND),
)

_FINDING_TIME = (
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

_INVITATIONS = (
    Action("invited.yes", ("y",), "yes", "Yes, I come", _INVITED, Group.INVITED, 80),
    Action("invited.no", ("n",), "no", "No, I do not come", _INVITED, Group.INVITED, 79),
    Action("invited.maybe", ("m",), "maybe", "Maybe", _INVITED, Group.INVITED, 78),
    Action("invited.comment", ("c",), "comment", "Answer with a comment", _INVITED, Group.INVITED),
    Action("invited.stop", ("u",), "stop", "Stop the answer that is on its way", _INVITED, Group.INVITED),
    Action("invited.down", ("j",), "next", "Next invitation", _INVITED, Group.INVITED),
    Action("invited.up", ("k",), "before", "Invitation before", _INVITED, Group.INVITED),
    Action("invited.go", ("enter",), "go to it", "Go to the event", _INVITED, Group.INVITED, 60),
    Action("invited.close", ("escape", "I", "q"), "close", "Close the list", _INVITED, Group.INVITED, 90),
)

_EVERYWHERE = (
    Action("app.help", ("?", "f1"), "help", "Show every key", _APP, Group.APP, 100),
    Action("app.palette", (":",), "commands", "Find a command, date or event; also ctrl+p", _APP, Group.APP),
    Action("app.quit", ("q",), "quit", "Quit; ctrl+q does it from anywhere", _APP, Group.APP, 10),
)

ACTIONS: tuple[Action, ...] = (
    *_MOVING,
    *_TIME,
    *_CALL,
    *_EVENT,
    *_VIEW,
    *_WRITING,
    *_PENDING,
    *_LINKED,
    *_DIALLING_IN,
    *_FINDING,
    *_FINDING_TIME,
    *_INVITATIONS,
    *_EVERYWHERE,
)
"""The table."""

BY_ID = {action.id: action for action in ACTIONS}
"""The table by id."""


@runtime_checkable
class GivesReasons(Protocol):
    """A screen or widget that knows why some of its actions cannot be done at the moment."""

    def reason(self, action_id: str) -> str | None:
        """Why the action cannot be done now, in words, or None when it can."""
        ...


def actions_in(*scopes: Scope) -> tuple[Action, ...]:
    """The rows of these scopes, in the table's order."""
    return tuple(action for action in ACTIONS if action.where in scopes)


def bindings_for(scope: Scope) -> list[Binding]:
    """The bindings of one scope; each calls `do` with its id (see `acting.Acting`)."""
    return [_binding(action) for action in actions_in(scope)]


def _binding(action: Action) -> Binding:
    return Binding(
        key=",".join(action.keys),
        action=f"do('{action.id}')",
        description=action.label,
        show=action.shown_priority > 0,
        tooltip=action.help,
        id=action.id,
    )


def action_of(binding: Binding) -> Action | None:
    """The row a binding was made from, or None for one that is not ours."""
    return BY_ID.get(binding.id or "")


def grouped(actions: Iterable[Action]) -> dict[Group, list[Action]]:
    """Rows under their headings, headings and rows in the table's order, empty headings left out."""
    rows = list(actions)
    groups = {group: [row for row in rows if row.group is group] for group in Group}
    return {group: members for group, members in groups.items() if members}
