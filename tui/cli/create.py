"""`callsheet event create`: an event with its call, from one line; `--wait` stays until the link is there.

It goes the same way as the editor: one draft, checked in the same words, sent once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

import click

from tui.cli.ground import Ground
from tui.cli.wish import Wish, describes_an_event, draft_for

if TYPE_CHECKING:
    from tui.domain.drafts import Draft
    from tui.domain.jobs import Job
    from tui.services.edit import Saved
    from tui.services.ports import Described
    from tui.services.workspace import Workspace

Meant: TypeAlias = "Callable[[Workspace], Awaitable[Draft]]"
"""How the draft that is meant is found, once the account is open."""

PENDING_CODE = 75
"""The exit code when the link is still on its way at the end of the wait: try later."""

_LOOK_FIRST = (
    "Do not repeat the command, which could make a second event. Open callsheet and press n: there it is "
    "kept as a draft, and saving that looks for the event first."
)
"""What to do about an event that nobody confirmed."""


@click.group("event")
def event() -> None:
    """Work with single events."""


@event.command("create")
@describes_an_event
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
    wish = Wish(**typed)  # type: ignore[arg-type]
    if dry_run:
        print_request(ask(ground, sandbox, lambda workspace: described(workspace, meant_by(wish))), as_json)
        return
    made = ask(ground, sandbox, lambda workspace: create_event(workspace, meant_by(wish), wait))
    print_made(made, as_json)
    click.get_current_context().exit(made.exit_code(waited=wait is not None))


def meant_by(wish: Wish) -> Meant:
    """The draft the options mean."""

    async def meant(workspace: Workspace) -> Draft:
        return draft_for(workspace, wish)

    return meant


@dataclass(frozen=True, slots=True)
class Made:
    """An event that was created, and the call being waited for."""

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


async def create_event(workspace: Workspace, meant: Meant, wait: float | None) -> Made:
    """Create the event that is meant. Raises what opening and saving raise."""
    from tui.cli.telling import remark
    from tui.domain.errors import Ambiguous, CallsheetError

    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    draft = await meant(workspace)
    for finding in workspace.edits.check(draft).findings:
        if finding.severity.value == "warning":
            remark(f"callsheet: {finding.says}")
    try:
        saved = await workspace.edits.save(draft)
    except Ambiguous as error:
        error.next_step = _LOOK_FIRST
        raise
    except CallsheetError:
        await workspace.edits.discard(draft.id)
        raise
    job = saved.job
    if job is not None and wait:
        job = await _waited(workspace, job, wait)
    if job is not None and (fresh := workspace.agenda.event(job.key)) is not None:
        saved = replace(saved, event=fresh)
    return Made(workspace, saved, job, workspace.clock.now())


async def described(workspace: Workspace, meant: Meant) -> Described:
    """The request that would create the event. Raises DraftRefused for one that cannot be sent."""
    from tui.domain.errors import DraftRefused

    await workspace.start()
    if workspace.trouble is not None:
        raise workspace.trouble
    draft = await meant(workspace)
    request = workspace.edits.described(draft)
    if request is None:
        problem = workspace.edits.check(draft).problems[0]
        raise DraftRefused(problem.says, next_step=problem.fix)
    return request


def print_request(described: Described, as_json: bool) -> None:
    """The request, as curl or as data."""
    from tui.cli.telling import tell, tell_json

    if as_json:
        request = {"method": described.method, "url": described.url, "body": described.body}
        tell_json({"request": request})
    else:
        tell(described.curl())


async def _waited(workspace: Workspace, job: Job, seconds: float) -> Job:
    """The job when it ended, or as it stands after `seconds`; the app goes on watching it then."""
    ended = asyncio.Event()

    def take_note(news: Job) -> None:
        if news.id == job.id and not news.pending:
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
    return next((one for one in workspace.jobs.all() if one.id == job.id), job)


def print_made(made: Made, as_json: bool) -> None:
    """What was created."""
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


def _print_text(made: Made) -> None:
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
