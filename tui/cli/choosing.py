"""Finding what the user named among what there is; when several fit, the choice is left to them.

Nothing is guessed: a name that fits nothing lists what there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.domain.capabilities import Verdict, hosts_for, rule
from tui.domain.conferencing import Provider
from tui.domain.drafts import CallMode
from tui.domain.errors import CallsheetError, NotFound
from tui.domain.text import clean

if TYPE_CHECKING:
    from tui.domain.calendars import Calendar, Grant
    from tui.services.workspace import Workspace


class Undecided(CallsheetError):
    """Several things fit what was asked for, and only the user can say which."""

    exit_code = 6


def calendar_named(workspace: Workspace, name: str) -> Calendar:
    """The calendar of this name or id, whatever its case. Raises NotFound, or Undecided for a shared name."""
    calendars = workspace.agenda.calendars()
    wanted = clean(name).casefold()
    found = [c for c in calendars if c.id == name] or [c for c in calendars if c.name.casefold() == wanted]
    if not found and wanted == "primary":
        found = [calendar for calendar in calendars if calendar.primary]
    if not found:
        there = ", ".join(f"“{calendar.name}”" for calendar in calendars)
        raise NotFound(f"There is no calendar “{clean(name, limit=100)}”.", next_step=f"There are {there}.")
    if len(found) > 1:
        ids = ", ".join(clean(calendar.id, limit=200) for calendar in found)
        raise Undecided(f"Several calendars are called “{found[0].name}”.", next_step=f"Give its id: {ids}.")
    return found[0]


def host_for(workspace: Workspace, calendar_id: str, provider: Provider) -> str:
    """The grant that hosts such a call, empty when none is needed or can. Raises Undecided for several."""
    context = workspace.context()
    calendar = context.calendar(calendar_id)
    ruling = rule(
        context.account.kind,
        calendar,
        provider,
        CallMode.CREATE,
        context.hosts,
        context.switches,
        context.generation,
    )
    if ruling.verdict is not Verdict.NEEDS_HOST:
        return ""
    hosts = hosts_for(provider, context.hosts)
    if len(hosts) > 1:
        offered = ", ".join(f"{_named(host)} ({clean(host.id, limit=100)})" for host in hosts)
        raise Undecided(
            f"Several accounts can host {provider} calls.",
            next_step=f"Choose one with --conf-grant: {offered}.",
        )
    return hosts[0].id if hosts else ""


def _named(host: Grant) -> str:
    return host.email or host.name or "unnamed"
