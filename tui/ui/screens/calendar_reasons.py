"""Why the calendar's keys sometimes cannot do what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.answering import why_no_answer
from tui.domain.calendars import AccountKind
from tui.domain.events import Event
from tui.domain.links import link_of, links_of
from tui.ui.screens.calendar_scene import second_zone
from tui.ui.screens.calendar_window import GRIDS

if TYPE_CHECKING:
    from tui.services.workspace import Workspace
    from tui.ui.screens.calendar import CalendarScreen

_FORGETFUL = {AccountKind.ICLOUD: "iCloud", AccountKind.EWS: "Exchange"}
_NEEDS_EVENT = frozenset(
    {
        "call.open",
        "call.choose",
        "call.copy",
        "call.copy_all",
        "call.sheet",
        "call.edit",
        "event.copy",
        "event.edit",
        "event.delete",
        "event.answer",
        "event.page",
    }
)
_NEEDS_LINK = frozenset({"call.open", "call.copy", "call.copy_all", "call.sheet"})
_MAKES_EVENTS = frozenset({"event.new", "event.quick", "event.copy"})
_RETIMES = frozenset({"event.move", "event.longer", "event.shorter"})
_CHANGES = frozenset({"call.edit", "event.edit", "event.delete"}) | _RETIMES
_NEEDS_SERVICE = _CHANGES | {"event.answer", "event.page"}


class Reasons:
    """Knows of every action of the calendar why it cannot be done now."""

    def __init__(self, screen: CalendarScreen) -> None:
        self._screen = screen

    @property
    def _workspace(self) -> Workspace:
        return self._screen.workspace

    def of(self, action_id: str) -> str | None:
        """The reason in words, or None when there is none."""
        if action_id in _MAKES_EVENTS and not self._is_writable():
            return "No calendar here can be written to."
        if action_id in _NEEDS_EVENT | _RETIMES:
            return self._about_event(action_id)
        kind = self._workspace.account.kind
        match action_id:
            case "view.cancelled" if kind in _FORGETFUL:
                return f"{_FORGETFUL[kind]} does not tell of cancelled events."
            case "event.undo" if not self._workspace.can_take_back:
                return "There is nothing to take back."
            case "event.redo" if not self._workspace.can_do_again:
                return "Nothing was taken back."
            case "filter.clear" if not self._screen.sieve.filter:
                return "There is no filter; F makes one."
            case "hint.dismiss" if self._screen.hints.shown is None:
                return "There is no hint now."
            case "view.zone":
                return self._no_second_zone()
        return None

    def _is_writable(self) -> bool:
        return any(not calendar.read_only for calendar in self._workspace.agenda.calendars())

    def _about_event(self, action_id: str) -> str | None:
        event = self._screen.chosen()
        if event is None:
            return "There is no event under the cursor."
        if action_id in _NEEDS_SERVICE and (why := self._not_yet(event, action_id)):
            return why
        if action_id in _NEEDS_LINK and link_of(event) is None:
            return _no_link(event)
        if action_id in _CHANGES and (why := self.locked(event)):
            return why
        account = self._workspace.account
        if action_id == "event.answer" and (why := why_no_answer(event, account.email, account.kind)):
            return why
        if action_id == "event.page" and not event.html_link:
            return "This event has no web page."
        return None

    def _not_yet(self, event: Event, action_id: str) -> str | None:
        """Why something cannot be done to an event before it is there, or while it is to be deleted."""
        sending = self._workspace.agenda.sending
        if event.key in sending.removals:
            return "It is deleted as soon as there is a connection; u keeps it."
        if event.is_there:
            return None
        if event.key not in sending.standing:
            return "It is still being sent."
        if self._workspace.edits.outbox.of(event.key) is None:
            return "It was sent meanwhile; r reads it."
        return None if action_id in _CHANGES - _RETIMES else "It waits for a connection; e changes it."

    def locked(self, event: Event) -> str | None:
        """Why an event cannot be changed by the user at all."""
        if event.read_only:
            return "Only its organiser can change this event; R answers it."
        calendars = self._workspace.agenda.calendars()
        calendar = next((one for one in calendars if one.id == event.calendar_id), None)
        return f"{calendar.name} is read-only." if calendar is not None and calendar.read_only else None

    def _no_second_zone(self) -> str | None:
        wanted = self._workspace.settings.second_zone
        if not wanted:
            return 'No second zone is set: write second_zone = "America/New_York" in config.toml.'
        if second_zone(self._workspace) is None:
            return f"There is no zone “{wanted}”; second_zone in config.toml names it."
        hours = self._screen.shown.kind in GRIDS
        return None if hours else "A second zone stands beside the hours of days: 1 or 2."


def _no_link(event: Event) -> str:
    """Why there is nothing to join by: no link at all, or one that is never opened."""
    refused = next(iter(links_of(event)), None)
    if refused is None:
        return "This event has no link. v adds a call."
    return f"{refused.host or 'The link'}: {refused.reason} O shows it."
