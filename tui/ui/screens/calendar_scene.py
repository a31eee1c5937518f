"""What the panes of the calendar draw from, put together from an open account and the days on the screen.

Reads from memory and the cache only; drawing is the widgets' affair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from textual.content import Content

from tui.domain.calendars import Calendar
from tui.domain.conflicts import Conflict, conflicts
from tui.domain.events import Event, EventKey
from tui.domain.grid import group_by_day
from tui.domain.jobs import JobState
from tui.domain.text import clean
from tui.domain.when import Window, bounds, days
from tui.domain.whenwords import zone_named
from tui.ui import paint
from tui.ui.facts import age_words, clock_pattern, trouble_words
from tui.ui.screens.calendar_window import Shown, ViewKind, window_of
from tui.ui.spoken import roughly_words
from tui.ui.widgets.agenda_rows import Row, is_over, rows_of
from tui.ui.widgets.detail import DetailFacts
from tui.ui.widgets.link_list import SHOWN, LinkFacts
from tui.ui.widgets.mini_month import MonthFacts
from tui.ui.widgets.rail import RailLine
from tui.ui.widgets.scene import Scene, Stripe

if TYPE_CHECKING:
    from tui.services.settings import Settings
    from tui.services.sync import View
    from tui.services.workspace import Workspace

_BESIDE_TITLE = 6
"""Cells beside the title of the days."""
_ONE_READING = timedelta(minutes=2)
_LONGEST_CLASH = timedelta(days=14)
_ANOTHER = LinkFacts("")
"""A link that there is no room for."""
_NOT_COMING = frozenset({JobState.FAILED, JobState.GAVE_UP})


WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}
"""The days a week may begin with, by the names settings use."""


def shown_at_start(workspace: Workspace) -> Shown:
    """What a start leads to, today."""
    settings, today = workspace.settings, workspace.clock.now().astimezone(workspace.zone).date()
    start, kind = WEEKDAYS[settings.week_start], ViewKind(settings.view)
    return (
        Shown(today, kind, settings.days, start)
        if kind is ViewKind.DAYS
        else Shown(today, kind, week_start=start)
    )


def wished_by(workspace: Workspace, wished: Shown, before: Settings, after: Settings) -> Shown:
    """The days wished for, in the view and the week that changed settings ask for."""
    if before.view != after.view:
        return replace(shown_at_start(workspace), day=wished.day)
    wished = replace(wished, week_start=WEEKDAYS[after.week_start])
    if before.days != after.days and wished.kind is ViewKind.DAYS:
        return replace(wished, count=after.days)
    return wished


def title_of(shown: Shown, wished: Shown, width: int) -> Content:
    """The days shown, on a screen of so many cells; where there was no room for what was asked, that too."""
    said = shown.title()
    if shown == wished:
        return paint.text(said)
    listed = shown.kind is ViewKind.AGENDA
    small = "no room for a month" if wished.kind is ViewKind.MONTH else "hours need more room"
    words = f"  {small}" if listed else f"  {shown.length} days fit"
    if paint.width(said + words) > width - _BESIDE_TITLE:
        said, _, _ = said.partition(" · week")
    return paint.line(said, (words, "$quiet not bold"))


def scene_of(workspace: Workspace, view: View, shown: Shown, *, past: bool) -> Scene:
    """What a view shows, and everything it is drawn with."""
    now, jobs = workspace.clock.now(), workspace.jobs.all()
    kept = (e for e in view.events if past or not is_over(e, now, workspace.zone))
    unread = _unread(workspace, view, shown)
    return Scene(
        rows=_rows(workspace, view, shown, past=past, unread=unread),
        stripes={line.id: Stripe(line.colour, line.letter) for line in rail_lines(workspace)},
        now=now,
        zone=workspace.zone,
        own_email=workspace.account.email,
        clock=clock_pattern(workspace),
        waiting=frozenset(job.key for job in jobs if job.pending),
        failed=frozenset(job.key for job in jobs if job.state in _NOT_COMING),
        sending=workspace.agenda.sending.keys,
        standing=workspace.agenda.sending.standing,
        removals=workspace.agenda.sending.removals,
        clashing=frozenset(clashes_among(workspace, _to_come(workspace, view.events, now))),
        moved={**workspace.agenda.shown_as, **workspace.agenda.moved},
        days=shown.days,
        day=shown.day,
        events=tuple(kept),
        unread=unread,
        first_hour=workspace.settings.first_hour,
        second_zone=second_zone(workspace),
    )


def _rows(
    workspace: Workspace, view: View, shown: Shown, *, past: bool, unread: frozenset[date]
) -> tuple[Row, ...]:
    """The agenda's rows; the other views have no use for them."""
    if shown.kind is not ViewKind.AGENDA:
        return ()
    now, zone = workspace.clock.now(), workspace.zone
    grouped = group_by_day(view.events, shown.days, zone)
    return rows_of(grouped, now, zone, unreadable=len(view.unreadable), past=past, unread=unread)


