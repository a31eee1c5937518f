"""`callsheet event export`: a calendar's objects as the API has them, one JSON object to a line.

Nothing is left out or made nicer: this is for backups and other programs.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click

from tui.cli.agenda import days_of
from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.services.workspace import Workspace

_MEMBER = re.compile(r"[a-z_]{1,60}")


def _members(_context: click.Context, _option: click.Parameter, typed: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in typed.split(",") if name.strip())
    strange = next((name for name in names if not _MEMBER.fullmatch(name)), None)
    if strange is not None:
        raise click.BadParameter(f"“{strange}” is no member of an event: write title,when,conferencing.")
    return names


@click.command("export")
@click.option("--calendar", metavar="NAME", help="Name or id.  [default: every calendar shown]")
@click.option("--from", "first", metavar="DAY", default="today", show_default=True, help="First day.")
@click.option("--to", "last", metavar="DAY", default="+52w", show_default=True, help="Last day, included.")
@click.option("--select", default="", callback=_members, metavar="A,B", help="Only these members of each.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def export(
    ground: Ground, calendar: str | None, first: str, last: str, select: tuple[str, ...], sandbox: bool
) -> None:
    """Print events as the service has them, one JSON object to a line; series are not expanded."""
    from tui.cli.asking import ask

    ask(ground, sandbox, lambda workspace: _printed(workspace, calendar, first, last, select))


async def _printed(
    workspace: Workspace, name: str | None, first: str, last: str, select: tuple[str, ...]
) -> None:
    from tui.cli.choosing import calendar_named
    from tui.domain.when import Window

    start, end = days_of(workspace, first, last)
    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    window = Window.of_days(start, (end - start).days + 1, workspace.zone)
    calendars = [calendar_named(workspace, name)] if name else workspace.agenda.visible()
    for calendar in calendars:
        async for one in workspace.api.objects(calendar.id, window, select):
            click.echo(json.dumps(one))
