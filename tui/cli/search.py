"""`callsheet search`: the events that hold the words given, as text or JSON.

Everything ever read is looked through, the weeks around today after they were read anew; what could not be
is said on stderr, and the exit code is the failure's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.domain.calendars import Calendar
    from tui.domain.errors import CallsheetError
    from tui.domain.events import Event
    from tui.services.workspace import Workspace

_BACK, _AHEAD = timedelta(days=30), timedelta(days=90)
_MOST = 1000


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, _MOST), default=50, show_default=True, help="At most so many events."
)
@click.option("--stored", is_flag=True, help="Ask nobody: look through what was read before.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def search(
    ground: Ground, text: tuple[str, ...], limit: int, stored: bool, as_json: bool, sandbox: bool
) -> None:
    """Find events by words in their title, people, place or notes.

    Words may be begun only, and need neither case nor accents. The best places come first, in each the
    nearest in time. The last 30 days and the next 90 are read anew.
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    found = ask(ground, sandbox, lambda workspace: _looked(workspace, " ".join(text), limit, stored))
    _print_json(found) if as_json else _print_text(found)
    if found.trouble is not None:
        raise found.trouble


@dataclass(frozen=True, slots=True)
class _Found:
    workspace: Workspace
    text: str
    events: tuple[Event, ...]
    calendars: Mapping[str, Calendar]
    as_of: datetime | None
    trouble: CallsheetError | None


async def _looked(workspace: Workspace, text: str, limit: int, stored: bool) -> _Found:
    from tui.domain.when import Window

    agenda, now = workspace.agenda, workspace.clock.now()
    window = Window(now - _BACK, now + _AHEAD)
    if not stored:
        await workspace.start()
        if workspace.trouble is None:
            await agenda.refresh(window)
    view = agenda.view(window)
    failed = (one.error for one in view.freshness.values() if one.error is not None)
    trouble = workspace.trouble or next(failed, None)
    calendars = {calendar.id: calendar for calendar in agenda.visible()}
    return _Found(workspace, text, agenda.search(text, limit), calendars, view.as_of, trouble)


def _print_json(found: _Found) -> None:
    from tui.cli.shapes import event_shape, moment_or_none
    from tui.cli.telling import tell_json
    from tui.domain.text import clean

    zone = found.workspace.zone
    shapes = [event_shape(event, found.calendars.get(event.calendar_id), zone) for event in found.events]
    tell_json(
        {
            "query": clean(found.text),
            "zone": zone.key,
            "as_of": moment_or_none(found.as_of),
            "complete": found.trouble is None,
            "events": shapes,
        }
    )


def _print_text(found: _Found) -> None:
    from tui.cli.telling import remark, tell
    from tui.domain.text import clean

    for event in found.events:
        tell(_line(found, event))
    if not found.events:
        remark(f"callsheet: nothing holds “{clean(found.text, limit=100)}”.")


def _line(found: _Found, event: Event) -> str:
    from tui.domain.links import link_of

    calendar, link = found.calendars.get(event.calendar_id), link_of(event)
    where = f"[{calendar.name}]" if calendar else ""
    parts = (_times(found, event), event.title or "(no title)", where, link.url if link else "")
    return "  ".join(part for part in parts if part)


def _times(found: _Found, event: Event) -> str:
    from tui.cli.shapes import day_heading
    from tui.domain.clockface import clock_of, clock_words, widest
    from tui.domain.when import bounds, days, is_all_day

    zone, clock = found.workspace.zone, clock_of(found.workspace.settings.clock)
    room = widest(clock)
    day = f"{day_heading(days(event.when, zone)[0]):<15}"
    if is_all_day(event.when):
        return f"{day}  {'all day':<{2 * room + 1}}"
    start, end = (at.astimezone(zone) for at in bounds(event.when, zone))
    return f"{day}  {clock_words(start, clock):>{room}}-{clock_words(end, clock):<{room}}"