def second_zone(workspace: Workspace) -> ZoneInfo | None:
    """The other zone the settings name, if there is one by that name."""
    return zone_named(workspace.settings.second_zone) if workspace.settings.second_zone else None


def _unread(workspace: Workspace, view: View, shown: Shown) -> frozenset[date]:
    """The days of which nothing is known while they are being read."""
    agenda, zone = workspace.agenda, workspace.zone
    reading = any(one.refreshing for one in view.freshness.values()) or not agenda.calendars()
    if not reading or agenda.was_read(shown.window(zone)):
        return frozenset()
    known = {day for event in view.events for day in days(event.when, zone)}
    unknown = (day for day in shown.days if day not in known)
    return frozenset(day for day in unknown if not agenda.was_read(window_of(day, 1, zone)))


def clashes_among(workspace: Workspace, events: Iterable[Event]) -> Mapping[EventKey, Conflict]:
    """Those of the events, on the user's own calendars, that are at the same time as an accepted one."""
    own = {one.id for one in workspace.agenda.calendars() if one.owned and not one.read_only}
    mine = (event for event in events if event.calendar_id in own)
    return conflicts(mine, workspace.account.email, workspace.zone)


def _to_come(workspace: Workspace, events: Iterable[Event], now: datetime) -> Iterable[Event]:
    """What is not over: nobody wants to know of conflicts that are."""
    return (event for event in events if bounds(event.when, workspace.zone)[1] > now)


def _clash_of(workspace: Workspace, event: Event | None) -> Conflict | None:
    """What stands in the way of one event; of what lasts for weeks nobody wants to know."""
    if event is None:
        return None
    start, end = bounds(event.when, workspace.zone)
    if not timedelta() < end - start <= _LONGEST_CLASH:
        return None
    return clashes_among(workspace, workspace.agenda.view(Window(start, end)).events).get(event.key)


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
        line._replace(events=counts[line.id], trouble=_trouble(line, view), age=ages.get(line.id, ""))
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
    sending = workspace.agenda.sending
    return DetailFacts(
        event,
        calendar.name if calendar else "",
        workspace.zone,
        clock_pattern(workspace),
        workspace.jobs.of(event) if event else None,
        own_email=workspace.account.email,
        changeable=calendar is None or not calendar.read_only,
        sending=event is not None and event.key in sending.keys,
        standing=event is not None and event.key in sending.standing,
        removal=event is not None and event.key in sending.removals,
        clash=_clash_of(workspace, event),
    )


def month_facts(workspace: Workspace, shown: Shown) -> MonthFacts:
    """The month around the days on the screen."""
    today = workspace.clock.now().astimezone(workspace.zone).date()
    alone = shown.kind is ViewKind.MONTH
    day = today if today in shown.days and not alone else shown.day
    return MonthFacts(day, shown.days[0], shown.days[-1], today, shown.week_start)


def link_facts(workspace: Workspace) -> tuple[LinkFacts, ...]:
    """The links that failed, then those being waited for, the longest first; there is room for a few."""
    now, jobs = workspace.clock.now(), workspace.jobs
    failed = [LinkFacts(job.title, failed=True) for job in jobs.all() if job.state in _NOT_COMING]
    pending = reversed(jobs.pending())
    shown = [LinkFacts(job.title, roughly_words(job.elapsed(now))) for job in islice(pending, SHOWN)]
    return (*failed, *shown, *[_ANOTHER] * (len(jobs.pending()) - len(shown)))
