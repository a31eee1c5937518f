"""The table of everything a key can do; bindings, key bar, help, palette and keymap checks derive from it.

A key means one thing in each place, and an action that cannot be done stays visible and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from textual.binding import Binding

from tui.ui.action import Action, Group, Scope
from tui.ui.action_rows.calendar import CALL, EVENT, MOVING, TIME, VIEW
from tui.ui.action_rows.calls import DIALLING_IN, LINKED, PENDING
from tui.ui.action_rows.everywhere import EVERYWHERE
from tui.ui.action_rows.finding import FINDING, INVITATIONS
from tui.ui.action_rows.settings import SETTINGS
from tui.ui.action_rows.writing import FINDING_TIME, WRITING

__all__ = [
    "ACTIONS",
    "BY_ID",
    "Action",
    "GivesReasons",
    "Group",
    "Scope",
    "action_of",
    "actions_in",
    "bindings_for",
    "grouped",
]

ACTIONS: tuple[Action, ...] = (
    *MOVING,
    *TIME,
    *CALL,
    *EVENT,
    *VIEW,
    *WRITING,
    *PENDING,
    *LINKED,
    *DIALLING_IN,
    *FINDING,
    *FINDING_TIME,
    *INVITATIONS,
    *SETTINGS,
    *EVERYWHERE,
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
