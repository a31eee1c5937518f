"""`callsheet agenda`: what is on, as text or JSON.

What could not be read fresh is shown as last known, said on stderr, and the exit code is the failure's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.domain.calendars import Calendar
    from tui.domain.errors import CallsheetError
    from tui.domain.events import Event
    from tui.domain.when import Window
    from tui.services.sync import View
    from tui.services.workspace import Workspace

_DEFAULT_DAYS = 7
_MOST_DAYS = 3660


@click.command("agenda")
@click.option("--from", "first", metavar="DAY", default="today", show_default=True, help="First day.")
@click.option(
    "--to", "last", metavar="DAY", default=None, help="Last day, included.  [default: 6 days later]"
)
@click.option(
    "--calendar", "calendars", metavar="NAME", multiple=True, help="Only this calendar; repeatable."
)
@click.option("--stored", is_flag=True, help="Ask nobody: what is known on this machine, and as of when.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def agenda(
    ground: Ground,
    first: str,
    last: str | None,
    calendars: tuple[str, ...],
    stored: bool,
    as_json: bool,
    sandbox: bool,
) -> None:
    """Print the agenda.

    Days are written as in the app: today, tomorrow, fri, "next mon", +2w, "1 dec", 2026-12-01.
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    read = _stored if stored else _read
    shown = ask(
        ground, sandbox, lambda workspace: read(workspace, first, last, calendars), at_once=not stored
    )
    _print_json(shown) if as_json else _print_text(shown)
    if shown.trouble is not None:
        raise shown.trouble


@dataclass(frozen=True, slots=True)
class _Shown:
    workspace: Workspace
    first: date
    last: date
    calendars: tuple[Calendar, ...]
    view: View
    trouble: CallsheetError | None


async def _read(workspace: Workspace, first: str, last: str | None, names: Sequence[str]) -> _Shown:
    start, end = days_of(workspace, first, last)
    await workspace.start()
    trouble = workspace.trouble
    chosen = _chosen(workspace, names)
    ids = [calendar.id for calendar in chosen]
    window = _window(workspace, start, end)
    if trouble is None:
        await workspace.agenda.refresh(window, ids)
    view = workspace.agenda.view(window, ids)
    failed = [one.error for one in view.freshness.values() if one.error is not None]
    return _Shown(workspace, start, end, chosen, view, trouble or (failed[0] if failed else None))


async def _stored(workspace: Workspace, first: str, last: str | None, names: Sequence[str]) -> _Shown:
    """The same, nobody asked."""
    start, end = days_of(workspace, first, last)
    chosen = _chosen(workspace, names)
    view = workspace.agenda.view(_window(workspace, start, end), [calendar.id for calendar in chosen])
    return _Shown(workspace, start, end, chosen, view, None)


def _window(workspace: Workspace, start: date, end: date) -> Window:
    from tui.domain.when import Window

    return Window.of_days(start, (end - start).days + 1, workspace.zone)


def days_of(workspace: Workspace, first: str, last: str | None) -> tuple[date, date]:
    from tui.domain.timephrase import TimePhraseError, parse_day

    today = workspace.clock.now().astimezone(workspace.zone).date()
    try:
        start = parse_day(first, today=today)
        end = start + timedelta(days=_DEFAULT_DAYS - 1) if last is None else parse_day(last, today=today)
    except TimePhraseError as error:
        raise click.UsageError(str(error)) from None
    if end < start:
        raise click.UsageError(f"--to ({end}) lies before --from ({start}).")
    if (end - start).days >= _MOST_DAYS:
        raise click.UsageError("Ten years at once are enough.")
    return start, end


def _chosen(workspace: Workspace, names: Sequence[str]) -> tuple[Calendar, ...]:
    """The calendars named, by name or id; without names those the app shows. Raises NotFound."""
    from tui.cli.choosing import calendar_named

    if not names:
        return workspace.agenda.visible()
    return tuple(dict.fromkeys(calendar_named(workspace, name) for name in names))


def _print_json(shown: _Shown) -> None:
    from tui.cli.shapes import event_shape, moment_or_none, unreadable_shape
    from tui.cli.telling import tell_json

    workspace, view = shown.workspace, shown.view
    by_id = {calendar.id: calendar for calendar in shown.calendars}
    account = workspace.account
    tell_json(
        {
            "account": {
                "grant_id": account.id,
                "email": account.email,
                "provider": account.kind.value,
                "sandbox": workspace.sandbox,
            },
            "from": shown.first.isoformat(),
            "to": shown.last.isoformat(),
            "zone": workspace.zone.key,
            "as_of": moment_or_none(view.as_of),
            "complete": shown.trouble is None and (view.as_of is not None or not shown.calendars),
            "calendars": [{"id": c.id, "name": c.name, "read_only": c.read_only} for c in shown.calendars],
            "events": [event_shape(e, by_id.get(e.calendar_id), workspace.zone) for e in view.events],
            "unreadable": [unreadable_shape(event) for event in view.unreadable],
        }
    )


def _print_text(shown: _Shown) -> None:
    from tui.cli.shapes import day_heading
    from tui.cli.telling import remark, tell
    from tui.domain.grid import group_by_day

    names = {calendar.id: calendar.name for calendar in shown.calendars}
    known = shown.view.as_of is not None or not shown.calendars
    days = [shown.first + timedelta(days=n) for n in range((shown.last - shown.first).days + 1)]
    for day in group_by_day(shown.view.events, days, shown.workspace.zone):
        tell(day_heading(day.day))
        for event in day.all_day:
            tell(_line(shown, "all day", event, names))
        for event in day.timed:
            tell(_line(shown, _times(shown, event, day.day), event, names))
        if day.is_empty:
            tell("  nothing" if known else "  not known: it was never read")
    for unreadable in shown.view.unreadable:
        remark(
            f"callsheet: an event of {names.get(unreadable.calendar_id, '')} is left out: {unreadable.reason}"
        )


def _times(shown: _Shown, event: Event, day: date) -> str:
    from tui.domain.clockface import clock_of, clock_words, widest
    from tui.domain.when import bounds

    zone = shown.workspace.zone
    start, end = (at.astimezone(zone) for at in bounds(event.when, zone))
    clock = clock_of(shown.workspace.settings.clock)
    starts = clock_words(start, clock) if start.date() == day else "..."
    ends = clock_words(end, clock) if end.date() == day else "..."
    return f"{starts:>{widest(clock)}}-{ends}"


def _line(shown: _Shown, times: str, event: Event, names: dict[str, str]) -> str:
    from tui.domain.clockface import clock_of, widest
    from tui.domain.conferencing import Requested
    from tui.domain.links import link_of

    link, room = link_of(event), 2 * widest(clock_of(shown.workspace.settings.clock)) + 1
    waiting = isinstance(event.conferencing, Requested)
    call = link.url if link else "(link on its way)" if waiting else ""
    parts = (f"  {times:<{room}}", event.title or "(no title)", f"[{names.get(event.calendar_id, '')}]", call)
    return "  ".join(part for part in parts if part)
