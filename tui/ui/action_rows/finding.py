"""The rows of searching, filtering, what needs attention, the accounts, and invitations."""

from __future__ import annotations

from tui.ui.action import Action, Group, Scope

_CALENDAR = Scope.CALENDAR
_SEARCH, _HAND, _FILTER, _INVITED = Scope.SEARCH, Scope.ATTENTION, Scope.FILTER, Scope.INVITED

FINDING = (
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
    Action("accounts.switch", ("enter",), "open", "Open this account", Scope.ACCOUNTS, Group.FIND),
    Action(
        "accounts.together", ("t",), "together", "Show all accounts in one list", Scope.ACCOUNTS, Group.FIND
    ),
    Action("together.go", ("enter",), "go", "Go to it, in its own account", Scope.TOGETHER, Group.FIND),
    Action("together.close", ("escape", "q"), "close", "Leave the list", Scope.TOGETHER, Group.FIND),
    Action(
        "accounts.close", ("escape", "A", "q"), "close", "Stay with this account", Scope.ACCOUNTS, Group.FIND
    ),
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

INVITATIONS = (
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
