"""What one row of the table of actions holds: where its keys are heard, and under which heading it stands.

A row is data; what it does is a method of the widget, screen or app of its scope.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


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
    SETTINGS = "settings"
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
    SETTINGS = "Settings"
    APP = "Everywhere"


class Action(NamedTuple):
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
