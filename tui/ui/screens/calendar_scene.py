"""What the panes of the calendar draw from, put together from an open account and the days on the screen.

Reads from memory and the cache only; drawing is the widgets' affair.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tui.domain.calendars import Calendar
from tui.domain.events import Event
from tui.domain.grid import group_by_day
from tui.domain.jobs import JobState
from tui.domain.text import clean
from tui.ui.facts import age_words, clock_pattern, trouble_words
from tui.ui.screens.calendar_window import Shown
from tui.ui.spoken import elapsed_words
from tui.ui.widgets.agenda_line import Scene, Stripe
from tui.ui.widgets.agenda_rows import rows_of
from tui.ui.widgets.detail import DetailFacts
from tui.ui.widgets.link_list import LinkFacts
from tui.ui.widgets.mini_month import MonthFacts
from tui.ui.widgets.rail import RailLine

if TYPE_CHECKING:
    from tui.services.sync import View
    from tui.services.workspace import Workspace

_ONE_READING = timedelta(minutes=2)
_NOT_COMING = frozenset({JobState.FAILED, JobState.GAVE_UP})


def scene_of(workspace: Workspace, view: View, shown: Shown, *, past: bool) -> Scene:
    """The agenda's rows and everything they are drawn with."""
    now = workspace.clock.now()
    grouped = group_by_day(view.events, shown.days, workspace.zone)
    jobs = workspace.jobs.all()
    return Scene(
        rows=rows_of(grouped, now, workspace.zone, unreadable=len(view.unreadable), past=past),
        stripes={line.id: Stripe(line.colour, line.letter) for line in rail_lines(workspace)},
        now=now,
        zone=workspace.zone,
        own_email=workspace.account.email,
        clock=clock_pattern(workspace),
        waiting=frozenset(job.key for job in jobs if job.pending),
        failed=frozenset(job.key for job in jobs if job.state in _NOT_COMING),
        moved={**workspace.agenda.shown_as, **workspace.agenda.moved},
    )


def rail_lines(workspace: Workspace, view: View | None = None) -> tuple[RailLine, ...]:
    """The calendars with letters of their own; with a `view`, each with its events and what is wrong."""
    hidden, taken = workspace.agenda.hidden(), set[str]()
    lines = []
    for calendar in workspace.agenda.calendars():
        letter = first_letter(calendar.name, taken)
        taken.add(letter)
        lines.append(_rail_line(calendar, letter, calendar.id not in hidden))
    if view is None:
        return tuple(lines)
    counts = Counter(event.calendar_id for event in view.events)
    ages = _ages_that_differ(workspace, view)
    return tuple(
        replace(line, events=counts[line.id], trouble=_trouble(line, view), age=ages.get(line.id, ""))
        for line in lines
    )


def _rail_line(calendar: Calendar, letter: str, shown: bool) -> RailLine:
    return RailLine(calendar.id, calendar.name, letter, calendar.colour, shown, calendar.read_only)


def _trouble(line: RailLine, view: View) -> str:
    fresh = view.freshness.get(line.id)
    return trouble_words(fresh.error) if fresh and fresh.error else ""


def _ages_that_differ(workspace: Workspace, view: View) -> dict[str, str]:
    """When the calendars were read that are older than the newest, beyond what one reading takes."""
    read = {one: fresh.as_of for one, fresh in view.freshness.items()}
    newest = max((at for at in read.values() if at is not None), default=None)
    if newest is None:
        return {}
    return {
        one: age_words(workspace, at)
        for one, at in read.items()
        if (at is None and not view.freshness[one].refreshing)
        or (at is not None and newest - at > _ONE_READING)
    }


def first_letter(name: str, taken: set[str]) -> str:
    """A letter for a calendar, different from those taken while there is one."""
    letters = [letter.upper() for letter in clean(name) if letter.isalnum()]
    chosen = next((letter for letter in letters if letter not in taken), letters[0] if letters else "·")
    return chosen if len(chosen) == 1 else chosen[0]


def detail_facts(workspace: Workspace, event: Event | None) -> DetailFacts:
    """What the detail pane tells of the event under the cursor."""
    calendars = {calendar.id: calendar for calendar in workspace.agenda.calendars()}
    calendar = calendars.get(event.calendar_id) if event else None
    return DetailFacts(
        event,
        calendar.name if calendar else "",
        workspace.zone,
        clock_pattern(workspace),
        workspace.jobs.of(event) if event else None,
        own_email=workspace.account.email,
        changeable=calendar is None or not calendar.read_only,
    )


def month_facts(workspace: Workspace, shown: Shown) -> MonthFacts:
    """The month around the days on the screen."""
    today = workspace.clock.now().astimezone(workspace.zone).date()
    day = today if today in shown.days else shown.day
    return MonthFacts(day, shown.days[0], shown.days[-1], today)


def link_facts(workspace: Workspace) -> tuple[LinkFacts, ...]:
    """The links that failed, then those being waited for, the longest first."""
    now, jobs = workspace.clock.now(), workspace.jobs.all()
    failed = [LinkFacts(job.title, failed=True) for job in jobs if job.state in _NOT_COMING]
    pending = [LinkFacts(job.title, elapsed_words(job.elapsed(now))) for job in reversed(jobs) if job.pending]
    return (*failed, *pending)
