"""`callsheet event create`: an event with its call, from one line; `--wait` stays until the link is there.

It goes the same way as the editor: one draft, checked in the same words, sent once.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from tui.cli.ground import Ground

if TYPE_CHECKING:
    from tui.domain.drafts import CallDraft, Draft
    from tui.domain.jobs import Job
    from tui.services.edit import Saved
    from tui.services.ports import Described
    from tui.services.workspace import Workspace

_MEETS = {"google": "Google Meet", "zoom": "Zoom Meeting", "teams": "Microsoft Teams"}
PENDING_CODE = 75
"""The exit code when the link is still on its way at the end of the wait: try later."""


@click.group("event")
def event() -> None:
    """Work with single events."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """The command line, as typed."""

    title: str
    start: str
    duration: str
    calendar: str | None
    guests: tuple[str, ...]
    location: str
    description: str
    meet: str | None
    conf_grant: str
    url: str
    notify: bool


@event.command("create")
@click.option("--title", required=True, help="What it is called.")
@click.option("--start", required=True, metavar="TIME", help='"fri 15:00", 3pm, +45m, "2026-12-01 15:00".')
@click.option("--duration", default="30m", show_default=True, metavar="LENGTH", help="45m, 1h30.")
@click.option("--calendar", metavar="NAME", help="Name or id.  [default: the account's own]")
@click.option("--guest", "guests", multiple=True, metavar="E-MAIL", help="Someone to invite; repeatable.")
@click.option("--location", default="", help="Where, in words.")
@click.option("--description", default="", help="Notes.")
@click.option(
    "--meet", type=click.Choice(list(_MEETS)), help="Have a call created; with --url, whose link it is."
)
@click.option("--conf-grant", default="", metavar="ID", help="The account that hosts the call.")
@click.option("--url", default="", help="The link of a call you have.")
@click.option("--notify/--no-notify", default=True, show_default=True, help="Mail the guests.")
@click.option("--wait", "wait", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Wait for the link.")
@click.option("--dry-run", is_flag=True, help="Send nothing: print the request, as curl or with --json.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
@click.option("--sandbox", is_flag=True, help="Use the embedded account.")
@click.pass_obj
def create(
    ground: Ground, /, wait: float | None, dry_run: bool, as_json: bool, sandbox: bool, **typed: object
) -> None:
    """Create an event.

    \b
    callsheet event create --title "Kiln handover" --start "fri 15:00" --meet google --wait 60
    """
    from tui.cli.asking import ask

    ground.as_json = as_json
    wish = _Wish(**typed)  # type: ignore[arg-type]
    if dry_run:
        _print_request(ask(ground, sandbox, lambda workspace: _described(workspace, wish)), as_json)
        return
    made = ask(ground, sandbox, lambda workspace: _create(workspace, wish, wait))
    _print(made, as_json)
    click.get_current_context().exit(made.exit_code(waited=wait is not None))


@dataclass(frozen=True, slots=True)
class _Made:
    workspace: Workspace
    saved: Saved
    job: Job | None
    now: datetime

    def exit_code(self, *, waited: bool) -> int:
        """0; 75 when the link was waited for in vain; 1 when the call failed."""
        from tui.domain.jobs import JobState

        if self.job is None or self.job.state is JobState.LIVE or not waited:
            return 0
        return PENDING_CODE if self.job.pending else 1


async def _create(workspace: Workspace, wish: _Wish, wait: float | None) -> _Made:
    from tui.cli.telling import remark
    from tui.domain.errors import Ambiguous, CallsheetError

    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    draft = _draft(workspace, wish)
    for finding in workspace.edits.check(draft).findings:
        if finding.severity.value == "warning":
            remark(f"callsheet: {finding.says}")
    try:
        saved = await workspace.edits.save(draft)
    except Ambiguous:
        raise
    except CallsheetError:
        await workspace.edits.discard(draft.id)
        raise
    job = saved.job
    if job is not None and wait:
        job = await _waited(workspace, job, wait)
    if job is not None and (fresh := workspace.agenda.event(job.key)) is not None:
        saved = replace(saved, event=fresh)
    return _Made(workspace, saved, job, workspace.clock.now())


async def _described(workspace: Workspace, wish: _Wish) -> Described:
    """The request that would create the event. Raises DraftRefused for one that cannot be sent."""
    from tui.domain.errors import DraftRefused

    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    draft = _draft(workspace, wish)
    described = workspace.edits.described(draft)
    if described is None:
        problem = workspace.edits.check(draft).problems[0]
        raise DraftRefused(problem.says, next_step=problem.fix)
    return described


def _print_request(described: Described, as_json: bool) -> None:
    from tui.cli.telling import tell, tell_json

    if as_json:
        request = {"method": described.method, "url": described.url, "body": described.body}
        tell_json({"request": request})
    else:
        tell(described.curl())


def _draft(workspace: Workspace, wish: _Wish) -> Draft:
    from tui.cli.choosing import calendar_named
    from tui.domain.text import clean, clean_block
    from tui.domain.timephrase import write_moment

    start, length = _times(workspace, wish)
    calendar = calendar_named(workspace, wish.calendar).id if wish.calendar else None
    draft = workspace.edits.new(start, calendar)
    if calendar is not None:
        draft = replace(draft, calendar_id=calendar)
    return replace(
        draft,
        title=clean(wish.title, limit=2000),
        ends=write_moment(start + length, workspace.zone),
        guests=clean(", ".join(wish.guests), limit=20_000),
        location=clean(wish.location),
        description=clean_block(wish.description),
        notify=wish.notify,
        call=_call(workspace, wish, draft.calendar_id),
    )


def _times(workspace: Workspace, wish: _Wish) -> tuple[datetime, timedelta]:
    from tui.domain.timephrase import TimePhraseError, parse_duration, parse_moment

    now = workspace.clock.now()
    local = now.astimezone(workspace.zone).replace(minute=0, second=0, microsecond=0)
    try:
        start = parse_moment(wish.start, base=local + timedelta(hours=1), zone=workspace.zone, now=now)
        return start, parse_duration(wish.duration)
    except TimePhraseError as error:
        raise click.UsageError(str(error)) from None


def _call(workspace: Workspace, wish: _Wish, calendar_id: str) -> CallDraft:
    from tui.cli.choosing import host_for
    from tui.domain.conferencing import Provider
    from tui.domain.drafts import CallDraft, CallMode
    from tui.domain.links import recognise

    chosen = Provider(_MEETS[wish.meet]) if wish.meet else None
    if wish.url:
        provider = chosen or recognise(wish.url)
        if provider is None:
            raise click.UsageError("That link is of no known service; say whose it is with --meet.")
        return CallDraft(provider, CallMode.OWN, url=wish.url)
    if chosen is None:
        if wish.conf_grant:
            raise click.UsageError("--conf-grant goes with --meet.")
        return CallDraft()
    return CallDraft(chosen, CallMode.CREATE, wish.conf_grant or host_for(workspace, calendar_id, chosen))


async def _waited(workspace: Workspace, job: Job, seconds: float) -> Job:
    """The job when it ended, or as it stands after `seconds`; the app goes on watching it then."""
    latest, ended = job, asyncio.Event()

    def take_note(news: Job) -> None:
        nonlocal latest
        if news.id == job.id:
            latest = news
            if not news.pending:
                ended.set()

    unsubscribe = workspace.jobs.changed.subscribe(take_note)
    looking = asyncio.create_task(workspace.jobs.run())
    try:
        async with asyncio.timeout(seconds):
            await ended.wait()
    except TimeoutError:
        pass
    finally:
        unsubscribe()
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
    return latest


def _print(made: _Made, as_json: bool) -> None:
    from tui.cli.shapes import event_shape, job_shape
    from tui.cli.telling import tell_json

    event = made.saved.event
    if not as_json:
        _print_text(made)
        return
    calendar = made.workspace.context().calendar(event.calendar_id)
    tell_json(
        {
            "event": event_shape(event, calendar, made.workspace.zone),
            "pending": made.job is not None and made.job.pending,
            "call_state": made.job.state.name.lower() if made.job else None,
            "job": job_shape(made.job, made.now) if made.job else None,
        }
    )


def _print_text(made: _Made) -> None:
    from tui.cli.telling import remark, tell
    from tui.domain.jobs import JobState
    from tui.domain.links import link_of
    from tui.domain.text import clean

    event, job = made.saved.event, made.job
    remark(f"Created “{event.title or '(no title)'}”, id {clean(event.id, limit=1024)}.")
    if job is not None and job.pending:
        remark(f"The {job.provider} link is on its way: callsheet jobs shows it.")
    elif job is not None and job.state is not JobState.LIVE:
        remark(f"The {job.provider} call failed: {job.reason}")
    link = link_of(event)
    if link is not None:
        tell(link.url)
