"""`callsheet add "Design review fri 15:00 45m with grace@example.com meet"`: the quick line, from a shell.

It is read and saved as in the app; what it was read as is said on stderr before anything is sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tui.cli.create import create_event, described, print_made, print_request
from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.services.workspace import Workspace


@click.command("add")
@click.argument("line", nargs=-1, required=True)
@click.option("--notify/--no-notify", default=True, show_default=True, help="Mail the guests.")
@click.option("--wait", "wait", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Wait for the link.")
@click.option("--dry-run", is_flag=True, help="Send nothing: print the request, as curl or with --json.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def add(
    ground: Ground,
    /,
    line: tuple[str, ...],
    notify: bool,
    wait: float | None,
    dry_run: bool,
    as_json: bool,
    sandbox: bool,
) -> None:
    """Create an event from one line.

    \b
    callsheet add "Design review fri 15:00 45m with grace@example.com meet @Work"

    Words that say no day, time, length, zone, place, guest, call or calendar are the title; so is what
    stands in double quotes. What was understood is told on stderr.
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    typed = " ".join(line)

    async def meant(workspace: Workspace) -> Draft:
        return _told_of_mail(replace(await _read(workspace, typed), notify=notify), workspace)

    if dry_run:
        print_request(ask(ground, sandbox, lambda workspace: described(workspace, meant)), as_json)
        return
    made = ask(ground, sandbox, lambda workspace: create_event(workspace, meant, wait))
    print_made(made, as_json)
    click.get_current_context().exit(made.exit_code(waited=wait is not None))


async def _read(workspace: Workspace, typed: str) -> Draft:
    """The draft the line means; what it was read as goes to stderr."""
    from datetime import timedelta

    from tui.cli.telling import remark
    from tui.domain.quickadd import Around, read_line
    from tui.domain.quickadd_draft import draft_from
    from tui.domain.quickadd_said import readings
    from tui.services.people import people_seen

    context = workspace.context()
    people = await people_seen(workspace.agenda, context.now, context.account.email)
    next_hour = context.now.astimezone(context.zone).replace(minute=0, second=0, microsecond=0)
    start = next_hour + timedelta(hours=1)
    read = read_line(typed, Around(context.now, context.zone, start, context.calendars, people))
    draft = draft_from(read, workspace.edits.new(start), context)
    for reading in readings(read, draft, context):
        remark(f"{reading.label + ':':<10} {reading.says}")
    for words in read.remarks:
        remark(f"callsheet: {words}")
    return replace(draft, line="")


def _told_of_mail(draft: Draft, workspace: Workspace) -> Draft:
    """The draft, once stderr says who would be mailed about it."""
    from tui.cli.telling import remark
    from tui.domain.checking_words import ALWAYS_MAILS, mailed
    from tui.domain.guests import parse_guests

    account = workspace.account
    if count := mailed(draft, parse_guests(draft.guests), account.email):
        people = "1 guest" if count == 1 else f"{count} guests"
        always = ALWAYS_MAILS.get(account.kind)
        silent = f"; {always} always does" if always else "; --no-notify mails nobody"
        remark(f"{'Mail:':<10} {people}{silent}" if always or draft.notify else f"{'Mail:':<10} nobody")
    return draft
