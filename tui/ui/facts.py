"""What the top and the bottom line say, put together from an open account.

Reads from memory and the cache only, so it can be asked every second.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.domain.clockface import clock_of, clock_words
from tui.domain.errors import CallsheetError, RateLimited, StoreError, Unauthorized, Unavailable, Unreachable
from tui.domain.jobs import Job, JobState
from tui.domain.when import bounds
from tui.ui.widgets.join_bar import CallFacts
from tui.ui.widgets.status_line import StatusFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.services.sync import View
    from tui.services.workspace import Workspace

_IN_NEED = frozenset({JobState.FAILED, JobState.GAVE_UP})


def clock_pattern(workspace: Workspace) -> str:
    """The clock the user reads."""
    return clock_of(workspace.settings.clock)


def status_facts(workspace: Workspace, view: View) -> StatusFacts:
    """The status line for the shown part of the calendar."""
    now, fresh = workspace.clock.now(), tuple(view.freshness.values())
    jobs, pending = workspace.jobs.all(), workspace.jobs.pending()
    return StatusFacts(
        account=workspace.account.email or workspace.profile.name,
        sandbox=workspace.sandbox,
        as_of=view.as_of.astimezone(workspace.zone) if view.as_of else None,
        refreshing=any(one.refreshing for one in fresh),
        trouble=_worst((workspace.trouble, *(one.error for one in fresh), workspace.jobs.refused)),
        pending=len(pending),
        longest_wait=_longest(pending, now),
        next_check=None if workspace.jobs.refused else _next_check(pending, now),
        in_need=sum(job.state in _IN_NEED for job in jobs),
        unreadable=len(view.unreadable),
        to_send=workspace.to_send,
        needing=workspace.needing,
        sending=workspace.agenda.sending.count,
        not_sent=workspace.not_sent,
        clock=age_pattern(workspace, view.as_of) if view.as_of else clock_pattern(workspace),
    )


def age_pattern(workspace: Workspace, as_of: datetime) -> str:
    """How a reading is dated, for `strftime`: by the time of day, with the day where that is not today."""
    zone, clock = workspace.zone, clock_pattern(workspace)
    days = (workspace.clock.now().astimezone(zone).date() - as_of.astimezone(zone).date()).days
    if days == 0:
        return clock
    return f"%a {clock}" if 0 < days < 7 else f"%-d %b %Y {clock}"


def age_words(workspace: Workspace, as_of: datetime | None) -> str:
    """When a calendar was read, such as `as of 09:41`."""
    if as_of is None:
        return "not read yet"
    return f"as of {clock_words(as_of.astimezone(workspace.zone), age_pattern(workspace, as_of))}"


def counted_on(facts: StatusFacts, workspace: Workspace) -> StatusFacts:
    """The status line a moment later: nothing has happened, but links are waited for longer."""
    now, pending = workspace.clock.now(), workspace.jobs.pending()
    next_check = None if workspace.jobs.refused else _next_check(pending, now)
    return facts._replace(longest_wait=_longest(pending, now), next_check=next_check)


def _longest(pending: Sequence[Job], now: datetime) -> timedelta:
    return _seconds(pending[-1].elapsed(now)) if pending else timedelta()


def _next_check(pending: Sequence[Job], now: datetime) -> timedelta | None:
    first = min((job.next_check_at for job in pending), default=None)
    return _seconds(max(first - now, timedelta())) if first is not None else None


def _seconds(length: timedelta) -> timedelta:
    """The whole ones of it."""
    return length - timedelta(microseconds=length.microseconds)


def held_words(workspace: Workspace) -> str:
    """Why no link is looked for at the moment; empty while they are."""
    return trouble_words(workspace.jobs.refused) if workspace.jobs.refused else ""


def _worst(errors: Iterable[CallsheetError | None]) -> str:
    return next((trouble_words(error) for error in errors if error is not None), "")


def trouble_words(error: CallsheetError) -> str:
    """A failed refresh in a word or two."""
    match error:
        case Unauthorized():
            return "key refused"
        case Unreachable():
            return "offline"
        case RateLimited():
            return "asked to slow down"
        case Unavailable():
            return "service trouble"
        case StoreError():
            return "store unreadable"
        case _:
            return "cannot refresh"


def call_facts(workspace: Workspace) -> CallFacts | None:
    """The top line: the call that runs or comes next."""
    coming = workspace.meet.next_call(workspace.clock.now())
    if coming is None:
        return None
    start, end = bounds(coming.event.when, workspace.zone)
    link = coming.link
    return CallFacts(
        title=coming.event.title or "(no title)",
        starts_in=coming.starts_in,
        starts=start.astimezone(workspace.zone),
        ends=end.astimezone(workspace.zone),
        provider=(link.provider or link.service) if link else "",
        host=link.host if link else "",
        others=len(coming.others),
        url=link.url if link else "",
        key=coming.event.key,
        clock=clock_pattern(workspace),
    )
